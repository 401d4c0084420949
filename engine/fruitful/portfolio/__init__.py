"""An authority's partnerships looked at together: entries and rules in, one screening out.

Pure: no clock, no files; the same screening whatever the order of the entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fruitful.diagnostic import Diagnostic
from fruitful.portfolio.assessing import Rules, assess, duplicates, is_over
from fruitful.portfolio.authority import NO_ANSWERS, assess_authority
from fruitful.portfolio.concerns import actions, concerns
from fruitful.portfolio.dates import funding_ends, rota
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.found import Found
from fruitful.portfolio.money import endings, stated_costs
from fruitful.portfolio.movement import movement
from fruitful.portfolio.overlaps import overlaps
from fruitful.portfolio.previous import Previous
from fruitful.portfolio.screening import Failed, Screened, Screening
from fruitful.profile import Profile


def screen(
    entries: Iterable[Entry],
    rules: Rules,
    authority: Profile | None = None,
    previous: Previous | None = None,
) -> Screening:
    """Screen the partnerships of an authority, of which ``authority`` has its own answers."""
    return together([assess(entry, rules) for entry in entries], rules, authority, previous)


def together(
    assessed: Sequence[Screened | Failed],
    rules: Rules,
    authority: Profile | None = None,
    previous: Previous | None = None,
    notes: Sequence[Diagnostic] = (),
    found: Sequence[Found] = (),
) -> Screening:
    """The screening of partnerships that have been assessed one by one, in any order."""
    partnerships = in_order([one for one in assessed if isinstance(one, Screened)])
    failed = tuple(sorted(one for one in assessed if isinstance(one, Failed)))
    portfolio = rules.portfolio
    roles = portfolio.roles if portfolio else None
    own = assess_authority(authority or NO_ANSWERS, partnerships, failed, rules)
    current = [one for one in partnerships if not is_over(one, rules.each)]
    return Screening(
        on=rules.on,
        engine=rules.engine_name,
        ruleset=rules.each,
        portfolio=portfolio,
        authority=own.advice if own else None,
        partnerships=partnerships,
        failed=failed,
        concerns=concerns(partnerships, rules.each),
        actions=actions(partnerships, rules.each),
        overlaps=overlaps(current, rules.each, portfolio, authority.name if authority else "")
        if portfolio
        else (),
        funding_ends=funding_ends(current, roles, rules.on) if roles else (),
        rota=rota(current, rules.each, roles, rules.on) if roles else (),
        costs=stated_costs(partnerships, rules.each, roles) if roles else (),
        endings=endings(partnerships, roles) if roles else (),
        movement=movement(partnerships, previous, rules.each) if previous else None,
        notes=tuple(sorted(notes, key=lambda one: one.place.file)),
        found=tuple(sorted(found, key=lambda one: one.file)),
    )


def in_order(screened: Sequence[Screened]) -> tuple[Screened, ...]:
    """By name; of those with one id all but the first say so."""
    ordered = sorted(screened, key=lambda one: (one.name.casefold(), one.id, one.source))
    told = {fault.place: fault for fault in duplicates(ordered)}
    return tuple(
        replace(one, faults=(*one.faults, told[one.source])) if one.source in told else one
        for one in ordered
    )
