"""By which rules, on what partnership, and what of the rules is local policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple, TypeAlias

from fruitful.records.kinds import (
    Day,
    Engine,
    Fingerprint,
    Format,
    Id,
    Rule,
    Text,
    TextOrNumber,
    Version,
)
from fruitful.records.words import Means, one_of, within

Ground: TypeAlias = Annotated[str, one_of("severity", "overdue", "dependants", "paper")]


class Pack(NamedTuple):
    """A pack of rules."""

    id: Text
    """Its name."""
    version: Text
    """Its version."""


class LocalPack(NamedTuple):
    """A local pack."""

    id: Text
    """The id of the local pack."""
    title: Text
    """What it is."""
    owner: str
    """Who answers for it; may be empty."""


class Why(NamedTuple):
    """On what an override rests."""

    reason: Text
    """Why."""
    authority: Text
    """By whose authority."""
    date: Day
    """Since when it is in force."""
    expires: Day | None
    """Its last day; null where it has none."""


class OwnRule(NamedTuple):
    """The rule is a local pack's own, or rests on a local setting."""

    pack: Text
    """The id of the local pack."""
    own: bool
    """Whether the rule itself is a local pack's."""
    settings: Sequence[Text]
    """Settings with a local value that it rests on, itself or through other rules: see `ruleset`.
    """


@within("why")
class Override(NamedTuple):
    """A local pack changed the national rule."""

    pack: Text
    """The id of the local pack."""
    changed: Annotated[
        Sequence[
            Annotated[
                str, one_of("title", "finding", "recommend", "met", "severity", "applies", "off")
            ]
        ],
        Means(minItems=1, uniqueItems=True),
    ]
    """What it changed."""
    why: Why
    own: bool
    """Whether the rule itself is a local pack's."""
    settings: Sequence[Text]
    """Settings with a local value that it rests on, itself or through other rules: see `ruleset`.
    """


@within("why")
class Setting(NamedTuple):
    """A setting with a local value."""

    setting: Text
    """Its name."""
    title: Text
    """What it is."""
    value: TextOrNumber
    """Its value."""
    national: TextOrNumber
    """Its value without local policy."""
    rules: Sequence[Rule]
    """The rules that rest on it, themselves or through other rules."""
    pack: Text
    """The id of the local pack."""
    why: Why


class Priorities(NamedTuple):
    """The order."""

    pack: Text
    """The id of the local pack."""
    order: Sequence[Ground]
    """Grounds of priority, what counts first before the rest."""
    national: Sequence[Ground]
    """Grounds of priority, what counts first before the rest."""


@within("why")
class Lapsed(NamedTuple):
    """An override that is not in force on the day."""

    rule: str | None
    """The rule that it is about; null of a setting."""
    setting: str | None
    """The setting that it is about; null of a rule."""
    pack: Text
    """The id of the local pack."""
    changed: Sequence[
        Annotated[
            str,
            one_of("title", "finding", "recommend", "met", "severity", "applies", "off", "value"),
        ]
    ]
    """What it would change."""
    why: Why


class Local(NamedTuple):
    """The local policy in force."""

    packs: Sequence[LocalPack]
    """The local packs, in their order."""
    rules: Mapping[Rule, OwnRule | Override]
    """Whose policy each rule is that is not national alone, by its id."""
    settings: Sequence[Setting]
    """Settings with a local value."""
    priorities: Priorities | None
    """The order of recommendations, where a local pack changes it."""
    lapsed: Sequence[Lapsed]
    """Overrides that are not in force on the day."""


class Ruleset(NamedTuple):
    """The rules that were fired."""

    packs: Annotated[Sequence[Pack], Means(minItems=1)]
    """The packs, the national one first."""
    fingerprint: Fingerprint
    """A hash of all that the packs say: the same rules have the same fingerprint."""
    local: Local | None
    """What of the rules is local policy; null where there is no local pack."""


class Run(NamedTuple):
    """What begins an output: the program, the day and the rules."""

    fruitful: Version
    format: Format
    engine: Engine
    on: Day
    """The day of the assessment."""
    ruleset: Ruleset
    """The rules that were fired."""


class Named(NamedTuple):
    """A partnership."""

    id: Text
    """The partnership's id."""
    name: Text
    """Its name."""


class Partnership(NamedTuple):
    """Whom it is about."""

    id: Text
    """Its id; the file's name where the profile gives none."""
    name: Text
    """Its name; the id where the profile gives none."""
    stage: Id | None
    """Where it is in its life; null where that is not known."""


class Added(NamedTuple):
    """What a local pack adds."""

    pack: Text
    """The id of the local pack."""
