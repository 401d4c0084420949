"""The JSON Schemas that are published: which record each describes, and where its file is.

``python -m fruitful.records.published`` writes the files anew; a test says when they are old.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from fruitful import render
from fruitful.records import cases, check, explain, towards
from fruitful.records.advice import Advice
from fruitful.records.ask import Asking
from fruitful.records.compare import Comparison
from fruitful.records.describing import schema_of
from fruitful.records.impact import Impact
from fruitful.records.screening import Screening

FOLDER = Path(render.__file__).parent
"""Where other programs find them."""
_PROMISED = " Within format 1 nothing described here changes its meaning or goes away."


class Published(NamedTuple):
    """A schema: its title, what writes what it describes, and the records that are written."""

    title: str
    written: str
    records: Any


PUBLISHED = {
    "advice": Published(
        "Advice on a partnership",
        "What `fruitful evaluate --format json` writes about one partnership; about several it"
        " writes a list of these.",
        Advice,
    ),
    "ask": Published("The open questions", "What `fruitful ask --format json` writes.", Asking),
    "check": Published(
        "What checking packs found",
        "What `fruitful rules check --format json` writes. Where packs are refused for their"
        " faults, it ends with these.",
        check.Refused | check.Checked,
    ),
    "compare": Published(
        "What changed between two assessments",
        "What `fruitful compare --format json` writes.",
        Comparison,
    ),
    "explain": Published(
        "An explanation",
        "What `fruitful explain --format json` writes.",
        explain.OfOneRule | explain.OfAllRules | towards.Towards | towards.WhatIsCertain,
    ),
    "impact": Published(
        "The impact of a change of policy",
        "What `fruitful rules impact --format json` writes.",
        Impact,
    ),
    "screening": Published(
        "A screening of partnerships", "What `fruitful screen --format json` writes.", Screening
    ),
    "tests": Published(
        "What came of cases", "What `fruitful rules test --format json` writes.", cases.Results
    ),
}


def schema(name: str) -> dict[str, Any]:
    """The schema of this name."""
    title, written, records = PUBLISHED[name]
    return schema_of(name, f"{title}, format 1", written + _PROMISED, records)


def schema_as_text(name: str) -> str:
    """The schema of this name, as its file has it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def file_of(name: str) -> Path:
    """The file of the schema of this name."""
    return FOLDER / f"{name}.schema.json"


if __name__ == "__main__":
    for each in PUBLISHED:
        file_of(each).write_text(schema_as_text(each), encoding="utf-8")
