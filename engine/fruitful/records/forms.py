"""Of advice: the forms that a partnership could take, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

from fruitful.records.kinds import Cites, Id, Path, Text
from fruitful.records.rules import Added
from fruitful.records.words import NOT_PROMISED, Means, one_of


class Argument(NamedTuple):
    """Something that speaks for or against a model, or that it would need."""

    text: Text
    """The argument, in a sentence."""
    deciding: bool
    """Whether it decides which form fits; the others only tell apart what these leave equal."""
    cites: Cites
    local: Added | None
    """The local pack that adds it; null where it is national."""


class Model(NamedTuple):
    """A form that the partnership could take, and how it suits this one."""

    id: Id
    title: Text
    """Its name."""
    fit: Annotated[str, one_of("good", "mixed", "poor", "unknown")]
    """Good: something speaks for it and nothing against; mixed: both; poor: it is ruled out, or
    things only speak against it; unknown: nothing known speaks either way.
    """
    best: Annotated[bool, NOT_PROMISED]
    """Whether it fits best, alone or together with equals."""
    ideal: bool
    """Whether the paper calls it ideal for what is known of the work."""
    for_: Sequence[Argument]
    """What speaks for it."""
    against: Sequence[Argument]
    """What speaks against it."""
    needs: Sequence[Argument]
    """What it would need."""
    undecided: Annotated[Sequence[Path], Means(uniqueItems=True), NOT_PROMISED]
    """The unanswered facts that more arguments hang on."""
    local: Added | None
    """The local pack that adds it; null where it is national."""


class Amount(NamedTuple):
    """A cost or a gain in a year."""

    id: Id
    title: Text
    """What it is."""
    side: Annotated[str, one_of("direct", "opportunity", "gain")]
    """Money paid, time that could be spent otherwise, or a gain."""
    pounds_a_year: Annotated[Decimal, Means(minimum=0)] | None
    """How much; null where that is not known."""
    words: str
    """What is said of it where it is not told in pounds; otherwise empty."""
    missing: Annotated[Sequence[Path], Means(uniqueItems=True)]
    """The unanswered facts that it hangs on."""
    cites: Cites
    local: Added | None
    """The local pack that adds it; null where it is national."""
