"""Of an explanation: conditions, whether they hold, and on which answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, TypeAlias

from fruitful.records.kinds import Answer, Path, Rule
from fruitful.records.words import Means, one_of


class Given(NamedTuple):
    """An answer with its evidence."""

    path: str
    """Where it stands, as exit.strategy or partners[Council].willing."""
    fact: Path
    member: str | None
    """Whom it is about: a member by name, `each` for those not listed; null for the partnership."""
    answer: Answer | None
    """The answer; null where it is not known."""
    evidence: str
    """What it rests on; may be empty."""
    by: str
    """Who gave it; may be empty."""
    on: str
    """When; may be empty."""
    of_each: bool
    """It is said of every member who does not say otherwise."""


class PartsTogether(NamedTuple):
    """Several parts together."""

    kind: Annotated[str, one_of("all", "any", "not")]
    """All of them, any of them, or not so."""
    truth: bool | None
    """Whether it holds; null where the answers cannot tell."""
    decisive: bool
    """What the whole comes to rests on it."""
    parts: Sequence[Part]
    """The parts."""


class Member(NamedTuple):
    """A member."""

    name: str
    """Its name; `each` for those not listed."""
    listed: bool
    """The profile lists it."""
    decides: bool
    """What the test comes to rests on it."""
    condition: Part


class OfMembers(NamedTuple):
    """A test of the members of a collection."""

    kind: Annotated[str, one_of("some", "every", "none", "count")]
    """Of how many it must hold."""
    truth: bool | None
    """Whether it holds; null where the answers cannot tell."""
    decisive: bool
    """What the whole comes to rests on it."""
    text: str
    """What it asks for, in words."""
    collection: str
    """The collection."""
    members: Sequence[Member]
    """The members, those not listed last."""


class OfRule(NamedTuple):
    """A test of another rule's outcome."""

    kind: Annotated[str, one_of("finding", "met")]
    """Which outcome."""
    truth: bool | None
    """Whether it holds; null where the answers cannot tell."""
    decisive: bool
    """What the whole comes to rests on it."""
    text: str
    """In words."""
    rests_on: Sequence[Rule]
    """The rules that it reads."""
    rule: Rule


class OfFact(NamedTuple):
    """A test of one fact."""

    kind: Literal["test"]
    """A test."""
    truth: bool | None
    """Whether it holds; null where the answers cannot tell."""
    decisive: bool
    """What the whole comes to rests on it."""
    text: str
    """In words."""
    rests_on: Sequence[Rule]
    """The rules that conclude the fact."""
    fact: Path
    answer: Given | None
    """The answer that it reads; null of what rules conclude."""


Part: TypeAlias = Annotated[
    PartsTogether | OfMembers | OfRule | OfFact,
    Means("A condition or a part of one, whether it holds, and what made it so.", name="part"),
]
