"""Laying out text for a terminal or a printed page: 80 columns, headings, colour put on last."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import date

from fruitful.diagnostic import printable
from fruitful.language.dates import MONTHS

WIDTH = 80
MOST = 10
"""Entries of a list that are shown unless all are asked for."""

Paint = Callable[[str, str], str]
"""Puts a text into a style (a heading, a severity); colour never says anything alone."""


def unpainted(text: str, style: str) -> str:
    """No colour."""
    return text


def section(title: str, paint: Paint) -> Iterator[str]:
    """A heading with an empty line above it."""
    yield ""
    yield paint(title, "heading")


def wrap(
    text: str,
    first: str = "",
    following: str | None = None,
    paint: Callable[[str], str] | None = None,
) -> list[str]:
    """The text in lines of at most 80 columns; paint is put on after the lines are measured."""
    lines = textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_on_hyphens=False,
    )
    return [paint(line) for line in lines] if paint else lines


def more(number: int, *, everything: bool = False) -> Iterator[str]:
    """That a list of so many goes on."""
    if number > MOST and not everything:
        yield from wrap(f"And {number - MOST} more, which `--all` shows.", "  ")


def in_words(day: date) -> str:
    """A day as 31 December 1996."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
