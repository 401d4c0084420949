"""How many findings there are, where more may come: what is not known is not zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fruitful.portfolio.brief import Brief
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

OPEN = "+ ?"
"""What stands behind a number where rules that are not decided could add to it."""


def counts(brief: Brief, ruleset: Ruleset) -> dict[str, str]:
    """The number of findings of each severity, and whether more may come."""
    counted = Counter(found.severity for found in brief.found)
    may_be = set() if brief.verdict.shows_only else may_still_be(brief.undecided, ruleset)
    return {
        severity: so_far(counted[severity], is_open=severity in may_be) for severity in SEVERITIES
    }


def so_far(number: int, *, is_open: bool) -> str:
    """A number, with a sign where there may be more."""
    return f"{number} {OPEN}" if is_open else str(number)


def may_still_be(undecided: Iterable[str], ruleset: Ruleset) -> set[str]:
    """How severe the findings could be that rules which are not decided may yet make."""
    return {case.severity for id in undecided for case in ruleset.rules[id].severity}
