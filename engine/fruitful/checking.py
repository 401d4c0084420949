"""A stack of packs checked: faults, what the linter sees, and what the solver proves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fruitful.coverage import Coverage
from fruitful.linting import lint
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving import prove
from fruitful.proving.guarantee import Guarantee
from fruitful.ruleset import Ruleset
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

    Without the solver, or where it is to be quick, what it would prove is told to be left out.
    """
    remarks = lint(packs, ruleset, covered, about)
    proved, kept = False, None
    unproved: tuple[str, ...] = (QUICK,)
    if not quick:
        try:
            found = prove(packs, ruleset, about, on)
        except SolverMissing as missing:
            unproved = (
                "Not proved: whether rules can fire, say the same or contradict one another, "
                f"whether every verdict can be reached, and the guarantee: {missing}",
            )
        else:
            remarks += found.remarks
            proved, unproved, kept = True, found.unproved, found.guarantee
    return Checked(ruleset, tuple(about), on, tuple(sorted(remarks)), proved, unproved, kept)
