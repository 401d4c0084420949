"""One partnership of a screening, from its profile to its advice, its tier and what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from fruitful import evaluation
from fruitful.advice.behind import Behind
from fruitful.advice.time import Ended, ended, oldest_answer
from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import Assessment, asked_in_order
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, Firing
from fruitful.firing.programme import Engine
from fruitful.firing.reference import truth
from fruitful.language.truth import Truth
from fruitful.language.value import Value
from fruitful.language.vocabulary import TakenFrom
from fruitful.portfolio.brief import Brief, brief_of, compared_of
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Screened, Tiered, Whole
from fruitful.portfolio.tiers import tier_of
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.ruleset.taking import FACT, OUTCOME, TIER, VERDICT

PARTNERSHIPS = "partnerships"
"""The collection of a portfolio whose members are the partnerships screened."""
_SAYS = {FINDING: "no", MET: "yes", NOT_APPLICABLE: NOT_APPLICABLE}


class Rules(NamedTuple):
    """What a screening judges by, on one day."""

    each: Ruleset
    """The rules about each partnership."""
    portfolio: Ruleset | None
    """The rules about the authority."""
    engine: Engine
    portfolio_engine: Engine | None
    engine_name: str
    on: date


def assess(entry: Entry, rules: Rules, *, whole: bool = True) -> Screened | Failed:
    """What is to be said of one partnership; Failed where nothing of it could be read.

    Only the brief is kept where the ``whole`` is not wanted.
    """
    profile = entry.profile
    if profile is None:
        return Failed(entry.source, (*entry.faults, *entry.notes))
    found = evaluation.assess(rules.each, profile, rules.on, rules.engine, rules.engine_name)
    return of_assessment(entry, found, rules, whole=whole)


def of_assessment(entry: Entry, found: Assessment, rules: Rules, *, whole: bool) -> Screened:
    """What is to be said of a partnership that has been assessed by the rules about each."""
    brief, stature = brief_of(found.advice), stature_of(rules, found.firing)
    kept = None
    if whole:
        ordered = asked_in_order(found, rules.engine)
        kept = Whole(found.profile, ordered.advice)
    advice = found.advice
    oldest = min((old.oldest for old in advice.old), default=None)
    past = Past(oldest, advice.ended)
    return screened(entry, found.profile, rules, found.firing, brief, stature, kept, past)


class Past(NamedTuple):
    """What of the answers on a partnership is no more so, or may be no more."""

    oldest: date | None
    """The day of the oldest answer that is old."""
    ended: tuple[Ended, ...]


def past_of(profile: Profile, rules: Rules) -> Past:
    """The same, of a partnership without advice of its own."""
    return Past(oldest_answer(profile, rules.each, rules.on), ended(profile, rules.each, rules.on))


class Stature(NamedTuple):
    """How much attention a partnership deserves."""

    tiered: Tiered
    statutory: Truth


def stature_of(rules: Rules, firing: Firing) -> Stature:
    """The tier of a partnership, and whether the law requires it."""
    roles = rules.portfolio.roles if rules.portfolio else None
    return Stature(
        tier_of(rules.each, firing, Behind(rules.each, firing.view)),
        truth(roles.statutory, firing.view) if roles else None,
    )


def screened(
    entry: Entry,
    profile: Profile,
    rules: Rules,
    firing: Firing,
    brief: Brief,
    stature: Stature,
    whole: Whole | None,
    past: Past,
) -> Screened:
    """What was found of a partnership, put together."""
    roles = rules.portfolio.roles if rules.portfolio else None
    return Screened(
        entry.source,
        profile.id,
        profile.name,
        brief,
        compared_of(profile, roles),
        stature.tiered,
        stature.statutory,
        taken(rules, firing, brief, stature.tiered),
        entry.faults,
        entry.notes,
        whole,
        *past,
    )


def taken(rules: Rules, firing: Firing, brief: Brief, tiered: Tiered) -> Mapping[str, Value]:
    """What the portfolio's rules know of a partnership, by the short paths of its facts.

    What one more answer could change, a provisional verdict or tier, is not known; nor is what a
    rule would have found that local policy switched off.
    """
    found: dict[str, Value] = {}
    for name, source in sources(rules.portfolio) if rules.portfolio else ():
        if source.what == OUTCOME and rules.each.is_switched_off(source.name):
            continue
        value = _taken(source, firing, brief, tiered)
        if value is not None:
            found[name] = value
    return found


@lru_cache(maxsize=8)
def sources(portfolio: Ruleset) -> tuple[tuple[str, TakenFrom], ...]:
    """What is taken of each partnership: the short paths of the facts, and from what."""
    return tuple(
        (fact.item, fact.taken_from)
        for fact in portfolio.vocabulary.facts.values()
        if fact.taken_from and fact.collection == PARTNERSHIPS
    )


def _taken(source: TakenFrom, firing: Firing, brief: Brief, tiered: Tiered) -> Value | None:
    if source.what == FACT:
        return firing.view.values.get(source.name)
    if source.what == OUTCOME:
        return _SAYS.get(firing.outcomes[source.name])
    if source.what == VERDICT:
        return brief.verdict.id if brief.settled else None
    assert source.what == TIER
    return tiered.tier.id if tiered.tier and tiered.settled else None


def is_over(one: Screened, ruleset: Ruleset) -> bool:
    """Whether the partnership has ended: the last stage."""
    return one.brief.stage in list(ruleset.stages)[-1:]


def source_of(place: Place) -> str:
    """A source as a reader knows it: the file, and the row where it is one of a sheet."""
    if place.cell:
        return f"{place.file}, {place.cell}"
    return f"{place.file}:{place.line}" if place.line else place.file


def duplicates(screened: list[Screened]) -> list[Diagnostic]:
    """A fault for each partnership whose id another one bears: they cannot be told apart."""
    first: dict[str, Screened] = {}
    found = []
    for one in screened:
        earlier = first.setdefault(one.id, one)
        if earlier is not one:
            message = f"the id `{one.id}` is also that of {source_of(earlier.source)}"
            help = "give each partnership an `id` of its own, or leave one of the two out"
            found.append(Diagnostic(one.source, "duplicate-id", message, help))
    return found
