"""What a change of policy would do to partnerships, as text for those who are to adopt it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from fruitful.advice.advice import Judged
from fruitful.compare import ABSENT, CLOSED, EASED, OPENED, WORSENED
from fruitful.compare.cause import Cause
from fruitful.firing import MET, NOT_APPLICABLE, UNDECIDED
from fruitful.impact.effect import NEW, REWORDED, Causes, Recommended
from fruitful.impact.summing import (
    MOVED,
    QUESTION_GONE,
    QUESTION_NEW,
    STANDING,
    TIER,
    VERDICT,
    Edit,
    Effect,
    Impact,
    One,
)
from fruitful.portfolio.screening import Named, Tiered
from fruitful.render.causes import edit_in_words
from fruitful.render.layout import Paint, in_words, section, unpainted, wrap
from fruitful.render.local import policy_in_words
from fruitful.ruleset import Ruleset

MOST_NAMES = 6
"""Partnerships that are named in a line unless all are asked for."""
EFFECTS = {
    VERDICT: "Verdict",
    STANDING: "Same verdict, other standing",
    TIER: "Tier",
    OPENED: "New recommendation",
    WORSENED: "Graver",
    EASED: "Less grave",
    CLOSED: "Recommendation gone",
    REWORDED: "Worded otherwise",
    MOVED: "Elsewhere in the order",
    QUESTION_NEW: "New question",
    QUESTION_GONE: "No longer asked",
}
_COUNTED = {
    VERDICT: ("gets another verdict", "get another verdict"),
    STANDING: (
        "keeps its verdict, which stands less or more firmly",
        "keep their verdicts, which stand less or more firmly",
    ),
    TIER: ("gets another tier", "get another tier"),
}
SUMMED = tuple(_COUNTED)
"""What is told of each partnership by itself, from which to which."""
_SUMS = {
    "Recommendations": {
        OPENED: "new",
        CLOSED: "gone",
        WORSENED: "graver",
        EASED: "less grave",
        REWORDED: "worded otherwise",
        MOVED: "elsewhere in the order",
    },
    "Questions": {QUESTION_NEW: "new", QUESTION_GONE: "no longer asked"},
}


def impact_as_text(found: Impact, paint: Paint = unpainted, *, everything: bool = False) -> str:
    """The impact in lines of at most 80 columns; ``everything`` names every partnership."""
    most = None if everything else MOST_NAMES
    lines = [
        *_head(found, paint),
        *_in_short(found, paint, most),
        *_edits(found, paint, most),
        *_each(found, paint),
        *_failed(found, paint),
        *_foot(found),
    ]
    return "\n".join(lines) + "\n"


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


def _head(found: Impact, paint: Paint) -> Iterator[str]:
    yield from wrap(title(found), paint=lambda line: paint(line, "heading"))
    yield from wrap(introduction(found))


def counts(found: Impact) -> Iterator[str]:
    """The sums, a sentence each."""
    number = len(found.each)
    for what, (one, many) in _COUNTED.items():
        some = [each for effect in found.effects if effect.what == what for each in effect[3]]
        if some:
            yield f"{len(some)} of {number} {one if len(some) == 1 else many}."
    for heading, words in _SUMS.items():
        counted = {
            what: sum(len(one.partnerships) for one in found.effects if one.what == what)
            for what in words
        }
        parts = [f"{counted[what]} {word}" for what, word in words.items() if counted[what]]
        yield f"{heading}: {', '.join(parts) or 'no change'}."


def _in_short(found: Impact, paint: Paint, most: int | None) -> Iterator[str]:
    yield from section("In short", paint)
    for line in counts(found):
        yield from wrap(line, "  ", "    ")
    for what in SUMMED:
        for one in found.effects:
            if one.what == what:
                text = f"{EFFECTS[what]}: {one.title}: {names(one.partnerships, most)}."
                yield from wrap(text, "  ", "    ")
    untouched = [one.named for one in found.each if one.effects.none]
    if untouched:
        yield from wrap(f"Nothing changes for {names(untouched, most)}.", "  ", "    ")


def names(some: Sequence[Named], most: int | None) -> str:
    """Partnerships by name, with their number where they are several."""
    if len(some) == 1:
        return some[0].name
    shown = [one.name for one in some[:most]]
    rest = f"; and {len(some) - len(shown)} more" if len(some) > len(shown) else ""
    return f"{len(some)} partnerships ({'; '.join(shown)}{rest})"


def _edits(found: Impact, paint: Paint, most: int | None) -> Iterator[str]:
    yield from section("What each edit does", paint)
    if not found.edits:
        yield from wrap("The two say the same of partnerships.", "  ")
    for number, edit in enumerate(found.edits, 1):
        start = f"{number:>3}. "
        yield from wrap(edit_in_words(edit.cause, found.old, found.new), start, "     ")
        for text, some in edit_lines(edit):
            yield from wrap(f"{text}: {names(some, most)}", "     - ", "       ")
        if not edit.effects:
            yield from wrap("It changes nothing for these partnerships.", "     - ", "       ")
    for override in found.waiting:
        text = f"{policy_in_words(override)} [{override.rule or override.setting}]"
        yield from wrap(f"Not in force on {in_words(found.on)}, and so without effect here: {text}",
                        "   · ", "     ")  # fmt: skip
    if found.waiting:
        yield from wrap("`--on DATE` judges on another day.", "     ")
    if found.beside:
        yield from wrap(BESIDE, "   · ", "     ")


BESIDE = (
    "The forms compared, the checklist or the costs differ too; what comes of that is not counted "
    "here. `fruitful evaluate --pack` shows it."
)


def edit_lines(edit: Edit) -> Iterator[tuple[str, Sequence[Named]]]:
    """What an edit does, and to which partnerships; what it moves in the order is summed up."""
    moved = [one for one in edit.effects if one.what == MOVED]
    for one in edit.effects:
        if one.what != MOVED:
            yield effect_in_words(one), one.partnerships
    if moved:
        some = tuple(dict.fromkeys(each for one in moved for each in one.partnerships))
        rules = ", ".join(one.subject for one in moved)
        yield f"{EFFECTS[MOVED]}: {rules}", some


def effect_in_words(one: Effect) -> str:
    """What happens, and to what."""
    if one.what in SUMMED:
        return f"{EFFECTS[one.what]}: {one.title}"
    return f"{EFFECTS[one.what]}: {one.title} [{one.subject}]"


def _each(found: Impact, paint: Paint) -> Iterator[str]:
    numbers = numbered(found)
    if found.touched:
        yield from section("Partnership by partnership", paint)
    for at, one in enumerate(found.touched):
        if at:
            yield ""
        yield from wrap(one.name, "  ", paint=lambda line: paint(line, "heading"))
        for text, causes in partnership_lines(one):
            yield from wrap(f"{text}{_by(causes, numbers)}", "  - ", "    ")


def numbered(found: Impact) -> dict[Cause, int]:
    """The number of each edit."""
    return {edit.cause: at for at, edit in enumerate(found.edits, 1)}


def _by(causes: Causes, numbers: dict[Cause, int]) -> str:
    some = sorted(numbers[one] for one in causes)
    word = "edit" if len(some) == 1 else "edits"
    return f" ({word} {', '.join(map(str, some))})" if some else ""


def partnership_lines(one: One) -> Iterator[tuple[str, Causes]]:
    """All that happens to a partnership, a sentence each, with the edits behind it."""
    effects = one.effects
    if effects.verdict is not None:
        before, after, causes = effects.verdict
        yield f"Verdict: {_judged(after)} instead of {_judged(before)}.", causes
    if effects.tier is not None:
        was, becomes = _tier(effects.tier.before), _tier(effects.tier.after)
        yield f"Tier: {becomes} instead of {was}.", effects.tier.causes
    for found in effects.recommendations:
        yield _recommended(found), found.causes
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


_GONE = {
    MET: "it is met",
    UNDECIDED: "it is not known whether it is called for",
    NOT_APPLICABLE: "it does not apply",
    ABSENT: "it is not among the rules",
}


def _failed(found: Impact, paint: Paint) -> Iterator[str]:
    if found.failed:
        yield from section("Not read", paint)
    for one in found.failed:
        yield from wrap(f"{one.source.file}: {one.diagnostics[0].message}", "  - ", "    ")


def _foot(found: Impact) -> Iterator[str]:
    yield ""
    old, new = (_rules(one) for one in (found.old, found.new))
    yield from wrap(f"Rules: {new}; now: {old}. Fired by {found.engine}.")


def _rules(ruleset: Ruleset) -> str:
    packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return f"{packs}, {ruleset.fingerprint[:19]}"
