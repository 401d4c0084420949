"""The search for the fewest answers that would have to become different, with the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.explain.explanation import Address
from fruitful.language.reads import Reads, reads_of
from fruitful.language.regions import Region
from fruitful.language.value import Value
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset
from fruitful.solving.domains import changes
from fruitful.solving.formulas import TRUE, Formula, both, either, opposite
from fruitful.solving.problem import Problem, conditions_of
from fruitful.solving.solver import Solver
from fruitful.solving.variables import Variable


class Kept(NamedTuple):
    """An answer that cannot be changed, and why."""

    address: Address
    before: Value
    why: str
    """``fixed``, ``past``, ``form`` or ``stage``."""


class Sets(NamedTuple):
    """The smallest sets of answers."""

    each: list[list[Address]]
    are_all: bool
    """Whether there are no more sets as small."""
    always: list[Address]
    """The answers that are in every set, those not listed included."""


UNBOUNDED = ""
Bounds = Callable[[Problem, Mapping[Address, Variable]], Mapping[str, Formula]]
"""What must hold besides what is wished, by a name for it."""


def _unbounded(*_: object) -> Mapping[str, Formula]:
    return {}


class Search:
    """The problem of something wished, such as a verdict, within bounds of which one holds."""

    def __init__(
        self,
        ruleset: Ruleset,
        facts: Facts,
        wished: Callable[[Problem], Formula],
        bounds: Bounds = _unbounded,
    ) -> None:
        problem = Problem(ruleset, changes(ruleset.vocabulary, facts, _reads(ruleset)))
        script = problem.script
        self._variables = {
            Address(variable.domain.fact.path, variable.domain.member): variable
            for variable in problem.answers.each()
            if variable.stays != TRUE
        }
        self._changed = {
            address: script.named(opposite(variable.stays))
            for address, variable in self._variables.items()
        }
        sensible = (
            either((opposite(changed), opposite(problem.rails(relevant).no)))
            for address, changed in self._changed.items()
            if (relevant := ruleset.relevance.get(address.path)) is not None
        )
        self._goal = script.named(both((wished(problem), *sensible)))
        self._goals = {UNBOUNDED: self._goal} | {
            name: script.named(both((self._goal, bound)))
            for name, bound in bounds(problem, self._variables).items()
        }
        self._solver = Solver(str(script))
        self._values: dict[Address, tuple[Region, ...]] = {}

    def _solve(self, assuming: Iterable[Formula] = ()) -> bool:
        return self._solver.solve([self._goal, *assuming])

    def can_keep(self, why: Sequence[str], bound: str = UNBOUNDED) -> bool:
        """Whether what is wished can be had while answers are kept for these reasons.

        From here on the bound holds.
        """
        self._goal = self._goals[bound]
        return self._solve(self._staying(why))

    def _staying(self, why: Sequence[str]) -> dict[Formula, Kept]:
        """That the answers which are kept for these reasons stay as they are."""
        found = {}
        for address, variable in self._variables.items():
            before, kept = variable.domain.before, variable.domain.kept
            if kept in why and before is not None:
                found[opposite(self._changed[address])] = Kept(address, before, kept)
        return found

    def in_the_way(self, why: Sequence[str]) -> tuple[Kept, ...]:
        """After it could not be had: answers kept for these reasons that exclude it together."""
        excluding = set(self._solver.contradicting())
        return tuple(one for literal, one in self._staying(why).items() if literal in excluding)

    def smallest_sets(self, kept: Sequence[str], most: int) -> Sets:
        """The smallest sets that give what is wished, in the order of the vocabulary.

        From here on answers are kept for these reasons, and no more are changed than is needed.
        """
        for literal in self._staying(kept):
            self._solver.must([literal])
        self._solver.at_most(self._changed.values(), self._fewest())
        found: list[list[Address]] = []
        with self._solver.aside():
            while len(found) <= most and self._solve():
                true = set(self._solver.true(self._changed.values()))
                found.append([one for one, changed in self._changed.items() if changed in true])
                self._solver.must(opposite(changed) for changed in true)
        are_all = len(found) <= most
        always = [one for one in found[0] if all(one in each for each in found)]
        if not are_all:
            always = [one for one in always if not self._solve([opposite(self._changed[one])])]
        order = {address: at for at, address in enumerate(self._changed)}
        each = sorted(found[:most], key=lambda one: [order[address] for address in one])
        return Sets(each, are_all, always)

    def _fewest(self) -> int:
        """How many answers have to change at least.

        Of answers that cannot all stay one has to change: as many as there are such groups, none
        of which has an answer in common with another, is where counting begins.
        """
        number = 0
        staying = [opposite(changed) for changed in self._changed.values()]
        while not self._solve(staying):
            cannot = set(self._solver.contradicting())
            staying = [one for one in staying if one not in cannot]
            number += 1
        while True:
            with self._solver.aside():
                self._solver.at_most(self._changed.values(), number)
                if self._solve():
                    return number
            number += 1

    def values(self, changed: Sequence[Address]) -> dict[Address, tuple[Region, ...]]:
        """What each answer of a smallest set would have to become.

        Every one of its values will do, whichever the others become, but for a set of choices, of
        which one is told; where values do not go together, one is told of each.
        """
        with self._solver.aside():
            for address in changed:
                self._solver.must([self._changed[address]])
            sets = {
                address: (Region(self._set(address)),)
                for address in changed
                if self._variables[address].holds
            }
            others = self._regions([address for address in changed if address not in sets])
        values = {**sets, **others}
        return {address: values[address] for address in changed}

    def _set(self, address: Address) -> frozenset[str]:
        """A set of choices that will do, as near to what it is as can be; it is settled on."""
        variable = self._variables[address]
        before = variable.domain.before
        held = set()
        for choice, holds in variable.holds.items():
            held_now = isinstance(before, frozenset) and choice in before
            preferred = holds if held_now else opposite(holds)
            chosen = preferred if self._solve([preferred]) else opposite(preferred)
            self._solver.must([chosen])
            if chosen == holds:
                held.add(choice)
        return frozenset(held)

    def _regions(self, changed: Sequence[Address]) -> Mapping[Address, tuple[Region, ...]]:
        known = {one: self._values[one] for one in changed if one in self._values}
        if len(known) == len(changed) and self._go_together(known):
            return known  # as in another set
        found = {
            address: tuple(
                region
                for formula, region in self._variables[address].takes
                if self._solve([formula])
            )
            for address in changed
        }
        if self._go_together(found):
            self._values.update(found)
            return found
        return dict(self._settled_on(found))

    def _go_together(self, values: Mapping[Address, tuple[Region, ...]]) -> bool:
        """Whether every combination of these values will do."""
        with self._solver.aside():
            for address, regions in values.items():
                takes = self._variables[address].takes
                self._solver.must(formula for formula, region in takes if region in regions)
            return not self._solver.solve([opposite(self._goal)])

    def _settled_on(
        self, values: Mapping[Address, tuple[Region, ...]]
    ) -> Iterator[tuple[Address, tuple[Region, ...]]]:
        """The first value of each that goes with those before."""
        for address, regions in values.items():
            for formula, region in self._variables[address].takes:
                if region in regions and self._solve([formula]):
                    self._solver.must([formula])
                    yield address, (region,)
                    break


def _reads(ruleset: Ruleset) -> Reads:
    """What decides outcomes and the verdict, and whether the questions that it reads make sense."""
    conditions = dict.fromkeys(conditions_of(ruleset))
    while True:
        reads = reads_of(conditions)
        relevant = [one for path, one in ruleset.relevance.items() if path in reads.tests]
        if all(one in conditions for one in relevant):
            return reads
        conditions.update(dict.fromkeys(relevant))
