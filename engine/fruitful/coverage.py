"""What of the paper the rules cover, and which outcomes of the rules the cases assert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fruitful.case import Expectation
from fruitful.firing import FINDING, MET, UNDECIDED
from fruitful.ruleset import Ruleset
from fruitful.ruleset.questionnaire import Source

EXERCISED = (FINDING, MET, UNDECIDED)
"""The outcomes that cases should show of every rule."""


class Covered(NamedTuple):
    """A place in the paper, and the rules that cite it."""

    cite: str
    source: Source
    rules: tuple[str, ...]


class Coverage(NamedTuple):
    """The paper against the rules, and the rules against the cases."""

    places: tuple[Covered, ...]
    exercised: Mapping[str, frozenset[str]]
    """The outcomes that some case asserts, by rule."""

    @property
    def uncovered(self) -> list[str]:
        """The normative places that no rule cites."""
        return [one.cite for one in self.normative if not one.rules]

    @property
    def normative(self) -> list[Covered]:
        return [one for one in self.places if one.source.kind == "normative"]

    @property
    def unexercised(self) -> dict[str, list[str]]:
        """The outcomes that no case asserts, by rule."""
        return {
            rule: missing
            for rule, outcomes in self.exercised.items()
            if (missing := [outcome for outcome in EXERCISED if outcome not in outcomes])
        }


def coverage(ruleset: Ruleset, expectations: Iterable[Expectation]) -> Coverage:
    """Set the paper's index against the rules, and the rules against what cases expect."""
    citing: dict[str, list[str]] = {cite: [] for cite in ruleset.index}
    for rule in ruleset.rules.values():
        for cite in rule.cites:
            citing.setdefault(cite, []).append(rule.id)
    exercised: dict[str, set[str]] = {rule: set() for rule in ruleset.rules}
    for expected in expectations:
        for rule_id, outcome in _asserted(expected):
            exercised[rule_id].add(outcome)
    return Coverage(
        tuple(Covered(cite, one, tuple(citing[cite])) for cite, one in ruleset.index.items()),
        {rule: frozenset(outcomes) for rule, outcomes in exercised.items()},
    )


def _asserted(expected: Expectation) -> Iterator[tuple[str, str]]:
    for rule in expected.findings:
        yield rule, FINDING
    yield from expected.outcomes.items()
