"""The schemas of conditions: each fact with the tests that fit its type, and the operators."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.language.operators import COMPARISONS, OPERATORS
from fruitful.language.reading import QUANTIFIERS, UNWRITTEN
from fruitful.language.vocabulary import Fact
from fruitful.ruleset.rule import SEVERITIES
from fruitful.schema.parts import (
    Schema,
    any_of,
    described,
    labelled,
    mapping,
    one_or_more,
    reference,
)
from fruitful.schema.profile import said_of
from fruitful.schema.stack import Stack
from fruitful.schema.values import operand, shared

CONDITION, RELEVANCE, OF_VERDICTS = "condition", "relevance", "verdict-condition"
"""The definitions: what rules and models may test, what a fact's ``relevant``, what verdicts."""

SAID = {
    "all": "All of these conditions hold.",
    "any": "At least one of these conditions holds.",
    "not": "This condition is false.",
    "some": "At least one member of the collection is so; who it is can be named in the texts.",
    "every": "Each member of the collection is so.",
    "none": "Not one member of the collection is so.",
    "count": "So many members of the collection are so.",
    "finding": "The outcome of another rule, or of any of these, is a finding.",
    "met": "Another rule applies and is met.",
}
OPERATORS_SAID = {
    "includes": "The set holds this choice, or any of these.",
    "at_least": "It is this much or more; of a set, so many choices.",
    "at_most": "It is this much or less; of a set, so many choices.",
    "more_than": "It is more than this; of a set, more choices than this.",
    "less_than": "It is less than this; of a set, fewer choices than this.",
    "within": "From the day of the evaluation to so much later.",
    "longer_ago_than": "So long before the day of the evaluation, or longer.",
    "passed": "Whether it is before the day of the evaluation.",
}


def condition_definitions(stack: Stack) -> Mapping[str, Schema]:
    """The definitions that conditions of rules, facts and verdicts refer to."""
    vocabulary = stack.ruleset.vocabulary
    found = {f"test-{shared(fact)}": _test(fact, stack) for fact in vocabulary.facts.values()}
    for name in vocabulary.collections:
        found[f"members-{name}"] = _condition(f"members-{name}", stack, name)
    found[CONDITION] = _condition(CONDITION, stack)
    found[RELEVANCE] = _condition(RELEVANCE, stack)
    found[OF_VERDICTS] = _condition(OF_VERDICTS, stack)
    return found


def _condition(own: str, stack: Stack, collection: str = "") -> Schema:
    """A condition, in the scope of the partnership or of one member of a collection."""
    several = {"type": "array", "items": reference(own), "minItems": 1}
    properties: dict[str, Schema] = {
        fact.item: reference(f"test-{shared(fact)}", said_of(fact, stack.ruleset), fact.path)
        for fact in stack.ruleset.vocabulary.facts.values()
        if fact.collection == collection and fact.kind != "text"
    }
    for word in ("all", "any"):
        properties[word] = described(several, SAID[word])
    properties["not"] = reference(own, SAID["not"])
    if not collection:
        properties |= _quantifiers(stack)
    if own in (CONDITION, OF_VERDICTS):
        properties |= _outcomes(stack, whole_list=own == OF_VERDICTS)
    schema = mapping(properties, minProperties=1)
    if stack.own:  # facts of the author's own that are not declared yet
        schema["patternProperties"] = {rf"^({stack.own}|[a-z0-9_]+\.{stack.own})": {}}
    return schema


def _test(fact: Fact, stack: Stack) -> Schema:
    """How a fact of this type is tested."""
    choices = one_or_more(labelled(fact.choices))
    if fact.choices and fact.kind != "set":
        return choices
    plain = (
        [operand(fact.kind, stack.ruleset.settings, stack.own)]
        if fact.kind in OPERATORS["equals"].kinds
        else []
    )
    tests = {}
    for name, operator in OPERATORS.items():
        if fact.kind not in operator.kinds or name in UNWRITTEN:
            continue
        kind = operator.operand or ("count" if fact.kind == "set" else fact.kind)
        schema = choices
        if name != "includes":
            schema = operand(kind, stack.ruleset.settings, stack.own)
        tests[name] = described(schema, OPERATORS_SAID[name])
    return any_of(*plain, mapping(tests, minProperties=1))


def _quantifiers(stack: Stack) -> dict[str, Schema]:
    collections = stack.ruleset.vocabulary.collections
    subjects = {
        name: reference(f"members-{name}", f"What is tested of each {one.one}.")
        for name, one in collections.items()
    }
    bound = operand("count", stack.ruleset.settings, stack.own)
    bounds = {name: described(bound, OPERATORS_SAID[name]) for name in COMPARISONS}
    found = {
        word: mapping(subjects, minProperties=1, maxProperties=1, description=SAID[word])
        for word in QUANTIFIERS
    }
    found["count"] = mapping(
        {**subjects, **bounds},
        minProperties=2,
        maxProperties=2,
        description=SAID["count"],
        allOf=[any_of(*({"required": [name]} for name in names)) for names in (subjects, bounds)],
    )
    return found


def _outcomes(stack: Stack, *, whole_list: bool) -> dict[str, Schema]:
    found = described(finding(stack, whole_list=whole_list), SAID["finding"])
    return {"finding": found, "met": described(one_or_more(stack.rules()), SAID["met"])}


def finding(stack: Stack, *, whole_list: bool = False) -> Schema:
    """What stands behind ``finding``: rules, and how severe."""
    rules = one_or_more(stack.rules())
    keys: dict[str, Schema] = {
        "rules": described(rules, "Any of these rules."),
        "severity": described(
            one_or_more({"enum": list(SEVERITIES)}), "As severe as this, or as one of these."
        ),
    }
    if whole_list:
        keys["theme"] = described(labelled(stack.ruleset.themes), "Rules of this theme.")
    return any_of(rules, mapping(keys, () if whole_list else ["rules"]))
