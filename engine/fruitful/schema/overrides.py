"""The schema of local policy: how a pack changes a rule or a setting of another one."""

from __future__ import annotations

from fruitful.ruleset.override import CHANGES, FINGERPRINT, WHY
from fruitful.schema.conditions import CONDITION
from fruitful.schema.parts import (
    FLAG,
    TEXT,
    Schema,
    any_of,
    described,
    labelled,
    listed,
    mapping,
    one_or_more,
    reference,
)
from fruitful.schema.stack import Stack
from fruitful.schema.values import constant


def overrides(stack: Stack) -> Schema:
    """The section ``overrides``."""
    day = constant("date")
    verdicts = {one.id: one.title for one in stack.ruleset.verdicts.values()}
    amounts = any_of(*(constant(kind) for kind in ("money", "percentage", "duration")))
    keys = {
        "rule": described(stack.rules(), "The rule that is changed."),
        "setting": described(stack.settings(), "The setting that is changed."),
        "title": described(TEXT, "Another title."),
        "finding": reference("text", "Another sentence on what is wrong."),
        "recommend": reference("text", "Other advice."),
        "met": reference("text", "Another sentence on what is as it should be."),
        "asks_to_end": described(FLAG, "Whether the other advice asks to end the partnership."),
        "give_way_to": described(
            one_or_more(stack.rules()), "Rules that say the same better, and speak for it."
        ),
        "severity": reference("severity", "Another severity, or other cases."),
        "applies": reference(CONDITION, "When the rule is relevant; its stages stay."),
        "off": described({"enum": ["yes"]}, "The rule is switched off."),
        "value": described(amounts, "The setting's value."),
        "reason": described(TEXT, "Why, in a sentence that a committee can read."),
        "authority": described(TEXT, "Who decided it: Audit Committee, minute 2026/14."),
        "date": described(day, "The day from which it holds."),
        "lowers": described(
            one_or_more(any_of(stack.rules(), labelled(verdicts))),
            "Other national rules that it may silence or lower, and verdicts that it makes milder.",
        ),
        "was": {
            "type": "string",
            "pattern": f"^{FINGERPRINT.pattern}$",
            "description": "The fingerprint of what it changes, from `fruitful rules show`.",
        },
        "expires": described(day, "The last day on which it holds."),
    }
    changes = [name for name in CHANGES if name != "value"]
    one = mapping(
        keys,
        (*WHY, "was"),
        oneOf=[
            {
                "required": ["rule"],
                "anyOf": [{"required": [name]} for name in changes],
                "properties": {"value": False, "setting": False},
            },
            {
                "required": ["setting", "value"],
                "properties": dict.fromkeys((*changes, "rule"), False),
            },
        ],
    )
    return described(listed(one), "What local policy changes in the rules it stands on.")
