"""What checking packs found: what ``fruitful rules check`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fruitful.records.guarantee import Guarantee
from fruitful.records.kinds import Count, Day, Fingerprint, Format, Number, Rule, Text, Version
from fruitful.records.rules import Pack
from fruitful.records.words import Means, one_of


class Fault(NamedTuple):
    """A fault: what is no valid pack."""

    code: Text
    """What kind of fault; it is stable."""
    file: str
    """The file; empty where it is about no file."""
    line: Number | None
    """The line, from 1; null where it is about the whole file."""
    column: Number | None
    """The column, from 1; null where it is about the whole line."""
    message: Text
    """What is wrong."""
    help: str
    """What to do about it; empty where that is plain."""


class PacksChecked(NamedTuple):
    """The packs that are checked together."""

    packs: Annotated[Sequence[Pack], Means(minItems=1)]
    """The packs, the national one first."""
    fingerprint: Fingerprint
    """A hash of all that the packs say: the same rules have the same fingerprint."""


class Remark(NamedTuple):
    """A matter in a pack that is valid."""

    level: Annotated[str, one_of("wrong", "advice")]
    """What cannot be meant so (wrong), or what could be better (advice)."""
    code: Text
    """What kind of matter; it is stable."""
    file: str
    """The file; empty where it is about no file."""
    line: Number | None
    """The line, from 1; null where it is about the whole file."""
    column: Number | None
    """The column, from 1; null where it is about the whole line."""
    rules: Sequence[Rule]
    """The rules that it is about."""
    message: Text
    """What the matter is."""
    help: str
    """What to do about it; empty where that is plain."""
    profile: str | None
    """A profile in which it is so, as YAML; null where there is none to show."""
    on: Day
    """The day on which it is so: that of the check, or the first day on which other overrides make
    it so.
    """


class Refused(NamedTuple):
    """Packs that are refused."""

    fruitful: Version
    format: Format
    on: Day
    """The day whose rules are checked."""
    faults: Sequence[Fault]
    """The faults for which the packs are refused."""


class Checked(NamedTuple):
    """Packs that are valid, and what is to be said of them."""

    fruitful: Version
    format: Format
    on: Day
    """The day whose rules are checked."""
    ruleset: PacksChecked
    """The packs that are checked together."""
    checked: Sequence[Text]
    """The packs that the remarks are about."""
    rules: Count
    """How many rules there are."""
    facts: Count
    """How many facts there are."""
    faults: Sequence[Fault]
    """None: the packs are valid."""
    remarks: Sequence[Remark]
    """What cannot be meant so, and what could be better."""
    proved: bool
    """Whether a solver has tried every profile that can be written."""
    not_proved: Sequence[Text]
    """What was not proved, and why, in sentences."""
    guarantee: Guarantee | None
    """The guarantee on local policy; null where it was not tried."""
