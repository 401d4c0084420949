"""Questions about every profile that a ruleset's reader accepts, put to the solver."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from fruitful.language.condition import Condition
from fruitful.language.reads import reads_of
from fruitful.language.value import Value
from fruitful.proving.profiles import Group, Sketch
from fruitful.ruleset import Ruleset
from fruitful.solving.domains import every_profile
from fruitful.solving.formulas import FALSE, TRUE, Formula, opposite
from fruitful.solving.problem import Problem
from fruitful.solving.solver import Solver, TooHard
from fruitful.solving.variables import Subject


class Prover:
    """Every profile, as far as these conditions can tell one from another, on a day.

    Formulas are named first, all of them; then they are asked about. Raises SolverMissing at the
    first question where z3 is not installed.
    """

    def __init__(self, ruleset: Ruleset, conditions: Iterable[Condition], on: date) -> None:
        self.ruleset = ruleset
        self.domains = every_profile(ruleset.vocabulary, reads_of(conditions), on)
        self.problem = Problem(ruleset, self.domains)
        self.gave_up = 0
        """Questions that cost more than the solver's effort."""
        self._named: dict[Formula, Formula] = {}
        self._solver: Solver | None = None

    @property
    def too_many(self) -> tuple[str, ...]:
        """Collections of which conditions test more members than are told apart."""
        return tuple(sorted({leaf.collection for leaf in self.domains.untold}))

    def beside(self, ruleset: Ruleset) -> Problem:
        """What comes of the same profiles with other rules over the same facts."""
        return Problem(ruleset, self.domains, self.problem)

    def leave_out(self, path: str, values: Collection[Value]) -> None:
        """No profile answers a question about the partnership with one of these."""
        variable = self.problem.answers.own.get(path)
        for formula, region in variable.takes if variable is not None else ():
            if region.value in values:
                self.problem.script.must(opposite(formula))

    def named(self, formula: Formula) -> Formula:
        """A name for a formula, to ask about it."""
        assert self._solver is None, "everything is named before the first question"
        if formula not in self._named:
            self._named[formula] = self.problem.script.named(formula)
        return self._named[formula]

    @property
    def solver(self) -> Solver:
        if self._solver is None:
            self._solver = Solver(str(self.problem.script))
        return self._solver

    def possible(self, *names: Formula) -> bool | None:
        """Whether some profile has all of these; None where it is too hard to tell."""
        try:
            return self.solver.solve(names)
        except TooHard:
            self.gave_up += 1
            return None

    def impossible(self, names: Iterable[Formula]) -> set[Formula]:
        """Those of the names that no profile has."""
        return {name for name in dict.fromkeys(names) if self.possible(name) is False}

    def sketch(self) -> Sketch:
        """The profile found last."""
        problem, facts = self.problem, self.ruleset.vocabulary.facts
        values = dict(self._values(problem.answers.own))
        groups = {}
        for name, collection in problem.answers.collections.items():
            size = next(size for formula, size in collection.sizes if self._is_true(formula))
            listed = collection.members[: size.present]
            others = dict(self._values(collection.others)) if size.others_exist is not False else {}
            if size.others_exist is None and not size.present:
                others = {}
            known = tuple(dict(self._values(own)) for _, own in listed)
            if known or others or size.total is not None:
                groups[name] = Group(known, others, size.total)
        return Sketch({path: values[path] for path in facts if path in values}, groups)

    def _values(self, subject: Subject) -> Iterator[tuple[str, Value]]:
        for path, variable in subject.items():
            if self._is_true(variable.stays):
                continue
            if variable.holds:
                held = (choice for choice, name in variable.holds.items() if self._is_true(name))
                yield path, frozenset(held)
                continue
            for formula, region in variable.takes:
                if self._is_true(formula):
                    yield path, region.value
                    break

    def _is_true(self, formula: Formula) -> bool:
        if formula in (TRUE, FALSE):
            return formula == TRUE
        return bool(self.solver.true([formula]))
