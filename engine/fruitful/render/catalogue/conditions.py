"""Conditions as trees of sentences, before anybody has answered anything."""

from __future__ import annotations

from collections.abc import Sequence

from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.render.english import either, quantifier_head
from fruitful.render.reasoning import Told, leaf_in_words
from fruitful.ruleset import Ruleset

FEW = 3
"""Tests of rules that are told one by one; of more, a sentence names all."""


def told(condition: Condition, ruleset: Ruleset, collection: str = "") -> Told:
    """What a condition asks; of a quantifier, what it asks of each member."""
    if isinstance(condition, Test):
        return Told("", leaf_in_words(condition, ruleset, collection))
    if isinstance(condition, RuleState):
        return Told("", leaf_in_words(condition, ruleset))
    if isinstance(condition, Quantified):
        inner = told(condition.condition, ruleset, condition.collection)
        return Told("", quantifier_head(condition, ruleset.vocabulary), inner=(inner,))
    if isinstance(condition, Not):
        return Told("", "not so:", inner=(told(condition.part, ruleset, collection),))
    if isinstance(condition, Any) and (states := _alike(condition.parts)):
        return Told("", _of_any(states, ruleset))
    if not condition.parts:
        return Told("", "always" if isinstance(condition, All) else "never")
    head = "all of these:" if isinstance(condition, All) else "at least one of these:"
    return Told("", head, inner=tuple(told(one, ruleset, collection) for one in condition.parts))


def _alike(parts: Sequence[Condition]) -> list[RuleState]:
    """The parts, where they are many and test the same of different rules; else nothing."""
    states = [one for one in parts if isinstance(one, RuleState)]
    if len(states) <= FEW or len(states) < len(parts):
        return []
    return states if len({(one.state, one.severities) for one in states}) == 1 else []


def _of_any(states: Sequence[RuleState], ruleset: Ruleset) -> str:
    first, tested = states[0], {one.rule for one in states}
    what = "is met" if first.state == "met" else "is a finding"
    if first.severities:
        what += f" that is {either(first.severities)}"
    if tested >= ruleset.rules.keys():
        return f"any rule at all {what}"
    for theme, title in ruleset.themes.items():
        if tested == {rule.id for rule in ruleset.rules.values() if rule.theme == theme}:
            return f"any rule of the theme “{title}” {what}"
    return f"any of these rules {what}: {', '.join(one.rule for one in states)}"
