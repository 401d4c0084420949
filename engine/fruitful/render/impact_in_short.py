"""What a change of policy does in short, in the words that the text and the page share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.compare import CLOSED, EASED, OPENED, WORSENED
from fruitful.impact.effect import REWORDED
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
    Effect,
    Impact,
)
from fruitful.impact.tracer import Causes
from fruitful.render.effects import FROM_TO, effect_in_words, names
from fruitful.render.layout import in_words
from fruitful.render.local import policy_in_words

MOST_NAMES = 6
"""Partnerships that are named in a line unless all are asked for."""
OWN = "The authority as a whole"
_COUNTED = {
    VERDICT: ("gets another verdict", "get another verdict"),
    STANDING: ("keeps its verdict", "keep their verdicts"),
    TIER: ("gets another tier", "get another tier"),
    TIER_STANDING: ("keeps its tier", "keep their tiers"),
}
_SUMS = {
    "Recommendations": {
        OPENED: "new",
        CLOSED: "gone",
        WORSENED: "graver",
        EASED: "less grave",
        CONCERNED: "about others",
        REWORDED: "worded otherwise",
        MOVED: "moved up or down the list",
    },
    "Questions": {QUESTION_NEW: "new", QUESTION_GONE: "no longer asked"},
    "Checklist": {CHECKED: "answered otherwise"},
}
_SECTIONS = {
    "models": "the points for and against each form",
    "costs": "what counts as a cost",
    "roles": "how partnerships are compared",
}
NOT_SHOWN = (
    "Not shown here: strengths, the forms compared, checklist, key ingredients, accountability and "
    "costs of each partnership, overlaps and reviews. `fruitful evaluate` and `fruitful screen` "
    "with `--pack` show them."
)


def title(found: Impact) -> str:
    """What is to be adopted, and in place of what."""
    before, after = (
        [f"{id} {version}" for id, version in one.packs if (id, version) not in other.packs]
        for one, other in ((found.old, found.new), (found.new, found.old))
    )
    adopted = " and ".join(after) or "these packs"
    if not before:
        return f"What adopting {adopted} would change"
    return f"What {adopted} in place of {' and '.join(before)} would change"


def introduction(found: Impact) -> str:
    """How it was found out."""
    number = len(found.each)
    partnerships = "One partnership" if number == 1 else f"{number} partnerships"
    return (
        f"{partnerships}, judged by both on {in_words(found.on)} with the same answers. What is "
        "not answered is not known. Nothing is foreseen of what partnerships would do about it."
    )


def counts(found: Impact) -> Iterator[tuple[str, Causes]]:
    """The sums, a sentence each without its full stop, and the edits behind them."""
    number = len(found.each)
    if not any(one.what in (VERDICT, STANDING) for one in found.effects):
        yield "No verdict changes", ()
    for what, (one, many) in _COUNTED.items():
        for becomes in ("", "provisional", "settled"):
            alike = [each for each in found.effects if each.what == what and _now(each) == becomes]
            some = sum(len(each.partnerships) for each in alike)
            if some:
                it = "it is" if some == 1 else "they are"
                but = f", but {it} now {becomes}" if becomes else ""
                yield f"{some} of {number} {one if some == 1 else many}{but}", ()
    for heading in ("Recommendations", "Questions"):
        said, causes = _sum(heading, found.effects)
        mine = (one.partnerships for one in found.effects if one.what in _SUMS[heading])
        whose = len({each for some in mine for each in some})
        yield f"{heading}: {f'{said}, in {whose} of {number}' if said else 'no change'}", causes


def _now(effect: Effect) -> str:
    """What a verdict or tier that stays has become: settled or provisional."""
    stays = effect.what in (STANDING, TIER_STANDING)
    return effect.title.rpartition(" ")[2] if stays else ""


def own_counts(found: Impact) -> Iterator[tuple[str, Causes]]:
    """The same of the authority: what changes there."""
    for one in found.own_effects:
        if one.what in FROM_TO:
            told = effect_in_words(one)
            yield f"{OWN}: {told[0].lower()}{told[1:]}", one.causes
    for heading in _SUMS:
        said, causes = _sum(heading, found.own_effects)
        if said:
            yield f"{OWN}: {heading.lower()}: {said}", causes


def _sum(heading: str, effects: Iterable[Effect]) -> tuple[str, Causes]:
    """How often each kind of thing happens, and the edits behind all of it."""
    words = _SUMS[heading]
    mine = [one for one in effects if one.what in words]
    times = dict.fromkeys(words, 0)
    for one in mine:
        times[one.what] += len(one.partnerships) or 1  # what happens to the authority happens once
    parts = [f"{times[what]} {word}" for what, word in words.items() if times[what]]
    return ", ".join(parts), tuple(dict.fromkeys(cause for one in mine for cause in one.causes))


def unchanged(found: Impact, most: int | None = None) -> Iterator[str]:
    """For whom nothing changes."""
    untouched = [one.named for one in found.each if one.effects.none]
    if untouched:
        yield f"Nothing changes for {names(untouched, most)}."
    if found.authority is not None and found.authority.none:
        yield f"Nothing changes for {OWN[0].lower()}{OWN[1:]}."


def waiting(found: Impact) -> Iterator[str]:
    """The overrides that are not in force on the day."""
    for override in found.waiting:
        text = f"{policy_in_words(override)} [{override.rule or override.setting}]"
        yield f"Not in force on {in_words(found.on)}, and so without effect here: {text}"


def beside(found: Impact) -> Iterator[str]:
    """What is not shown, and whether it is edited too."""
    edited = [_SECTIONS[one] for one in found.beside]
    if edited:
        some = ", ".join(edited[:-1])
        yield f"Edited too: {some}{' and ' if some else ''}{edited[-1]}. {NOT_SHOWN}"
    else:
        yield NOT_SHOWN
