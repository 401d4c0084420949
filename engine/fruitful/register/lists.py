"""Cells that list the members of a collection: partners, funders."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.language.value import is_unknown
from fruitful.language.vocabulary import Collection
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import LONGEST_NAME, Member, Members
from fruitful.register.items import items_of
from fruitful.register.unsaid import is_blank, left_open, says_later

_OTHERS = re.compile(
    r"(?:and |plus |\+ ?)?(?:(?:various |([0-9]{1,4}) )?(?:others?|more)|etc\.?|…|\.\.\.)",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(r"(?:,? and others|,? etc\.?|…|\.\.\.)$", re.IGNORECASE)
_JOINED = re.compile(r"\S\s*(?:\s(?:and|&|\+|[–—-])\s|/)\s*\S", re.IGNORECASE)
"""What may stand between two names, and within one."""
_AND_SO_MANY = re.compile(r"(.+?),? (?:and|plus|\+|&) ([0-9]{1,3}) (?:others?|more)", re.IGNORECASE)
"""A name, and so many others: `NHS and 3 others`."""
_UNNAMED = re.compile(
    r"see\b.*|all|everyone|everybody|[0-9]{1,4} ?(?:\+|(?:[–—-]|to) ?[0-9]{1,4})|"
    r"(?:over|more than|at least|about|approx\.?|circa|c\.) ?[0-9]{1,4}"
)
"""What says where they are named, or about how many there are."""
_WHO = (
    r"(?:partners|members|organisations|councils|agencies|bodies|authorities|boroughs|districts|"
    r"parishes|trusts|schools|forces|funders|objectives|indicators|others|groups|boards|"
    r"representatives|charities|companies|businesses|providers|practices)"
)
_SO_MANY_AND_MORE = re.compile(rf"(?:all )?[0-9]{{1,4}}(?: [a-z'’-]+){{0,4}} {_WHO}\b.+")
"""A number of members with more behind it: `12 partners incl. the police`."""
_SO_MANY = re.compile(rf"(?:all |the |all the |some )?([0-9]{{1,4}})(?: [a-z'’-]+){{0,4}} {_WHO}")
"""A number of members without their names: `All 7 district councils`."""
_ALL_SUCH = re.compile(
    r"(?:all|various|several|many|most|some|other|multiple|two|three|four|five|six|seven|eight|"
    rf"nine|ten|eleven|twelve)(?: [a-z'’-]+){{0,4}} {_WHO}"
)
"""Members without names or number: `various voluntary organisations`."""
_SEVERAL = r"(?:[2-9]|[1-9][0-9]{1,2})"
_TIMES_OVER = re.compile(
    rf".*\S\s*(?:\({_SEVERAL}\)|\bx ?{_SEVERAL}|×\s?{_SEVERAL})", re.IGNORECASE
)
"""A name that stands for several, or may: `NHS trusts (2)`, `Parish x3`."""
_NOBODY = frozenset(("none", "nil", "no one", "nobody", "0"))


def read_list(
    collection: Collection,
    place: Place,
    whole: bool,
    faults: list[Diagnostic],
    notes: list[Diagnostic],
) -> Members | None:
    """The members that the text of a cell lists, or None where it says nothing of them.

    A number alone says how many there are. ``whole`` tells whether the column lists all of them.
    """
    text = place.text
    folded = " ".join(text.casefold().split())
    if is_blank(text) or is_unknown(text):
        return None
    if says_later(text) or any(
        one.fullmatch(folded) for one in (_UNNAMED, _ALL_SUCH, _SO_MANY_AND_MORE)
    ):
        problem = left_open(collection.name, text)
        notes.append(Diagnostic(place, problem.code, problem.message, problem.help, len(text)))
        return None
    if folded in _NOBODY:
        return Members((), {}, 0) if whole else None
    if folded.isdecimal() and folded.isascii() and len(folded) < 7:
        return Members((), {}, int(folded)) if whole else None
    if so_many := _SO_MANY.fullmatch(folded):
        message = f"`{shorten(text)}` is read as a number: {so_many[1]} {collection.many}"
        help = "list them, separated by semicolons, so that it is known who they are"
        notes.append(Diagnostic(place, "read-as", message, help, min(len(text), 60)))
        return Members((), {}, int(so_many[1])) if whole else None
    items, by_commas = items_of(text)
    names: dict[str, str] = {}
    unnamed = 0
    for item in items:
        such = _SO_MANY.fullmatch(item.casefold())
        if such or _ALL_SUCH.fullmatch(item.casefold()):
            unnamed += int(such[1]) if such else 0
            whole = whole and such is not None
            message = f"`{shorten(item)}` is no name: it is not read as one {collection.one}"
            help = "name them, separated by semicolons"
            notes.append(Diagnostic(place, "left-open", message, help, min(len(text), 60)))
            continue
        if so_many := _AND_SO_MANY.fullmatch(item):
            item, unnamed = so_many[1], unnamed + int(so_many[2])
        others = _OTHERS.fullmatch(item)
        if others:
            unnamed += int(others[1] or 0)
            whole = whole and bool(others[1])
            continue
        name = _AND_OTHERS.sub("", item)
        whole = whole and name == item
        if len(name) > LONGEST_NAME:
            message = f"an item of this list has {len(name):,} characters, which is no name"
            help = f"separate the {collection.many} by a semicolon"
            faults.append(Diagnostic(place, "text-too-long", message, help))
            return None
        names.setdefault(name.casefold(), name)
    if more := next(filter(_TIMES_OVER.fullmatch, names.values()), ""):
        whole = False
        notes.append(_one_or_several(collection, more, place))
    separated = len(items) > 1 and not by_commas
    if not separated and _may_be_several(collection, names.values(), place, notes):
        whole = False
    if by_commas and len(names) > 1:
        message = f"commas separate the {collection.many} here; read as {len(names)} of them"
        help = "separate them by semicolons, so that a name may have a comma"
        notes.append(Diagnostic(place, "read-as", message, help, min(len(text), 60)))
    if not names:
        return None
    members = tuple(Member(name, {}) for name in names.values())
    return Members(members, {}, len(members) + unnamed if whole else None)


def _may_be_several(
    collection: Collection, names: Iterable[str], place: Place, notes: list[Diagnostic]
) -> bool:
    """Whether one of the names may be two, as `Police and NHS` is; if so, it is told."""
    joined = next(filter(_JOINED.search, names), "")
    if joined:
        notes.append(_one_or_several(collection, joined, place))
    return bool(joined)


def _one_or_several(collection: Collection, name: str, place: Place) -> Diagnostic:
    message = f"`{shorten(name)}` may be one {collection.one} or several; it is read as one, "
    message += "and how many there are is taken as not known"
    help = f"separate the {collection.many} by semicolons"
    return Diagnostic(place, "one-or-several", message, help, min(len(place.text), 60))


def with_count(
    name: str, members: Members | None, answer: Answer, faults: list[Diagnostic]
) -> Members:
    """The members with the number that another column gives."""
    members = members or Members((), {}, None)
    if not isinstance(answer.value, int):
        return members._replace(counted=answer)
    if answer.value < len(members.listed):
        message = f"this row names {len(members.listed)} {name}, and says there are {answer.value}"
        help = "correct the one that is wrong; the number is taken as not known"
        faults.append(Diagnostic(answer.place, "count-too-small", message, help))
        return members._replace(total=None)
    return members._replace(total=answer.value, counted=answer)


def contradicts(mine: Members, other: Members) -> str:
    """Whom the one list names and the other, being whole, does not; in words, or ""."""
    if other.total != len(other.listed):
        return ""
    known = {member.name.casefold() for member in other.listed}
    return ", ".join(one.name for one in mine.listed if one.name.casefold() not in known)
