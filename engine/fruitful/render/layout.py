"""Laying out text for a terminal or a printed page: 80 columns, headings, colour put on last."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import date

from fruitful.diagnostic import printable

WIDTH = 80

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


def in_words(day: date) -> str:
    """A day as 31 December 1996."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_in_words(period: str) -> str:
    """A day, a month or a year as 31 March 2027, March 2027 or 2027, from 2027-03-31 and its like.

    >>> [period_in_words(one) for one in ("2027-03-31", "2027-03", "2027")]
    ['31 March 2027', 'March 2027', '2027']
    """
    year, *rest = period.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
