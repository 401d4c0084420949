"""A condition taken apart into terms: the ways in which it comes out as wanted.

A term is a set of limits on answers. A condition is as wanted exactly where all limits of one of
its terms are kept: that is Kleene's logic, written out as a disjunction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from fruitful.explain.explanation import Address
from fruitful.explain.ground import Ground
from fruitful.explain.meaning import meaning
from fruitful.firing.reference import truth
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.operators import OPERATORS
from fruitful.language.value import Value
from fruitful.profile.facts import View

MOST_TERMS = 50_000
"""Terms that are made before it is given up."""
DEEPEST = 50
"""Rules that rest on one another in a row before it is given up."""


class TooMany(Exception):
    """There are more terms than can be looked at."""


class Limit(NamedTuple):
    """What an answer has to be."""

    allowed: frozenset[Value]
    """What it could become: of the values that conditions tell apart, those that will do."""
    holds: bool
    """It will do as it is."""
    tests: frozenset[tuple[Test, bool]]
    """The tests behind it, and how each must come out."""


Term = Mapping[Address, Limit]
FREE: list[Term] = [{}]
"""Of a condition that is as wanted whatever the answers."""


class _Subject(NamedTuple):
    """Whom a condition speaks of."""

    collection: str
    member: str | None
    view: View
    """What is known of them."""


class Terms:
    """Takes conditions apart, leaving out the terms that ``keep`` does not keep.

    Where a term is not kept, none that is made from it would be.
    """

    def __init__(self, ground: Ground, keep: Callable[[Term], bool]) -> None:
        self._ground, self._keep = ground, keep
        self._made = self._depth = 0
        self._meant: dict[tuple[Test | RuleState | Quantified, bool], list[Term]] = {}

    def of(self, condition: Condition) -> list[Term]:
        """The terms in which the condition is true. Raises TooMany."""
        return self._of(condition, True, _Subject("", "", self._ground.view))

    def _of(self, condition: Condition, wanted: bool, subject: _Subject) -> list[Term]:
        if isinstance(condition, Not):
            return self._of(condition.part, not wanted, subject)
        if isinstance(condition, (All, Any)):
            each = (self._of(part, wanted, subject) for part in condition.parts)
            return self._all(each) if isinstance(condition, All) is wanted else _any(each)
        inner = meaning(condition, self._ground.ruleset.rules, self._ground.concluding)
        if not subject.collection and inner is not None:
            return self._meaning(condition, inner, wanted, subject)
        if isinstance(condition, Quantified):
            return self._quantified(condition, wanted)
        assert isinstance(condition, Test)
        return self._test(condition, wanted, subject)

    def _meaning(
        self,
        leaf: Test | RuleState | Quantified,
        inner: Condition,
        wanted: bool,
        subject: _Subject,
    ) -> list[Term]:
        if (leaf, wanted) not in self._meant:
            self._depth += 1
            if self._depth > DEEPEST:
                raise TooMany
            self._meant[leaf, wanted] = self._of(inner, wanted, subject)
            self._depth -= 1
        return self._meant[leaf, wanted]

    def _test(self, test: Test, wanted: bool, subject: _Subject) -> list[Term]:
        path = f"{subject.collection}.{test.path}" if subject.collection else test.path
        address = Address(path, subject.member)
        holds = truth(test, subject.view) is wanted
        operator, on = OPERATORS[test.operator], subject.view.on
        allowed = frozenset(
            one
            for one in self._ground.options(address)
            if operator.holds(one, test.operand, on) is wanted
        )
        term = {address: Limit(allowed, holds, frozenset([(test, wanted)]))}
        return [term] if (holds or allowed) and self._keep(term) else []

    def _all(self, each: Iterable[list[Term]]) -> list[Term]:
        """One term of each list together, in every combination that does not contradict itself."""
        found = FREE
        for options in sorted(each, key=len):
            found = [
                merged
                for one in found
                for other in options
                if (merged := self._both(one, other)) is not None
            ]
        return found

    def _both(self, one: Term, other: Term) -> Term | None:
        self._count_one()
        merged = dict(one)
        for address, limit in other.items():
            before = merged.get(address)
            if before is not None:
                allowed, holds = before.allowed & limit.allowed, before.holds and limit.holds
                if not holds and not allowed:
                    return None
                limit = Limit(allowed, holds, before.tests | limit.tests)
            merged[address] = limit
        return merged if self._keep(merged) else None

    def _count_one(self) -> None:
        self._made += 1
        if self._made > MOST_TERMS:
            raise TooMany

    def _quantified(self, leaf: Quantified, wanted: bool) -> list[Term]:
        if leaf.quantifier == "count":
            return self._count(leaf, wanted)
        inner = leaf.quantifier != "every"
        if wanted is (leaf.quantifier == "some"):
            unlisted = [self._others(leaf, inner), self._number(leaf, "more_than", 0, True)]
            return _any([*self._members(leaf, inner), self._all(unlisted)])
        nobody = self._number(leaf, "more_than", 0, False)
        return self._all(
            [*self._members(leaf, not inner), _any([nobody, self._others(leaf, not inner)])]
        )

    def _count(self, leaf: Quantified, wanted: bool) -> list[Term]:
        upward = leaf.operator in ("at_least", "more_than")
        if wanted is upward:
            return self._at_least(leaf, leaf.bound + (leaf.operator in ("more_than", "at_most")))
        return self._at_most(leaf, leaf.bound - (leaf.operator in ("at_least", "less_than")))

    def _at_least(self, leaf: Quantified, number: int) -> list[Term]:
        """So many are so: some of the listed, and of the others as many as are still wanting."""
        members, others = self._members(leaf, True), self._others(leaf, True)
        found: list[list[Term]] = []
        for taken in range(min(max(number, 0), len(members)) + 1):
            rest = FREE
            if taken < number:
                rest = self._all([others, self._number(leaf, "at_least", number - taken, True)])
            found += self._chosen(members, taken, rest)
        return _any(found)

    def _at_most(self, leaf: Quantified, number: int) -> list[Term]:
        """All but so many are not so, and the others are not, or are few enough."""
        if number < 0:
            return []
        members, others = self._members(leaf, False), self._others(leaf, False)
        found: list[list[Term]] = []
        for left in range(min(number, len(members)) + 1):
            rest = self._number(leaf, "at_most", number - left, True)
            if left == min(number, len(members)):
                rest = _any([rest, others])
            found += self._chosen(members, len(members) - left, rest)
        return _any(found)

    def _chosen(
        self, members: list[list[Term]], number: int, rest: list[Term]
    ) -> Iterator[list[Term]]:
        """So many of the members in every combination, each together with the rest."""
        for some in combinations(members, number) if rest else ():
            self._count_one()
            yield self._all([*some, rest])

    def _members(self, leaf: Quantified, wanted: bool) -> list[list[Term]]:
        """For each listed member, the ways in which the inner condition is as wanted."""
        listed = self._ground.collected(leaf.collection).listed
        return [self._of_subject(leaf, wanted, name, own) for name, own in listed]

    def _others(self, leaf: Quantified, wanted: bool) -> list[Term]:
        """The ways in which it is as wanted of those that are not listed."""
        others = self._ground.collected(leaf.collection).others
        return self._of_subject(leaf, wanted, None, others)

    def _of_subject(
        self, leaf: Quantified, wanted: bool, member: str | None, known: Mapping[str, Value]
    ) -> list[Term]:
        view = self._ground.view._replace(values=known)
        return self._of(leaf.condition, wanted, _Subject(leaf.collection, member, view))

    def _number(self, leaf: Quantified, operator: str, unlisted: int, wanted: bool) -> list[Term]:
        """The way in which the number of those that are not listed is as wanted."""
        listed = len(self._ground.collected(leaf.collection).listed)
        test = Test(f"{leaf.collection}.count", operator, listed + unlisted)
        return self._test(test, wanted, _Subject("", "", self._ground.view))


def _any(each: Iterable[list[Term]]) -> list[Term]:
    """The terms of all lists, each once."""
    found = {frozenset(term.items()): term for terms in each for term in terms}
    return list(found.values())
