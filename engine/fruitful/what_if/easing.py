"""Findings that a change closes or makes less severe, and the facts that they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from fruitful.firing import FINDING, Firing
from fruitful.language.condition import ALWAYS
from fruitful.language.reads import reads_of
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES, Rule
from fruitful.ruleset.strata import concluding_rules, rests_on

NO_FINDING = len(SEVERITIES) + 1
"""The gravity of what is no finding."""


class Behind(NamedTuple):
    """The facts that a rule rests on, itself or through the rules that it reads."""

    matters: frozenset[str]
    """Those that tell whether it matters."""
    wrong: frozenset[str]
    """Those that tell whether something is wrong, and how grave that is."""

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.matters | self.wrong


def facts_behind(ruleset: Ruleset) -> Mapping[str, Behind]:
    """What each rule rests on."""
    concluding = concluding_rules(ruleset.rules)
    found: dict[str, Behind] = {}

    def behind(rule: Rule) -> frozenset[str]:
        conditions = (rule.applies, rule.when, *(case.when for case in rule.severity))
        below = (found[id].all for id in rests_on(rule, concluding))
        return frozenset(reads_of(conditions).tests).union(*below)

    for rule in (ruleset.rules[id] for ids in ruleset.strata for id in ids):
        matters = behind(replace(rule, when=ALWAYS, severity=()))
        found[rule.id] = Behind(matters, behind(replace(rule, applies=ALWAYS)))
    return found


def eased(ruleset: Ruleset, before: Firing, after: Firing) -> list[str]:
    """The findings that are none any more, or are less severe."""
    return [
        id
        for id in ruleset.rules
        if before.outcomes[id] == FINDING and gravity(id, after) > gravity(id, before)
    ]


def gravity(id: str, firing: Firing) -> int:
    """How severe a finding is, from 0, the gravest; more than any where it is none."""
    if firing.outcomes[id] != FINDING:
        return NO_FINDING
    severity = firing.severities.get(id)  # a rule that only concludes has none
    return len(SEVERITIES) if severity is None else SEVERITIES.index(severity)
