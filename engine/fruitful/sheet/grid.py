"""A sheet as it was read: rows of texts, and what is to be known of them besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place

LARGEST_SHEET_FILE = 16_000_000
"""Bytes of a file of sheets."""
MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000
"""Cells of the rectangle that a sheet fills."""
LONGEST_CELL = 32_767
"""Characters; Excel itself keeps no more."""
MOST_TEXT = 32_000_000
"""Characters of the texts of all cells of a file together."""
FIRST_DAY = date(1899, 12, 30)
"""From where spreadsheets count days, unless they say otherwise."""

Position = tuple[int, int]
"""A row and a column, both counted from 1."""


class Row(NamedTuple):
    """A row that is not blank."""

    number: int
    texts: tuple[str, ...]
    """From the first column on. A date is written as 2027-03-31, a number without commas."""


class Merged(NamedTuple):
    """Cells shown as one; the first of them holds the text."""

    first: Position
    last: Position

    def holds(self, row: int, column: int) -> bool:
        return self.first[0] <= row <= self.last[0] and self.first[1] <= column <= self.last[1]


class Sheet(NamedTuple):
    """One sheet of a file."""

    file: str
    name: str
    """ "" where the file is one sheet, without a name."""
    rows: tuple[Row, ...]
    """Those that are not blank, in their order."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[Position] = frozenset()
    """Cells whose text was worked out when the file was saved."""
    errors: frozenset[Position] = frozenset()
    """Cells whose formula gave an error; they read as blank."""
    without_value: frozenset[Position] = frozenset()
    """Cells whose formula was saved without what it gives; they read as blank."""
    lookups: frozenset[Position] = frozenset()
    """Cells whose formula looked a value up and gave 0, which a blank gives too; read as blank."""
    merged: tuple[Merged, ...] = ()
    first_day: date = FIRST_DAY
    """From where its numbers count days."""

    def place(self, row: int, column: int, text: str = "") -> Place:
        """The place of a cell, or of a whole row where the column is 0."""
        if column:
            cell = f"{self.name}!" if self.name else ""
            return Place(self.file, row, column, text, f"{cell}{letters(column)}{row}")
        cell = f"{self.name}, row {row}" if self.name else f"row {row}"
        return Place(self.file, row, 0, text, cell)


class Unread(NamedTuple):
    """A sheet of a file that could not be read, and why."""

    name: str
    reason: Diagnostic


def letters(column: int) -> str:
    """A column's name in a spreadsheet: A, B, … Z, AA; the column counts from 1.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The number of a column from its capital letters.

    >>> column_of("A"), column_of("AB"), column_of("XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def too_large(sheet: Sheet, farthest: Position) -> Diagnostic:
    """What is to be said of a sheet that is larger than can be read."""
    row, column = farthest
    message = (
        f"the sheet reaches to {letters(column)}{row}; at most {MOST_ROWS:,} rows, "
        f"{MOST_COLUMNS} columns and {MOST_CELLS:,} cells are read"
    )
    help = "delete the rows and columns that lie far from the others, or split the sheet"
    return Diagnostic(sheet.place(row, column), "sheet-too-large", message, help)


def filled(rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[Row]:
    """The rows that are not blank."""
    for number, texts in rows:
        if any(texts):
            yield Row(number, texts)
