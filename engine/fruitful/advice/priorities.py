"""Findings as recommendations, in the order in which to take them, and why in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from fruitful.advice.advice import Found, Judged, Recommendation, Strength
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


def findings(ruleset: Ruleset, firing: Firing, judged: Judged) -> tuple[Found, ...]:
    """The findings that are shown, the most pressing first."""
    shown = pressing(ruleset, firing, judged.because, judged.verdict.shows_only)
    return tuple(
        Found(rule.id, firing.severities[rule.id], overdue, speaker(rule.id, ruleset.rules, firing))
        for rule, overdue in shown
    )


def together(found: Sequence[Found]) -> list[list[Found]]:
    """The findings for which one recommendation speaks, each such group where its first stands."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.speaker, []).append(one)
    return list(groups.values())


def gravest(found: Iterable[Found]) -> str:
    """The gravest severity among findings."""
    return min((one.severity for one in found), key=SEVERITIES.index)


def recommend(
    found: Sequence[Found], firing: Firing, judged: Judged, behind: Behind
) -> tuple[Recommendation, ...]:
    """What to do about the findings, the most pressing first.

    Of findings that give way to one that says the same, that one speaks for all: it is as grave as
    the gravest of them, and stands where the first of them would stand.
    """
    return tuple(
        _recommendation(rank, some, firing, judged, behind)
        for rank, some in enumerate(together(found), 1)
    )


def speaker(id: str, rules: Mapping[str, Rule], firing: Firing) -> str:
    """The rule that speaks for a finding: itself, or the last of those to which it gives way."""
    last, waiting, seen = id, list(rules[id].give_way_to), {id}
    while waiting:
        one = waiting.pop(0)
        if one in seen or one not in rules:
            continue
        seen.add(one)
        if firing.outcomes[one] == FINDING and rules[one].recommend:
            last, waiting = one, []
        waiting += rules[one].give_way_to
    return last


def pressing(
    ruleset: Ruleset, firing: Firing, because: Sequence[str], shows_only: str = ""
) -> list[tuple[Rule, int]]:
    """The findings, the most pressing first, and by how many stages each is overdue.

    First come the rules ``because`` of which the verdict stands; the others follow in the order
    that the packs state. ``shows_only`` is the theme to which the verdict limits them, if any.
    """
    found = [
        rule
        for rule in ruleset.rules.values()
        if firing.outcomes[rule.id] == FINDING and rule.recommend and shows_only in ("", rule.theme)
    ]
    overdue = {rule.id: _overdue(rule, ruleset, firing) for rule in found}
    resting, order, decided = _resting(ruleset), _order(ruleset), set(because)
    keys: dict[str, Callable[[Rule], int]] = {
        "severity": lambda rule: SEVERITIES.index(firing.severities[rule.id]),
        "overdue": lambda rule: -overdue[rule.id],
        "dependants": lambda rule: -resting[rule.id],
        "paper": lambda rule: order[rule.id],
    }
    found.sort(
        key=lambda rule: [rule.id not in decided, *(keys[one](rule) for one in ruleset.priorities)]
    )
    return [(rule, overdue[rule.id]) for rule in found]


def _recommendation(
    rank: int,
    some: Sequence[Found],
    firing: Firing,
    judged: Judged,
    behind: Behind,
) -> Recommendation:
    """What a rule says for itself and for the findings that give way to it."""
    rules, severity = behind.ruleset.rules, gravest(some)
    rule, first = rules[some[0].speaker], some[0]
    others = [rules[one.rule] for one in some if one.rule != rule.id]
    each = [rule, *others]
    policies = local_policies(behind.ruleset)
    return Recommendation(
        rank,
        rule.id,
        rule.title,
        rule.theme,
        severity,
        rule.settle_by,
        first.overdue,
        of_rule(rule.recommend, rule, behind),
        of_rule(rule.finding, rule, behind),
        tuple(dict.fromkeys(cite for one in each for cite in one.cites)),
        {path: value for one in each for path, value in behind.facts(one).items()},
        behind.witnesses(rule.when),
        _why_here(rules[first.rule], severity, first.overdue, firing, judged),
        tuple(one.id for one in others),
        next((policies[one.id] for one in each if one.id in policies), None),
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
