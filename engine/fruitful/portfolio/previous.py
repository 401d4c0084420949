"""A previous screening, read from the JSON that it was written to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.ruleset.rule import SEVERITIES

FORMAT = 1


class Before(NamedTuple):
    """What was said of one partnership."""

    id: str
    name: str
    verdict: str
    severities: Mapping[str, str]
    """The findings, by rule."""


class Previous(NamedTuple):
    """What a previous screening said."""

    on: date
    fingerprint: str
    partnerships: tuple[Before, ...]
    """In its order. Releases before this one gave some of them the same id."""


def read_previous(data: bytes, file: str) -> Previous:
    """Read the JSON of a screening. Raises Refused where it is none."""
    try:
        return _previous(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        message = "this is not the JSON of a screening"
        if isinstance(problem, json.JSONDecodeError):
            message += f": {problem.msg} in line {problem.lineno}"
        help = "name a JSON file that a screening has written"
        raise Refused([Diagnostic(Place(file), "not-a-screening", message, help)]) from None


def _previous(data: Any) -> Previous:
    if data["format"] != FORMAT:
        raise ValueError
    found: list[Before] = []
    for one in data["partnerships"]:
        about = one["partnership"]
        severities = {_text(rule): _severity(severity) for rule, severity in _findings(one)}
        found.append(
            Before(
                _text(about["id"]), _text(about["name"]), _text(one["verdict"]["id"]), severities
            )
        )
    on = date.fromisoformat(_text(data["on"]))
    return Previous(on, _text(data["ruleset"]["fingerprint"]), tuple(found))


def _findings(one: Any) -> Iterable[tuple[object, object]]:
    """The findings of a partnership; before they stood by themselves each was recommended on."""
    if "findings" in one:
        return dict(one["findings"]).items()
    return [(each["rule"], each["severity"]) for each in one["recommendations"]]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _severity(value: object) -> str:
    if value not in SEVERITIES:
        raise ValueError
    return str(value)
