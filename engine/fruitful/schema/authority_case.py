"""The schema of a case about an authority: its answers, its partnerships, what must come out."""

from __future__ import annotations

from typing import Any

from fruitful.case.authority import KEYS, NEEDED, PARTNERSHIPS
from fruitful.ruleset import Ruleset
from fruitful.schema.expectation import expectation
from fruitful.schema.parts import TEXT, Schema, described, mapping, reference
from fruitful.schema.profile import profile_schema
from fruitful.schema.values import DAY

_POINTER = "#/definitions/"


def authority_case_schema(portfolio: Ruleset, each: Ruleset) -> Schema:
    """What the reader of cases about an authority accepts."""
    own, one = "authority", "partnership"
    definitions = {**_under(own, portfolio), **_under(one, each)}
    keys: dict[str, Schema] = {
        "title": described(TEXT, "What it shows, in a sentence."),
        "assessed_on": described(DAY, "The day that it is about, such as 2026-11-01."),
        "authority": reference(own, "What the authority tells of itself."),
        PARTNERSHIPS: {
            "type": "array",
            "items": reference(one),
            "description": "Its partnerships, each with its answers.",
        },
        "expect": expectation(portfolio),
    }
    assert set(keys) == set(KEYS)
    return {**mapping(keys, NEEDED), "definitions": definitions}


def _under(name: str, ruleset: Ruleset) -> dict[str, Schema]:
    """The schema of profiles as a definition of this name, beside those that it refers to."""
    schema = _renamed(profile_schema(ruleset), f"{_POINTER}{name}-")
    inner: dict[str, Schema] = schema.pop("definitions")
    return {name: schema, **{f"{name}-{key}": value for key, value in inner.items()}}


def _renamed(schema: Any, pointer: str) -> Any:
    """The same, with what it refers to found at another place."""
    if isinstance(schema, dict):
        return {
            key: f"{pointer}{value.removeprefix(_POINTER)}"
            if key == "$ref" and isinstance(value, str)
            else _renamed(value, pointer)
            for key, value in schema.items()
        }
    return [_renamed(one, pointer) for one in schema] if isinstance(schema, list) else schema
