"""A stack of packs checked: faults, what the linter sees, and what the solver proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.coverage import Coverage
from fruitful.linting import lint
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving import Proved, prove
from fruitful.proving.guarantee import Guarantee, guarantee, together
from fruitful.ruleset import Ruleset, later_days, portfolio_of, stack, stack_portfolio
from fruitful.ruleset.pack import Pack
from fruitful.solving.solver import SolverMissing


class Checked(NamedTuple):
    """All that checking found."""

    ruleset: Ruleset
    about: tuple[str, ...]
    """The ids of the packs that were looked at."""
    on: date
    remarks: tuple[Remark, ...]
    proved: bool
    """Whether the solver was asked."""
    unproved: tuple[str, ...]
    """What could not be proved, in sentences."""
    guarantee: Guarantee | None
    """What holds of local policy; None where there is none, or nothing was proved."""

    def of_level(self, level: str) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.level == level)

    def fails(self, strict: bool) -> bool:
        """Whether something is to be put right; with ``strict``, whether there is any remark."""
        return bool(self.remarks if strict else self.of_level(WRONG))


QUICK = "What only a solver can prove was left out, as was asked."


def check(
    packs: Sequence[Pack],
    ruleset: Ruleset,
    about: Sequence[str],
    on: date,
    covered: Coverage | None,
    quick: bool,
) -> Checked:
    """Everything that can be said of the packs of these ids, as they stand in their stack.

    The guarantee is looked at on each later day, too, from which other overrides are in force.
    Without the solver, or where it is to be quick, what it would prove is told to be left out.
    Raises Refused where the packs are at fault on one of these days.
    """
    days = [(on, _parts(packs, ruleset, on))]
    days += [(day, _parts(packs, stack(packs, day), day)) for day in later_days(packs, on)]
    remarks: list[Remark] = []
    for part in days[0][1]:
        cases = covered if part.of_each is None else None
        remarks += lint(part.packs, part.ruleset, cases, about)
    proved, kept = False, None
    unproved: tuple[str, ...] = (QUICK,)
    if not quick:
        try:
            found = [_proved(part, about, on) for part in days[0][1]]
            kept = together(on, _guarantees(days)) if len(packs) > 1 else None
        except SolverMissing as missing:
            unproved = (
                "Not proved: whether rules can fire, say the same or contradict one another, "
                f"whether every verdict can be reached, and the guarantee: {missing}",
            )
        else:
            remarks += (remark for one in found for remark in one.remarks)
            remarks += kept.remarks if kept is not None else ()
            unproved = tuple(what for one in found for what in one.unproved)
            unproved += tuple(f"Not proved: {what}." for what in kept.unproved) if kept else ()
            proved = True
    return Checked(ruleset, tuple(about), on, tuple(sorted(remarks)), proved, unproved, kept)


class _Part(NamedTuple):
    """What packs say of each partnership, or of all of them together."""

    packs: Sequence[Pack]
    ruleset: Ruleset
    of_each: Ruleset | None
    """Of what they say of all: the rules about each."""

    def without_cases(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        """The remarks; no case can be made of what is so of all partnerships together."""
        if self.of_each is None:
            return tuple(remarks)
        return tuple(remark._replace(expect="") for remark in remarks)


def _parts(packs: Sequence[Pack], ruleset: Ruleset, on: date) -> list[_Part]:
    of_all = stack_portfolio(packs, on, ruleset)
    parts = [_Part(packs, ruleset, None)]
    return parts if of_all is None else [*parts, _Part(portfolio_of(packs), of_all, ruleset)]


def _proved(part: _Part, about: Sequence[str], on: date) -> Proved:
    found = prove(part.packs, part.ruleset, about, on)
    return found._replace(remarks=part.without_cases(found.remarks))


def _guarantees(
    days: Sequence[tuple[date, Sequence[_Part]]],
) -> Iterator[tuple[date, Guarantee]]:
    for day, parts in days:
        for part in parts:
            kept = guarantee(part.packs, part.ruleset, day, part.of_each)
            yield day, kept._replace(remarks=part.without_cases(kept.remarks))
