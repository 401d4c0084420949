"""What is needed of a record, taken out of JSON again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints


def part(record: type, key: str, data: Any) -> Any:
    """What stands under a key of a record, as it is declared there.

    Records in it stay as they are, to be taken apart in their turn. Raises KeyError, TypeError or
    ValueError where the data is no such record.
    """
    return _read(_kinds(record)[key], data[key])


@cache
def _kinds(record: Any) -> Mapping[str, Any]:
    kinds: dict[str, Any] = {}
    for name, kind in get_type_hints(record, include_extras=True).items():
        if name in getattr(record, "within", ()):
            kinds.update(_kinds(kind))
        else:
            kinds[name.rstrip("_")] = kind
    return kinds


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        for means in inner[1:]:
            _expect(value, means.keywords.get("enum", [value]))
        return _read(inner[0], value)
    if origin is Literal:
        return _expect(value, inner)
    if origin is Sequence:
        return [_read(inner[0], one) for one in _of(list, value)]
    if origin is Mapping:
        return {_read(inner[0], key): _read(inner[1], one) for key, one in _of(dict, value).items()}
    if kind is date:
        return date.fromisoformat(_of(str, value))
    return _of(kind if kind in (str, int, bool) else dict, value)


def _expect(value: Any, values: Sequence[Any]) -> Any:
    if value not in values:
        raise ValueError
    return value


def _of(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError
    return value
