"""A heat map: partnerships by themes, the gravest finding in each place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fruitful.advice.advice import Advice
from fruitful.firing import MET, NOT_APPLICABLE, UNDECIDED
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

UNKNOWN = "unknown"


class Cell(NamedTuple):
    """What is found of one partnership under one theme."""

    state: str
    """The gravest severity; without a finding ``unknown``, ``met`` or ``not_applicable``."""
    number: int
    """How many findings there are."""


def rules_by_theme(ruleset: Ruleset) -> dict[str, list[str]]:
    """The rules that recommend something, by theme, in the order of the packs."""
    found: dict[str, list[str]] = {theme: [] for theme in ruleset.themes}
    for rule in ruleset.rules.values():
        if rule.recommend:
            found[rule.theme].append(rule.id)
    return {theme: rules for theme, rules in found.items() if rules}


def cells(advice: Advice, themes: Mapping[str, list[str]]) -> Iterator[Cell]:
    """A cell for each theme. What is not known is never taken for right."""
    severities = {one.rule: one.severity for one in advice.recommendations}
    for rules in themes.values():
        found = [severities[rule] for rule in rules if rule in severities]
        outcomes = {advice.outcomes[rule] for rule in rules}
        if found:
            yield Cell(min(found, key=SEVERITIES.index), len(found))
        elif UNDECIDED in outcomes:
            yield Cell(UNKNOWN, 0)
        else:
            yield Cell(MET if MET in outcomes else NOT_APPLICABLE, 0)
