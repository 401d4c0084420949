"""What a change of policy would do: what ``fruitful rules impact`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fruitful.compare.cause import (
    ADDED,
    ALTERNATIVES,
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
    VERDICTS,
)
from fruitful.records.kinds import Answer, Day, Engine, Format, Number, Version
from fruitful.records.places import Diagnostic, Failed
from fruitful.records.rules import Named, Override, Ruleset
from fruitful.records.touched import Touched, TouchedAuthority
from fruitful.records.words import one_of


class Effect(NamedTuple):
    """Something that happens, to some partnerships alike or to the authority."""

    what: Annotated[
        str,
        one_of(
            "verdict",
            "standing",
            "tier",
            "tier standing",
            "opened",
            "closed",
            "worsened",
            "eased",
            "concerned",
            "reworded",
            "moved",
            "question new",
            "question gone",
            "checklist",
        ),
    ]
    """What happens."""
    subject: str
    """The rule, the fact or the question of the checklist; of verdicts and tiers, from which to
    which.
    """
    title: str
    """Its title."""
    partnerships: Sequence[Named]
    """To whom; nobody where it happens to the authority."""
    edits: Sequence[Number]
    """Every edit that has a part in it, by its number."""


class Edit(NamedTuple):
    """An edit."""

    edit: Number
    """Its number, from 1."""
    about: Annotated[str, one_of("partnerships", "authority")]
    """In which rules it is: those about each partnership, or those about the authority, which have
    names of their own.
    """
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
            FACT_ADDED,
            FACT_REMOVED,
            FACT_CHANGED,
            PRIORITIES,
            TIERS,
            ALTERNATIVES,
        ),
    ]
    """What is edited."""
    name: str
    """The rule, setting, verdict, alternative, fact or tier; of priorities their order."""
    pack: str
    """Whose edit it is."""
    before: Answer | None
    """Of a setting: its value before."""
    after: Answer | None
    """Of a setting: its value."""
    local: Override | None
    """Of an override: what it changes, and on whose authority."""
    text: str
    """The edit in words."""
    effects: Sequence[Effect]
    """What it does to these partnerships."""
    authority: Sequence[Effect]
    """What it does to the authority as a whole, itself or through its partnerships."""


class NotInForce(NamedTuple):
    """An override."""

    name: str
    """The rule or the setting."""
    pack: str
    """Whose it is."""
    date: Day
    """Since when it is in force."""


class Impact(NamedTuple):
    """What `fruitful rules impact --format json` writes. Within format 1 nothing described here
    changes its meaning or goes away.
    """

    fruitful: Version
    format: Format
    engine: Engine
    on: Day
    """The day of the assessment."""
    before: Ruleset
    """The rules as they are now."""
    after: Ruleset
    """The rules as they would be."""
    read: int
    """How many partnerships could be read."""
    touched: int
    """How many of them something happens to."""
    effects: Sequence[Effect]
    """What happens, whatever edit causes it."""
    edits: Sequence[Edit]
    """Every edit between the two sets of rules, those without effect here too."""
    not_in_force: Sequence[NotInForce]
    """Overrides that are not in force on the day, and so do nothing here."""
    authority: TouchedAuthority | None
    """What happens to the authority as a whole; null where nothing judges it."""
    partnerships: Sequence[Touched]
    """Every partnership that could be read."""
    failed: Sequence[Failed]
    """What could not be read at all."""
    notes: Sequence[Diagnostic]
    """What is to be known of registers as a whole, such as columns that are not read."""
