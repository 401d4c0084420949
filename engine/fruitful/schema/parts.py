"""What the schemas are put together from: texts, words of the author's own, choices, mappings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]

ANY_CASE_MARKS = {" ": r"\s+", "_": r"(_|-|\s+)", "'": "['’]"}
"""How what stands between the letters of a word may be written."""

BOOLEAN: Schema = {"not": {"type": ["string", "number", "object", "array", "null"]}}
"""Written like this, because editors offer ``true`` and ``false`` where a type says so."""
TEXT: Schema = {"anyOf": [{"type": ["string", "number"], "pattern": r"\S"}, BOOLEAN]}
"""A text that is not blank; to YAML it may look like a number or a truth."""
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
BLANK: Schema = {"type": "null"}
FLAG: Schema = {"enum": ["yes", "no"]}
NAME = "^[a-z][a-z0-9_]*$"


def reference(name: str, description: str = "", title: str = "") -> Schema:
    """A definition of the schema, with what is said of it where it is used."""
    found: Schema = {"$ref": f"#/definitions/{name}"}
    if title:
        found["title"] = title
    if description:
        found["description"] = description
    return found


def described(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def any_of(*schemas: Schema) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def one_or_more(schema: Schema) -> Schema:
    """One of these, or a list of them."""
    return any_of(schema, {"type": "array", "items": schema, "minItems": 1})


def labelled(choices: Mapping[str, str]) -> Schema:
    """These words as they stand, each with what it means."""
    if not choices:  # an editor refuses an empty enumeration
        return {"not": {}}
    found: Schema = {"enum": list(choices)}
    if any(text not in ("", name) for name, text in choices.items()):
        found["enumDescriptions"] = list(choices.values())
    return found


def mapping(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """A mapping of these keys and no others."""
    found: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    needed = list(required)
    if needed:
        found["required"] = needed
    return {**found, **more}


def named(value: Schema, names: str = NAME) -> Schema:
    """A mapping whose keys are names of the author's own; it may be blank."""
    return any_of(
        {"type": "object", "patternProperties": {names: value}, "additionalProperties": False},
        BLANK,
    )


def listed(item: Schema) -> Schema:
    """A list, which may be blank."""
    return any_of({"type": "array", "items": item}, BLANK)


def exactly(words: Iterable[str]) -> str:
    """A pattern of these texts, as they stand."""
    return f"^({'|'.join(map(_escaped, words))})$"


def in_any_case(words: Iterable[str]) -> str:
    """A pattern of these words in small letters or capitals, and with any blanks."""
    return rf"^\s*({'|'.join(''.join(map(_any_case, word)) for word in words)})\s*$"


def _any_case(letter: str) -> str:
    if letter in ANY_CASE_MARKS:
        return ANY_CASE_MARKS[letter]
    if letter.isalpha():
        return f"[{letter.upper()}{letter.lower()}]"
    return _escaped(letter)


def _escaped(text: str) -> str:
    """As ECMA's patterns want it, which refuse an escape that is not needed."""
    return re.sub(r"[.^$*+?()\[\]{}|\\]", r"\\\g<0>", text)
