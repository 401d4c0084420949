"""A screening as a record."""

from __future__ import annotations

from fruitful.advice.local import local_policies, tiers_local_to
from fruitful.portfolio.screening import (
    Action,
    Affected,
    Change,
    Concern,
    Ending,
    Movement,
    Named,
    Review,
    Screened,
    Screening,
    Stated,
    Tiered,
)
from fruitful.records import across, movement
from fruitful.records import screening as to
from fruitful.records.from_advice import advice_record
from fruitful.records.from_places import (
    diagnostic_records,
    failed_records,
    found_records,
    named_record,
    named_records,
    place_record,
)
from fruitful.records.from_rules import local_record, run_record, standing
from fruitful.records.rules import Added
from fruitful.ruleset import Ruleset


def screening_record(screening: Screening) -> to.Screening:
    """The screening."""
    authority, portfolio = screening.authority, screening.portfolio
    return to.Screening(
        run=run_record(screening.ruleset, screening.engine, screening.on),
        authority=advice_record(authority, portfolio) if authority and portfolio else None,
        partnerships=[_screened(one, screening.ruleset) for one in screening.partnerships],
        failed=failed_records(screening.failed),
        concerns=[_concern(one) for one in screening.concerns],
        actions=[_action(one, screening.ruleset) for one in screening.actions],
        overlaps=[
            across.Overlap(
                named_records((one.first, one.second)), one.topics, one.area or None, one.partners
            )
            for one in screening.overlaps
        ],
        funding_ends=[
            across.FundingEnd(one.period, named_records(one.partnerships))
            for one in screening.funding_ends
        ],
        ended=[
            across.EndedOf(named_record(Named(one.id, one.name)), each.path, each.on)
            for one in screening.partnerships
            for each in one.ended
        ],
        rota=[_review(one) for one in screening.rota],
        costs=[_stated(one) for one in screening.costs],
        endings=[_ending(one) for one in screening.endings],
        movement=_movement(screening.movement) if screening.movement else None,
        notes=diagnostic_records(screening.notes),
        found=found_records(screening.found),
    )


def _screened(one: Screened, ruleset: Ruleset) -> to.Screened:
    return to.Screened(
        advice=advice_record(one.advice, ruleset),
        tier=_tier(one.tiered, ruleset),
        statutory=one.statutory,
        source=place_record(one.source),
        faults=diagnostic_records(one.faults),
        notes=diagnostic_records(one.notes),
    )


def _tier(tiered: Tiered, ruleset: Ruleset) -> to.Tier:
    pack = tiers_local_to(ruleset) if tiered.tier else ""
    return to.Tier(
        id=tiered.tier.id if tiered.tier else None,
        title=tiered.tier.title if tiered.tier else None,
        standing=standing(tiered.settled),
        could_become=[one.id for one in tiered.could_become],
        on=tiered.waits_for,
        local=Added(pack) if pack else None,
    )


def _concern(one: Concern) -> across.Concern:
    return across.Concern(
        rank=one.rank,
        partnership=named_record(one.partnership),
        tier=one.tier or None,
        verdict=one.verdict,
        standing=standing(one.settled),
        findings=one.severities,
        first=one.first,
        why_here=one.why_here,
    )


def _action(one: Action, ruleset: Ruleset) -> across.Action:
    return across.Action(
        rank=one.rank,
        rule=one.rule,
        title=one.title,
        theme=one.theme,
        severity=one.severity,
        cites=one.cites,
        partnerships=[_concerned(each) for each in one.partnerships],
        why_here=one.why_here,
        local=local_record(local_policies(ruleset).get(one.rule)),
    )


def _concerned(one: Affected) -> across.Concerned:
    return across.Concerned(
        partnership=named_record(one.partnership),
        severity=one.severity,
        overdue=one.overdue,
        statutory=one.statutory,
        tier=one.tier or None,
    )


def _review(one: Review) -> across.Review:
    return across.Review(
        partnership=named_record(one.partnership),
        tier=one.tier or None,
        due=one.due,
        basis=one.basis,
        overdue=one.overdue,
        why=one.why,
    )


def _stated(one: Stated) -> across.Stated:
    return across.Stated(
        fact=one.fact,
        ask=one.ask,
        known=named_records(one.known),
        not_known=named_records(one.not_known),
        total=one.total,
        unit=one.unit,
    )


def _ending(one: Ending) -> across.Ending:
    return across.Ending(
        partnership=named_record(one.partnership),
        verdict=one.verdict,
        rank=one.rank,
        saving=one.saving,
        not_partnering=one.not_partnering or None,
        why=one.why,
    )


def _movement(one: Movement) -> movement.Movement:
    return movement.Movement(
        since=one.since,
        same_rules=one.same_rules,
        changes=[_change(change) for change in one.changes],
        unchanged=one.unchanged,
        new=named_records(one.new),
        gone=named_records(one.gone),
        renamed=[
            movement.Renamed(named_record(each.before), named_record(each.now))
            for each in one.renamed
        ],
    )


def _change(one: Change) -> movement.Change:
    return movement.Change(
        partnership=named_record(one.partnership),
        verdict_before=one.verdict_before,
        verdict_now=one.verdict_now,
        closed=one.closed,
        opened=one.opened,
        eased=one.eased,
        worsened=one.worsened,
        unsettled=one.unsettled,
    )
