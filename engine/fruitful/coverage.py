"""What of the paper the rules cover, and which outcomes of the rules the cases assert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fruitful.case import Expectation
from fruitful.case.gap import Gap
from fruitful.case.spoken import Words, unspoken
from fruitful.case.trial import Group
from fruitful.firing import FINDING, MET, UNDECIDED
from fruitful.language.condition import Any
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
        for rule_id, outcome in asserted(expected):
            exercised[rule_id].add(outcome)
    return Coverage(
        tuple(Covered(cite, one, tuple(citing[cite])) for cite, one in ruleset.index.items()),
        {rule: frozenset(outcomes) for rule, outcomes in exercised.items()},
    )


def asserted(expected: Expectation) -> Iterator[tuple[str, str]]:
    """The rules of which an outcome is expected, with it."""
    for rule in expected.findings:
        yield rule, FINDING
    yield from expected.outcomes.items()


class Shown(NamedTuple):
    """What the cases of a pack show of its rules."""

    group: Group
    exercised: Mapping[str, frozenset[str]]
    """The outcomes that some case which passes asserts, by rule."""
    gaps: tuple[Gap, ...]
    """The outcomes that none asserts."""
    unspoken: tuple[Words, ...] = ()
    """The cases of texts that nobody is told in a case that passes."""


def unspoken_in(group: Group) -> tuple[Words, ...]:
    """The cases of the texts of a group's packs that no case which passes shows."""
    heard = frozenset(one for tried in group.tried if not tried.failures for one in tried.heard)
    return tuple(unspoken(group.ruleset, group.packs, heard))


def exercised_of(group: Group) -> dict[str, frozenset[str]]:
    """What the cases that pass show of the rules of their packs, and of those that these change.

    A rule that is switched off is left out: nothing is to be shown of it.
    """
    passed = [one.case.expected for one in group.tried if not one.failures]
    exercised = coverage(group.ruleset, passed).exercised
    own = group.ruleset.said_by(group.packs)
    return {
        id: exercised[id]
        for id, rule in group.ruleset.rules.items()
        if id in own and rule.applies != Any(())
    }
