"""Of an explanation: what would bring about another outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fruitful.records.kinds import Answer, Path
from fruitful.records.words import one_of


class ChangedAnswer(NamedTuple):
    """An answer that is, or becomes, another one."""

    path: str
    """Where it stands."""
    fact: Path
    member: str | None
    """Whom it is about."""
    now: Answer | None
    """The answer; null where it is not known."""
    to: Sequence[Answer]
    """Each of these will do."""
    exhaustive: bool
    """No other answer will do."""
    tests: Sequence[str]
    """What the answer has to be."""
    fixed: bool
    """No action can change it."""


class AnswersTogether(NamedTuple):
    """A set of answers."""

    outcome: Annotated[str, one_of("finding", "met", "not_applicable", "no_finding")]
    """What it brings about."""
    changes: Sequence[ChangedAnswer]
    """The answers."""


class Ways(NamedTuple):
    """The smallest sets of answers that bring about another outcome."""

    up_to: int | None
    """All sets of at most so many answers are here; null where all sets are."""
    each: Sequence[AnswersTogether]
    """From the smallest to the largest."""
