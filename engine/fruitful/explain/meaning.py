"""What it means, in answers, that another rule is a finding or that a fact is concluded."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.ruleset.rule import Rule

NEVER = Any(())

Leaf = Test | RuleState | Quantified


def meaning(
    leaf: Leaf, rules: Mapping[str, Rule], concluding: Mapping[str, list[str]]
) -> Condition | None:
    """The condition of other rules that a leaf stands for; None where it reads answers."""
    if isinstance(leaf, RuleState):
        return _of_state(leaf, rules[leaf.rule])
    if isinstance(leaf, Test) and leaf.path in concluding:
        found: Condition = Any(
            tuple(All((rules[id].applies, rules[id].when)) for id in concluding[leaf.path])
        )
        options: dict[str, Condition] = {"yes": found, "no": Not(found)}
        assert isinstance(leaf.operand, tuple)
        return Any(tuple(options[str(choice)] for choice in leaf.operand))
    return None


def rules_behind(leaf: Leaf, concluding: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The rules whose outcome or conclusion a leaf reads."""
    if isinstance(leaf, RuleState):
        return (leaf.rule,)
    return tuple(concluding.get(leaf.path, ())) if isinstance(leaf, Test) else ()


def _of_state(leaf: RuleState, rule: Rule) -> Condition:
    if leaf.state == "met":
        return All((rule.applies, Not(rule.when)))
    if not leaf.severities:
        return All((rule.applies, rule.when))
    among: Condition = NEVER
    for case in reversed(rule.severity):  # the first case that holds counts
        if case.severity in leaf.severities:
            among = Any((case.when, among))
        else:
            among = All((Not(case.when), among))
    return All((rule.applies, rule.when, among))
