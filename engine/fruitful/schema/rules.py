"""The schemas of rules and of settings."""

from __future__ import annotations

from fruitful.language.setting import SETTING_KINDS
from fruitful.ruleset.rule import SEVERITIES
from fruitful.schema.conditions import CONDITION, finding
from fruitful.schema.parts import (
    FLAG,
    NAME,
    TEXT,
    Schema,
    any_of,
    described,
    labelled,
    mapping,
    named,
    one_or_more,
    reference,
)
from fruitful.schema.stack import Stack
from fruitful.schema.values import constant

_TOLD = ("severity", "finding", "recommend")
_ONLY_TOLD = (*_TOLD, "met")


def rule(stack: Stack) -> Schema:
    """One rule: it finds something, with all that this needs, or concludes a fact, or both."""
    keys = {
        "id": described(TEXT, "What it is known by; a local rule begins with its pack's prefix."),
        "title": described(TEXT, "What to do, in a few words."),
        "theme": described(
            labelled(stack.ruleset.themes), "The chapter of the advice; otherwise the file's."
        ),
        **_stages(stack),
        "cites": described(stack.cites("^local: .+$"), "Where it comes from."),
        "applies": reference(CONDITION, "When the rule is relevant."),
        "when": reference(CONDITION, "When something is wrong."),
        "severity": reference("severity", "How much it matters; the first case that holds counts."),
        "finding": reference("text", "What is wrong, in one sentence."),
        "recommend": reference("text", "What to do and with whom, in at most three sentences."),
        "met": reference("text", "The strength to report when it applies and nothing is wrong."),
        "asks_to_end": described(
            FLAG, "Whether the advice asks to decline, leave, close or end the partnership."
        ),
        "finds_fault": described(
            FLAG,
            "`no` where what is found is no fault, such as a success of which something follows.",
        ),
        "conclude": described(
            stack.facts(concluded=True),
            "A fact that is then yes where the rule applies and `when` is true.",
        ),
        "give_way_to": described(
            one_or_more(stack.rules()),
            "Rules that say the same better: where both are findings, theirs is the advice given.",
        ),
        "contradicts": described(
            finding(stack), "Rules that advise the opposite: no profile may make both findings."
        ),
    }
    due = ["settle_by"] if stack.ruleset.stages else []
    return mapping(
        keys,
        ["id", "title", *due, "cites", "when"],
        anyOf=[
            {"required": list(_TOLD)},
            {"required": ["conclude"], "properties": dict.fromkeys(_ONLY_TOLD, False)},
        ],
    )


def _stages(stack: Stack) -> dict[str, Schema]:
    """When a rule matters; a portfolio has no stages."""
    if not stack.ruleset.stages:
        return {}
    stages = labelled(stack.ruleset.stages)
    said = {
        "settle_by": "The stage at which the matter should be in place; later it is overdue.",
        "from": "The first stage at which it matters; otherwise `settle_by`.",
        "until": "The last stage at which it matters; otherwise the last but one.",
    }
    return {key: described(stages, text) for key, text in said.items()}


def severity() -> Schema:
    """One severity, or cases of which the last has no condition."""
    word = {"enum": list(SEVERITIES)}
    cases = {name: reference(CONDITION, f"When it is {name}.") for name in SEVERITIES}
    case = mapping(cases, minProperties=1, maxProperties=1)
    return any_of(word, {"type": "array", "items": any_of(word, case)})


def cases_of_text() -> Schema:
    """Words, cases of which the first that holds is said, or sentences that are either."""
    keys: dict[str, Schema] = {
        "when": reference(CONDITION, "When it is said."),
        "say": described(TEXT, "What is said."),
        "while_open": described(TEXT, "What is true while earlier cases are open."),
        "asks_to_end": described(
            FLAG, "Whether it asks to decline, leave, close or end the partnership."
        ),
    }
    said = [{"required": ["say"], "properties": {"while_open": False}}]
    said += [{"required": ["while_open"], "properties": {"say": False, "when": False}}]
    case = mapping(keys, oneOf=said)
    cases: Schema = {"type": "array", "items": any_of(TEXT, case)}
    sentences: Schema = {"type": "array", "items": any_of(TEXT, case, cases)}
    return any_of(TEXT, case, cases, mapping({"sentences": sentences}, ["sentences"]))


def settings() -> Schema:
    """The section ``settings``."""
    keys: dict[str, Schema] = {
        "title": described(TEXT, "What the number is."),
        "type": {"enum": list(SETTING_KINDS), "description": "What sort of number it is."},
        "value": {"description": "The number."},
        "basis": described(TEXT, "Where the number comes from, or that it is an assumption."),
    }
    by_type = [
        {
            "if": {"properties": {"type": {"const": kind}}},
            "then": {"properties": {"value": constant(kind)}},
        }
        for kind in SETTING_KINDS
    ]
    return described(
        named(mapping(keys, keys, allOf=by_type), NAME), "Numbers that local policy may change."
    )
