"""Of a screening: what is said across all partnerships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

from fruitful.language.value import Value
from fruitful.records.kinds import Count, Moment, Number, Path, Severity, Standing, Text
from fruitful.records.rules import Named, Override, OwnRule
from fruitful.records.words import Means, one_of, within


@within("partnership")
class Concern(NamedTuple):
    """One of them."""

    rank: Number
    """From 1."""
    partnership: Named
    tier: str | None
    """The tier's id; null where it is not known yet."""
    verdict: str
    """The verdict's id."""
    standing: Standing
    """Whether more answers could change it."""
    findings: Mapping[Severity, Number]
    """How many findings of each severity that has any."""
    first: Sequence[Text]
    """The rules of its first recommendations."""
    why_here: str
    """Why it stands here."""


@within("partnership")
class Concerned(NamedTuple):
    """One of them."""

    partnership: Named
    severity: Severity
    overdue: Count
    """Stages since it was due."""
    statutory: bool | None
    """Whether the law requires it; null where that is not known."""
    tier: str | None
    """The tier's id; null where it is not known yet."""


class Action(NamedTuple):
    """One recommendation."""

    rank: Number
    """From 1."""
    rule: str
    """The rule."""
    title: str
    """What to do."""
    theme: str
    """Its theme."""
    severity: Severity
    cites: Sequence[Text]
    """Its places in the paper."""
    partnerships: Sequence[Concerned]
    """Whom it concerns, the gravest first."""
    why_here: str
    """Why it stands here."""
    local: OwnRule | Override | None
    """Whose policy it is, where it is not the national pack's alone."""


class Overlap(NamedTuple):
    """A pair."""

    partnerships: Sequence[Named]
    """The two."""
    topics: Sequence[str]
    """Topics that they share."""
    area: str | None
    """The area that they share; null where it is not known of both."""
    partners: Sequence[str]
    """Partners that they share."""


class FundingEnd(NamedTuple):
    """A month."""

    period: Annotated[str, Means(pattern="^[0-9]{4}(-[0-9]{2})?$")]
    """A month as 2027-03, or a year."""
    partnerships: Sequence[Named]
    """Whose."""


@within("partnership")
class EndedOf(NamedTuple):
    """A date that has passed."""

    partnership: Named
    fact: Path
    on: Moment
    """A day, a month or a year."""


@within("partnership")
class Review(NamedTuple):
    """A review."""

    partnership: Named
    tier: str | None
    """The tier's id; null where it is not known yet."""
    due: Annotated[Value, Means(type="string", pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
    """A day, a month or a year."""
    basis: Annotated[str, one_of("stated", "after_last_review", "spread")]
    """Where the date comes from."""
    overdue: bool
    """Whether it has passed."""
    why: str
    """Why then."""


class Stated(NamedTuple):
    """A kind of cost."""

    fact: str
    """The fact."""
    ask: str
    """Its question."""
    known: Sequence[Named]
    """Who states it."""
    not_known: Sequence[Named]
    """Who does not."""
    total: Decimal | None
    """In pounds a year, or in the unit that is named; null where it is not known."""
    unit: str
    """£, or what is counted."""


@within("partnership")
class Ending(NamedTuple):
    """One of them."""

    partnership: Named
    verdict: str
    """The verdict's id."""
    rank: int | None
    """From 1; null where the law requires it, or where that is not known."""
    saving: Decimal | None
    """In pounds a year, or in the unit that is named; null where it is not known."""
    not_partnering: str | None
    """What is recorded of the cost of not partnering."""
    why: str
    """Why it has a rank or none, and why a saving is named or not."""
