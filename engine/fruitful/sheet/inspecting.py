"""Looking through the XML of a workbook before its values are read.

It finds what the values do not tell: formulas, errors, hidden rows; and refuses what would make
their reading dangerous: declarations of entities, and cells so far out that the grid between would
fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.sheet.formulas import Gathered, Link
from fruitful.sheet.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Position,
    Sheet,
    column_of,
    too_large,
)
from fruitful.sheet.number_formats import STYLES, Format, read_formats
from fruitful.sheet.xml import Damaged, parse

MOST_ELEMENTS = 4_000_000
"""Elements of all parts of a workbook together: four for each cell that may be read."""
MOST_OTHERS = 900_000
"""Those of one part that are neither rows nor of cells; deeply nested, they would fill memory."""
MOST_MERGED = 50_000

_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Inspected(NamedTuple):
    """What the XML of one sheet tells besides its values."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    formulas: frozenset[Position]
    texts: frozenset[Position]
    """Those of the formulas that give a text; it may be an empty one."""
    errors: frozenset[Position]
    farthest: Position
    """The last row and the last column that hold anything."""
    elements: int
    links: Mapping[Position, Link] = {}
    """Formulas that give what another cell holds."""
    lookups: frozenset[Position] = frozenset()
    """Formulas that look a value up; a blank comes out as 0."""
    formats: Mapping[Position, Format] = {}
    """Of cells that show another unit than their value's, their formats."""
    strings: int = 0
    """Cells whose text stands among the shared ones."""

    def too_large(self, sheet: Sheet) -> Diagnostic | None:
        """What is to be said where the sheet is larger than can be read."""
        row, column = self.farthest
        if row <= MOST_ROWS and column <= MOST_COLUMNS and row * column <= MOST_CELLS:
            return None
        return too_large(sheet, self.farthest)


def inspect_all(parts: Mapping[str, bytes]) -> dict[str, Inspected]:
    """Look through the XML of the parts of a workbook, by their names. Raises Damaged."""
    found: dict[str, Inspected] = {}
    left = MOST_ELEMENTS
    formats = read_formats(parts[STYLES]) if STYLES in parts else {}
    for name, part in parts.items():
        found[name] = _inspect(part, left, formats)
        left -= found[name].elements
    return found


def _inspect(part: bytes, most_elements: int, formats: Mapping[str, Format]) -> Inspected:
    """Raises Damaged."""
    found = _Found(most_elements, formats)
    parse(part, found.element, found.begin)
    return Inspected(
        frozenset(found.hidden),
        frozenset(found.hidden_columns),
        frozenset(found.formulas),
        frozenset(found.texts),
        frozenset(found.errors),
        (found.last_row, found.last_column),
        found.elements,
        found.gathered.links,
        frozenset(found.gathered.lookups),
        found.shown,
        found.strings,
    )


class _Found:
    """Gathers what one sheet's elements tell; one method, since it is called for each cell."""

    def __init__(self, most_elements: int, formats: Mapping[str, Format]) -> None:
        self.elements = self.strings = 0
        self.gathered = Gathered()
        self.shown: dict[Position, Format] = {}
        self._formats = formats
        self._parser: Any = None
        self._formula: list[str] | None = None
        self._shared = ""
        self._most_elements = most_elements
        self._others = self._merged = 0
        self._after_text = False
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.formulas: set[Position] = set()
        self.texts: set[Position] = set()
        self.errors: set[Position] = set()
        self.last_row = self.last_column = 0
        self._row = self._column = 0
        self._cells = self._hidden_to = 0
        self._in_cell = False
        self._kind = ""
        self._columns: dict[str, int] = {}

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self._most_elements:
            raise Damaged(f"its XML has more than {MOST_ELEMENTS:,} elements")
        if self._formula is not None:
            self._end_formula()
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            if not self._in_cell:
                return
            if name == "f":
                self.formulas.add((self._row, self._column))
                self._begin_formula(attributes)
                if self._kind == "str":
                    self.texts.add((self._row, self._column))
            if self._kind == "e":
                self.errors.add((self._row, self._column))
            if self._row > self.last_row:
                self.last_row = self._row
            if self._column > self.last_column:
                self.last_column = self._column
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col":
            self._hide_columns(attributes)
        else:
            self._other(name)

    def begin(self, parser: Any) -> None:
        """Take the parser that hands on the elements; of formulas it hands on their text too."""
        self._parser = parser

    def _begin_formula(self, attributes: dict[str, str]) -> None:
        self._formula = []
        self._shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        self._parser.CharacterDataHandler = self._formula.append

    def _end_formula(self) -> None:
        text = "".join(self._formula or ()).strip()
        self.gathered.add((self._row, self._column), text, self._shared)
        self._formula = None
        self._parser.CharacterDataHandler = None

    def _other(self, name: str) -> None:
        if name == "t" and not self._after_text:
            self._after_text = True  # the text of a cell, or of a string that was counted
            return
        self._after_text = False
        self._others += 1
        self._merged += name == "mergeCell"
        if self._others > MOST_OTHERS or self._merged > MOST_MERGED:
            raise Damaged("its XML has more elements than a spreadsheet program writes")
        if name not in ("t", "r", "rPr"):
            self._in_cell = False

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in ("1", "true"):
            return
        ends = [attributes.get(end, "") for end in ("min", "max")]
        if not all(re.fullmatch("[0-9]{1,5}", end) for end in ends):
            raise Damaged("hidden columns have no proper numbers")
        first, last = map(int, ends)
        # They are written from left to right; each is looked at once.
        self.hidden_columns.update(
            range(max(first, self._hidden_to + 1), min(last, MOST_COLUMNS) + 1)
        )
        self._hidden_to = max(self._hidden_to, last)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if number and not (number.isdecimal() and number.isascii() and len(number) <= 7):
            raise Damaged("a row has no proper number")
        self._row = int(number) if number else self._row + 1
        if not 1 <= self._row <= _LAST_ROW:
            raise Damaged("a row lies outside the sheet")
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.add(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > 2 * MOST_CELLS:
            raise Damaged(f"a sheet has more than {2 * MOST_CELLS:,} cells, counting empty ones")
        where = attributes.get("r")
        if where is None:
            self._column += 1
        else:
            found = _CELL.fullmatch(where)
            if found is None or int(found[2]) != self._row:
                raise Damaged("a cell stands at an address that cannot be")
            column = self._columns.get(found[1])
            if column is None:
                column = self._columns[found[1]] = column_of(found[1])
            self._column = column
        if self._column > _LAST_COLUMN:
            raise Damaged("a cell lies outside the sheet")
        self._in_cell = True
        self._after_text = False
        self._kind = attributes.get("t", "")
        self.strings += self._kind == "s"
        style = attributes.get("s", "")
        if style in self._formats:
            self.shown[(self._row, self._column)] = self._formats[style]
