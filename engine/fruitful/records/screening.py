"""A screening of partnerships: what ``fruitful screen`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.records.across import (
    Action,
    Concern,
    EndedOf,
    Ending,
    FundingEnd,
    Overlap,
    Review,
    Stated,
)
from fruitful.records.advice import Advice
from fruitful.records.kinds import Standing, Text
from fruitful.records.movement import Movement
from fruitful.records.places import Diagnostic, Failed, Found, Place
from fruitful.records.rules import Added, Run
from fruitful.records.words import within


class Tier(NamedTuple):
    """How significant it is."""

    id: str | None
    """The tier's id; null where it is not known yet."""
    title: str | None
    """The tier's title."""
    standing: Standing
    """Whether more answers could change it."""
    could_become: Sequence[Text]
    """Tiers that are not ruled out and stand before it."""
    on: Sequence[Text]
    """The unanswered facts that it hangs on."""
    local: Added | None
    """The local pack whose the tiers are, or whose settings they rest on; null where they are
    national.
    """


@within("advice")
class Screened(NamedTuple):
    """One partnership."""

    advice: Advice
    tier: Tier
    """How significant it is."""
    statutory: bool | None
    """Whether the law requires it; null where that is not known."""
    source: Place
    """Where it comes from."""
    faults: Sequence[Diagnostic]
    """What of it could not be read, and counts as not known."""
    notes: Sequence[Diagnostic]
    """What is worth knowing and is no fault."""


@within("run")
class Screening(NamedTuple):
    """What `fruitful screen --format json` writes. Within format 1 nothing described here changes
    its meaning or goes away.
    """

    run: Run
    authority: Advice | None
    """Advice on the authority itself, which has no stages; null where the packs have no rules about
    it.
    """
    partnerships: Sequence[Screened]
    """Every partnership that was assessed, by name: what `fruitful evaluate` says of it, and more.
    """
    failed: Sequence[Failed]
    """What could not be assessed at all."""
    concerns: Sequence[Concern]
    """The partnerships with critical or high findings, the first to worry about first."""
    actions: Sequence[Action]
    """What to do, once for all partnerships that it concerns, the first first."""
    overlaps: Sequence[Overlap]
    """Pairs that may be doing the same. This tool's extension."""
    funding_ends: Sequence[FundingEnd]
    """Months in which funding of two or more ends. This tool's extension."""
    ended: Sequence[EndedOf]
    """The partnerships of which something has ended before the day, such as the funding."""
    rota: Sequence[Review]
    """When each partnership should next be reviewed. This tool's extension."""
    costs: Sequence[Stated]
    """Who states which cost."""
    endings: Sequence[Ending]
    """Partnerships of which the verdict asks whether they should go on."""
    movement: Movement | None
    """What has moved since a previous screening; null where none was named."""
    notes: Sequence[Diagnostic]
    """What is to be known of registers as a whole, such as columns that are not read."""
    found: Sequence[Found]
    """What was found in each register, in short."""
