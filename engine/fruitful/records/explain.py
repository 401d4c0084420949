"""Why rules have come out as they have: what ``fruitful explain`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fruitful.records.kinds import Cites, Id, Outcome, Path, Rule, Severity
from fruitful.records.reasoning import Given, Part
from fruitful.records.rules import Override, OwnRule, Partnership, Run
from fruitful.records.ways import Ways
from fruitful.records.words import within


class Conclusion(NamedTuple):
    """A conclusion."""

    fact: Path
    is_: bool | None
    """What is concluded; null where it is not known."""


class SeverityCase(NamedTuple):
    """A severity case."""

    severity: Severity
    held: bool
    """It held."""
    condition: Part


class ExplainedRule(NamedTuple):
    """A rule, and why it has come out as it has."""

    rule: Rule
    title: str
    """Its title."""
    theme: Id
    outcome: Outcome
    severity: Severity | None
    """Of a finding: how severe; else null."""
    text: str
    """What the finding or the strength says; may be empty."""
    concludes: Conclusion | None
    """Of a rule that concludes a fact."""
    cites: Cites
    because: Sequence[Given]
    """The answers that make the outcome what it is."""
    missing: Sequence[Path]
    """Of what is undecided: the unanswered facts."""
    witnesses: Mapping[str, Sequence[str]]
    """The members whom a finding is about, by collection."""
    local: OwnRule | Override | None
    """Whose policy it is, where it is not the national pack's alone."""
    applies: Part
    when: Part
    severities: Sequence[SeverityCase]
    """Of a finding: the severity case that held, after the graver ones."""


@within("explained")
class Explanation(NamedTuple):
    """A rule, why it has come out as it has, and what would change or settle it."""

    explained: ExplainedRule
    ways: Ways | None
    """What would make it a finding, or settle it; null of a finding."""
    rests_on: Sequence[ExplainedRule]
    """The rules that it rests on."""


@within("run")
class OfOneRule(NamedTuple):
    """With RULE: why it has come out so."""

    run: Run
    partnership: Partnership
    """Whom it is about."""
    explanation: Explanation
    """A rule, why it has come out as it has, and what would change or settle it."""


class RuleCame(NamedTuple):
    """A rule."""

    rule: Rule
    title: str
    """Its title."""
    outcome: Outcome
    severity: Severity | None
    """Of a finding: how severe; else null."""
    local: OwnRule | Override | None
    """Whose policy it is, where it is not the national pack's alone."""


@within("run")
class OfAllRules(NamedTuple):
    """Without RULE: what came of all."""

    run: Run
    partnership: Partnership
    """Whom it is about."""
    outcomes: Sequence[RuleCame]
    """What came of every rule, in the paper's order."""
