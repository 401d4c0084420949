"""The prover: what holds of a ruleset whatever a profile says.

All profiles that the reader accepts are meant, unknown answers and unlisted members included, on
one day: the stages, the orders of dates, how many members there are, what rules conclude, and what
came of other rules. Where one profile shows a matter, it is shown, and was evaluated before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.linting.remark import Remark
from fruitful.linting.unused import every_condition
from fruitful.proving.duty import forbidden, said_wrongly
from fruitful.proving.pairs import contradictions, findings, opposites, same
from fruitful.proving.prover import Prover
from fruitful.proving.reach import NEVER, reachable, unreached
from fruitful.proving.showing import Tried
from fruitful.ruleset import Ruleset
from fruitful.ruleset.pack import Pack
from fruitful.solving.membership import MOST_TOLD_APART


class Proved(NamedTuple):
    """What was proved to be wrong, and what could not be proved, beside the guarantee."""

    remarks: tuple[Remark, ...]
    unproved: tuple[str, ...]
    """In sentences; empty where everything was settled."""


def prove(
    packs: Sequence[Pack],
    ruleset: Ruleset,
    about: Sequence[str],
    on: date,
) -> Proved:
    """Look for what no profile can bring about, and for what none may.

    Of the packs with the ids ``about``; a pair of rules counts where one of the two is theirs.
    Raises SolverMissing where z3 is not installed.
    """
    own = ruleset.said_by(about)
    prover = Prover(ruleset, every_condition(ruleset), on)
    place = packs[-1].place
    asked = [one for one in reachable(prover, place) if _concerns(one.remark, own)]
    names, declared = findings(prover), opposites(prover)
    unsayable = [one for one in forbidden(prover) if one.pack in about or own & {*one.remark.rules}]
    found = unreached(prover, asked, about)
    silent = {id for one in found if one.code == NEVER for id in one.rules}
    able = {id: name for id, name in names.items() if id not in silent}
    tried = Tried((ruleset,), on)
    pairs = [*same(prover, able), *contradictions(prover, declared, tried)]
    found += [one for one in pairs if _concerns(one, own)]
    found += said_wrongly(prover, unsayable, tried)
    unproved = tuple(_unproved(prover, tried))
    return Proved(tuple(sorted(found)), unproved)


def _concerns(remark: Remark, own: Collection[str]) -> bool:
    """Whether it is about one of these rules, or about no rule."""
    return not remark.rules or any(id in own for id in remark.rules)


def _unproved(prover: Prover, tried: Tried) -> Iterator[str]:
    for name in prover.too_many:
        yield (
            f"Conditions count more than {MOST_TOLD_APART} {name} of one kind; beyond that number "
            "such a count is taken to come out either way."
        )
    if prover.gave_up:
        yield f"{prover.gave_up} questions were too hard for the solver, and are left open."
    for what in tried.unshown:
        yield f"No profile was found that shows {what}; it may not be so."
