"""What a change of policy would do to partnerships, as text for those who are to adopt it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.compare.cause import Cause
from fruitful.impact.report import Impact
from fruitful.impact.tracer import Causes
from fruitful.render.causes import edit_in_words
from fruitful.render.effects import (
    FROM_TO,
    by_edits,
    by_labels,
    edit_lines,
    effect_in_words,
    lines,
    names,
    numbered,
    own_lines,
)
from fruitful.render.impact_in_short import (
    OWN,
    beside,
    counts,
    introduction,
    own_counts,
    title,
    unchanged,
    waiting,
)
from fruitful.render.layout import Paint, section, unpainted, wrap
from fruitful.render.unread import note_lines, problem_lines
from fruitful.ruleset import Ruleset

MOST_NAMES = 6
"""Partnerships that are named in a line unless all are asked for."""


def impact_as_text(found: Impact, paint: Paint = unpainted, *, everything: bool = False) -> str:
    """The impact in lines of at most 80 columns; ``everything`` shows whole lists."""
    most = None if everything else MOST_NAMES
    numbers = numbered(found)
    text = [
        *_head(found, paint),
        *_in_short(found, numbers, paint, most),
        *_edits(found, paint, most),
        *_own(found, numbers, paint),
        *_each(found, numbers, paint),
        *problem_lines(found.failed, found.faulty, paint, everything=everything),
        *note_lines(found.all_notes, paint, everything=everything),
        *_foot(found),
    ]
    return "\n".join(text) + "\n"


def _head(found: Impact, paint: Paint) -> Iterator[str]:
    yield from wrap(title(found), paint=lambda line: paint(line, "heading"))
    yield from wrap(introduction(found))


def _in_short(
    found: Impact, numbers: dict[Cause, int], paint: Paint, most: int | None
) -> Iterator[str]:
    yield from section("In short", paint)
    for text, causes in counts(found):
        yield from wrap(f"{text}{by_labels(causes, numbers)}.", "  ", "    ")
    for one in found.effects:
        if one.what in FROM_TO:
            text = f"{effect_in_words(one)}: {names(one.partnerships, most)}"
            yield from wrap(f"{text}{by_labels(one.causes, numbers)}.", "  ", "    ")
    for text, causes in own_counts(found):
        yield from wrap(f"{text}{by_labels(causes, numbers)}.", "  ", "    ")
    for text in unchanged(found, most):
        yield from wrap(text, "  ", "    ")


def _edits(found: Impact, paint: Paint, most: int | None) -> Iterator[str]:
    yield from section("What each edit does", paint)
    if not found.edits:
        yield from wrap("The two say the same of partnerships.", "  ")
    for number, edit in enumerate(found.edits, 1):
        start = f"{number:>3}. "
        yield from wrap(edit_in_words(edit.cause, *found.rulesets(edit.cause)), start, "     ")
        for text, some in edit_lines(edit):
            whom = f": {names(some, most)}" if some else ""
            yield from wrap(f"{text}{whom}", "     - ", "       ")
        if not (edit.effects or edit.authority):
            yield from wrap("It changes nothing that is shown here.", "     - ", "       ")
    for text in waiting(found):
        yield from wrap(text, "   · ", "     ")
    if found.waiting:
        yield from wrap("`--on DATE` judges on another day.", "     ")
    for text in beside(found):
        yield from wrap(text, "   · ", "     ")


def _own(found: Impact, numbers: dict[Cause, int], paint: Paint) -> Iterator[str]:
    own = found.authority
    if own is None or own.none:
        return
    yield from section(OWN, paint)
    yield from _happenings(own.name, own_lines(own), numbers, paint)


def _each(found: Impact, numbers: dict[Cause, int], paint: Paint) -> Iterator[str]:
    if found.touched:
        yield from section("Partnership by partnership", paint)
    for at, one in enumerate(found.touched):
        if at:
            yield ""
        yield from _happenings(one.name, lines(one.effects), numbers, paint)


def _happenings(
    name: str, some: Iterable[tuple[str, Causes]], numbers: dict[Cause, int], paint: Paint
) -> Iterator[str]:
    yield from wrap(name, "  ", paint=lambda line: paint(line, "heading"))
    for text, causes in some:
        yield from wrap(f"{text}{by_edits(causes, numbers)}", "  - ", "    ")


def _foot(found: Impact) -> Iterator[str]:
    yield ""
    old, new = (_rules(one) for one in (found.old, found.new))
    yield from wrap(f"Rules: {new}; now: {old}. Fired by {found.engine}.")


def _rules(ruleset: Ruleset) -> str:
    packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return f"{packs}, {ruleset.fingerprint[:19]}"
