"""The schemas of what is about many partnerships: tiers, and by what they are compared."""

from __future__ import annotations

from fruitful.ruleset.roles import COSTS, KINDS
from fruitful.schema.conditions import CONDITION
from fruitful.schema.parts import TEXT, Schema, described, listed, mapping, one_or_more, reference
from fruitful.schema.stack import Stack
from fruitful.schema.values import constant


def tiers() -> Schema:
    """The section ``tiers``."""
    keys = {
        "id": described(TEXT, "What programs know it by."),
        "title": described(TEXT, "What it is called."),
        "text": described(TEXT, "What it means, in a sentence."),
        "when": reference(CONDITION, "When a partnership is of this tier, if of no earlier one."),
        "review_every": described(constant("duration"), "How often it is reviewed: 12 months."),
        "basis": described(TEXT, "Where it comes from, or that it is an assumption."),
    }
    tier = mapping(keys, [key for key in keys if key != "when"])
    return described(listed(tier), "How significant a partnership is: the first that holds.")


def screening(stack: Stack) -> Schema:
    """The section ``screening``, which is read in a portfolio."""
    if stack.of_each is None:
        return {"description": "Read in the folder `portfolio` only."}
    about_each = Stack(stack.of_each, stack.prefixes)
    keys: dict[str, Schema] = {
        "statutory": {"type": "object", "description": "When the law requires a partnership."},
        "no_topic": described(one_or_more(TEXT), "Choices of `topics` that are none."),
        "partners": described(TEXT, "The collection of those who take part."),
        "costs": described(one_or_more(about_each.facts(*COSTS)), "What is known of its costs."),
    }
    for key, kinds in KINDS.items():
        keys[key] = about_each.facts(*kinds)
    return mapping(keys, description="The facts by which partnerships are set side by side.")
