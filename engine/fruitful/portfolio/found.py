"""What was found in a register, in short: what was read of it, and what was left out."""

from __future__ import annotations

from typing import NamedTuple


class LeftOut(NamedTuple):
    """A sheet, or a table in it, that is not read; and why, in words that go on from its name."""

    sheet: str
    why: str


class FoundTable(NamedTuple):
    """A table of partnerships that was found."""

    sheet: str
    """ "" where the file is one sheet, without a name."""
    rows: tuple[int, ...]
    """The rows of its partnerships."""


class Found(NamedTuple):
    """What was found in a file."""

    file: str
    tables: tuple[FoundTable, ...]
    columns_read: tuple[str, ...]
    columns_not_read: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def partnerships(self) -> int:
        """How many there are."""
        return sum(len(table.rows) for table in self.tables)
