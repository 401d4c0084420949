"""Formulas that say nothing but where their value comes from: a blank there is a blank here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from fruitful.sheet.grid import Position, column_of

_LONGEST = 300
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'!()+*/&,-]+))!)?"
    r"(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[1-9][0-9]{0,6})"
)
_LOOKS_UP = re.compile(r"(?:_xlfn\.)*(?:V|H|X)?LOOKUP\(|INDEX\(|INDIRECT\(|OFFSET\(", re.IGNORECASE)


class Link(NamedTuple):
    """A formula that gives what another cell holds."""

    sheet: str
    """ "" for the same sheet."""
    row: int
    column: int


class Gathered:
    """Gathers the formulas of one sheet that are links or look a value up."""

    def __init__(self) -> None:
        self.links: dict[Position, Link] = {}
        self.lookups: set[Position] = set()
        self._shared: dict[str, tuple[Position, str]] = {}

    def add(self, where: Position, text: str, shared: str) -> None:
        """A formula; one that goes on with a shared one has no text of its own."""
        moved = (0, 0)
        if shared and text:
            self._shared[shared] = where, text
        elif shared and shared in self._shared:
            first, text = self._shared[shared]
            moved = where[0] - first[0], where[1] - first[1]
        if not text or len(text) > _LONGEST:
            return
        if _LOOKS_UP.match(text) or text.startswith(("[", "'[")):
            self.lookups.add(where)
        elif found := _REFERENCE.fullmatch(text):
            row, column = int(found["row"]), column_of(found["column"])
            row += 0 if found["fixed_row"] else moved[0]
            column += 0 if found["fixed_column"] else moved[1]
            sheet = (found["quoted"] or found["plain"] or "").replace("''", "'")
            self.links[where] = Link(sheet, row, column)


def leads_to_blank(
    sheet: str,
    where: Position,
    links: Mapping[str, Mapping[Position, Link]],
    filled: Mapping[str, frozenset[Position] | set[Position]],
) -> bool:
    """Whether a link leads, by itself or over others, to a cell that holds nothing."""
    for _ in range(20):
        link = links.get(sheet, {}).get(where)
        if link is None:
            return sheet in filled and where not in filled[sheet]
        sheet, where = link.sheet or sheet, (link.row, link.column)
    return False
