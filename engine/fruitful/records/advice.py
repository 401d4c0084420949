"""Advice on a partnership: what ``fruitful evaluate`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from fruitful.records.forms import Amount, Model
from fruitful.records.kinds import (
    Answer,
    Cites,
    Count,
    Day,
    Id,
    Moment,
    Name,
    Number,
    Outcome,
    Path,
    Rule,
    Severity,
    Standing,
    State,
    Text,
)
from fruitful.records.rules import Added, Override, OwnRule, Partnership, Run
from fruitful.records.words import Means, one_of, within


class CouldBecome(NamedTuple):
    """A possible verdict."""

    id: Id
    on: Annotated[Sequence[Path], Means(uniqueItems=True)]
    """The unanswered facts that it hangs on."""


class Verdict(NamedTuple):
    """The verdict, and how firmly it stands."""

    id: Id
    title: Text
    """The verdict in a few words."""
    standing: Standing
    """Settled: it waits for no answer. Provisional: it could yet become another."""
    because: Annotated[Sequence[Rule], Means(uniqueItems=True)]
    """The rules that decided it."""
    could_become: Sequence[CouldBecome]
    """The other verdicts that are still possible."""
    alternative: Id | None
    """What to do instead of a partnership; null where nothing is offered."""
    cites: Cites
    local: Added | None
    """The local pack that adds it; null where it is national."""
    alternative_local: Added | None
    """The local pack that adds the alternative; null where it is national, or there is none."""


class FactAnswered(NamedTuple):
    """One of these answers."""

    path: Text
    """The path of the fact; a member's as partners[Name].willing_to_give_time, and partners.each.…
    for those not named.
    """
    answer: Answer


class Recommendation(NamedTuple):
    """One thing to do, and why it stands where it stands."""

    rank: Number
    """Its place in the order, from 1."""
    rule: Rule
    title: Text
    """What to do, in a few words."""
    theme: Id
    severity: Severity
    settle_by: Id | None
    """The stage at which the matter should be in place; null in the advice on an authority, which
    has no stages.
    """
    overdue: Count
    """How many stages have passed since then; 0 when none have."""
    text: Text
    """What to do and with whom."""
    finding: Text
    """What is wrong."""
    cites: Cites
    facts: Sequence[FactAnswered]
    """The answers that made the finding."""
    witnesses: Mapping[Name, Sequence[Text]]
    """The members that the finding is about, by collection; each stands for those not named."""
    why_here: Text
    """Why it stands at this place in the order."""
    speaks_for: Sequence[Rule]
    """Other findings that give way to this one, which says the same."""
    local: OwnRule | Override | None
    """The local policy behind it; null where the recommendation is the paper's alone."""


class Strength(NamedTuple):
    """A strength."""

    rule: Rule
    text: Text
    """The strength, in a sentence."""
    cites: Cites
    local: OwnRule | Override | None
    """The local policy behind it; null where it is the paper's alone."""


class Question(NamedTuple):
    """An open question."""

    fact: Path
    ask: Text
    """The question."""
    settles: Annotated[Sequence[Rule], Means(uniqueItems=True)]
    """The undecided rules that wait for it."""
    local: Added | None
    """The local pack that adds it; null where it is national."""


class Ingredient(NamedTuple):
    """An ingredient."""

    id: Id
    state: Annotated[str, one_of("met", "partly", "not_met", "unknown")]
    """Whether it is there."""


class Checklist(NamedTuple):
    """A question of the checklist."""

    question: Annotated[int, Means(minimum=1, maximum=28)]
    """Its number."""
    state: State
    rules: Annotated[Sequence[Rule], Means(uniqueItems=True)]
    """The rules that answer it."""


class Accountability(NamedTuple):
    """Whether it answers to somebody."""

    to: Annotated[str, one_of("partners", "stakeholders", "users", "public")]
    """To whom."""
    state: State


class OldAnswers(NamedTuple):
    """A topic."""

    topic: str | None
    """A theme by its id; null for answers that no rule reads."""
    answers: Number
    """How many."""
    oldest: Day
    """The day of the oldest of them."""


class Ended(NamedTuple):
    """A date that has passed."""

    fact: Path
    on: Moment
    """A day, a month or a year."""


@within("run")
class Advice(NamedTuple):
    """What `fruitful evaluate --format json` writes about one partnership; about several it writes
    a list of these. Within format 1 nothing described here changes its meaning or goes away.
    """

    run: Run
    partnership: Partnership
    """Whom it is about."""
    verdict: Verdict
    """The verdict, and how firmly it stands."""
    models: Sequence[Model]
    """The forms that it could take, compared."""
    model_in_use: Id | None
    """The form that it takes, or means to take; null where that is not known."""
    recommendations: Sequence[Recommendation]
    """What to do, the most pressing first."""
    strengths: Sequence[Strength]
    """What is as it should be, in the paper's order."""
    questions: Sequence[Question]
    """What is not known, the most decisive first."""
    ingredients: Sequence[Ingredient]
    """The six key ingredients of P121."""
    checklist: Sequence[Checklist]
    """The paper's checklist."""
    accountability: Sequence[Accountability]
    """To whom it answers."""
    costs: Sequence[Amount]
    """What it costs and gains in a year, as far as it is recorded. Sides are never added up."""
    outcomes: Annotated[Mapping[Text, Outcome], Means(minProperties=1)]
    """What came of every rule, by its id, in the paper's order."""
    findings: Mapping[Text, Severity]
    """The findings that are shown, by the id of their rule, with their severity; the most pressing
    first.
    """
    old_answers: Sequence[OldAnswers]
    """The answers that were true longer ago than the packs let them hold, by topic."""
    ended: Sequence[Ended]
    """What has ended before the day, such as the funding."""
