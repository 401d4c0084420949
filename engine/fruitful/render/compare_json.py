"""What changed between two assessments, as JSON, format 1."""

from __future__ import annotations

from typing import Any

from fruitful import __version__
from fruitful.advice.advice import LocalPolicy
from fruitful.advice.local import local_policies
from fruitful.compare import Came, Comparison, Difference
from fruitful.compare.cause import Cause
from fruitful.compare.moved import Moved
from fruitful.evaluation import Assessment
from fruitful.language.value import Value, plain
from fruitful.render.as_json import FORMAT, run_as_json
from fruitful.render.local_json import added_as_json, local_as_json


def comparison_as_json(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    old, new = found.old, found.new
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "old": _assessment(old),
        "new": _assessment(new),
        "verdict_causes": [cause_as_json(one) for one in found.verdict_causes],
        "differences": [_difference(one, found) for one in found.differences],
        "as_before": list(found.as_before),
        "answers": [_moved(one) for one in found.moved],
        "members": [
            {"collection": one.collection, "joined": list(one.joined), "left": list(one.left)}
            for one in found.membership
        ],
        "evidence": [
            {"answer": str(one.address), "evidence": one.text, "by": one.by, "on": one.on}
            for one in found.evidence
        ],
        "questions": {
            "answered": list(found.questions.answered),
            "fallen_away": list(found.questions.fallen_away),
            "new": list(found.questions.new),
            "still_open": found.questions.still_open,
        },
    }


def _assessment(one: Assessment) -> dict[str, Any]:
    advice, judged = one.advice, one.advice.judged
    partnership = {"id": advice.id, "name": advice.name, "stage": advice.stage}
    run = run_as_json(one.ruleset, advice.engine, advice.on, partnership)
    del run["fruitful"], run["format"]
    return {
        **run,
        "verdict": {
            "id": judged.verdict.id,
            "title": judged.verdict.title,
            "standing": "settled" if judged.settled else "provisional",
            "because": list(judged.because),
            "local": added_as_json(judged.verdict.pack, one.ruleset),
        },
    }


def _difference(one: Difference, found: Comparison) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "title": one.rule.title,
        "how": one.how,
        "before": came_as_json(one.before),
        "after": came_as_json(one.after),
        "answers": [_moved(answer) for answer in one.answers],
        "causes": [cause_as_json(cause) for cause in one.causes],
        "cites": list(one.rule.cites),
        "local": local_as_json(
            local_policies(found.new.ruleset).get(one.rule.id)
            or local_policies(found.old.ruleset).get(one.rule.id)
        ),
    }


def came_as_json(came: Came) -> dict[str, Any]:
    """What came of a rule."""
    return {"outcome": came.outcome, "severity": came.severity or None, "text": came.text}


def _moved(one: Moved) -> dict[str, Any]:
    return {"answer": str(one.address), "before": _plain(one.before), "after": _plain(one.after)}


def _plain(value: Value | None) -> object:
    return None if value is None else plain(value)


def cause_as_json(cause: Cause) -> dict[str, Any]:
    """What in the rules makes a difference."""
    local = LocalPolicy(cause.pack, cause.override) if cause.override else None
    return {
        "what": cause.what,
        "name": cause.name,
        "pack": cause.pack,
        "before": _plain(cause.before),
        "after": _plain(cause.after),
        "local": local_as_json(local),
    }
