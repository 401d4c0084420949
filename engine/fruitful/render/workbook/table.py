"""What a sheet of the workbook consists of: titled columns of texts and counts. Nothing here is a
formula or a link, so nothing in it can be executed or changed by a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.diagnostic import printable

LONGEST = 32_767
"""What a cell may hold, in UTF-16 code units."""

_ROOM = 0.8
"""How much of the width of a figure a letter takes on average, with room for breaks at words."""

Row = Sequence[str]


class Column(NamedTuple):
    """A column of a table."""

    title: str
    width: int
    """In characters."""
    look: str = "text"
    """``text``; ``label`` (bold); ``short`` (centred); ``severity`` (coloured by what it says);
    ``count`` (centred, under an upright title); ``state`` (the same, coloured by what it says);
    ``input`` (empty, to be filled in); ``day`` (the same, for a date)."""
    choices: tuple[str, ...] = ()
    """What may be filled in."""


class Table(NamedTuple):
    """A sheet of rows under one header, to sort and to filter."""

    name: str
    lead: str
    """What the sheet is for, in a sentence or two."""
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    fixed: int
    """How many columns stay in view."""
    printed: int
    """How many columns go on paper, which is less wide than a screen."""
    nothing: str = "Nothing."
    """What is said where there are no rows."""
    on_paper: bool = True
    """Whether its rows are printed, too; otherwise only its head is."""


class Section(NamedTuple):
    """Part of a page: a heading, perhaps the titles of its columns, and rows."""

    title: str
    header: Row
    rows: Sequence[Row]
    looks: tuple[str, ...] = ()
    """How each column looks; plain text without."""


class Page(NamedTuple):
    """A sheet to read: sections below one another."""

    name: str
    title: str
    lead: str
    """What is said first, in as many lines as it has."""
    widths: tuple[int, ...]
    sections: Sequence[Section]


def cell_text(text: str) -> str:
    """A text that a cell can hold, and that shows what is in it.

    Control and invisible characters are written as escapes. What is too long is cut, and says so.
    """
    text = "\n".join(map(printable, text.replace("\r\n", "\n").split("\n")))
    if _units(text) <= LONGEST:
        return text
    note = f" … [cut: {len(text):,} characters are more than a cell can hold; the JSON has them]"
    kept = text[: LONGEST - len(note)]
    while _units(kept) + len(note) > LONGEST:
        kept = kept[: -max(1, (_units(kept) + len(note) - LONGEST) // 2)]
    return kept + note


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide, at a generous guess."""
    return sum(1 + int(len(part) * _ROOM / width) for part in text.split("\n"))


def _units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)
