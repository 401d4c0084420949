"""How many members a collection could have, and how many of the unlisted have to be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.language.condition import Quantified, Test, leaves
from fruitful.language.regions import Region, regions
from fruitful.language.truth import Truth
from fruitful.language.vocabulary import Fact
from fruitful.profile.facts import Collected, Values

MOST_TOLD_APART = 24
"""Unlisted members that are told apart in completions; tests that need more are left open."""


class Size(NamedTuple):
    """How many members a collection could have."""

    total: int | None
    """None where it stays unknown."""
    others_exist: Truth
    others_count: int | None
    present: int = 0
    """How many members there are of those that are told apart though they are not listed."""
    region: Region | None = None
    """All totals of which this is one; None where the total is as it is."""
    spoken_of: Truth = None
    """Whether something new is said of each member; None where that makes no difference."""


def sizes_of_changes(
    count: Fact,
    collected: Collected,
    tests: Sequence[Test],
    quantified: Sequence[Quantified],
) -> tuple[Size, ...]:
    """The present size, and where it is not known every one that may be given.

    Where nobody is listed, saying something of each says that there is somebody: that is a size of
    its own, the second.
    """
    listed = len(collected.listed)
    exist, unlisted = collected.others_exist, collected.others_count
    if unlisted is not None:
        return (Size(listed + unlisted, exist, unlisted),)
    told = [Size(None, exist, None)]
    nobody_yet = exist is None and not listed
    if nobody_yet:
        told = [Size(None, None, None, spoken_of=False), Size(None, True, None, spoken_of=True)]
    cuts = {listed, listed + 1}
    cuts |= {threshold(leaf) + at for leaf in quantified for at in range(listed + 1)}
    least = listed + (exist is True)
    for region in _totals(count, tests, cuts, least):
        total = _whole(region)
        spoken_of = False if nobody_yet and not total else None
        told.append(Size(total, total > listed, total - listed, 0, region, spoken_of))
    return tuple(told)


def sizes_of_completions(
    count: Fact, collected: Collected, tests: Sequence[Test], apart: int
) -> tuple[Size, ...]:
    """Every size that the collection may have when it is listed whole.

    ``apart`` is how many unlisted members need to be told apart; of more, the rest are like some
    of these.
    """
    listed = len(collected.listed)
    unlisted = collected.others_count
    if unlisted is not None:
        return (Size(listed + unlisted, False, 0, min(unlisted, apart)),)
    told = []
    for present in range(int(collected.others_exist is True), apart):
        told.append(Size(listed + present, False, 0, present))
    least = listed + max(apart, collected.others_exist is True)
    for region in _totals(count, tests, set(), least):
        told.append(Size(_whole(region), False, 0, apart, region))
    return tuple(told)


def sizes_of_profiles(
    count: Fact, tests: Sequence[Test], quantified: Sequence[Quantified], apart: int
) -> tuple[Size, ...]:
    """Every size that a profile may give, or leave open, with up to ``apart`` members listed.

    Those who are not listed are all alike. Where nobody is listed, saying something of each says
    that there is somebody.
    """
    told = [Size(None, None, None, spoken_of=False), Size(None, True, None, spoken_of=True)]
    told += [Size(None, None, None, present) for present in range(1, apart + 1)]
    for present in range(apart + 1):
        told.append(Size(present, False, 0, present, spoken_of=None if present else False))
        cuts = {threshold(leaf) + at for leaf in quantified for at in range(present + 1)}
        for region in _totals(count, tests, cuts, present + 1):
            total = _whole(region)
            told.append(Size(total, True, total - present, present))
    return tuple(told)


def _totals(count: Fact, tests: Sequence[Test], cuts: set[int], least: int) -> tuple[Region, ...]:
    """The totals, from the least, that tests or cuts tell apart."""
    told = [*tests, *(Test(count.path, "at_least", cut) for cut in sorted(cuts))]
    return regions(count, told, date.min, least)  # on which day does not matter to a number


def _whole(region: Region) -> int:
    assert isinstance(region.value, int)
    return region.value


def threshold(leaf: Quantified) -> int:
    """From how many members on, of the kind that it is about, a test of members is settled."""
    if leaf.quantifier != "count":
        return 1
    return leaf.bound + (leaf.operator in ("more_than", "at_most"))


class Apart(NamedTuple):
    """How many unlisted members have to be told apart, and the tests that would need too many."""

    members: int
    untold: frozenset[Quantified]


def told_apart(quantified: Sequence[Quantified], known: Values) -> Apart:
    """Enough unlisted members for every combination of truths that any number of them can give.

    A test needs as many as settle it. Tests that have no unanswered fact in common are about
    different sides of the same members, so the greatest need counts, not the sum.
    """
    members, untold = 0, set[Quantified]()
    for related in _related(quantified, known):
        needed = sum(_needs(related).values())
        if needed > MOST_TOLD_APART:
            untold.update(related)
        else:
            members = max(members, needed)
    return Apart(members, frozenset(untold))


def _needs(related: Sequence[Quantified]) -> Mapping[object, int]:
    """For each kind of member that these tests are about, the most that one of them needs."""
    found: dict[object, int] = {}
    for leaf in related:
        kind = leaf.condition, leaf.quantifier == "every"  # those of whom it is not so
        found[kind] = max(found.get(kind, 0), threshold(leaf))
    return found


def _related(quantified: Sequence[Quantified], known: Values) -> Iterator[list[Quantified]]:
    """The tests in groups that share unanswered facts."""
    groups: list[tuple[set[str], list[Quantified]]] = []
    for leaf in quantified:
        facts = {
            inner.path
            for inner in leaves(leaf.condition)
            if isinstance(inner, Test) and inner.path not in known
        }
        joined = [group for group in groups if group[0] & facts]
        groups = [group for group in groups if not group[0] & facts]
        paths = facts.union(*(group[0] for group in joined))
        groups.append((paths, [one for group in joined for one in group[1]] + [leaf]))
    for _, related in groups:
        yield related
