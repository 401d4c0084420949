"""Which partnerships are those of a previous screening, and which may have another name now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from fruitful.portfolio.previous import Before
from fruitful.portfolio.screening import Screened
from fruitful.profile import id_of

LIKE = 0.72
"""From how alike two names are, of 1, the one may be the other's new name."""
MOST_COMPARED = 20_000
"""Pairs of names that are compared; with more, none is proposed."""
_SAY_LITTLE = frozenset(
    ("the", "and", "of", "for", "a", "partnership", "board", "group", "forum", "committee", "new")
)


class Recognised(NamedTuple):
    """How the partnerships of a previous screening and those of now go together."""

    stayed: tuple[tuple[Screened, Before], ...]
    renamed: tuple[tuple[Screened, Before], ...]
    """Those that may have been renamed: a question to ask."""
    new: tuple[Screened, ...]
    gone: tuple[Before, ...]


def recognise(screened: Sequence[Screened], before: Sequence[Before]) -> Recognised:
    """By the id; else by the name, since earlier releases made ids otherwise, or they are new.

    Of several with one id or one name the one counts that has both, else the first. Whose id is
    made of its name is known by the name: what earlier releases made of it may be another's now.
    """
    now = _once(screened)
    by_name = {_same_name(one.id, one.name) for one in now if one.id == id_of(one.name)}
    left = dict(enumerate(before))
    stayed: dict[int, tuple[Screened, Before]] = {}
    for same in (_same_id_and_name, _same_id, _same_name):
        by_key: dict[object, list[int]] = {}
        for at, old in left.items():
            if same is _same_id and _same_name(old.id, old.name) in by_name:
                continue
            by_key.setdefault(same(old.id, old.name), []).append(at)
        for index, one in enumerate(now):
            found = by_key.get(same(one.id, one.name))
            if index not in stayed and found:
                stayed[index] = one, left.pop(found.pop(0))
    # What had the id of another that stayed was not told apart from it before.
    ids = {one.id for one in now}
    gone = [old for old in left.values() if old.id not in ids]
    new = [one for index, one in enumerate(now) if index not in stayed]
    renamed = _renamed(new, gone)
    old_names = {id(old) for _, old in renamed}
    new_names = {id(one) for one, _ in renamed}
    return Recognised(
        tuple(pair for _, pair in sorted(stayed.items())),
        renamed,
        tuple(one for one in new if id(one) not in new_names),
        tuple(old for old in gone if id(old) not in old_names),
    )


def _once(screened: Iterable[Screened]) -> list[Screened]:
    """Those of now, each id once."""
    found: dict[str, Screened] = {}
    for one in screened:
        found.setdefault(one.id, one)
    return list(found.values())


def _same_id_and_name(id: str, name: str) -> object:
    return id, " ".join(name.casefold().split())


def _same_id(id: str, name: str) -> object:
    return id


def _same_name(id: str, name: str) -> object:
    return " ".join(name.casefold().split())


def _renamed(
    new: Sequence[Screened], gone: Sequence[Before]
) -> tuple[tuple[Screened, Before], ...]:
    """Pairs of a new and a gone one whose names are alike, the most alike first taken."""
    if len(new) * len(gone) > MOST_COMPARED:
        return ()
    pairs = sorted(
        (
            (-likeness(one.name, old.name), at, before)
            for at, one in enumerate(new)
            for before, old in enumerate(gone)
        ),
    )
    found: dict[int, int] = {}
    for unlike, at, before in pairs:
        if -unlike >= LIKE and at not in found and before not in found.values():
            found[at] = before
    return tuple((new[at], gone[before]) for at, before in sorted(found.items()))


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: by their words, or by their letters.

    >>> likeness("Harbour Forum", "Harbour and Quay Forum") > LIKE > likeness("A Board", "B Board")
    True
    """
    words, others = (_telling(name) for name in (one, other))
    numbers = [{word for word in some if word.isdecimal()} for some in (words, others)]
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.0  # `Ward 1` is not `Ward 2`
    shared = len(words & others) / max(1, min(len(words), len(others))) if words else 0.0
    enough = 2 * len(words & others) >= max(len(words), len(others))
    letters = SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(others))).ratio()
    return max(shared if enough else 0.0, letters if words and others else 0.0)


def _telling(name: str) -> set[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    return set(letters.split()) - _SAY_LITTLE
