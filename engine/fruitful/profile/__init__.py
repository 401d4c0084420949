"""A partnership's profile: its answers, typed by the vocabulary, with their evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document import Mapping, Node, Scalar
from fruitful.document.fields import fault
from fruitful.language.order import dates_before
from fruitful.language.value import Span, Unreadable, read_value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile.answer import Answer, says_nothing
from fruitful.profile.gathering import ABOUT, LONGEST_NAME, Gathering, Members, read_name

FORMAT = 1
"""The version of the profile format that this release reads."""


class Profile(NamedTuple):
    """Everything that one file says about one partnership."""

    id: str
    name: str
    title: str
    assessed_on: date | None
    answers: MappingABC[str, Answer]
    members: MappingABC[str, Members]
    expect: Node | None
    file: str


def read_profile(
    root: Mapping, vocabulary: Vocabulary, file: str, faults: list[Diagnostic]
) -> Profile:
    """Type a document's answers; every fault of the profile is added to ``faults``."""
    gathered = Gathering(vocabulary, faults)
    about = {key.text: value for key, value in root.entries if key.text in ABOUT}
    _check_format(about.get("fruitful"), faults)
    for key, value in root.entries:
        if key.text not in ABOUT:
            gathered.entry(key, value)
    check_order(vocabulary, gathered.answers, gathered.members, faults)
    id = read_name(about.get("id"), "`id`", faults) or id_from(file)
    return Profile(
        id,
        read_name(about.get("name"), "`name`", faults) or id,
        read_name(about.get("title"), "`title`", faults),
        _day(about.get("assessed_on"), faults),
        gathered.answers,
        gathered.members,
        about.get("expect"),
        file,
    )


def check_order(
    vocabulary: Vocabulary,
    own: MappingABC[str, Answer],
    members: MappingABC[str, Members],
    faults: list[Diagnostic],
) -> list[tuple[str, str]]:
    """A date is not before one that its fact's ``not_before`` names, nor those before that one.

    Returns the paths of each pair that is in the wrong order.
    """
    reversed_pairs = []
    for prefix, answers in _by_subject(own, members):
        for path, answer in answers.items():
            if not isinstance(answer.value, Span):
                continue
            for before in dates_before(prefix + path, vocabulary):
                inner = before.startswith(prefix)
                earlier = answers.get(before[len(prefix) :]) if inner else own.get(before)
                if earlier is None or not isinstance(earlier.value, Span):
                    continue
                if answer.value.last < earlier.value.first:
                    message = f"`{prefix}{path}` is before `{before}`"
                    help = "correct the one that is wrong"
                    faults.append(Diagnostic(answer.place, "dates-reversed", message, help))
                    reversed_pairs.append((prefix + path, before))
    return reversed_pairs


def _by_subject(
    own: MappingABC[str, Answer], members: MappingABC[str, Members]
) -> Iterator[tuple[str, MappingABC[str, Answer]]]:
    """The answers about the partnership and about each member, with what their paths begin with."""
    yield "", own
    for name, some in members.items():
        yield f"{name}.", some.each
        for member in some.listed:
            yield f"{name}.", {**some.each, **member.answers}


def _check_format(node: Node | None, faults: list[Diagnostic]) -> None:
    if (isinstance(node, Scalar) and node.text == str(FORMAT)) or node is None:
        return
    newer = isinstance(node, Scalar) and node.text.isdecimal() and int(node.text[:9]) > FORMAT
    message = f"this release reads profiles of format {FORMAT}"
    help = "install a newer fruitful" if newer else f"write `fruitful: {FORMAT}`"
    faults.append(fault(node, "newer-format" if newer else "bad-format", message, help))


def _day(node: Node | None, faults: list[Diagnostic]) -> date | None:
    if node is None or says_nothing(node):
        return None
    try:
        span = read_value("date", {}, node.text if isinstance(node, Scalar) else "")
    except Unreadable as problem:
        faults.append(fault(node, problem.code, f"`assessed_on`: {problem.message}", problem.help))
        return None
    assert isinstance(span, Span)
    if span.first != span.last:
        message = "`assessed_on` is one day"
        faults.append(fault(node, "not-a-day", message, "write it as 2027-03-31"))
    return span.last


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that are no other with a mark, as é is."""


def id_from(file: str) -> str:
    """The id of a profile that gives itself none: its file's name without the ending."""
    return id_of(file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or file)


def id_of(name: str) -> str:
    """The id of a partnership that is given none: all of its name.

    >>> id_of("St. Mary's Ward"), id_of("Café Øst")
    ('st-mary-s-ward', 'cafe-ost')
    """
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_NAME] or "profile"
