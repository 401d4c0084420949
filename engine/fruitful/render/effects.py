"""What a change of policy does, in the words that the text and the page share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from fruitful.advice.advice import Judged
from fruitful.compare import ABSENT, CLOSED, EASED, OPENED, WORSENED
from fruitful.compare.cause import FACT_ADDED, FACT_REMOVED, PRIORITIES, Cause
from fruitful.firing import MET, NOT_APPLICABLE, UNDECIDED
from fruitful.impact.authority import Own
from fruitful.impact.effect import NEW, REWORDED, Checked, Concerned, Effects, Recommended
from fruitful.impact.report import (
    CHECKED,
    CONCERNED,
    MOVED,
    QUESTION_GONE,
    QUESTION_NEW,
    STANDING,
    TIER,
    TIER_STANDING,
    VERDICT,
    Edit,
    Effect,
    Impact,
)
from fruitful.impact.tracer import Causes
from fruitful.portfolio.screening import Named, Tiered

EFFECTS = {
    VERDICT: "Verdict",
    STANDING: "Same verdict, now settled or provisional",
    TIER: "Tier",
    TIER_STANDING: "Same tier, now settled or provisional",
    CHECKED: "Checklist",
    OPENED: "New recommendation",
    WORSENED: "Graver",
    EASED: "Less grave",
    CLOSED: "Recommendation gone",
    CONCERNED: "About others",
    REWORDED: "Worded otherwise",
    MOVED: "Moved up or down the list",
    QUESTION_NEW: "New question",
    QUESTION_GONE: "No longer asked",
}
FROM_TO = (VERDICT, STANDING, TIER, TIER_STANDING)
"""What is told by itself, from which to which."""
_STATES = {
    "yes": "yes",
    "partly": "partly",
    "no": "no",
    "unknown": "not known",
    NOT_APPLICABLE: "not applicable",
}
_GONE = {
    MET: "it is met",
    UNDECIDED: "it is not known whether it is called for",
    NOT_APPLICABLE: "it does not apply",
    ABSENT: "it is not among the rules",
}


def names(some: Sequence[Named], most: int | None) -> str:
    """Partnerships by name, with their number where they are several."""
    if len(some) == 1:
        return some[0].name
    shown = [one.name for one in some[:most]]
    rest = f"; and {len(some) - len(shown)} more" if len(some) > len(shown) else ""
    return f"{len(some)} partnerships ({'; '.join(shown)}{rest})"


def numbered(found: Impact) -> dict[Cause, int]:
    """The number of each edit."""
    return {edit.cause: at for at, edit in enumerate(found.edits, 1)}


def by_edits(causes: Iterable[Cause], numbers: dict[Cause, int]) -> str:
    """The edits behind an effect, by their numbers."""
    some = sorted(numbers[one] for one in causes)
    word = "edit" if len(some) == 1 else "edits"
    return f" ({word} {', '.join(map(str, some))})" if some else ""


def labels(causes: Collection[Cause], numbers: dict[Cause, int]) -> dict[int, str]:
    """The edits behind an effect by their numbers, with what each is about for who sees no list.

    A question that is new says no more than the rule that asks it.
    """
    rules = [one for one in causes if one.what not in (FACT_ADDED, FACT_REMOVED)] or causes
    return {
        numbers[one]: f"{numbers[one]} {PRIORITIES if one.what == PRIORITIES else one.name}"
        for one in sorted(rules, key=lambda one: numbers[one])
    }


def by_labels(causes: Collection[Cause], numbers: dict[Cause, int]) -> str:
    """The same in a line of text."""
    some = labels(causes, numbers).values()
    return f" ({'edit' if len(some) == 1 else 'edits'} {', '.join(some)})" if some else ""


def edit_lines(edit: Edit) -> Iterator[tuple[str, Sequence[Named]]]:
    """What an edit does, and to which partnerships; none of what it does to the authority."""
    for effects, whose in ((edit.authority, "The authority: "), (edit.effects, "")):
        for one in effects:
            if one.what != MOVED:
                yield f"{whose}{effect_in_words(one)}", one.partnerships
        moved = [one for one in effects if one.what == MOVED]
        if moved:  # what it moves in the order is summed up
            some = tuple(dict.fromkeys(each for one in moved for each in one.partnerships))
            rules = ", ".join(one.subject for one in moved)
            yield f"{whose}{EFFECTS[MOVED]}: {rules}", some


def effect_in_words(one: Effect) -> str:
    """What happens, and to what."""
    if one.what in FROM_TO:
        return f"{EFFECTS[one.what]}: {one.title}"
    if one.what == CHECKED:
        return f"{EFFECTS[CHECKED]}, question {one.subject}: {one.title}"
    return f"{EFFECTS[one.what]}: {one.title} [{one.subject}]"


def own_lines(own: Own) -> Iterator[tuple[str, Causes]]:
    """All that happens to the authority, a sentence each, with the edits behind it."""
    yield from lines(own.effects)
    for one in own.checklist:
        yield _checked(one), one.causes


def lines(effects: Effects) -> Iterator[tuple[str, Causes]]:
    """All that happens to a partnership, a sentence each, with the edits behind it."""
    if effects.verdict is not None:
        before, after, causes = effects.verdict
        yield f"Verdict: {_judged(after)} instead of {_judged(before)}.", causes
    if effects.tier is not None:
        was, becomes = _tier(effects.tier.before), _tier(effects.tier.after)
        yield f"Tier: {becomes} instead of {was}.", effects.tier.causes
    for found in effects.recommendations:
        yield _recommended(found), found.causes
    for concerned in effects.concerned:
        yield _concerned(concerned), concerned.causes
    for why, some in groupby(effects.placed, key=lambda one: one.causes):
        moved = (f"{one.rule} from {one.rank_before} to {one.rank_after}" for one in some)
        yield f"{EFFECTS[MOVED]}: {', '.join(moved)}.", why
    for asked in effects.questions:
        what = QUESTION_NEW if asked.how == NEW else QUESTION_GONE
        yield f"{EFFECTS[what]}: {asked.ask} [{asked.fact}]", asked.causes


def _judged(judged: Judged) -> str:
    provisional = "" if judged.settled else " (provisional)"
    instead = f", with “{judged.alternative.title}” instead" if judged.alternative else ""
    return f"“{judged.verdict.title}”{provisional}{instead}"


def _tier(tiered: Tiered) -> str:
    if tiered.tier is None:
        return "not known yet"
    return f"“{tiered.tier.title}”{'' if tiered.settled else ' (provisional)'}"


def _recommended(one: Recommended) -> str:
    start = f"{EFFECTS[one.how]}: {one.title} [{one.rule}]"
    before, after = f"{one.before.severity}, number {one.rank_before}", f"number {one.rank_after}"
    if one.how == CLOSED:
        return f"{start}, which was {before}: {_GONE[one.after.outcome]}."
    if one.how == REWORDED:
        return f"{start}, {after} of what to do."
    what = f"{start}, {one.after.severity}, {after}"
    return f"{what} of what to do." if one.how == OPENED else f"{what} instead of {before}."


def _concerned(one: Concerned) -> str:
    parts = [
        f"{word} {'; '.join('others' if name is None else name for name in some)}"
        for word, some in (("now also about", one.more), ("no longer about", one.less))
        if some
    ]
    return f"{EFFECTS[CONCERNED]}: {one.title} [{one.rule}] is {', and '.join(parts)}."


def _checked(one: Checked) -> str:
    was, becomes = _STATES[one.before], _STATES[one.after]
    return f"{EFFECTS[CHECKED]}, question {one.question}: {becomes} instead of {was}. {one.ask}"
