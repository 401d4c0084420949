"""What a change of policy would do as JSON, format 1: see ``impact.schema.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fruitful import __version__
from fruitful.advice.advice import Judged
from fruitful.compare.cause import Cause
from fruitful.firing.trace import EACH
from fruitful.impact.authority import Own
from fruitful.impact.effect import Effects
from fruitful.impact.one import One
from fruitful.impact.report import Effect, Impact
from fruitful.impact.tracer import Causes
from fruitful.portfolio.screening import Tiered
from fruitful.render.as_json import FORMAT, ruleset_as_json
from fruitful.render.causes import edit_in_words
from fruitful.render.compare_json import came_as_json, cause_as_json
from fruitful.render.screening_json import diagnostics_as_json, names_as_json, place_as_json

Numbers = Mapping[Cause, int]


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
        "effects": [_effect(one, numbers) for one in found.effects],
        "edits": [
            {
                "edit": at,
                "about": "authority" if edit.cause.of_authority else "partnerships",
                **cause_as_json(edit.cause),
                "text": edit_in_words(edit.cause, *found.rulesets(edit.cause)),
                "effects": [_effect(one, numbers) for one in edit.effects],
                "authority": [_effect(one, numbers) for one in edit.authority],
            }
            for at, edit in enumerate(found.edits, 1)
        ],
        "not_in_force": [
            {"name": one.rule or one.setting, "pack": one.pack, "date": one.date.isoformat()}
            for one in found.waiting
        ],
        "authority": _own(found.authority, numbers) if found.authority else None,
        "partnerships": [_one(one, numbers) for one in found.each],
        "failed": [
            {
                "source": place_as_json(one.source),
                "diagnostics": diagnostics_as_json(one.diagnostics),
            }
            for one in found.failed
        ],
        "notes": diagnostics_as_json(found.notes),
    }


def _effect(one: Effect, numbers: Numbers) -> dict[str, Any]:
    return {
        "what": one.what,
        "subject": one.subject,
        "title": one.title,
        "partnerships": names_as_json(one.partnerships),
        "edits": _edits(one.causes, numbers),
    }


def _edits(causes: Causes, numbers: Numbers) -> list[int]:
    return sorted(numbers[cause] for cause in causes)


def _own(own: Own, numbers: Numbers) -> dict[str, Any]:
    happens = _effects(own.effects, numbers)
    del happens["tier"]  # an authority has none
    return {
        "id": own.id,
        "name": own.name,
        **happens,
        "checklist": [
            {
                "question": int(one.question),
                "ask": one.ask,
                "before": one.before,
                "after": one.after,
                "edits": _edits(one.causes, numbers),
            }
            for one in own.checklist
        ],
    }


def _one(one: One, numbers: Numbers) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "stage": one.stage,
        "source": place_as_json(one.source),
        **_effects(one.effects, numbers),
        "faults": diagnostics_as_json(one.faults),
        "notes": diagnostics_as_json(one.notes),
    }


def _effects(effects: Effects, numbers: Numbers) -> dict[str, Any]:
    verdict, tier = effects.verdict, effects.tier
    return {
        "verdict": None
        if verdict is None
        else {
            "before": _judged(verdict.before),
            "after": _judged(verdict.after),
            "edits": _edits(verdict.causes, numbers),
        },
        "tier": None
        if tier is None
        else {
            "before": _tiered(tier.before),
            "after": _tiered(tier.after),
            "edits": _edits(tier.causes, numbers),
        },
        "recommendations": [
            {
                "rule": each.rule,
                "title": each.title,
                "how": each.how,
                "before": {**came_as_json(each.before), "rank": each.rank_before},
                "after": {**came_as_json(each.after), "rank": each.rank_after},
                "edits": _edits(each.causes, numbers),
            }
            for each in effects.recommendations
        ],
        "concerned": [
            {
                "rule": each.rule,
                "title": each.title,
                "more": [EACH if name is None else name for name in each.more],
                "less": [EACH if name is None else name for name in each.less],
                "edits": _edits(each.causes, numbers),
            }
            for each in effects.concerned
        ],
        "moved": [
            {
                "rule": each.rule,
                "title": each.title,
                "rank_before": each.rank_before,
                "rank_after": each.rank_after,
                "edits": _edits(each.causes, numbers),
            }
            for each in effects.placed
        ],
        "questions": [
            {
                "fact": each.fact,
                "ask": each.ask,
                "how": each.how,
                "edits": _edits(each.causes, numbers),
            }
            for each in effects.questions
        ],
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
