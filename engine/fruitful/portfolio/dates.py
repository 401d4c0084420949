"""What falls when: funding that ends together, and when each partnership should be reviewed.

This tool's extension. The day is an argument; no clock is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fruitful.language.dates import period_in_words
from fruitful.language.value import Duration, Span, later
from fruitful.portfolio.concerns import named, tier_id, tier_rank
from fruitful.portfolio.screening import FundingEnd, Review, Screened
from fruitful.ruleset import Ruleset
from fruitful.ruleset.roles import Roles

STATED, AFTER_LAST, SPREAD = "stated", "after_last_review", "spread"
_NO_TIERS = Duration(12, 0)


def funding_ends(screened: Sequence[Screened], roles: Roles, on: date) -> tuple[FundingEnd, ...]:
    """Months, from that of the day on, in which the funding of two or more partnerships ends."""
    ending: dict[str, list[Screened]] = {}
    for one in screened:
        span = one.compared.answers.get(roles.funding_ends)
        if isinstance(span, Span) and span.last >= on:
            ending.setdefault(_period(span), []).append(one)
    return tuple(
        FundingEnd(period, tuple(map(named, ending[period])))
        for period in sorted(ending)
        if len(ending[period]) > 1
    )


def _period(span: Span) -> str:
    """The month, or the year where no more is known."""
    one_month = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    return span.first.isoformat()[: 7 if one_month else 4]


def rota(
    screened: Sequence[Screened], ruleset: Ruleset, roles: Roles, on: date
) -> tuple[Review, ...]:
    """When each partnership should next be reviewed, the earliest first.

    The date that is stated counts; else the last review and the interval of the tier; the rest are
    spread evenly over the interval of their tier, in the order of tier, end of funding and name.
    """
    found = []
    waiting: dict[str, list[Screened]] = {}
    for one in sorted(screened, key=lambda each: _order(each, ruleset, roles)):
        stated = one.compared.answers.get(roles.next_review)
        last = one.compared.answers.get(roles.last_review)
        if isinstance(stated, Span):
            found.append(_review(one, stated, STATED, on, "Date in the register."))
        elif isinstance(last, Span):
            due = _month(later(last.last, _interval(one, ruleset)))
            why = f"Last reviewed in {period_in_words(_period(last))}; {_every(one, ruleset)}."
            found.append(_review(one, due, AFTER_LAST, on, why))
        else:
            waiting.setdefault(tier_id(one), []).append(one)
    for some in waiting.values():
        for at, one in enumerate(some, 1):
            months = max(1, _months(_interval(one, ruleset)))
            due = _month(later(on, Duration(-(-at * months // len(some)), 0)))
            why = f"No review is on record; spread over time, {_every(one, ruleset)}."
            found.append(_review(one, due, SPREAD, on, why))
    return tuple(sorted(found, key=lambda one: (one.due.last, one.partnership)))


def _order(one: Screened, ruleset: Ruleset, roles: Roles) -> tuple[int, date, str, str]:
    ends = one.compared.answers.get(roles.funding_ends)
    last = ends.last if isinstance(ends, Span) else date.max
    return tier_rank(one, ruleset), last, one.name.casefold(), one.id


def _interval(one: Screened, ruleset: Ruleset) -> Duration:
    """How often its tier is reviewed; one that is not known yet as often as the first."""
    if one.tiered.tier is not None:
        return one.tiered.tier.review_every
    return next((tier.review_every for tier in ruleset.tiers.values()), _NO_TIERS)


def _every(one: Screened, ruleset: Ruleset) -> str:
    interval = _interval(one, ruleset)
    months = _months(interval)
    every = f"every {months} months" if months > 1 else "every month"
    if one.tiered.tier is None:
        return f"reviewed {every} until its tier is known"
    return f"the tier “{one.tiered.tier.title}” is reviewed {every}"


def _months(interval: Duration) -> int:
    return interval.months + interval.days // 28


def _month(day: date) -> Span:
    """The month that a day lies in."""
    first = day.replace(day=1)
    following = later(first, Duration(1, 0))
    last = date.fromordinal(following.toordinal() - 1) if following > first else date.max
    return Span(first, last)


def _review(one: Screened, due: Span, basis: str, on: date, why: str) -> Review:
    return Review(named(one), tier_id(one), due, basis, due.last < on, why)
