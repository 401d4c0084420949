"""Of an impact: what happens to a partnership, and to the authority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fruitful.records.kinds import Number, Severity, Standing, State
from fruitful.records.places import Diagnostic, Place
from fruitful.records.words import one_of


class VerdictThen(NamedTuple):
    """A verdict, before or after."""

    id: str
    """The verdict."""
    title: str
    """Its title."""
    standing: Standing
    """Whether an open answer could change it."""
    alternative: str | None
    """What is offered instead of a partnership."""


class VerdictChange(NamedTuple):
    """From which to which."""

    before: VerdictThen
    """As it is now."""
    after: VerdictThen
    """As it would be."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class CameRanked(NamedTuple):
    """What came of a rule, before or after."""

    outcome: Annotated[str, one_of("finding", "met", "undecided", "not_applicable", "absent")]
    """What came of the rule; `absent` where it is not among the rules."""
    severity: Severity | None
    """Of a finding; else null."""
    text: str
    """What a finding or a strength says; else empty."""
    rank: int | None
    """Where it stands in the order of what to do, from 1."""


class RecommendationChange(NamedTuple):
    """A recommendation."""

    rule: str
    """The rule."""
    title: str
    """Its title."""
    how: Annotated[str, one_of("opened", "closed", "worsened", "eased", "reworded")]
    """What becomes of it; `opened` is new, `closed` is gone."""
    before: CameRanked
    """As it is now."""
    after: CameRanked
    """As it would be."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class ConcernedChange(NamedTuple):
    """A finding."""

    rule: str
    """The rule."""
    title: str
    """Its title."""
    more: Sequence[str]
    """Whom it is now about too, by name; `each` stands for those that are not listed."""
    less: Sequence[str]
    """Whom it is no longer about."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class PlaceChange(NamedTuple):
    """A recommendation."""

    rule: str
    """The rule."""
    title: str
    """Its title."""
    rank_before: int
    """Where it stands now."""
    rank_after: int
    """Where it would stand."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class QuestionChange(NamedTuple):
    """A question."""

    fact: str
    """The fact."""
    ask: str
    """What is asked."""
    how: Annotated[str, one_of("new", "gone")]
    """Newly open, or open no more."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class ChecklistChange(NamedTuple):
    """A question."""

    question: int
    """Its number."""
    ask: str
    """What is asked."""
    before: State
    """The answer now."""
    after: State
    """The answer as it would be."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class TouchedAuthority(NamedTuple):
    """The authority."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    verdict: VerdictChange | None
    """The verdict, where it is another or stands otherwise."""
    recommendations: Sequence[RecommendationChange]
    """The recommendations that are new, gone, graver, less grave or worded otherwise."""
    concerned: Sequence[ConcernedChange]
    """The findings that are about others than before."""
    moved: Sequence[PlaceChange]
    """The recommendations that stand elsewhere among those that were there before."""
    questions: Sequence[QuestionChange]
    """The questions that are newly open, or are open no more."""
    checklist: Sequence[ChecklistChange]
    """The checklist's questions to the organisation that get another answer."""


class TierThen(NamedTuple):
    """A tier, before or after."""

    id: str | None
    """The tier; null while it is not known."""
    title: str | None
    """Its title."""
    standing: Standing
    """Whether an open answer could change it."""


class TierChange(NamedTuple):
    """From which to which."""

    before: TierThen
    """As it is now."""
    after: TierThen
    """As it would be."""
    edits: Sequence[Number]
    """The edits that caused it, by their numbers."""


class Touched(NamedTuple):
    """A partnership, and all that happens to it."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    stage: str | None
    """Its stage; null while that is not known."""
    source: Place
    """Where it comes from."""
    verdict: VerdictChange | None
    """The verdict, where it is another or stands otherwise."""
    tier: TierChange | None
    """The tier of significance, where it is another or stands otherwise."""
    recommendations: Sequence[RecommendationChange]
    """The recommendations that are new, gone, graver, less grave or worded otherwise."""
    concerned: Sequence[ConcernedChange]
    """The findings that are about others than before."""
    moved: Sequence[PlaceChange]
    """The recommendations that stand elsewhere among those that were there before."""
    questions: Sequence[QuestionChange]
    """The questions that are newly open, or are open no more."""
    faults: Sequence[Diagnostic]
    """What of it could not be read, and counts as not known."""
    notes: Sequence[Diagnostic]
    """What is worth knowing and is no fault."""
