"""The open questions: what ``fruitful ask`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fruitful.records.kinds import Answer, Cite, Count, Id, Outcome, Path, Rule, Severity, Standing
from fruitful.records.rules import Added, Partnership, Run
from fruitful.records.words import within


class VerdictNow(NamedTuple):
    """The verdict now."""

    id: Id
    title: str
    """Its title."""
    standing: Standing
    """Whether an answer that is still open could change it."""
    could_become: Sequence[Id]
    """The verdicts that it could yet become."""
    alternative: str | None
    """What is offered instead."""
    local: Added | None
    """The local pack that adds it; null where it is national."""


class Effect(NamedTuple):
    """What an answer would change."""

    answer: Answer
    stands_for: str
    """What answers it stands for, in words."""
    verdict: Id
    standing: Standing
    """Whether an answer that is still open could change it."""
    alternative: str | None
    """What would be offered instead."""
    ruled_out: Sequence[str]
    """What could no longer come of it."""
    outcomes: Mapping[str, Outcome]
    """The outcomes that would differ, by rule."""
    severities: Mapping[str, Severity]
    """Their severities, of findings."""
    pointless: Sequence[str]
    """Questions that would need no answer any more."""


class QuestionAsked(NamedTuple):
    """An open question."""

    fact: Path
    ask: str
    """What to ask."""
    type: str
    """The type of the answer."""
    concerns: str
    """What it settles."""
    rules: Sequence[Rule]
    """The rules that wait for it."""
    cites: Sequence[Cite]
    """Sources; none of how many there are."""
    known: Answer | None
    """The answer; null where it is not known."""
    answers: Sequence[Effect]
    """What each possible answer would change."""
    local: Added | None
    """The local pack that adds it; null where it is national."""


@within("run")
class Asking(NamedTuple):
    """What `fruitful ask --format json` writes. Within format 1 nothing described here changes its
    meaning or goes away.
    """

    run: Run
    partnership: Partnership
    """Whom it is about."""
    verdict: VerdictNow
    """The verdict now."""
    before_verdict: Count
    """How many questions at most stand before a settled verdict."""
    questions: Sequence[QuestionAsked]
    """First what settles the most."""
    together: Sequence[QuestionAsked]
    """Questions that change something only together with others."""
