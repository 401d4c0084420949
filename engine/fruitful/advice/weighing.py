"""How each form stands: which points for and against it hold, and which are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from fruitful.advice.behind import Behind
from fruitful.advice.saying import in_words
from fruitful.firing import Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.ruleset.model import AGAINST, FOR, NEEDS, Argument, Model

GOOD, MIXED, POOR, UNKNOWN = "good", "mixed", "poor", "unknown"
DECIDING = "Deciding points count first; the others tell apart forms that are level on those."
"""What the mark of a point means, for people."""
FITS = (GOOD, MIXED, POOR, UNKNOWN)
"""Good: something speaks for it and nothing against; mixed: both; poor: it is ruled out, or things
only speak against it; unknown: nothing known speaks either way."""


class Open(NamedTuple):
    """An argument of which it is not known whether it counts, and the facts that would tell."""

    side: str
    argument: Argument
    facts: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, Condition, bool, bool]:
        """What it is about: an open argument that two forms share cannot tell them apart."""
        one = self.argument
        return self.side, one.when, one.rules_out, one.deciding


class Standing(NamedTuple):
    """How a form compares: the lesser stands higher. Only between equals do later parts count."""

    ruled_out: bool
    against: int
    """The deciding points against it."""
    fewer_for: int
    """The number of deciding points for it, as a negative."""
    more_against: int
    """The other points against it."""
    fewer_more_for: int
    """The number of other points for it, as a negative."""

    @property
    def has_points_for(self) -> bool:
        return self.fewer_for + self.fewer_more_for < 0

    @property
    def has_points_against(self) -> bool:
        return self.against + self.more_against > 0

    @property
    def is_candidate(self) -> bool:
        """Whether it can be the best: there is a point for it and nothing rules it out."""
        return not self.ruled_out and self.has_points_for


class Weighed(NamedTuple):
    """A form with the arguments that hold and those that are open."""

    model: Model
    held: dict[str, tuple[Argument, ...]]
    """By side. A need counts where its condition is not false."""
    open: tuple[Open, ...]
    is_ideal: bool
    """Whether the paper calls it ideal for something that is so."""

    def standing(self, more: Iterable[Open] = ()) -> Standing:
        """How it stands on what is known, and with more arguments that might come to hold."""
        counted = [(side, one) for side in (FOR, AGAINST) for one in self.held[side]]
        counted += [(one.side, one.argument) for one in more]
        number = Counter((side, one.deciding) for side, one in counted)
        return Standing(
            any(one.rules_out for _, one in counted),
            number[AGAINST, True],
            -number[FOR, True],
            number[AGAINST, False],
            -number[FOR, False],
        )


def weigh(model: Model, firing: Firing, behind: Behind) -> Weighed:
    """A form's points, as the answers leave them."""
    held: dict[str, list[Argument]] = {FOR: [], AGAINST: [], NEEDS: []}
    still_open = []
    for side, name, argument in model.arguments():
        holds = firing.truths[model.id, name]
        if holds or (holds is None and side == NEEDS):
            words = in_words(argument.said, behind) or argument.text
            held[side].append(replace(argument, text=words))
        elif holds is None:
            # Where no question that makes sense would tell, there is nothing to wait for.
            facts = tuple(behind.missing([argument.when]))
            if facts:
                still_open.append(Open(side, argument, facts))
    ideal = any(
        one.ideal_when is not None and truth(one.ideal_when, firing.view) for one in held[FOR]
    )
    by_side = {side: tuple(some) for side, some in held.items()}
    return Weighed(model, by_side, tuple(still_open), ideal)


def fit(one: Weighed) -> str:
    """One of ``FITS``."""
    standing = one.standing()
    if standing.ruled_out:
        return POOR
    if standing.has_points_for:
        return MIXED if standing.has_points_against else GOOD
    return POOR if standing.has_points_against else UNKNOWN
