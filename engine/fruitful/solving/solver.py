"""The solver, z3, behind the few things that are asked of it.

It is installed with the extra ``solve``, and imported only when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from fruitful.solving.formulas import Formula, opposite

EFFORT = 8_000_000
"""What one question to the solver may cost, in its own units; some seconds. No clock is read, so
that the same question always has the same answer."""
INSTALL = "pip install z3-solver"


class SolverMissing(Exception):
    """z3 is not installed."""

    def __init__(self) -> None:
        super().__init__(f"this needs a solver that is not installed; install it: {INSTALL}")


class TooHard(Exception):
    """A question that the solver could not answer within its effort."""

    def __init__(self) -> None:
        super().__init__("the solver gave up: there is too much to try")


class Solver:
    """Solves what a script says. Literals are names of the script's variables, or their opposites.

    Raises SolverMissing where z3 is not installed.

    >>> solver = Solver("(declare-const a Bool) (declare-const b Bool) (assert (or a b))")
    >>> solver.solve(["(not a)"])
    True
    >>> solver.true(["a", "b"])
    ['b']
    >>> solver.solve(["(not a)", "(not b)"])
    False
    """

    def __init__(self, script: str) -> None:
        try:
            import z3
        except ImportError:
            raise SolverMissing from None
        self._z3 = z3
        self._context = z3.Context()  # its own, so that what was solved before changes nothing
        # The solver for finite domains: where much is counted it is many times as fast.
        self._solver = z3.SolverFor("QF_FD", ctx=self._context)
        self._solver.set("rlimit", EFFORT)
        self._solver.set("core.minimize", True)
        self._solver.from_string(script)
        self._literals: dict[Formula, Any] = {}

    def _literal(self, formula: Formula) -> Any:
        if formula not in self._literals:
            negative = formula.startswith("(")
            name = self._z3.Bool(opposite(formula) if negative else formula, self._context)
            self._literals[formula] = self._z3.Not(name) if negative else name
        return self._literals[formula]

    def solve(self, assuming: Iterable[Formula] = ()) -> bool:
        """Whether there is a solution in which these literals are true. Raises TooHard."""
        result = self._solver.check(*map(self._literal, assuming))
        if result == self._z3.unknown:
            raise TooHard
        return bool(result == self._z3.sat)

    def true(self, literals: Iterable[Formula]) -> list[Formula]:
        """The literals that are true in the solution found last."""
        model, is_true = self._solver.model(), self._z3.is_true
        return [one for one in literals if is_true(model.eval(self._literal(one), True))]

    def contradicting(self) -> list[Formula]:
        """Some of the literals assumed last, which cannot all be true."""
        return [
            opposite(str(one.arg(0))) if self._z3.is_not(one) else str(one)
            for one in self._solver.unsat_core()
        ]

    def must(self, any_of: Iterable[Formula]) -> None:
        """At least one of these literals is to be true from now on."""
        self._solver.add(self._z3.Or(*map(self._literal, any_of), self._context))

    def at_most(self, literals: Iterable[Formula], number: int) -> None:
        """No more of these literals are to be true from now on."""
        listed = [self._literal(one) for one in literals]
        if number < len(listed):
            self._solver.add(self._z3.AtMost(*listed, number))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is demanded within holds no longer afterwards."""
        self._solver.push()
        try:
            yield
        finally:
            self._solver.pop()
