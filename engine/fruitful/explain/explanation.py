"""What an explanation consists of. Renderers print these and decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fruitful.advice.advice import LocalPolicy
from fruitful.firing.trace import EACH
from fruitful.language.condition import Condition, Test
from fruitful.language.truth import Truth
from fruitful.language.value import Value
from fruitful.ruleset.rule import Rule


class Address(NamedTuple):
    """Where an answer stands: the fact that it answers, and whom it is about."""

    path: str
    """The fact's full path."""
    member: str | None = ""
    """A member's name; None for the members that the profile does not list, "" for the
    partnership."""

    def __str__(self) -> str:
        """As ``exit.strategy``, ``partners[Council].willing`` or ``partners.each.willing``.

        >>> str(Address("partners.willing", "Council"))
        'partners[Council].willing'
        """
        if self.member == "":
            return self.path
        collection, _, item = self.path.partition(".")
        return f"{collection}{f'.{EACH}' if self.member is None else f'[{self.member}]'}.{item}"


class Given(NamedTuple):
    """An answer that a condition reads, with its evidence."""

    address: Address
    value: Value | None
    """None where it is not known."""
    evidence: str = ""
    by: str = ""
    on: str = ""
    of_each: bool = False
    """It is said of every member who does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A condition or a part of one, whether it holds, and what made it so."""

    condition: Condition
    truth: Truth
    decisive: bool
    """The truth of the whole condition rests on it. Of parts of which each suffices, each does."""
    parts: tuple[Part, ...] = ()
    given: Given | None = None
    """The answer that a test reads."""
    members: tuple[MemberPart, ...] = ()
    """Of a quantifier: its members, those that are not listed last."""
    rests_on: tuple[str, ...] = ()
    """The rules whose outcome or conclusion it reads."""


class MemberPart(NamedTuple):
    """Whether a quantifier's inner condition holds of one member."""

    name: str | None
    """None for the members that the profile does not list."""
    part: Part
    """The quantifier's inner condition; what is decisive in it is so for this member."""
    decides: bool
    """What the quantifier comes to rests on this member."""


class Case(NamedTuple):
    """A severity case that was looked at: the one that held, or a graver one."""

    severity: str
    held: bool
    part: Part


class Change(NamedTuple):
    """An answer that is, or becomes, another one."""

    address: Address
    now: Value | None
    to: tuple[Value, ...]
    """Each of these will do. Of a number, a date or a set they are examples, and ``tests`` say
    what it has to be."""
    tests: tuple[tuple[Test, bool], ...]
    """Tests of the answer, and how each must come out."""


class Way(NamedTuple):
    """Some changes that together bring about an outcome."""

    outcome: str
    changes: tuple[Change, ...]


class Ways(NamedTuple):
    """The smallest sets of answers that would bring about another outcome.

    A set is here where some change of its answers brings it about, and of no part of it any does.
    Members are taken as the profile lists them: none is added or taken away.
    """

    each: tuple[Way, ...]
    """From the smallest set to the largest."""
    up_to: int | None
    """All sets of at most so many answers are here; None where all sets are."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule has come out as it has."""

    rule: Rule
    outcome: str
    severity: str
    """Of a finding, else ""."""
    text: str
    """What a finding or a strength says; else ""."""
    concluded: Truth
    """Of a rule that concludes a fact: what it concludes."""
    because: tuple[Given, ...]
    """The answers that make the outcome what it is: while these stand, it stands, whatever other
    answers are changed. Of what is undecided there are none."""
    missing: tuple[str, ...]
    """Of what is undecided: the unanswered facts that it waits for."""
    applies: Part
    when: Part
    cases: tuple[Case, ...]
    """Of a finding: the severity case that held, after the graver ones before it."""
    witnesses: Mapping[str, list[str | None]]
    """The members whom a finding is about, by collection; None for those not listed."""
    rests_on: tuple[Explanation, ...]
    """The rules that it rests on, and those that they rest on, each once."""
    local: LocalPolicy | None
    ways: Ways | None
    """What would make it a finding; of what is undecided: what would settle it."""


class Came(NamedTuple):
    """What came of one rule."""

    rule: Rule
    outcome: str
    severity: str
    """Of a finding, else ""."""
