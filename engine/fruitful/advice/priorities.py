"""Findings as recommendations, in the order in which to take them, and why in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from fruitful.advice.advice import Judged, Recommendation, Strength
from fruitful.advice.behind import Behind
from fruitful.advice.local import local_policies
from fruitful.advice.saying import of_rule
from fruitful.firing import FINDING, MET, Firing
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES, Rule
from fruitful.ruleset.strata import concluding_rules, rests_on

FEW = 3
"""Rules that a verdict rests on, to be worth saying of each."""
_NUMBERS = ("no", "one", "two", "three", "four", "five")


def recommend(
    ruleset: Ruleset, firing: Firing, judged: Judged, behind: Behind
) -> tuple[Recommendation, ...]:
    """One recommendation for each finding, the most pressing first."""
    return tuple(
        _recommendation(rank, rule, ruleset, firing, judged, behind, overdue)
        for rank, (rule, overdue) in enumerate(pressing(ruleset, firing, judged.because), 1)
    )


def pressing(ruleset: Ruleset, firing: Firing, because: Sequence[str]) -> list[tuple[Rule, int]]:
    """The findings, the most pressing first, and by how many stages each is overdue.

    The verdict rests on the rules ``because`` of which it stands.
    """
    found = [
        rule
        for rule in ruleset.rules.values()
        if firing.outcomes[rule.id] == FINDING and rule.recommend
    ]
    overdue = {rule.id: _overdue(rule, ruleset, firing) for rule in found}
    resting, decided = _resting(ruleset), decided_by(because)
    order = _order(ruleset)
    keys: dict[str, Callable[[Rule], int]] = {
        "severity": lambda rule: SEVERITIES.index(firing.severities[rule.id]),
        "overdue": lambda rule: -overdue[rule.id],
        # The verdict weighs more than all rules that rest on it.
        "dependants": lambda rule: -resting[rule.id] - len(order) * (rule.id in decided),
        "paper": lambda rule: order[rule.id],
    }
    found.sort(key=lambda rule: [keys[name](rule) for name in ruleset.priorities])
    return [(rule, overdue[rule.id]) for rule in found]


def _recommendation(
    rank: int,
    rule: Rule,
    ruleset: Ruleset,
    firing: Firing,
    judged: Judged,
    behind: Behind,
    overdue: int,
) -> Recommendation:
    witnesses = behind.witnesses(rule.when)
    severity = firing.severities[rule.id]
    return Recommendation(
        rank,
        rule.id,
        rule.title,
        rule.theme,
        severity,
        rule.settle_by,
        overdue,
        of_rule(rule.recommend, rule, behind),
        of_rule(rule.finding, rule, behind),
        rule.cites,
        behind.facts(rule),
        witnesses,
        _why_here(rule, severity, overdue, firing, judged),
        local_policies(ruleset).get(rule.id),
    )


def strengths(ruleset: Ruleset, firing: Firing, behind: Behind) -> tuple[Strength, ...]:
    """What is as it should be, in the paper's order."""
    return tuple(
        Strength(
            rule.id,
            of_rule(rule.met, rule, behind),
            rule.cites,
            local_policies(ruleset).get(rule.id),
        )
        for rule in ruleset.rules.values()
        if firing.outcomes[rule.id] == MET and rule.met
    )


def _overdue(rule: Rule, ruleset: Ruleset, firing: Firing) -> int:
    """How many stages have passed since the matter should have been settled."""
    stages = list(ruleset.stages)
    stage = firing.view.values.get(STAGE)
    if not isinstance(stage, str):
        return 0
    return max(0, stages.index(stage) - stages.index(rule.settle_by))


@lru_cache(maxsize=8)
def _order(ruleset: Ruleset) -> Mapping[str, int]:
    """Where each rule stands."""
    return {rule: at for at, rule in enumerate(ruleset.rules)}


@lru_cache(maxsize=8)
def _resting(ruleset: Ruleset) -> Counter[str]:
    """How many rules rest on each."""
    concluding = concluding_rules(ruleset.rules)
    return Counter(one for rule in ruleset.rules.values() for one in rests_on(rule, concluding))


def _why_here(rule: Rule, severity: str, overdue: int, firing: Firing, judged: Judged) -> str:
    """Why a recommendation stands where it stands, in words."""
    rests = "; the verdict rests on it" if rule.id in decided_by(judged.because) else ""
    if not rule.settle_by:  # of an authority, which has no stages
        return f"{severity.capitalize()}{rests}."
    stage = f"the stage “{rule.settle_by.replace('_', ' ')}”"
    if overdue:
        number = _NUMBERS[overdue] if overdue < len(_NUMBERS) else str(overdue)
        due = f"due since {stage}, {number} stage{'s' * (overdue > 1)} ago"
    elif firing.view.values.get(STAGE) == rule.settle_by:
        due = "due now"
    else:
        due = f"due by {stage}"
    return f"{severity.capitalize()}; {due}{rests}."


def decided_by(because: Sequence[str]) -> Sequence[str]:
    """The rules on which the verdict rests, where these are so few that it means something."""
    return because if len(because) <= FEW else ()
