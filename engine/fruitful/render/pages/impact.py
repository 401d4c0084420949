"""What a change of policy would do, as a page for those who are to adopt it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fruitful import __version__
from fruitful.diagnostic import gathered
from fruitful.impact.report import Impact
from fruitful.impact.tracer import Causes
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.screening import Named
from fruitful.render.causes import edit_in_words
from fruitful.render.effects import (
    FROM_TO,
    edit_lines,
    effect_in_words,
    labels,
    lines,
    numbered,
    own_lines,
)
from fruitful.render.impact_in_short import (
    MOST_NAMES,
    OWN,
    beside,
    counts,
    introduction,
    own_counts,
    title,
    unchanged,
    waiting,
)
from fruitful.render.pages.page import page


class Line(NamedTuple):
    """Something that happens, and the edits behind it or the partnerships to which it does."""

    text: str
    edits: Mapping[int, str] = {}
    """What the link to each is to say."""
    partnerships: tuple[Named, ...] = ()


class Shown(NamedTuple):
    """An edit, a partnership or the authority, with all that happens."""

    title: str
    id: str
    source: str
    lines: tuple[Line, ...]


def impact_page(found: Impact) -> str:
    """The impact as an HTML page."""
    return page("impact.html.j2", **_impact(found))


def _impact(found: Impact) -> dict[str, object]:
    numbers = numbered(found)
    own = found.authority

    def summed(some: Iterable[tuple[str, Causes]]) -> tuple[Line, ...]:
        return tuple(Line(text, labels(causes, numbers)) for text, causes in some)

    def traced(some: Iterable[tuple[str, Causes]]) -> tuple[Line, ...]:
        return tuple(
            Line(text, {at: str(at) for at in sorted(numbers[one] for one in causes)})
            for text, causes in some
        )

    return {
        "found": found,
        "title": title(found),
        "introduction": introduction(found),
        "counts": summed(counts(found)),
        "from_to": [
            Line(effect_in_words(one), labels(one.causes, numbers), one.partnerships)
            for one in found.effects
            if one.what in FROM_TO
        ],
        "own_counts": summed(own_counts(found)),
        "unchanged": list(unchanged(found)),
        "edits": [
            Shown(
                edit_in_words(edit.cause, *found.rulesets(edit.cause)),
                f"edit-{at}",
                "",
                tuple(Line(text, partnerships=tuple(some)) for text, some in edit_lines(edit)),
            )
            for at, edit in enumerate(found.edits, 1)
        ],
        "waiting": list(waiting(found)),
        "beside": list(beside(found)),
        "own_title": OWN,
        "own": Shown(own.name, "authority", "", traced(own_lines(own)))
        if own and not own.none
        else None,
        "touched": [
            Shown(one.name, f"partnership-{at}", source_of(one.source), traced(lines(one.effects)))
            for at, one in enumerate(found.touched, 1)
        ],
        "notes": gathered(found.all_notes),
        "source_of": source_of,
        "most": MOST_NAMES,
        "version": __version__,
    }
