"""Any record as plain data, and plain data as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from fruitful.language.value import plain

_ITSELF = frozenset((str, bool, int, float, type(None)))


def plain_data(value: Any) -> Any:
    """The same in dictionaries, lists, texts, numbers, truths and None.

    A key that is a word of Python's (``for_``) loses its last underscore.
    """
    kind: Any = type(value)
    if kind in _ITSELF:
        return value
    if kind is tuple or kind is list:
        return [plain_data(one) for one in value]
    keys = _keys(kind)
    if keys:
        data: dict[str, Any] = {}
        for (key, is_within), one in zip(keys, value, strict=True):
            if is_within:
                data.update(plain_data(one))
            else:
                data[key] = one if type(one) in _ITSELF else plain_data(one)
        return data
    if isinstance(value, Mapping):
        return {key: plain_data(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else plain(value)


@cache
def _keys(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The keys of a record, and whether those of another stand there; none of what is no record."""
    if not kind.__module__.startswith(__package__):
        return ()
    within = getattr(kind, "within", ())
    return tuple((name.rstrip("_"), name in within) for name in kind._fields)


def dumps(data: object) -> str:
    """A record, or several, as JSON: indented, in UTF-8's own letters, a newline at its end."""
    return json.dumps(plain_data(data), ensure_ascii=False, indent=2) + "\n"
