"""Where things come from, what is to be put right there, and what was found in registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.records.kinds import Count


class Place(NamedTuple):
    """Where it comes from."""

    file: str
    """The file."""
    line: int | None
    """The line, or the row of a sheet."""


class Diagnostic(NamedTuple):
    """Something to put right, or to know."""

    file: str
    """The file."""
    line: int | None
    """The line, from 1."""
    column: int | None
    """The column, from 1."""
    code: str
    """A stable name of the fault."""
    message: str
    """What is so."""
    help: str
    """What to do; may be empty."""


class Failed(NamedTuple):
    """One input."""

    source: Place
    """Where it comes from."""
    diagnostics: Sequence[Diagnostic]
    """Why."""


class Table(NamedTuple):
    """A table of partnerships."""

    sheet: str | None
    """The sheet's name; null where the file is one sheet without a name."""
    first_row: int | None
    """The row of the first; null where there is none."""
    last_row: int | None
    """The row of the last; null where there is none."""
    partnerships: Count
    """How many are in it."""


class LeftOut(NamedTuple):
    """A sheet, or a table in it, that is not read."""

    sheet: str
    """The sheet's name."""
    why: str
    """Why, in words that go on from its name."""


class Found(NamedTuple):
    """What was found in a register."""

    file: str
    """The register's file."""
    partnerships: Count
    """How many partnerships are in it."""
    tables: Sequence[Table]
    """The tables that hold them, in their order."""
    columns_read: Sequence[str]
    """The headings of the columns that are read."""
    columns_not_read: Sequence[str]
    """Those of the columns that are not, but for those that a mapping ignores."""
    left_out: Sequence[LeftOut]
    """The sheets, and the tables in them, that are not read."""
