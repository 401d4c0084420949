"""The smallest sets of answers that would bring about an outcome.

They are looked for by their size, so that of every set that is found no part suffices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fruitful.explain.explanation import Address, Change, Way, Ways
from fruitful.explain.ground import Ground
from fruitful.explain.terms import Term, Terms, TooMany
from fruitful.language.condition import Condition
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset

MOST_CHANGES = 8
"""Answers in the largest set that is looked for."""

NO_FINDING = "no_finding"
"""That a rule is met or does not apply, where it is not known which."""

_Set = frozenset[Address]


class Goal(NamedTuple):
    """An outcome, and the condition under which it comes about."""

    outcome: str
    condition: Condition


def smallest_ways(goals: Sequence[Goal], ruleset: Ruleset, view: View, *, only_open: bool) -> Ways:
    """The smallest sets of answers that bring about one of these outcomes.

    With ``only_open`` answers stay as they are given (but of a date that is given as a period a
    day of it may be told), and questions that make no sense stay unanswered.
    """
    ground = Ground(ruleset, view, [goal.condition for goal in goals], only_open=only_open)
    found: dict[_Set, list[Way]] = {}
    up_to: int | None = MOST_CHANGES
    for size in range(1, MOST_CHANGES + 1):
        search = _OfSize(size, ground, list(found))
        try:
            found.update(search.sets(goals))
        except TooMany:
            up_to = size - 1
            break
        if not search.left_out:
            up_to = None
            break
    ordered = sorted(found, key=lambda one: (len(one), sorted(map(ground.order, one))))
    return Ways(tuple(way for changed in ordered for way in found[changed]), up_to)


class _OfSize:
    """The sets of one size of which no part suffices."""

    def __init__(self, size: int, ground: Ground, smaller: Sequence[_Set]) -> None:
        self._size, self._ground, self._smaller = size, ground, smaller
        self.left_out = False
        """Whether there may be larger sets."""

    def sets(self, goals: Iterable[Goal]) -> dict[_Set, list[Way]]:
        """Each set with the ways in which it brings an outcome about. Raises TooMany."""
        terms = Terms(self._ground, self._may_do)
        found: dict[_Set, list[Way]] = {}
        vocabulary = self._ground.ruleset.vocabulary
        for goal in goals:
            for term in terms.of(goal.condition):
                changed = self._changed(term)
                if len(changed) == self._size and not self._is_larger(changed):
                    ways = found.setdefault(changed, [])
                    _add(self._way(goal.outcome, term, changed), ways, vocabulary)
        return found

    def _may_do(self, term: Term) -> bool:
        """Whether a set of this size can come of the term, or of one made from it."""
        changed = self._changed(term, so_far=True)
        if self._is_larger(changed):
            return False
        self.left_out = self.left_out or len(changed) > self._size
        return len(changed) <= self._size

    def _is_larger(self, changed: _Set) -> bool:
        return any(one <= changed for one in self._smaller)

    def _changed(self, term: Term, *, so_far: bool = False) -> _Set:
        """The answers that a term changes; those that it surely changes, as far as it is made."""
        spoken_of = {one.path.partition(".")[0] for one in term if one.member is None}
        return frozenset(
            address
            for address, limit in term.items()
            if not limit.holds
            and not self._ground.needs_no_answer(
                address,
                limit.allowed,
                some_exist=so_far or address.path.removesuffix(".count") in spoken_of,
            )
        )

    def _way(self, outcome: str, term: Term, changed: _Set) -> Way:
        changes = (
            Change(
                address,
                self._ground.now(address),
                tuple(one for one in self._ground.options(address) if one in term[address].allowed),
                tuple(sorted(term[address].tests, key=str)),
            )
            for address in sorted(changed, key=self._ground.order)
        )
        return Way(outcome, tuple(changes))


def _add(way: Way, ways: list[Way], vocabulary: Vocabulary) -> None:
    """Add a way to those of the same answers, as far as these do not tell of it already."""
    if way.outcome == NO_FINDING and len(way.changes) == 1:
        (change,) = way.changes
        told = {value for other in ways for value in other.changes[0].to}
        to = tuple(value for value in change.to if value not in told)
        way = Way(NO_FINDING, (change._replace(to=to),))
        if not to:
            return
    for at, other in enumerate(ways):
        joined = _joined(way, other, vocabulary)
        if joined is not None:
            ways[at] = joined
            return
    ways.append(way)


def _joined(one: Way, other: Way, vocabulary: Vocabulary) -> Way | None:
    """Two ways as one, where they differ in no more than which choice one of the answers is."""
    pairs = enumerate(zip(one.changes, other.changes, strict=True))
    different = [at for at, (mine, its) in pairs if mine.to != its.to]
    if one.outcome != other.outcome or len(different) > 1:
        return None
    changes = list(one.changes)
    for at in different:
        fact = vocabulary.facts[changes[at].address.path]
        if not fact.choices or fact.kind == "set":
            return None
        both = {*changes[at].to, *other.changes[at].to}
        to = tuple(choice for choice in fact.choices if choice in both)
        changes[at] = changes[at]._replace(to=to)
    return Way(one.outcome, tuple(changes))
