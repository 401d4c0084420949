"""What a change of policy would do as JSON, format 1: see ``impact.schema.json``."""

from __future__ import annotations

from typing import Any

from fruitful import __version__
from fruitful.advice.advice import Judged
from fruitful.compare.cause import Cause
from fruitful.impact.effect import Causes
from fruitful.impact.summing import Effect, Impact, One
from fruitful.portfolio.screening import Tiered
from fruitful.render.as_json import FORMAT, ruleset_as_json
from fruitful.render.causes import edit_in_words
from fruitful.render.compare_json import came_as_json, cause_as_json
from fruitful.render.screening_json import diagnostics_as_json, names_as_json, place_as_json


def impact_as_json(found: Impact) -> dict[str, Any]:
    """The impact as plain data. Edits are referred to by their numbers, from 1."""
    numbers = {edit.cause: at for at, edit in enumerate(found.edits, 1)}
    return {
        "fruitful": __version__,
        "format": FORMAT,
        "engine": found.engine,
        "on": found.on.isoformat(),
        "before": ruleset_as_json(found.old),
        "after": ruleset_as_json(found.new),
        "read": len(found.each),
        "touched": len(found.touched),
        "effects": [_effect(one) for one in found.effects],
        "edits": [
            {
                "edit": at,
                **cause_as_json(edit.cause),
                "text": edit_in_words(edit.cause, found.old, found.new),
                "effects": [_effect(one) for one in edit.effects],
            }
            for at, edit in enumerate(found.edits, 1)
        ],
        "not_in_force": [
            {"name": one.rule or one.setting, "pack": one.pack, "date": one.date.isoformat()}
            for one in found.waiting
        ],
        "partnerships": [_one(one, numbers) for one in found.each],
        "failed": [
            {
                "source": place_as_json(one.source),
                "diagnostics": diagnostics_as_json(one.diagnostics),
            }
            for one in found.failed
        ],
    }


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "what": one.what,
        "subject": one.subject,
        "title": one.title,
        "partnerships": names_as_json(one.partnerships),
    }


def _one(one: One, numbers: dict[Cause, int]) -> dict[str, Any]:
    effects = one.effects

    def edits(causes: Causes) -> list[int]:
        return sorted(numbers[cause] for cause in causes)

    verdict, tier = effects.verdict, effects.tier
    return {
        "id": one.id,
        "name": one.name,
        "stage": one.stage,
        "source": place_as_json(one.source),
        "verdict": None
        if verdict is None
        else {
            "before": _judged(verdict.before),
            "after": _judged(verdict.after),
            "edits": edits(verdict.causes),
        },
        "tier": None
        if tier is None
        else {
            "before": _tiered(tier.before),
            "after": _tiered(tier.after),
            "edits": edits(tier.causes),
        },
        "recommendations": [
            {
                "rule": each.rule,
                "title": each.title,
                "how": each.how,
                "before": {**came_as_json(each.before), "rank": each.rank_before},
                "after": {**came_as_json(each.after), "rank": each.rank_after},
                "edits": edits(each.causes),
            }
            for each in effects.recommendations
        ],
        "moved": [
            {
                "rule": each.rule,
                "title": each.title,
                "rank_before": each.rank_before,
                "rank_after": each.rank_after,
                "edits": edits(each.causes),
            }
            for each in effects.placed
        ],
        "questions": [
            {"fact": each.fact, "ask": each.ask, "how": each.how, "edits": edits(each.causes)}
            for each in effects.questions
        ],
        "faults": diagnostics_as_json(one.faults),
        "notes": diagnostics_as_json(one.notes),
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "id": judged.verdict.id,
        "title": judged.verdict.title,
        "standing": "settled" if judged.settled else "provisional",
        "alternative": judged.alternative.id if judged.alternative else None,
    }


def _tiered(tiered: Tiered) -> dict[str, Any]:
    tier = tiered.tier
    return {
        "id": tier.id if tier else None,
        "title": tier.title if tier else None,
        "standing": "settled" if tiered.settled else "provisional",
    }
