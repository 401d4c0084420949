"""Conditions in plain English."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.operators import OPERATORS
from fruitful.language.value import Duration, Value, say
from fruitful.language.vocabulary import Fact, Vocabulary

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
        return [f"{indent}{quantifier_head(condition, vocabulary)}", *inner]
    if isinstance(condition, RuleState):
        return [indent + _rule_state(condition)]
    path = f"{collection}.{condition.path}" if collection else condition.path
    return [f"{indent}{condition.path} {predicate(condition, vocabulary.facts[path])}"]


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


def quantifier_head(condition: Quantified, vocabulary: Vocabulary) -> str:
    """What a quantifier asks of its collection: "at least one partner:"."""
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


def rule_state_in_words(leaf: RuleState, title: str) -> str:
    """A test of another rule's outcome, with that rule's title."""
    return _rule_state(leaf).replace(leaf.rule, f"“{title}” [{leaf.rule}]", 1)


def sentence(test: Test, fact: Fact, about: str) -> str:
    """A test as a sentence on the fact's question, or on what else the fact is called."""
    subject = f"“{about or fact.ask}”"
    if test.operator == "one_of":
        verb = "is answered" if fact.ask else "is concluded:"
        return f"{subject} {verb} {_operand(test, fact)} [{fact.path}]"
    return f"the answer to {subject} {predicate(test, fact)} [{fact.path}]"


def predicate(test: Test, fact: Fact, *, holds: bool = True) -> str:
    """What a test says of an answer: "is at least 20"; or what is so where it does not hold."""
    if test.operator == "passed":
        return f"has {'' if (test.operand == 'yes') is holds else 'not '}passed"
    operator = test.operator if holds else _OPPOSITES.get(test.operator, test.operator)
    phrase = OPERATORS[operator].phrase
    if not holds and operator == test.operator:
        phrase = _DENIED.get(operator) or phrase.replace("is ", "is not ", 1)
    return phrase.format(_operand(test, fact))


_OPPOSITES = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
}
_DENIED = {"includes": "does not include {}"}


def _operand(test: Test, fact: Fact) -> str:
    if isinstance(test.operand, tuple) and not isinstance(test.operand, Duration):
        return either(str(one).replace("_", " ") for one in test.operand)
    counted = fact.kind == "set" and test.operator != "includes"
    kind = OPERATORS[test.operator].operand or ("count" if counted else fact.kind)
    value: Value = test.operand
    said = say(kind, value, fact.choices, fact.unit) + (" choices" if counted else "")
    return f"{said} (${test.setting})" if test.setting else said


def either(names: Iterable[str]) -> str:
    """Names joined with commas and "or"."""
    listed = list(names)
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else "nothing"
