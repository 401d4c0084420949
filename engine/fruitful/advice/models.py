"""Which form fits: the points for and against each, on what is known (P31, P32, P40-P46)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fruitful.advice.advice import Form, Forms
from fruitful.advice.behind import Behind
from fruitful.advice.saying import in_words
from fruitful.firing import Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import AGAINST, FOR, MODEL, NEEDS, Argument, Model

GOOD, MIXED, POOR, UNKNOWN = "good", "mixed", "poor", "unknown"
FITS = (GOOD, MIXED, POOR, UNKNOWN)
"""Good: something speaks for it and nothing against; mixed: both; poor: it is ruled out, or things
only speak against it; unknown: nothing known speaks either way."""


class _Open(NamedTuple):
    """An argument of which it is not known whether it counts, and the facts that would tell."""

    side: str
    argument: Argument
    facts: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, Condition, bool, bool]:
        """What it is about: an open argument that two forms share cannot tell them apart."""
        one = self.argument
        return self.side, one.when, one.rules_out, one.deciding


class _Standing(NamedTuple):
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


class _Weighed(NamedTuple):
    """A form with the arguments that hold and those that are open."""

    model: Model
    held: dict[str, tuple[Argument, ...]]
    """By side. A need counts where its condition is not false."""
    open: tuple[_Open, ...]
    is_ideal: bool
    """Whether the paper calls it ideal for something that is so."""

    def standing(self, more: Iterable[_Open] = ()) -> _Standing:
        """How it stands on what is known, and with more arguments that might come to hold."""
        counted = [(side, one) for side in (FOR, AGAINST) for one in self.held[side]]
        counted += [(one.side, one.argument) for one in more]
        number = Counter((side, one.deciding) for side, one in counted)
        return _Standing(
            any(one.rules_out for _, one in counted),
            number[AGAINST, True],
            -number[FOR, True],
            number[AGAINST, False],
            -number[FOR, False],
        )


def compare_forms(ruleset: Ruleset, firing: Firing, behind: Behind) -> Forms:
    """Weigh every form, find the best and set the one in use against it.

    Only what is known counts: the fewest deciding points against it first, then the most for it;
    between equals the other points, likewise. Equals stay equal.
    """
    weighed = [_weigh(model, firing, behind) for model in ruleset.models.values()]
    best = _best(weighed)
    forms = tuple(_form(one, one in best) for one in weighed)
    in_use = firing.view.values.get(MODEL)
    used = next((one for one in weighed if one.model.id == in_use), None)
    stage, stages = firing.view.values.get(STAGE), list(ruleset.stages)
    ended, proposed = stage in stages[-1:], stage in stages[:1]
    would_change = _would_change(best, weighed)
    return Forms(
        forms,
        best=tuple(one.model.id for one in best),
        why=_why(best, weighed, " on what is known" if would_change else ""),
        would_change=would_change,
        in_use=_form(used, used in best) if used else None,
        in_use_heading=("Form proposed" if proposed else "Its form now") if used else "",
        in_use_compared=_compared(used, best) if used else "",
        matters=not ended and any(form.fit != UNKNOWN for form in forms),
    )


def _weigh(model: Model, firing: Firing, behind: Behind) -> _Weighed:
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
                still_open.append(_Open(side, argument, facts))
    ideal = any(
        one.ideal_when is not None and truth(one.ideal_when, firing.view) for one in held[FOR]
    )
    by_side = {side: tuple(some) for side, some in held.items()}
    return _Weighed(model, by_side, tuple(still_open), ideal)


def _form(one: _Weighed, is_best: bool) -> Form:
    return Form(
        one.model,
        one.held[FOR],
        one.held[AGAINST],
        one.held[NEEDS],
        tuple(dict.fromkeys(fact for argument in one.open for fact in argument.facts)),
        _fit(one),
        is_best,
        is_best and one.is_ideal,
    )


def _fit(one: _Weighed) -> str:
    standing = one.standing()
    if standing.ruled_out:
        return POOR
    if standing.has_points_for:
        return MIXED if standing.has_points_against else GOOD
    return POOR if standing.has_points_against else UNKNOWN


def _best(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """The forms that fit best, on what is known; none where there is no point for any."""
    candidates = [one for one in weighed if one.standing().is_candidate]
    highest = min((one.standing() for one in candidates), default=None)
    return [one for one in candidates if one.standing() == highest]


def _why(best: Sequence[_Weighed], weighed: Sequence[_Weighed], known: str) -> str:
    """Which form fits best, and what decided."""
    if not best:
        return "Nothing that is known points to any form."
    if len(best) > 1:
        titles = " and ".join(one.model.title.casefold() for one in best)
        return (
            f"Equally good{known}: {titles}. There are as many points for each of them as for the "
            "others, and as many against."
        )
    (one,) = best
    named = f"Best fit{known}: {one.model.title.casefold()}."
    if one.is_ideal:
        named = f"Best fit, and ideal for its aim: {one.model.title.casefold()}."
    return f"{named} {_reason(one, weighed)}"


def _reason(best: _Weighed, weighed: Sequence[_Weighed]) -> str:
    """What sets the best apart from the others."""
    mine = best.standing()
    others = [
        standing for one in weighed if one is not best and (standing := one.standing()).is_candidate
    ]
    if not others:
        return "It is the only form with a point for it and nothing that rules it out."
    if all(mine.against < other.against for other in others):
        return f"It has the fewest deciding points against it ({mine.against})."
    level = [other for other in others if other.against == mine.against]
    if all(mine.fewer_for < other.fewer_for for other in level):
        return (
            f"No other has fewer deciding points against it ({mine.against}), and of those with as "
            f"few it has the most for it ({-mine.fewer_for})."
        )
    return (
        "Other forms stand level with it on the points that decide; it has the better balance of "
        f"further points ({-mine.fewer_more_for} for it, {mine.more_against} against)."
    )


def _compared(used: _Weighed, best: Sequence[_Weighed]) -> str:
    """How the form in use compares with the best, in a sentence."""
    mine = used.standing()
    if used in best:
        return "It fits best." if len(best) == 1 else "It is one of those that fit equally well."
    if mine.ruled_out:
        return "It does not fit: something rules it out."
    if not best or not (mine.has_points_against or mine.has_points_for):
        return "Too little is known to set it against the others."
    theirs = best[0].standing()
    if mine.against > theirs.against:
        return f"It has more deciding points against it ({mine.against}) than the best fit."
    if mine.fewer_for > theirs.fewer_for:
        return f"It has fewer deciding points for it ({-mine.fewer_for}) than the best fit."
    return "It stands level with the best fit on the points that decide, and behind it on others."


def _would_change(best: Sequence[_Weighed], weighed: Sequence[_Weighed]) -> tuple[str, ...]:
    """The unanswered facts that could change which form fits best, the most telling first."""
    if not best:
        contenders = [one for one in weighed if not one.standing().ruled_out]
        return _by_frequency(
            argument for one in contenders for argument in one.open if argument.side == FOR
        )
    return _by_frequency(
        argument
        for leader in best
        for rival in weighed
        if rival is not leader
        for argument in _between(leader, rival)
    )


def _between(leader: _Weighed, rival: _Weighed) -> Iterator[_Open]:
    """The open arguments by which a rival could draw level with a leader, if it can at all."""
    common = {one.matter for one in leader.open} & {one.matter for one in rival.open}
    blows = [one for one in leader.open if one.side == AGAINST and one.matter not in common]
    hopes = [one for one in rival.open if one.side == FOR]
    boosts = [one for one in hopes if one.matter not in common]
    if rival.standing(hopes).is_candidate and rival.standing(boosts) <= leader.standing(blows):
        yield from blows
        # Where the rival has no point for it yet, any that may hold makes it one.
        yield from boosts if rival.standing().is_candidate else hopes


def _by_frequency(arguments: Iterable[_Open]) -> tuple[str, ...]:
    counted = Counter(fact for argument in arguments for fact in argument.facts)
    return tuple(fact for fact, _ in counted.most_common())
