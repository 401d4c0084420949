"""The JSON Schema (2020-12) of a record, derived from its fields and what is said of them.

It reads the source of the modules of records, and is needed only to publish and to test.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from fruitful.records.words import NOT_PROMISED, Means

Schema = dict[str, Any]
_PLAIN = {
    str: "string",
    date: "string",
    int: "integer",
    Decimal: "number",
    bool: "boolean",
    NoneType: "null",
}
_WHOLE = ("type", "enum", "anyOf")


def schema_of(name: str, title: str, description: str, written: Any) -> Schema:
    """The schema of all that a command writes: a record, or one of several."""
    definitions: dict[str, Schema] = {}
    root = _schema(written, definitions)
    if "$ref" in root:
        root = definitions.pop(root["$ref"].rpartition("/")[2])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:fruitful:{name}:1",
        "title": title,
        **root,
        "description": description,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(
            inner[0], [one for one in inner[1:] if one is not NOT_PROMISED], definitions
        )
    if origin is Literal:
        return {"const": inner[0]}
    if origin in (Union, UnionType):
        return _one_of([_schema(one, definitions) for one in inner])
    if origin is Sequence:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is Mapping:
        names = {} if inner[0] is str else {"propertyNames": _schema(inner[0], definitions)}
        return {"type": "object", **names, "additionalProperties": _schema(inner[1], definitions)}
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    return _defined(_key(kind), lambda: _object(kind, definitions), definitions)


def _annotated(kind: Any, means: Sequence[Means], definitions: dict[str, Schema]) -> Schema:
    def whole() -> Schema:
        keywords = {key: value for one in means for key, value in one.keywords.items()}
        description = next((one.description for one in means if one.description), "")
        said = {"description": description} if description else {}
        inner = {} if any(key in _WHOLE for key in keywords) else _schema(kind, definitions)
        return {**said, **inner, **keywords}

    name = next((one.name for one in means if one.name), "")
    return _defined(name, whole, definitions) if name else whole()


def _defined(name: str, made: Any, definitions: dict[str, Schema]) -> Schema:
    if name not in definitions:
        definitions[name] = {}  # a record may hold others of its kind
        definitions[name] = made()
    return {"$ref": f"#/$defs/{name}"}


def _one_of(schemas: list[Schema]) -> Schema:
    """Any of these; plain types in a list, as they are read more easily."""
    if all(list(one) == ["type"] for one in schemas):
        return {"type": [one["type"] for one in schemas]}
    return {"anyOf": schemas}


def _key(record: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()


def _object(record: Any, definitions: dict[str, Schema]) -> Schema:
    required, properties = _fields(record, definitions)
    return {
        "description": " ".join(str(inspect.getdoc(record)).split()),
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _fields(record: Any, definitions: dict[str, Schema]) -> tuple[list[str], dict[str, Schema]]:
    hints = get_type_hints(record, include_extras=True)
    said = _said(inspect.getmodule(record))[record.__name__]
    required: list[str] = []
    properties: dict[str, Schema] = {}
    for name, kind in hints.items():
        if name in getattr(record, "within", ()):
            more_required, more = _fields(kind, definitions)
            required += more_required
            properties.update(more)
            continue
        about = {"description": said[name]} if name in said else {}
        properties[name.rstrip("_")] = {**_schema(kind, definitions), **about}
        if NOT_PROMISED not in getattr(kind, "__metadata__", ()):
            required.append(name.rstrip("_"))
    return required, properties


@cache
def _said(module: Any) -> dict[str, dict[str, str]]:
    """What stands below the fields of each record of a module."""
    return {
        one.name: {
            field.target.id: " ".join(text.value.value.split())
            for field, text in zip(one.body, one.body[1:], strict=False)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        }
        for one in ast.parse(inspect.getsource(module)).body
        if isinstance(one, ast.ClassDef)
    }
