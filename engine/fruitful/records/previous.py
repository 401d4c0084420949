"""A previous screening, read from the JSON that it was written to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.portfolio.previous import Before, Previous
from fruitful.records.advice import Advice, Recommendation, Verdict
from fruitful.records.reading import part
from fruitful.records.rules import Partnership, Ruleset
from fruitful.records.screening import Screening


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
    part(Screening, "format", data)
    return Previous(
        on=part(Screening, "on", data),
        fingerprint=part(Ruleset, "fingerprint", part(Screening, "ruleset", data)),
        partnerships=tuple(_before(one) for one in part(Screening, "partnerships", data)),
    )


def _before(one: Any) -> Before:
    about = part(Advice, "partnership", one)
    return Before(
        id=part(Partnership, "id", about),
        name=part(Partnership, "name", about),
        verdict=part(Verdict, "id", part(Advice, "verdict", one)),
        severities=_findings(one),
    )


def _findings(one: Any) -> Mapping[str, str]:
    """The findings of a partnership; before they stood by themselves each was recommended on."""
    if "findings" in one:
        findings: Mapping[str, str] = part(Advice, "findings", one)
        return findings
    return {
        part(Recommendation, "rule", each): part(Recommendation, "severity", each)
        for each in part(Advice, "recommendations", one)
    }
