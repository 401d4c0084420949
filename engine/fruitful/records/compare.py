"""What changed between two assessments: what ``fruitful compare`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple, TypeAlias

from fruitful.compare.cause import (
    ADDED,
    CHANGED,
    FACT_ADDED,
    FACT_CHANGED,
    FACT_REMOVED,
    NO_OVERRIDE,
    OVERRIDE,
    PRIORITIES,
    REMOVED,
    SETTING,
    TIERS,
    TIME,
    VERDICTS,
)
from fruitful.records.kinds import (
    Answer,
    Cites,
    Count,
    Day,
    Engine,
    Format,
    Id,
    Outcome,
    Path,
    Rule,
    Severity,
    Standing,
    Text,
    Version,
)
from fruitful.records.rules import Added, Override, OwnRule, Partnership, Ruleset
from fruitful.records.words import Means, one_of

Answered: TypeAlias = Annotated[
    str,
    Means(
        "Which answer: a fact's path, of a member with its name, as in "
        "partners[Borough Council].sector.",
        name="answered",
        minLength=1,
    ),
]


class VerdictReached(NamedTuple):
    """The verdict."""

    id: Id
    title: Text
    """The verdict in a few words."""
    standing: Standing
    """Settled: it waits for no answer. Provisional: it could yet become another."""
    because: Annotated[Sequence[Rule], Means(uniqueItems=True)]
    """The rules that decided it."""
    local: Added | None
    """The local pack that adds it; null where it is national."""


class Assessment(NamedTuple):
    """An assessment: of whom, on what day, by which rules, with what verdict."""

    engine: Engine
    on: Day
    """The day of the assessment."""
    ruleset: Ruleset
    """The rules that were fired."""
    partnership: Partnership
    """Whom it is about."""
    verdict: VerdictReached
    """The verdict."""


class Cause(NamedTuple):
    """What in the rules makes a difference."""

    what: Annotated[
        str,
        one_of(
            OVERRIDE,
            NO_OVERRIDE,
            ADDED,
            REMOVED,
            CHANGED,
            SETTING,
            VERDICTS,
            TIME,
            FACT_ADDED,
            FACT_REMOVED,
            FACT_CHANGED,
            PRIORITIES,
            TIERS,
        ),
    ]
    """What it is: an override in force, or none any more; a rule, fact, setting or list that is
    added, removed or changed; or only time, which has passed.
    """
    name: str
    """The rule, setting, verdict, fact or tier; of priorities their order; empty for time."""
    pack: str
    """Whose it is; empty for time."""
    before: Answer | None
    """Of a setting: its value before."""
    after: Answer | None
    """Of a setting: its value."""
    local: Override | None
    """Of an override: what it changes, and on whose authority."""


class Came(NamedTuple):
    """What came of a rule."""

    outcome: Outcome | None
    """Null where these rules do not have it."""
    severity: Severity | None
    """Of a finding; else null."""
    text: str
    """What it says; empty where it says nothing."""


class MovedAnswer(NamedTuple):
    """An answer that is another than it was."""

    answer: Answered
    before: Answer | None
    """What it was; null where it was not known."""
    after: Answer | None
    """What it is; null where it is not known."""


class Difference(NamedTuple):
    """A finding that came, went or changed."""

    rule: Rule
    title: Text
    """The rule's title."""
    how: Annotated[str, one_of("closed", "opened", "eased", "worsened")]
    """Whether it is a finding no more, a new one, or one less or more severe."""
    before: Came
    """What came of it before."""
    after: Came
    """What came of it after."""
    answers: Sequence[MovedAnswer]
    """The answers that it rests on and that moved."""
    causes: Sequence[Cause]
    """What changed in the rules, or that time has passed."""
    cites: Cites
    local: OwnRule | Override | None
    """The local policy behind it; null where the recommendation is the paper's alone."""


class Membership(NamedTuple):
    """Of one collection."""

    collection: Text
    """Its name, such as partners."""
    joined: Sequence[Text]
    """Who joined."""
    left: Sequence[Text]
    """Who left."""


class Evidence(NamedTuple):
    """Evidence for an answer."""

    answer: Answered
    evidence: Text
    """The evidence."""
    by: str
    """Who gave it; empty where that is not told."""
    on: str
    """When; empty where that is not told."""


class Questions(NamedTuple):
    """What became of the open questions."""

    answered: Sequence[Path]
    """Those that are answered."""
    fallen_away: Sequence[Path]
    """Those that are not answered, and not open any more."""
    new: Sequence[Path]
    """Those that are new."""
    still_open: Count
    """How many are still open."""


class Comparison(NamedTuple):
    """What `fruitful compare --format json` writes. Within format 1 nothing described here changes
    its meaning or goes away.
    """

    fruitful: Version
    format: Format
    old: Assessment
    """The assessment before."""
    new: Assessment
    """The assessment after."""
    verdict_causes: Sequence[Cause]
    """What changed in the list of verdicts, where the verdict is another."""
    differences: Sequence[Difference]
    """The findings that came, went or changed in severity, the gravest first."""
    as_before: Sequence[Rule]
    """The findings that stand as they stood."""
    answers: Sequence[MovedAnswer]
    """Every answer that moved."""
    members: Sequence[Membership]
    """Who joined or left."""
    evidence: Sequence[Evidence]
    """Evidence that is new or reads otherwise."""
    questions: Questions
    """What became of the open questions."""
