"""The advice as JSON, format 1, which other programs rely on: see ``advice.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fruitful import __version__
from fruitful.advice.advice import Advice, Amount, Form, Recommendation
from fruitful.firing.trace import EACH
from fruitful.language.value import Value, plain
from fruitful.render.local_json import added_as_json, in_force_as_json, local_as_json
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import Argument

FORMAT = 1
_INGREDIENT_STATES = {"yes": "met", "partly": "partly", "no": "not_met"}


def advice_as_json(advice: Advice, ruleset: Ruleset) -> dict[str, Any]:
    """The advice as plain data, in the order of the contract."""
    judged = advice.judged
    partnership = {"id": advice.id, "name": advice.name, "stage": advice.stage}
    return {
        **run_as_json(ruleset, advice.engine, advice.on, partnership),
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
            "local": added_as_json(judged.verdict.pack, ruleset),
            "alternative_local": (
                added_as_json(judged.alternative.pack, ruleset) if judged.alternative else None
            ),
        },
        "models": [_form(one, ruleset) for one in advice.forms.each],
        "model_in_use": advice.forms.in_use.model.id if advice.forms.in_use else None,
        "recommendations": [_recommendation(one) for one in advice.recommendations],
        "strengths": [
            {
                "rule": one.rule,
                "text": one.text,
                "cites": list(one.cites),
                "local": local_as_json(one.local),
            }
            for one in advice.strengths
        ],
        "questions": [
            {
                "fact": one.fact,
                "ask": one.ask,
                "settles": list(one.settles),
                "local": added_as_json(ruleset.vocabulary.facts[one.fact].pack, ruleset),
            }
            for one in advice.questions
        ],
        "ingredients": [
            {"id": one.asked.id, "state": _INGREDIENT_STATES.get(one.state, "unknown")}
            for one in advice.ingredients
        ],
        "checklist": [
            {"question": int(one.asked.id), "state": one.state, "rules": list(one.rules)}
            for one in advice.checklist
        ],
        "accountability": [
            {"to": one.asked.id, "state": one.state} for one in advice.accountability
        ],
        "costs": [_amount(one, ruleset) for one in advice.costing.amounts],
        "outcomes": dict(advice.outcomes),
        "findings": {one.rule: one.severity for one in advice.findings},
        "old_answers": [
            {"topic": one.topic or None, "answers": one.answers, "oldest": one.oldest.isoformat()}
            for one in advice.old
        ],
        "ended": [{"fact": one.path, "on": plain(one.on)} for one in advice.ended],
    }


def run_as_json(
    ruleset: Ruleset, engine: str, on: date, partnership: Mapping[str, Any]
) -> dict[str, Any]:
    """What begins every output: the program, the day, the rules, the partnership."""
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "engine": engine,
        "on": on.isoformat(),
        "ruleset": ruleset_as_json(ruleset),
        "partnership": dict(partnership),
    }


def ruleset_as_json(ruleset: Ruleset) -> dict[str, Any]:
    """By which rules: the packs, the hash of what they say, and what of it is local policy."""
    return {
        "packs": [{"id": id, "version": version} for id, version in ruleset.packs],
        "fingerprint": ruleset.fingerprint,
        "local": in_force_as_json(ruleset),
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
        "settle_by": one.settle_by or None,
        "overdue": one.overdue,
        "text": one.text,
        "finding": one.finding,
        "cites": list(one.cites),
        "facts": _facts(one.facts),
        "witnesses": witnesses_as_json(one.witnesses),
        "why_here": one.why_here,
        "speaks_for": list(one.speaks_for),
        "local": local_as_json(one.local),
    }


def _form(one: Form, ruleset: Ruleset) -> dict[str, Any]:
    return {
        "id": one.model.id,
        "title": one.model.title,
        "fit": one.fit,
        "best": one.is_best,
        "ideal": one.is_ideal,
        "for": _arguments(one.speaks_for, ruleset),
        "against": _arguments(one.against, ruleset),
        "needs": _arguments(one.needs, ruleset),
        "undecided": list(one.undecided),
        "local": added_as_json(one.model.pack, ruleset),
    }


def _arguments(some: Iterable[Argument], ruleset: Ruleset) -> list[dict[str, Any]]:
    return [
        {
            "text": one.text,
            "deciding": one.deciding,
            "cites": list(one.cites),
            "local": added_as_json(one.pack, ruleset),
        }
        for one in some
    ]


def _amount(one: Amount, ruleset: Ruleset) -> dict[str, Any]:
    return {
        "id": one.line.id,
        "title": one.line.title,
        "side": one.line.side,
        "pounds_a_year": None if one.pounds is None else plain(one.pounds),
        "words": one.words,
        "missing": list(one.missing),
        "cites": list(one.line.cites),
        "local": added_as_json(one.line.pack, ruleset),
    }


def witnesses_as_json(witnesses: Mapping[str, list[str | None]]) -> dict[str, list[str]]:
    """The members concerned, by collection; ``each`` stands for those that are not listed."""
    return {
        name: [EACH if one is None else one for one in members]
        for name, members in witnesses.items()
    }


def _facts(facts: Mapping[str, Value]) -> list[dict[str, Any]]:
    return [{"path": path, "answer": plain(value)} for path, value in facts.items()]
