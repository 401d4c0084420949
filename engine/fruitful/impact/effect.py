"""What a change of policy does to one partnership, or to an authority.

Renderers print these and decide nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from fruitful.advice.advice import Judged
from fruitful.compare import Came
from fruitful.impact.tracer import Causes
from fruitful.portfolio.screening import Tiered

REWORDED, NEW, GONE = "reworded", "new", "gone"


class VerdictMoved(NamedTuple):
    """The verdict is another, stands otherwise, or offers another alternative."""

    before: Judged
    after: Judged
    causes: Causes


class Recommended(NamedTuple):
    """What becomes of a recommendation."""

    rule: str
    title: str
    how: str
    """``opened`` (new), ``closed`` (gone), ``worsened``, ``eased`` or ``reworded``."""
    before: Came
    after: Came
    rank_before: int | None
    rank_after: int | None
    """Where it stands in the order of what to do; None where it does not."""
    causes: Causes


class Concerned(NamedTuple):
    """A finding that is about others than before: members of a collection, by their names.

    None stands for those that are not listed.
    """

    rule: str
    title: str
    more: tuple[str | None, ...]
    less: tuple[str | None, ...]
    causes: Causes


class Placed(NamedTuple):
    """A recommendation that is as it was and stands elsewhere among those that were there."""

    rule: str
    title: str
    rank_before: int
    rank_after: int
    causes: Causes


class Asked(NamedTuple):
    """A question that is newly open, or is open no more."""

    fact: str
    ask: str
    how: str
    """``new`` or ``gone``."""
    causes: Causes


class TierMoved(NamedTuple):
    """The tier of significance is another, or stands otherwise."""

    before: Tiered
    after: Tiered
    causes: Causes


class Checked(NamedTuple):
    """A question of the checklist that gets another answer."""

    question: str
    ask: str
    before: str
    """``yes``, ``partly``, ``no``, ``unknown`` or ``not_applicable``."""
    after: str
    causes: Causes


class Effects(NamedTuple):
    """All that a change of policy does to one partnership, or to an authority as one."""

    verdict: VerdictMoved | None
    tier: TierMoved | None
    recommendations: tuple[Recommended, ...]
    concerned: tuple[Concerned, ...]
    placed: tuple[Placed, ...]
    questions: tuple[Asked, ...]

    @property
    def none(self) -> bool:
        """Whether it does nothing to it."""
        return not any(self)
