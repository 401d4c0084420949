"""Of a check: the guarantee on local policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.records.kinds import Rule, Text
from fruitful.records.rules import Why
from fruitful.records.words import within


@within("why")
class Overriding(NamedTuple):
    """An override, as it is declared."""

    pack: Text
    """The pack whose override it is."""
    overrides: Rule | None
    """The rule that it overrides; null where it overrides a setting."""
    setting: str | None
    """The setting that it overrides; null where it overrides a rule."""
    changes: Sequence[Text]
    """What it changes."""
    why: Why


@within("override")
class Declared(NamedTuple):
    """An override that says what it weakens."""

    rule: Rule
    """The national rule that is weakened."""
    override: Overriding


class AsGrave(NamedTuple):
    """A local verdict."""

    verdict: Text
    """The id of the local verdict."""
    pack: Text
    """The pack that declares it."""
    as_grave_as: Text
    """The id of the national verdict."""


@within("override")
class DeclaredVerdict(NamedTuple):
    """An override that says which verdict it makes milder."""

    verdict: Text
    """The id of the national verdict."""
    override: Overriding


class Guarantee(NamedTuple):
    """Whether local policy weakens a critical national rule unsaid."""

    holds: bool
    """Whether it is proved that it does not."""
    critical_rules: Sequence[Rule]
    """The national rules that can be critical, which it is about."""
    as_grave: Sequence[AsGrave]
    """The local verdicts that say which national one they weigh as much as."""
    declared: Sequence[Declared]
    """What overrides say that they weaken."""
    declared_verdicts: Sequence[DeclaredVerdict]
    """What overrides say of verdicts that they make milder."""
