"""The advice as JSON, format 1, which other programs rely on: see ``advice.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fruitful import __version__
from fruitful.advice.advice import Advice, LocalPolicy, Recommendation
from fruitful.ruleset import Ruleset
from fruitful.value import Value, plain

FORMAT = 1


def advice_as_json(advice: Advice, ruleset: Ruleset) -> dict[str, Any]:
    """The advice as plain data, in the order of the contract."""
    judged = advice.judged
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "engine": advice.engine,
        "on": advice.on.isoformat(),
        "ruleset": {
            "packs": [{"id": id, "version": version} for id, version in ruleset.packs],
            "fingerprint": ruleset.fingerprint,
        },
        "partnership": {"id": advice.id, "name": advice.name, "stage": advice.stage},
        "verdict": {
            "id": judged.verdict.id,
            "title": judged.verdict.title,
            "standing": "settled" if judged.settled else "provisional",
            "because": list(judged.because),
            "could_become": [
                {"id": could.verdict.id, "on": list(could.on)} for could in judged.could_become
            ],
            "alternative": judged.alternative.id if judged.alternative else None,
            "cites": list(judged.verdict.cites),
        },
        "models": [],
        "model_in_use": None,
        "recommendations": [_recommendation(one) for one in advice.recommendations],
        "strengths": [
            {"rule": one.rule, "text": one.text, "cites": list(one.cites)}
            for one in advice.strengths
        ],
        "questions": [
            {"fact": one.fact, "ask": one.ask, "settles": list(one.settles)}
            for one in advice.questions
        ],
        "ingredients": [],
        "checklist": [],
        "accountability": [],
        "outcomes": dict(advice.outcomes),
    }


def dumps(data: object) -> str:
    """JSON as text, indented, in UTF-8's own letters, with a newline at its end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "rule": one.rule,
        "title": one.title,
        "theme": one.theme,
        "severity": one.severity,
        "settle_by": one.settle_by,
        "overdue": one.overdue,
        "text": one.text,
        "finding": one.finding,
        "cites": list(one.cites),
        "facts": _facts(one.facts),
        "witnesses": {name: list(members) for name, members in one.witnesses.items()},
        "why_here": one.why_here,
        "local": _local(one.local),
    }


def _facts(facts: Mapping[str, Value]) -> list[dict[str, Any]]:
    return [{"path": path, "answer": plain(value)} for path, value in facts.items()]


def _local(local: LocalPolicy | None) -> dict[str, Any] | None:
    if local is None:
        return None
    override = local.override
    if override is None:
        return {"pack": local.pack}
    return {
        "pack": local.pack,
        "changed": list(override.changed),
        "reason": override.reason,
        "authority": override.authority,
        "date": override.date.isoformat(),
        "expires": override.expires.isoformat() if override.expires else None,
    }
