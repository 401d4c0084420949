"""The open questions as JSON, format 1."""

from __future__ import annotations

from typing import Any

from fruitful import __version__
from fruitful.ask import Asking, OpenQuestion
from fruitful.ask.trying import Effect
from fruitful.language.value import plain
from fruitful.language.vocabulary import STAGE
from fruitful.render.as_json import FORMAT, ruleset_as_json
from fruitful.render.local_json import added_as_json
from fruitful.ruleset import Ruleset


def asking_as_json(asking: Asking, ruleset: Ruleset, engine: str) -> dict[str, Any]:
    """The open questions as plain data, in the order in which to ask them."""
    now = asking.now
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "engine": engine,
        "on": now.facts.on.isoformat(),
        "ruleset": ruleset_as_json(ruleset),
        "partnership": {
            "id": now.profile.id,
            "name": now.profile.name,
            "stage": now.facts.values.get(STAGE),
        },
        "verdict": {
            "id": now.standing.verdict.id,
            "title": now.standing.verdict.title,
            "standing": "settled" if now.standing.settled else "provisional",
            "could_become": [one.id for one in now.standing.possible],
            "alternative": now.alternative.id if now.alternative else None,
            "local": added_as_json(now.standing.verdict.pack, ruleset),
        },
        "before_verdict": asking.before_verdict(),
        "questions": [_question(one, ruleset) for one in asking.questions],
        "together": [_question(one, ruleset) for one in asking.together],
    }


def _question(one: OpenQuestion, ruleset: Ruleset) -> dict[str, Any]:
    return {
        "fact": one.fact.path,
        "ask": one.ask,
        "type": one.fact.kind,
        "concerns": one.concerns,
        "rules": list(one.rules),
        "cites": list(one.fact.cites),
        "known": None if one.known is None else plain(one.known),
        "answers": [_effect(effect) for effect in one.effects],
        "local": added_as_json(one.fact.pack, ruleset),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "answer": plain(effect.answer.value),
        "stands_for": effect.answer.words,
        "verdict": effect.standing.verdict.id,
        "standing": "settled" if effect.standing.settled else "provisional",
        "alternative": effect.alternative.id if effect.alternative else None,
        "ruled_out": list(effect.struck),
        "outcomes": {change.rule: change.outcome for change in effect.changes},
        "severities": {
            change.rule: change.severity for change in effect.changes if change.severity
        },
        "pointless": list(effect.pointless),
    }
