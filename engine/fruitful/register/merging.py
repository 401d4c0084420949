"""A row of a register together with the full profile that it refers to."""

from __future__ import annotations

from collections.abc import Callable

from fruitful.diagnostic import Diagnostic, Place, Refused, shorten
from fruitful.document import parse_mapping
from fruitful.language.value import Span, Value, say
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile, read_profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Members
from fruitful.register.lists import contradicts


def merge(
    entry: Entry,
    name: str,
    vocabulary: Vocabulary,
    open_profile: Callable[[str], bytes] | None,
) -> Entry:
    """The row's answers and the profile's together; where they differ, the profile's, and a note.

    A profile that cannot be read is a fault, and the row stands by itself.
    """
    row = entry.profile
    assert row is not None
    if open_profile is None:
        message = f"the profile `{shorten(name)}` is not read: the register comes without a folder"
        problem = Diagnostic(entry.source, "no-profile", message, "give the register as a file")
        return entry._replace(faults=(*entry.faults, problem))
    faults: list[Diagnostic] = []
    try:
        data = open_profile(name)
    except Refused as refused:
        message = f"the profile `{shorten(name)}` cannot be read; the row stands by itself"
        help = "; ".join(one.message for one in refused.diagnostics)
        problem = Diagnostic(entry.source, "no-profile", message, help)
        return entry._replace(faults=(*entry.faults, problem))
    root = parse_mapping(data, name, faults)
    profile = read_profile(root, vocabulary, name, faults) if root is not None else None
    if profile is None:
        return entry._replace(faults=(*entry.faults, *faults))
    notes = [*entry.notes, *_contradictions(row, profile, vocabulary, entry.source)]
    own_name = profile.name if profile.name != profile.id else row.name
    merged = profile._replace(
        id=row.id,
        name=own_name,
        assessed_on=profile.assessed_on or row.assessed_on,
        answers={**row.answers, **_known(profile)},
        members=_members(row, profile),
        expect=None,
    )
    return entry._replace(profile=merged, faults=(*entry.faults, *faults), notes=tuple(notes))


def _known(profile: Profile) -> dict[str, Answer]:
    return {path: one for path, one in profile.answers.items() if one.value is not None}


def _members(row: Profile, profile: Profile) -> dict[str, Members]:
    """The profile's collections; what it does not list or count is as the row lists it."""
    merged = {**row.members, **profile.members}
    for name, mine in profile.members.items():
        theirs = row.members.get(name)
        if theirs is not None and not mine.listed and mine.total is None:
            merged[name] = theirs._replace(each=mine.each)
    return merged


def _differ(mine: Value | None, theirs: Value | None) -> bool:
    """Whether two known values cannot both be true; a date may be known less exactly."""
    if mine is None or theirs is None:
        return False
    if isinstance(mine, Span) and isinstance(theirs, Span):
        return mine.last < theirs.first or theirs.last < mine.first
    return mine != theirs


def _contradictions(
    row: Profile, profile: Profile, vocabulary: Vocabulary, source: Place
) -> list[Diagnostic]:
    found = []
    for path, theirs in profile.answers.items():
        mine = row.answers.get(path)
        if mine is None or not _differ(mine.value, theirs.value):
            continue
        fact = vocabulary.facts[path]
        texts = [
            shorten(say(fact.kind, one.value, fact.choices, fact.unit))
            for one in (mine, theirs)
            if one.value is not None
        ]
        message = f"`{path}` is `{texts[0]}` here and `{texts[1]}` in {profile.file}, which counts"
        help = "correct the one that is wrong"
        found.append(Diagnostic(mine.place, "contradiction", message, help, len(mine.place.text)))
    for name, members in profile.members.items():
        differ = contradicts(row.members[name], members) if name in row.members else ""
        if differ:
            message = f"`{name}` names here who is not in {profile.file}, which counts: "
            message += shorten(differ, 200)
            help = "correct the one that is wrong"
            found.append(Diagnostic(source, "contradiction", message, help))
    return found
