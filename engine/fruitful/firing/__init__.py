"""Firing: facts and a ruleset in, the outcome of every rule out.

Two engines decide conditions: the Rete network of durable_rules, and a reference evaluator. What
follows from their answers is worked out here, once, for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fruitful.firing.programme import APPLIES, WHEN, Engine, Name
from fruitful.language.truth import Truth, all_of, any_of, negate
from fruitful.language.value import Value
from fruitful.profile.facts import Facts, RuleTruth, View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule

FINDING, MET, UNDECIDED, NOT_APPLICABLE = "finding", "met", "undecided", "not_applicable"
OUTCOMES = (FINDING, MET, UNDECIDED, NOT_APPLICABLE)


class Firing(NamedTuple):
    """What came of every rule."""

    outcomes: Mapping[str, str]
    severities: Mapping[str, str]
    """The severity of each finding."""
    truths: Mapping[Name, Truth]
    """Every condition's truth, the verdicts' and alternatives' too."""
    view: View
    """What the last conditions saw: the profile's values and all that was concluded."""


def fire(ruleset: Ruleset, facts: Facts, engine: Engine) -> Firing:
    """Fire every stratum in turn; each sees what the earlier ones found and concluded."""
    memory = Memory(facts)
    truths: dict[Name, Truth] = {}
    for number, ids in enumerate(ruleset.strata):
        decided = engine(number, memory.view)
        truths.update(decided)
        for id in ids:
            memory.note(ruleset.rules[id], decided)
    truths.update(engine(len(ruleset.strata), memory.view))
    outcomes = {id: memory.outcomes[id] for id in ruleset.rules}
    return Firing(outcomes, memory.severities, truths, memory.view)


def outcome_of(applies: Truth, when: Truth) -> str:
    """The outcome of a rule. Where relevance is not known, a strength is never claimed."""
    if applies is True and when is not None:
        return FINDING if when else MET
    if applies is False or (applies is None and when is False):
        return NOT_APPLICABLE
    return UNDECIDED


class Memory:
    """The working memory of one firing: what is known, and what has come of rules so far."""

    def __init__(self, facts: Facts) -> None:
        self.values: dict[str, Value] = dict(facts.values)
        self.rules: dict[str, RuleTruth] = {}
        self.view = View(self.values, facts.collections, facts.on, self.rules)
        self.outcomes: dict[str, str] = {}
        self.severities: dict[str, str] = {}
        self.concluded: dict[str, Truth] = {}

    def note(self, rule: Rule, decided: Mapping[Name, Truth]) -> None:
        """Take in what an engine decided of a rule."""
        applies, when = decided[rule.id, APPLIES], decided[rule.id, WHEN]
        outcome = self.outcomes[rule.id] = outcome_of(applies, when)
        found = all_of((applies, when))
        cases = [decided[rule.id, str(at)] for at in range(len(rule.severity))]
        if outcome == FINDING and cases:
            self.severities[rule.id] = rule.severity[cases.index(True)].severity
        severities = (case.severity for case in rule.severity)
        self.rules[rule.id] = RuleTruth(
            found, all_of((applies, negate(when))), tuple(zip(severities, cases, strict=True))
        )
        if rule.conclude:
            self.conclude(rule.conclude, found)

    def conclude(self, path: str, found: Truth) -> None:
        """Several rules may conclude a fact: one is enough for yes, and no needs all of them."""
        truth = self.concluded[path] = any_of((self.concluded.get(path, False), found))
        if truth is None:
            self.values.pop(path, None)
        else:
            self.values[path] = "yes" if truth else "no"
