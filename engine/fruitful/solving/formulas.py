"""Formulas in SMT-LIB, the language of solvers, folded where a part is plainly true or false."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Formula = str
"""A Boolean term of SMT-LIB."""
TRUE, FALSE = "true", "false"
SHORT = 12
"""Characters of a formula that is not worth a name of its own."""


class Script:
    """What a solver is told: names, what they stand for, and what must hold."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._defined: dict[Formula, Formula] = {}
        self._names = 0

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def new(self) -> Formula:
        """A variable."""
        self._names += 1
        self._lines.append(f"(declare-const v{self._names} Bool)")
        return f"v{self._names}"

    def must(self, formula: Formula) -> None:
        """Something that holds in every solution."""
        if formula != TRUE:
            self._lines.append(f"(assert {formula})")

    def define(self, formula: Formula) -> Formula:
        """A name for a formula, that it may stand in many others without being written out."""
        if len(formula) <= SHORT:
            return formula
        if formula not in self._defined:
            self._names += 1
            self._defined[formula] = f"v{self._names}"
            self._lines.append(f"(define-fun v{self._names} () Bool {formula})")
        return self._defined[formula]

    def named(self, formula: Formula) -> Formula:
        """A variable that is true exactly where the formula is, to be looked up in a solution."""
        name = self.new()
        self.must(f"(= {name} {formula})")
        return name

    def one_of(self, number: int) -> list[Formula]:
        """So many formulas, of which exactly one holds."""
        if number < 3:
            name = self.new() if number == 2 else TRUE
            return [name, opposite(name)][:number]
        names = [self.new() for _ in range(number)]
        self.must(either(names))
        self.must(at_most(names, 1))
        return names


class Rails(NamedTuple):
    """That something is true, and that it is false; where neither, it is not known."""

    yes: Formula
    no: Formula


ALWAYS, NEVER = Rails(TRUE, FALSE), Rails(FALSE, TRUE)


def both(formulas: Iterable[Formula]) -> Formula:
    """All of them; true of none.

    >>> both(["a", "true", "b"])
    '(and a b)'
    """
    return _joined("and", TRUE, FALSE, formulas)


def either(formulas: Iterable[Formula]) -> Formula:
    """At least one of them; false of none."""
    return _joined("or", FALSE, TRUE, formulas)


def _joined(
    word: str, nothing: Formula, everything: Formula, formulas: Iterable[Formula]
) -> Formula:
    kept = dict.fromkeys(one for one in formulas if one != nothing)
    if everything in kept:
        return everything
    if len(kept) < 2:
        return next(iter(kept), nothing)
    return f"({word} {' '.join(kept)})"


def opposite(formula: Formula) -> Formula:
    """That it is not so."""
    if formula in (TRUE, FALSE):
        return FALSE if formula == TRUE else TRUE
    return formula[5:-1] if formula.startswith("(not ") else f"(not {formula})"


def at_least(formulas: Iterable[Formula], number: int) -> Formula:
    """So many of them, or more."""
    listed = list(formulas)
    number -= listed.count(TRUE)
    kept = [one for one in listed if one not in (TRUE, FALSE)]
    if number <= 0:
        return TRUE
    if number > len(kept):
        return FALSE
    if number == 1:
        return either(kept)
    return both(kept) if number == len(kept) else f"((_ at-least {number}) {' '.join(kept)})"


def at_most(formulas: Iterable[Formula], number: int) -> Formula:
    """So many of them, or fewer."""
    return opposite(at_least(formulas, number + 1))


def negated(rails: Rails) -> Rails:
    """The opposite; what is not known stays so."""
    return Rails(rails.no, rails.yes)


def all_rails(each: Iterable[Rails]) -> Rails:
    """False if any is false, else not known if any is, else true."""
    listed = tuple(each)
    return Rails(both(one.yes for one in listed), either(one.no for one in listed))


def any_rails(each: Iterable[Rails]) -> Rails:
    """True if any is true, else not known if any is, else false."""
    listed = tuple(each)
    return Rails(either(one.yes for one in listed), both(one.no for one in listed))
