"""Which form fits: the points for and against each, on what is known (P31, P32, P40-P46)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from fruitful.advice.advice import Form, Forms
from fruitful.advice.behind import Behind
from fruitful.advice.weighing import UNKNOWN, Open, Weighed, fit, weigh
from fruitful.firing import Firing
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import AGAINST, FOR, MODEL, NEEDS


def compare_forms(ruleset: Ruleset, firing: Firing, behind: Behind) -> Forms:
    """Weigh every form, find the best and set the one in use against it.

    Only what is known counts: the fewest deciding points against it first, then the most for it;
    between equals the other points, likewise. Equals stay equal.
    """
    weighed = [weigh(model, firing, behind) for model in ruleset.models.values()]
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


def _form(one: Weighed, is_best: bool) -> Form:
    return Form(
        one.model,
        one.held[FOR],
        one.held[AGAINST],
        one.held[NEEDS],
        tuple(dict.fromkeys(fact for argument in one.open for fact in argument.facts)),
        fit(one),
        is_best,
        is_best and one.is_ideal,
    )


def _best(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The forms that fit best, on what is known; none where there is no point for any."""
    candidates = [one for one in weighed if one.standing().is_candidate]
    highest = min((one.standing() for one in candidates), default=None)
    return [one for one in candidates if one.standing() == highest]


def _why(best: Sequence[Weighed], weighed: Sequence[Weighed], known: str) -> str:
    """Which form fits best, and what decided."""
    if not best:
        return "Nothing that is known points to any form."
    if len(best) > 1:
        titles = " and ".join(one.model.title.casefold() for one in best)
        rest = "the other" if len(best) == 2 else "the others"
        return (
            f"Equally good{known}: {titles}. There are as many points for each of them as for "
            f"{rest}, and as many against."
        )
    (one,) = best
    named = f"Best fit{known}: {one.model.title.casefold()}."
    if one.is_ideal:
        named = f"Best fit, and ideal for its aim: {one.model.title.casefold()}."
    return f"{named} {_reason(one, weighed)}"


def _reason(best: Weighed, weighed: Sequence[Weighed]) -> str:
    """What sets the best apart from the others."""
    mine = best.standing()
    others = [
        standing for one in weighed if one is not best and (standing := one.standing()).is_candidate
    ]
    if not others:
        return "It is the only form with a point for it and nothing that rules it out."
    standings = [one.standing() for one in weighed]
    passed_over = any(
        not (one.ruled_out or one.has_points_for) and one.against <= mine.against
        for one in standings
    )
    if all(mine.against < other.against for other in others):
        it = "Of the forms with a point for them, it" if passed_over else "It"
        return f"{it} has the fewest deciding points against it ({mine.against})."
    level = [other for other in others if other.against == mine.against]
    if all(mine.fewer_for < other.fewer_for for other in level):
        no_other = "No other with a point for it" if passed_over else "No other"
        return (
            f"{no_other} has fewer deciding points against it ({mine.against}), and of those with "
            f"as few it has the most for it ({-mine.fewer_for})."
        )
    return (
        "Other forms stand level with it on the points that decide; it has the better balance of "
        f"further points ({-mine.fewer_more_for} for it, {mine.more_against} against)."
    )


def _compared(used: Weighed, best: Sequence[Weighed]) -> str:
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


def _would_change(best: Sequence[Weighed], weighed: Sequence[Weighed]) -> tuple[str, ...]:
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


def _between(leader: Weighed, rival: Weighed) -> Iterator[Open]:
    """The open arguments by which a rival could draw level with a leader, if it can at all."""
    common = {one.matter for one in leader.open} & {one.matter for one in rival.open}
    blows = [one for one in leader.open if one.side == AGAINST and one.matter not in common]
    hopes = [one for one in rival.open if one.side == FOR]
    boosts = [one for one in hopes if one.matter not in common]
    if rival.standing(hopes).is_candidate and rival.standing(boosts) <= leader.standing(blows):
        yield from blows
        # Where the rival has no point for it yet, any that may hold makes it one.
        yield from boosts if rival.standing().is_candidate else hopes


def _by_frequency(arguments: Iterable[Open]) -> tuple[str, ...]:
    counted = Counter(fact for argument in arguments for fact in argument.facts)
    return tuple(fact for fact, _ in counted.most_common())
