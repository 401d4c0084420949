"""What a screening of many partnerships consists of. Renderers print these and decide nothing.

Overlaps, funding that ends together, the rota of reviews, tiers and the list of endings are this
tool's extension; the paper has no such lists. What the paper says of an authority as a whole is in
the authority's own advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fruitful.advice.advice import Advice
from fruitful.advice.time import Ended
from fruitful.diagnostic import Diagnostic, Place
from fruitful.language.truth import Truth
from fruitful.language.value import Span, Value
from fruitful.portfolio.brief import Brief, Compared
from fruitful.portfolio.found import Found
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.ruleset.tier import Tier


class Tiered(NamedTuple):
    """The tier of significance of a partnership, as far as the answers tell."""

    tier: Tier | None
    """None where nothing that decides is known: it is not known yet, and never light."""
    settled: bool
    could_become: tuple[Tier, ...]
    """Tiers that stand before it and are not ruled out."""
    waits_for: tuple[str, ...]
    """The unanswered facts that it hangs on."""


class Whole(NamedTuple):
    """All that there is to say of one partnership."""

    profile: Profile
    advice: Advice


@dataclass(frozen=True, slots=True)
class Screened:
    """One partnership that has been assessed."""

    source: Place
    """The file, or the row of a sheet, that it comes from."""
    id: str
    name: str
    brief: Brief
    compared: Compared
    tiered: Tiered
    statutory: Truth
    """Whether the law requires it; None where that is not known."""
    taken: Mapping[str, Value]
    """What portfolio rules know of it, by the short paths of their facts."""
    faults: tuple[Diagnostic, ...]
    """What of the input could not be read, and so counts as not known."""
    notes: tuple[Diagnostic, ...]
    whole: Whole | None
    """None where only what lists name is kept."""
    oldest: date | None = None
    """The day of the oldest answer, where that is old."""
    ended: tuple[Ended, ...] = ()
    """What has ended before the day."""

    @property
    def advice(self) -> Advice:
        """The same as ``fruitful evaluate`` gives, where it was kept."""
        assert self.whole is not None, "only its brief was kept"
        return self.whole.advice

    @property
    def profile(self) -> Profile:
        """What was answered, where it was kept."""
        assert self.whole is not None, "only its brief was kept"
        return self.whole.profile


class Failed(NamedTuple):
    """An input that could not be assessed at all."""

    source: Place
    diagnostics: tuple[Diagnostic, ...]


class Named(NamedTuple):
    """A partnership that a list speaks of."""

    id: str
    name: str


class Concern(NamedTuple):
    """A partnership that needs attention, and why it stands where it stands."""

    rank: int
    partnership: Named
    tier: str
    """The tier's id; "" where it is not known yet."""
    verdict: str
    settled: bool
    severities: Mapping[str, int]
    """How many findings there are of each severity that has any, the gravest first."""
    first: tuple[str, ...]
    """The rules of its first recommendations, in their order."""
    why_here: str


class Affected(NamedTuple):
    """A partnership that an action is about."""

    partnership: Named
    severity: str
    overdue: int
    statutory: Truth
    tier: str


class Action(NamedTuple):
    """One thing to do across the authority: the same recommendation for several partnerships."""

    rank: int
    rule: str
    title: str
    theme: str
    severity: str
    """The gravest."""
    cites: tuple[str, ...]
    partnerships: tuple[Affected, ...]
    """The gravest first."""
    why_here: str


class Overlap(NamedTuple):
    """Two partnerships that may be doing the same. It is a question to ask, and no finding."""

    first: Named
    second: Named
    topics: tuple[str, ...]
    """The topics that they share, as readers know them."""
    area: str
    """The service area that they share; "" where it is not known of both."""
    partners: tuple[str, ...]


class FundingEnd(NamedTuple):
    """Funding of several partnerships that ends in the same month, or in the same year."""

    period: str
    """A month as 2027-03; a year as 2027 where no more is known."""
    partnerships: tuple[Named, ...]


class Review(NamedTuple):
    """When a partnership should next be looked at."""

    partnership: Named
    tier: str
    due: Span
    basis: str
    """``stated``, ``after_last_review`` or ``spread``."""
    overdue: bool
    why: str


class Stated(NamedTuple):
    """How many partnerships state a cost."""

    fact: str
    ask: str
    known: tuple[Named, ...]
    not_known: tuple[Named, ...]
    total: Decimal | None
    """What is stated, added up; None where it is no amount, or nobody states it."""
    unit: str
    """``£``, or what is counted."""


class Ending(NamedTuple):
    """A partnership of which the verdict asks whether it should go on.

    Those that the law requires, or of which it is not known whether it does, have no rank.
    """

    partnership: Named
    verdict: str
    rank: int | None
    saving: Decimal | None
    """Pounds a year that the authority says it puts in, gross; None where none can be claimed."""
    not_partnering: str
    """What is recorded of the cost of not partnering (P96)."""
    why: str
    """Why it has a rank or none, and why a saving is named or not."""


class Change(NamedTuple):
    """What became of one partnership since a previous screening."""

    partnership: Named
    verdict_before: str
    verdict_now: str
    closed: tuple[str, ...]
    """Rules that were findings and are known to be none now."""
    opened: tuple[str, ...]
    eased: tuple[str, ...]
    worsened: tuple[str, ...]
    unsettled: tuple[str, ...]
    """Rules that were findings, and of which it is not known now: never closed by a blank."""


class Renamed(NamedTuple):
    """A partnership that may have another name now: a question to ask."""

    before: Named
    now: Named


class Movement(NamedTuple):
    """What has changed since a previous screening."""

    since: date
    same_rules: bool
    """Whether the rules were the same; where not, they may be why something moved."""
    changes: tuple[Change, ...]
    """Only partnerships of which something moved."""
    unchanged: int
    new: tuple[Named, ...]
    gone: tuple[Named, ...]
    renamed: tuple[Renamed, ...] = ()
    """Those that may be new only by their names; neither new nor gone."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that the tool says about an authority's partnerships together."""

    on: date
    engine: str
    ruleset: Ruleset
    portfolio: Ruleset | None
    """The rules about the authority; None where the packs have none."""
    authority: Advice | None
    partnerships: tuple[Screened, ...]
    """By name."""
    failed: tuple[Failed, ...]
    concerns: tuple[Concern, ...]
    """Which partnerships need attention, the first first; those without findings are left out."""
    actions: tuple[Action, ...]
    overlaps: tuple[Overlap, ...]
    funding_ends: tuple[FundingEnd, ...]
    rota: tuple[Review, ...]
    costs: tuple[Stated, ...]
    endings: tuple[Ending, ...]
    movement: Movement | None
    notes: tuple[Diagnostic, ...] = ()
    """What is to be known of registers as a whole, such as columns that are not read."""
    found: tuple[Found, ...] = ()
    """What was found in each register."""

    @property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """The rules about each partnership, and those about the authority where there are any."""
        return (self.ruleset, self.portfolio) if self.portfolio else (self.ruleset,)
