"""What the pages of the catalogue are made from: a ruleset with its addresses, uses and cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fruitful.case.trial import Case
from fruitful.coverage import EXERCISED, asserted
from fruitful.firing import NOT_APPLICABLE
from fruitful.render.catalogue.places import Places
from fruitful.render.catalogue.uses import Uses
from fruitful.ruleset import Ruleset

OUTCOMES = (*EXERCISED, NOT_APPLICABLE)


class Subject(NamedTuple):
    """The rules about one partnership, or those about an authority's partnerships together."""

    title: str
    ruleset: Ruleset
    places: Places
    uses: Uses
    cases: Mapping[str, Mapping[str, tuple[Case, ...]]]
    """The cases that assert an outcome of a rule: by rule, then by outcome."""


def cases_by_rule(cases: Iterable[Case]) -> dict[str, dict[str, tuple[Case, ...]]]:
    """The cases that assert an outcome, by rule and outcome."""
    found: dict[str, dict[str, tuple[Case, ...]]] = {}
    for case in cases:
        for rule, outcome in asserted(case.expected):
            outcomes = found.setdefault(rule, {})
            outcomes[outcome] = (*outcomes.get(outcome, ()), case)
    return found
