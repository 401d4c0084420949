"""The schemas of a vocabulary: what can be asked, and of what there may be several."""

from __future__ import annotations

from fruitful.language.declaring import ABOUT_COLUMNS
from fruitful.language.value import KINDS_SAID
from fruitful.language.vocabulary import RESERVED
from fruitful.ruleset import Ruleset
from fruitful.schema.conditions import RELEVANCE
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

_WORDS = "|".join(sorted(RESERVED))
_PATH = rf"^(?!({_WORDS})(\.|$))[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"
_COLUMNS = one_or_more(TEXT)
_NO_WORD = rf"^(?!({_WORDS})$)[a-z][a-z0-9_]*$"


def collections() -> Schema:
    """The section ``collections``."""
    keys = {
        "one": described(TEXT, "One of them: partner."),
        "many": described(TEXT, "Several of them: partners."),
        "ask": described(TEXT, "The question that asks for the list."),
    }
    columns = {
        "columns": described(_COLUMNS, "Names of columns of a register that list all of them."),
        "columns_with_some": described(_COLUMNS, "Names of columns that list some of them."),
    }
    return described(
        named(mapping({**keys, **columns}, keys), _NO_WORD),
        "Things of which there may be several, by name.",
    )


def columns() -> Schema:
    """The section ``columns``."""
    return mapping(
        dict.fromkeys(ABOUT_COLUMNS, _COLUMNS),
        description="Names of columns of a register that hold no answer.",
    )


def asking(stack: Stack) -> Schema:
    """The section ``asking``."""
    keys = {
        "first": described(one_or_more(stack.facts()), "What is asked before all else, in order."),
        "keeps_to_topic": described(
            TEXT, "The setting that says how near the best question one on the last topic comes."
        ),
        "old_after": described(TEXT, "The setting that says when an answer is old."),
        "ended": described(
            {"type": "object", "propertyNames": stack.facts("date"), "additionalProperties": TEXT},
            "Dates on which something ends, and what that is called.",
        ),
    }
    return mapping(keys, description="How questions are put, and how long their answers hold.")


def facts(stack: Stack) -> Schema:
    """The section ``facts``."""
    fact = any_of(_fact(stack), *([_taken(stack.of_each)] if stack.of_each else []))
    return described(
        named(fact, _PATH), "What can be asked: each question by the path of its answer."
    )


def _fact(stack: Stack) -> Schema:
    choices = any_of(
        {"type": "object", "patternProperties": {NAME: TEXT}, "additionalProperties": False,
         "minProperties": 2},
        {"const": "stages"},
    )  # fmt: skip
    keys = {
        "ask": {
            "type": "string",
            "pattern": r"\?\s*$",
            "patternErrorMessage": "a question ends with a question mark",
            "description": "The question, as a person would ask it; ends with a question mark.",
        },
        "type": described(labelled(KINDS_SAID), "What answers it."),
        "choices": {"description": "Each choice and what it means, of a choice or a set."},
        "unit": described(TEXT, "What a number counts: days, people."),
        "cites": described(one_or_more(TEXT), "Where in the paper the question comes from."),
        "basis": described(TEXT, "In its place: where a question that is not the paper's is from."),
        "help": described(TEXT, "What to look for, in a sentence."),
        "relevant": reference(RELEVANCE, "When the question makes sense at all."),
        "not_before": described(
            stack.facts("date"), "Of a date: another date that it cannot precede."
        ),
        "fixed": described(
            any_of(FLAG, one_or_more(TEXT)),
            "Whether no action can change it: history, a duty, a date past; or a list of the "
            "answers that no action can take back.",
        ),
        "form": described(
            FLAG, "Whether another answer is another form of the partnership, and no remedy."
        ),
        "concluded": described(FLAG, "Whether rules conclude it, and nobody is asked."),
        "columns": described(_COLUMNS, "Names under which registers hold the answer."),
        "words": described(
            named(one_or_more(TEXT), ".*"),
            "For each choice, other words that registers write for it; under `unknown`, what "
            "leaves the answer open.",
        ),
    }
    is_concluded = {"properties": {"concluded": {"const": "yes"}}, "required": ["concluded"]}
    return mapping(
        keys,
        ["type"],
        oneOf=[{"required": ["cites"]}, {"required": ["basis"]}],
        allOf=[
            {
                "if": is_concluded,
                "then": {
                    "properties": {"type": {"const": "yes_no"}, "ask": False, "columns": False}
                },
                "else": {"required": ["ask"]},
            },
            {
                "if": _of_type("choice", "set"),
                "then": {"properties": {"choices": choices}, "required": ["choices"]},
            },
            {
                "if": {"not": _of_type("choice", "set", "judgement", "yes_no")},
                "then": {"properties": {"choices": False}},
            },
        ],
    )


def _taken(of_each: Ruleset) -> Schema:
    """A fact of a portfolio that is taken from the partnerships, and asked of nobody."""
    facts = {fact.path: fact.ask for fact in of_each.vocabulary.facts.values()}
    rules = {rule.id: rule.title for rule in of_each.rules.values()}
    word = labelled({"verdict": "Its verdict.", "tier": "How significant it is."})
    source = mapping(
        {
            "fact": described(labelled(facts), "A fact about each partnership."),
            "outcome": described(labelled(rules), "A rule: met is yes, a finding no."),
            "number_agrees_with": described(
                TEXT, "Of the portfolio: whether as many are screened as this fact tells."
            ),
        },
        minProperties=1,
        maxProperties=1,
    )
    keys = {
        "ask": described(TEXT, "The question that it answers."),
        "cites": described(one_or_more(TEXT), "Where in the paper the question comes from."),
        "taken_from": described(any_of(source, word), "Where its answers come from."),
    }
    return mapping(keys, keys)


def _of_type(*kinds: str) -> Schema:
    return {"properties": {"type": {"enum": list(kinds)}}, "required": ["type"]}
