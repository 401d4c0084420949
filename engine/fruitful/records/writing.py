"""Any record as plain data, and plain data as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from fruitful.language.value import plain

_ITSELF = (str, bool, int, float, type(None))


def plain_data(value: Any) -> Any:
    """The same in dictionaries, lists, texts, numbers, truths and None.

    A key that is a word of Python's (``for_``) loses its last underscore.
    """
    kind = type(value)
    if kind in _ITSELF:
        return value
    if kind.__module__.startswith(__package__):
        return _record(value)
    if kind is tuple or kind is list:
        return [plain_data(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain_data(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else plain(value)


def _record(record: Any) -> dict[str, Any]:
    within = getattr(record, "within", ())
    data: dict[str, Any] = {}
    for name, value in zip(record._fields, record, strict=True):
        if name in within:
            data.update(_record(value))
        else:
            data[name.rstrip("_")] = plain_data(value)
    return data


def dumps(data: object) -> str:
    """A record, or several, as JSON: indented, in UTF-8's own letters, a newline at its end."""
    return json.dumps(plain_data(data), ensure_ascii=False, indent=2) + "\n"
