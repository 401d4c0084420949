"""What a change of policy would do, as a page for those who are to adopt it."""

from __future__ import annotations

from typing import NamedTuple

from fruitful import __version__
from fruitful.impact.summing import Impact
from fruitful.portfolio.screening import Named
from fruitful.render.causes import edit_in_words
from fruitful.render.impact import (
    BESIDE,
    EFFECTS,
    SUMMED,
    counts,
    edit_lines,
    introduction,
    numbered,
    partnership_lines,
    title,
)
from fruitful.render.local import policy_in_words
from fruitful.render.pages.page import page


class Line(NamedTuple):
    """Something that happens, and the edits behind it or the partnerships to which it does."""

    text: str
    edits: tuple[int, ...] = ()
    partnerships: tuple[Named, ...] = ()


class Shown(NamedTuple):
    """An edit or a partnership, with all that happens."""

    title: str
    id: str
    source: str
    lines: tuple[Line, ...]


def impact_page(found: Impact) -> str:
    """The impact as an HTML page."""
    return page("impact.html.j2", **_impact(found))


def _impact(found: Impact) -> dict[str, object]:
    numbers = numbered(found)
    edits = [
        Shown(
            edit_in_words(edit.cause, found.old, found.new),
            f"edit-{at}",
            "",
            tuple(Line(text, partnerships=tuple(some)) for text, some in edit_lines(edit)),
        )
        for at, edit in enumerate(found.edits, 1)
    ]
    touched = [
        Shown(
            one.name,
            f"partnership-{at}",
            one.source.file + (f":{one.source.line}" if one.source.line else ""),
            tuple(
                Line(text, tuple(sorted(numbers[cause] for cause in causes)))
                for text, causes in partnership_lines(one)
            ),
        )
        for at, one in enumerate(found.touched, 1)
    ]
    return {
        "found": found,
        "title": title(found),
        "introduction": introduction(found),
        "counts": tuple(counts(found)),
        "verdicts": [one for one in found.effects if one.what in SUMMED],
        "labels": EFFECTS,
        "edits": edits,
        "touched": touched,
        "untouched": [one.name for one in found.each if one.effects.none],
        "waiting": [f"{policy_in_words(one)} [{one.rule or one.setting}]" for one in found.waiting],
        "beside": BESIDE if found.beside else "",
        "version": __version__,
    }
