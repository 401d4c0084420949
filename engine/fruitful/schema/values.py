"""Values by their type, as the readers take them and as YAML types what is written."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.language.setting import Setting
from fruitful.language.value import LONGEST_TEXT, MOST_DIGITS, UNKNOWN
from fruitful.language.vocabulary import Fact
from fruitful.schema.parts import (
    BOOLEAN,
    Schema,
    any_of,
    described,
    in_any_case,
    labelled,
)

_MOST = 10**MOST_DIGITS - 1
_NUMBER = r"(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.[0-9]+)?"
_WHOLE = r"(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.0+)?"
_DAY = r"[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}"
_DATE = rf"{_DAY}|[12][0-9]{{3}}(-[0-9]{{1,2}})?|[0-9]{{1,2}}/[12][0-9]{{3}}"

UNKNOWN_ANSWER: Schema = {
    "pattern": in_any_case(sorted(UNKNOWN)),
    "not": {"type": ["number", "object", "array", "boolean"]},
}
"""Blank, null, or a word for what is not known."""
DAY: Schema = {"type": "string", "pattern": rf"^\s*({_DAY})\s*$"}
"""One day."""

_AMOUNTS = {
    "count": ("integer", _MOST, rf"^\s*{_WHOLE}\s*$", "a whole number"),
    "number": ("number", _MOST, rf"^\s*{_NUMBER}\s*$", "a number"),
    "money": ("number", _MOST, rf"^\s*£?\s*{_NUMBER}\s*$", "pounds, such as £3,000"),
    "percentage": ("number", 100, rf"^\s*{_NUMBER}\s*%?\s*$", "a percentage, from 0 to 100"),
}
_TEXTS = {
    "date": (rf"^\s*({_DATE})\s*$", "a day, month or year: 2027-03-31, 31/03/2027, 2027-03, 2027"),
    "duration": (r"^\s*[0-9]{1,4}\s+(day|week|month|year)s?\s*$", "such as 12 months or 2 years"),
}


def value(kind: str, choices: Mapping[str, str]) -> Schema:
    """One value of a kind, as a profile may hold it."""
    if choices:
        return _choice(choices)
    if kind == "text":
        return any_of({"type": ["string", "number"], "maxLength": LONGEST_TEXT}, BOOLEAN)
    return constant(kind)


def _choice(choices: Mapping[str, str]) -> Schema:
    """One of the choices; ``Yes``, ``y``, ``true`` and ``getting started`` are read as well."""
    words = list(choices)
    synonyms = {"yes": ("y", "true"), "no": ("n", "false")}
    words += [word for choice, more in synonyms.items() if choice in choices for word in more]
    truths = {"true", "false"} & set(words)
    others = ["number", "object", "array", "null", *([] if truths else ["boolean"])]
    return any_of(labelled(choices), {"pattern": in_any_case(words), "not": {"type": others}})


def constant(kind: str) -> Schema:
    """An amount, a date or a length of time."""
    if kind in _TEXTS:
        pattern, form = _TEXTS[kind]
        text: Schema = {
            "type": "string",
            "pattern": pattern,
            "patternErrorMessage": f"write {form}",
        }
        if kind == "duration":
            return text
        return any_of(text, {"type": "integer", "minimum": 1000, "maximum": 2999})
    type, most, pattern, form = _AMOUNTS[kind]
    return any_of(
        {"type": type, "minimum": 0, "maximum": most},
        {"type": "string", "pattern": pattern, "patternErrorMessage": f"write {form}"},
    )


def operand(kind: str, settings: Mapping[str, Setting], own: str) -> Schema:
    """What a condition compares with: a constant, or a setting of its kind."""
    fitting = {f"${one.name}": one.title for one in settings.values() if one.kind == kind}
    schemas = [labelled(fitting)] if fitting else []
    if own:
        schemas.append({"type": "string", "pattern": rf"^\${own}"})
    if kind == "yes_no":
        return value("yes_no", {"yes": "", "no": ""})
    return described(any_of(constant(kind), *schemas), f"A {kind}, or a setting of this type.")


def shared(fact: Fact) -> str:
    """The name of what the schemas say of a fact's values; of one type mostly the same."""
    return f"{fact.kind}-{fact.path}" if fact.kind in ("choice", "set") else fact.kind
