"""A screening as JSON, format 1, which other programs rely on: see ``screening.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from fruitful.advice.local import local_policies, tiers_local_to
from fruitful.diagnostic import Diagnostic, Place
from fruitful.language.value import plain
from fruitful.portfolio.screening import (
    Action,
    Change,
    Concern,
    Ending,
    Failed,
    Movement,
    Named,
    Overlap,
    Review,
    Screened,
    Screening,
    Stated,
)
from fruitful.render.as_json import advice_as_json, run_as_json
from fruitful.render.found import found_as_json
from fruitful.render.local_json import local_as_json
from fruitful.ruleset import Ruleset


def screening_as_json(screening: Screening) -> dict[str, Any]:
    """The screening as plain data, in the order of the contract."""
    run = run_as_json(screening.ruleset, screening.engine, screening.on, {})
    del run["partnership"]
    authority, portfolio = screening.authority, screening.portfolio
    return {
        **run,
        "authority": advice_as_json(authority, portfolio) if authority and portfolio else None,
        "partnerships": [_screened(one, screening) for one in screening.partnerships],
        "failed": [_failed(one) for one in screening.failed],
        "concerns": [_concern(one) for one in screening.concerns],
        "actions": [_action(one, screening) for one in screening.actions],
        "overlaps": [_overlap(one) for one in screening.overlaps],
        "funding_ends": [
            {"period": one.period, "partnerships": names_as_json(one.partnerships)}
            for one in screening.funding_ends
        ],
        "ended": [
            {**_named(Named(one.id, one.name)), "fact": each.path, "on": plain(each.on)}
            for one in screening.partnerships
            for each in one.ended
        ],
        "rota": [_review(one) for one in screening.rota],
        "costs": [_stated(one) for one in screening.costs],
        "endings": [_ending(one) for one in screening.endings],
        "movement": _movement(screening.movement) if screening.movement else None,
        "notes": diagnostics_as_json(screening.notes),
        "found": found_as_json(screening.found),
    }


def _screened(one: Screened, screening: Screening) -> dict[str, Any]:
    tiered = one.tiered
    return {
        **advice_as_json(one.advice, screening.ruleset),
        "tier": {
            "id": tiered.tier.id if tiered.tier else None,
            "title": tiered.tier.title if tiered.tier else None,
            "standing": "settled" if tiered.settled else "provisional",
            "could_become": [tier.id for tier in tiered.could_become],
            "on": list(tiered.waits_for),
            "local": _tier_local_to(screening.ruleset) if tiered.tier else None,
        },
        "statutory": one.statutory,
        "source": place_as_json(one.source),
        "faults": diagnostics_as_json(one.faults),
        "notes": diagnostics_as_json(one.notes),
    }


def _tier_local_to(ruleset: Ruleset) -> dict[str, str] | None:
    pack = tiers_local_to(ruleset)
    return {"pack": pack} if pack else None


def _failed(one: Failed) -> dict[str, Any]:
    return {
        "source": place_as_json(one.source),
        "diagnostics": diagnostics_as_json(one.diagnostics),
    }


def place_as_json(place: Place) -> dict[str, Any]:
    """Where something comes from."""
    return {"file": place.file, "line": place.line or None}


def diagnostics_as_json(some: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """What to put right, or to know."""
    return [
        {
            "file": one.place.file,
            "line": one.place.line or None,
            "column": one.place.column or None,
            "code": one.code,
            "message": one.message,
            "help": one.help,
        }
        for one in some
    ]


def _named(one: Named) -> dict[str, str]:
    return {"id": one.id, "name": one.name}


def names_as_json(some: Iterable[Named]) -> list[dict[str, str]]:
    """Partnerships, by id and name."""
    return [_named(one) for one in some]


def _concern(one: Concern) -> dict[str, Any]:
    return {
        "rank": one.rank,
        **_named(one.partnership),
        "tier": one.tier or None,
        "verdict": one.verdict,
        "standing": "settled" if one.settled else "provisional",
        "findings": dict(one.severities),
        "first": list(one.first),
        "why_here": one.why_here,
    }


def _action(one: Action, screening: Screening) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "rule": one.rule,
        "title": one.title,
        "theme": one.theme,
        "severity": one.severity,
        "cites": list(one.cites),
        "partnerships": [
            {
                **_named(each.partnership),
                "severity": each.severity,
                "overdue": each.overdue,
                "statutory": each.statutory,
                "tier": each.tier or None,
            }
            for each in one.partnerships
        ],
        "why_here": one.why_here,
        "local": local_as_json(local_policies(screening.ruleset).get(one.rule)),
    }


def _overlap(one: Overlap) -> dict[str, Any]:
    return {
        "partnerships": names_as_json((one.first, one.second)),
        "topics": list(one.topics),
        "area": one.area or None,
        "partners": list(one.partners),
    }


def _review(one: Review) -> dict[str, Any]:
    return {
        **_named(one.partnership),
        "tier": one.tier or None,
        "due": plain(one.due),
        "basis": one.basis,
        "overdue": one.overdue,
        "why": one.why,
    }


def _stated(one: Stated) -> dict[str, Any]:
    return {
        "fact": one.fact,
        "ask": one.ask,
        "known": names_as_json(one.known),
        "not_known": names_as_json(one.not_known),
        "total": _amount(one.total),
        "unit": one.unit,
    }


def _ending(one: Ending) -> dict[str, Any]:
    return {
        **_named(one.partnership),
        "verdict": one.verdict,
        "rank": one.rank,
        "saving": _amount(one.saving),
        "not_partnering": one.not_partnering or None,
        "why": one.why,
    }


def _amount(amount: Decimal | None) -> object:
    return None if amount is None else plain(amount)


def _movement(one: Movement) -> dict[str, Any]:
    return {
        "since": one.since.isoformat(),
        "same_rules": one.same_rules,
        "changes": [_change(change) for change in one.changes],
        "unchanged": one.unchanged,
        "new": names_as_json(one.new),
        "gone": names_as_json(one.gone),
        "renamed": [
            {"before": _named(each.before), "now": _named(each.now)} for each in one.renamed
        ],
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        **_named(one.partnership),
        "verdict_before": one.verdict_before,
        "verdict_now": one.verdict_now,
        "closed": list(one.closed),
        "opened": list(one.opened),
        "eased": list(one.eased),
        "worsened": list(one.worsened),
        "unsettled": list(one.unsettled),
    }
