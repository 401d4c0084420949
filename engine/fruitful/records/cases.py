"""What came of cases: what ``fruitful rules test`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fruitful.records.explain import Explanation
from fruitful.records.kinds import Day, Engine, Format, Outcome, Rule, Text, Version
from fruitful.records.rules import Ruleset


class Failure(NamedTuple):
    """Something that came out otherwise than expected."""

    what: str
    """As `the outcome of E1`."""
    rule: str | None
    """The rule; null where it is about the verdict."""
    expected: str
    """What was expected."""
    got: str
    """What came."""
    because: Sequence[str]
    """Of a rule: the answers that decided it; of the verdict: the rules."""
    explanation: Explanation | None
    """Of a rule: why it has come out so."""


class Case(NamedTuple):
    """A case that was tried."""

    file: str
    """Its file."""
    title: str
    """What it shows."""
    on: Day
    passes: bool
    """It came out as it says."""
    failures: Sequence[Failure]
    """What came out otherwise."""


class Group(NamedTuple):
    """Cases."""

    name: str
    """The pack or the folder."""
    ruleset: Ruleset
    """The rules that were fired."""
    cases: Sequence[Case]
    """The cases."""
    unread: Sequence[str]
    """Files that could not be read."""


class Unspoken(NamedTuple):
    """One of them."""

    owner: Text
    """The id of the rule, of the verdict or alternative, or of the model."""
    key: Text
    """Which of its texts."""
    words: Text
    """What it says."""


class Gap(NamedTuple):
    """An outcome of a rule that no case shows."""

    rule: Rule
    outcome: Outcome
    case: str | None
    """A case that shows it, as YAML; null where none was found."""
    cannot_be: bool
    """It is proved that no answers which make sense together give it."""


class Coverage(NamedTuple):
    """Of a group."""

    name: str
    """The pack or the folder."""
    rules: Mapping[str, Sequence[Outcome]]
    """The outcomes shown, by rule."""
    gaps: Sequence[Gap]
    """What is not shown."""
    unspoken: Sequence[Unspoken]
    """The cases of texts that no case which passes is told."""


class Results(NamedTuple):
    """What `fruitful rules test --format json` writes. Within format 1 nothing described here
    changes its meaning or goes away.
    """

    fruitful: Version
    format: Format
    engine: Engine
    passed: int
    """Cases that came out as they say."""
    failed: int
    """Cases that did not."""
    unread: int
    """Files that could not be read."""
    groups: Sequence[Group]
    """The cases of each pack, or each folder."""
    coverage: Sequence[Coverage]
    """With --coverage: what the cases show of the rules."""
