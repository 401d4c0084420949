"""What came of cases as JSON, format 1: see ``tests.schema.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fruitful import __version__
from fruitful.case.trial import Failure, Group, OfVerdict, Tried
from fruitful.coverage import Shown
from fruitful.render.as_json import FORMAT, ruleset_as_json
from fruitful.render.coverage import shown_as_json
from fruitful.render.explain_json import explanation_as_json
from fruitful.ruleset import Ruleset


def cases_as_json(groups: Sequence[Group], shown: Sequence[Shown], engine: str) -> dict[str, Any]:
    """What came of the cases as plain data."""
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "engine": engine,
        "passed": sum(len(group.tried) - len(group.failed) for group in groups),
        "failed": sum(len(group.failed) for group in groups),
        "unread": sum(len(group.unread) for group in groups),
        "groups": [_group(group) for group in groups],
        "coverage": [shown_as_json(one) for one in shown],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "ruleset": ruleset_as_json(group.ruleset),
        "cases": [_tried(one, group.ruleset) for one in group.tried],
        "unread": list(group.unread),
    }


def _tried(tried: Tried, ruleset: Ruleset) -> dict[str, Any]:
    case = tried.case
    return {
        "file": case.file,
        "title": case.title,
        "on": case.on.isoformat(),
        "passes": not tried.failures,
        "failures": [_failure(one, ruleset) for one in tried.failures],
    }


def _failure(one: Failure, ruleset: Ruleset) -> dict[str, Any]:
    what, rule, expected, got = one.mismatch
    failure = {"what": what, "rule": rule or None, "expected": expected, "got": got}
    if isinstance(one.why, OfVerdict):
        return {**failure, "because": list(one.why.judged.because), "explanation": None}
    explanation = explanation_as_json(one.why, ruleset)
    because = [given["path"] for given in explanation["because"]]
    return {**failure, "because": because, "explanation": explanation}
