"""Conditions in plain English."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.operators import OPERATORS
from fruitful.value import Duration, Value, say
from fruitful.vocabulary import Fact, Vocabulary

_HEADS = {
    "some": "at least one {one}:",
    "every": "every {one}:",
    "none": "not one {one}:",
}


def condition_lines(
    condition: Condition, vocabulary: Vocabulary, collection: str = "", indent: str = ""
) -> list[str]:
    """The condition as lines, its parts indented below it."""
    if isinstance(condition, (All, Any)):
        return _joined(condition, vocabulary, collection, indent)
    if isinstance(condition, Not):
        inner = condition_lines(condition.part, vocabulary, collection, f"{indent}  ")
        return [f"{indent}not:", *inner]
    if isinstance(condition, Quantified):
        inner = condition_lines(
            condition.condition, vocabulary, condition.collection, f"{indent}  "
        )
        return [f"{indent}{_head(condition, vocabulary)}", *inner]
    if isinstance(condition, RuleState):
        return [indent + _rule_state(condition)]
    path = f"{collection}.{condition.path}" if collection else condition.path
    return [indent + _test(condition, vocabulary.facts[path])]


def _joined(
    condition: All | Any, vocabulary: Vocabulary, collection: str, indent: str
) -> list[str]:
    if not condition.parts:
        return [f"{indent}{'always' if isinstance(condition, All) else 'never'}"]
    head = "all of these:" if isinstance(condition, All) else "at least one of these:"
    lines = [f"{indent}{head}"]
    for part in condition.parts:
        first, *rest = condition_lines(part, vocabulary, collection, f"{indent}  ")
        lines += [f"{indent}- {first.strip()}", *rest]
    return lines


def _head(condition: Quantified, vocabulary: Vocabulary) -> str:
    collection = vocabulary.collections[condition.collection]
    if condition.quantifier == "count":
        comparison = condition.operator.replace("_", " ")
        return f"{comparison} {condition.bound} of the {collection.many}:"
    return _HEADS[condition.quantifier].format(one=collection.one)


def _rule_state(leaf: RuleState) -> str:
    if leaf.state == "met":
        return f"{leaf.rule} is met"
    severity = f" that is {either(leaf.severities)}" if leaf.severities else ""
    return f"{leaf.rule} is a finding{severity}"


def _test(test: Test, fact: Fact) -> str:
    if test.operator == "passed":
        return f"{test.path} has {'' if test.operand == 'yes' else 'not '}passed"
    return f"{test.path} {OPERATORS[test.operator].phrase.format(_operand(test, fact))}"


def _operand(test: Test, fact: Fact) -> str:
    if isinstance(test.operand, tuple) and not isinstance(test.operand, Duration):
        return either(str(one).replace("_", " ") for one in test.operand)
    kind = OPERATORS[test.operator].operand or ("count" if fact.kind == "set" else fact.kind)
    value: Value = test.operand
    said = say(kind, value, fact.choices, fact.unit)
    return f"{said} (${test.setting})" if test.setting else said


def either(names: Iterable[str]) -> str:
    """Names joined with commas and "or"."""
    listed = list(names)
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else "nothing"
