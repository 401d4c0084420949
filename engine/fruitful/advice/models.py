"""Which form fits: what speaks for and against each, by what is known (P31, P32, P40-P46)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fruitful.advice.advice import Form, Forms
from fruitful.advice.behind import Behind
from fruitful.advice.saying import in_words
from fruitful.firing import Firing
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
    when: Condition
    rules_out: bool
    facts: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, Condition, bool]:
        """What it is about: an open argument that two forms share cannot tell them apart."""
        return self.side, self.when, self.rules_out


class _Standing(NamedTuple):
    """How a form compares: the lesser stands higher."""

    ruled_out: bool
    against: int
    fewer_for: int
    """The number of arguments for it, as a negative."""

    @property
    def is_candidate(self) -> bool:
        """Whether it can be the best: something speaks for it and nothing rules it out."""
        return not self.ruled_out and self.fewer_for < 0


class _Weighed(NamedTuple):
    """A form with the arguments that hold and those that are open."""

    model: Model
    held: dict[str, tuple[Argument, ...]]
    """By side. A need counts where its condition is not false."""
    open: tuple[_Open, ...]

    def standing(self, more: Iterable[_Open] = ()) -> _Standing:
        """How it stands by what is known, and with more arguments that might come to hold."""
        more = tuple(more)
        against = [one.rules_out for one in self.held[AGAINST]]
        against += [one.rules_out for one in more if one.side == AGAINST]
        speaks_for = len(self.held[FOR]) + sum(one.side == FOR for one in more)
        return _Standing(any(against), len(against), -speaks_for)


def compare_forms(ruleset: Ruleset, firing: Firing, behind: Behind) -> Forms:
    """Weigh every form, find the best and set the one in use against it.

    Only what is known counts: least against it first, then most for it. Equals stay equal.
    """
    weighed = [_weigh(model, firing, behind) for model in ruleset.models.values()]
    best = _best(weighed)
    forms = tuple(_form(one, one in best) for one in weighed)
    in_use = firing.view.values.get(MODEL)
    used = next((one for one in weighed if one.model.id == in_use), None)
    ended = firing.view.values.get(STAGE) in list(ruleset.stages)[-1:]
    return Forms(
        forms,
        best=tuple(one.model.id for one in best),
        why=_why(best, weighed),
        would_change=_would_change(best, weighed),
        in_use=_form(used, used in best) if used else None,
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
                still_open.append(_Open(side, argument.when, argument.rules_out, facts))
    return _Weighed(model, {side: tuple(some) for side, some in held.items()}, tuple(still_open))


def _form(one: _Weighed, is_best: bool) -> Form:
    return Form(
        one.model,
        one.held[FOR],
        one.held[AGAINST],
        one.held[NEEDS],
        tuple(dict.fromkeys(fact for argument in one.open for fact in argument.facts)),
        _fit(one),
        is_best,
    )


def _fit(one: _Weighed) -> str:
    standing = one.standing()
    if standing.ruled_out:
        return POOR
    if standing.fewer_for:
        return MIXED if standing.against else GOOD
    return POOR if standing.against else UNKNOWN


def _best(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """The forms that fit best, by what is known; none where nothing speaks for any."""
    candidates = [one for one in weighed if one.standing().is_candidate]
    highest = min((one.standing() for one in candidates), default=None)
    return [one for one in candidates if one.standing() == highest]


def _why(best: Sequence[_Weighed], weighed: Sequence[_Weighed]) -> str:
    """Why the best is the best, in a sentence."""
    if not best:
        return "Nothing that is known speaks for any form."
    mine = best[0].standing()
    others = [
        standing for one in weighed if one not in best and (standing := one.standing()).is_candidate
    ]
    if len(best) > 1:
        return "As much speaks for each of them as for the others, and as much against."
    if not others:
        return "It is the only one that something speaks for and nothing rules out."
    if all(mine.against < other.against for other in others):
        return "Less speaks against it than against any other that has something for it."
    return "Nothing else has less against it, and of those with as little it has most for it."


def _compared(used: _Weighed, best: Sequence[_Weighed]) -> str:
    """How the form in use compares with the best, in a sentence."""
    mine = used.standing()
    if used in best:
        return "It fits best." if len(best) == 1 else "It is one of those that fit equally well."
    if mine.ruled_out:
        return "It does not fit: something rules it out."
    if not best or not (mine.against or mine.fewer_for):
        return "Too little is known to set it against the others."
    if mine.against > best[0].standing().against:
        return "More speaks against it than against what fits best."
    return "Less speaks for it than for what fits best."


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
        # Where nothing speaks for the rival yet, anything that might makes it one.
        yield from boosts if rival.standing().is_candidate else hopes


def _by_frequency(arguments: Iterable[_Open]) -> tuple[str, ...]:
    counted = Counter(fact for argument in arguments for fact in argument.facts)
    return tuple(fact for fact, _ in counted.most_common())
