"""Reading an OpenDocument spreadsheet (.ods), bounded while it is read: cells repeat there."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.sheet.formulas import Gathered, Link
from fruitful.sheet.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Merged,
    Position,
    Row,
    Sheet,
    Unread,
    too_large,
)
from fruitful.sheet.linked import without_blank_links
from fruitful.sheet.opendocument_values import text_of
from fruitful.sheet.package import damaged, unpack_all
from fruitful.sheet.separated import clean
from fruitful.sheet.xml import Damaged, parse

CONTENT = "content.xml"
MOST_ELEMENTS = 4_000_000
_DEEPEST = 100
_LINK = re.compile(
    r"of:=\[\$?(?P<sheet>'(?:[^']|'')+'|[^.\]']*)\.(?P<cell>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})\]"
)
_ERROR = re.compile(r"#[A-Z/0!?]+|Err:[0-9]+")


class _Cell(NamedTuple):
    """A cell as it opens."""

    attributes: dict[str, str]
    covered: bool


class _Table:
    """One sheet while it is read."""

    def __init__(self, name: str, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.rows: dict[int, dict[int, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.formulas: set[Position] = set()
        self.errors: set[Position] = set()
        self.without_value: set[Position] = set()
        self.gathered = Gathered()
        self.merged: list[Merged] = []
        self.row = self.column = self.columns = 0
        self.last_row = self.last_column = 0

    @property
    def is_too_large(self) -> bool:
        row, column = self.last_row, self.last_column
        return row > MOST_ROWS or column > MOST_COLUMNS or row * column > MOST_CELLS


def read_opendocument(
    data: bytes, file: str, notes: list[Diagnostic]
) -> tuple[tuple[Sheet, ...], tuple[Unread, ...], frozenset[str]]:
    """The sheets of a spreadsheet, those that are too large, and the names that it defines.

    Raises Refused.
    """
    parts = unpack_all(data, file, (CONTENT, "META-INF/manifest.xml"))
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        message = "the spreadsheet is protected with a password, and cannot be opened"
        help = "open it, take the password off, and save it again"
        raise Refused([Diagnostic(Place(file), "old-or-encrypted", message, help)])
    content = _Content()
    try:
        parse(parts[CONTENT], content.start, content.begin)
    except Damaged as problem:
        raise Refused([damaged(Place(file), str(problem))]) from None
    if not content.tables:
        message = "the file is an OpenDocument file, and no spreadsheet (.ods)"
        help = "give the spreadsheet, as .ods, .xlsx or .csv"
        raise Refused([Diagnostic(Place(file), "not-a-workbook", message, help)])
    read, unread = [], []
    for table in content.tables:
        sheet = Sheet(file, table.name, (), table.hidden)
        if table.is_too_large:
            reason = too_large(sheet, (table.last_row, table.last_column))
            unread.append(Unread(table.name, reason))
        else:
            read.append(_sheet(sheet, table, notes))
    tables = content.tables
    links: dict[str, dict[Position, Link]] = {one.name: one.gathered.links for one in tables}
    lookups = {one.name: one.gathered.lookups for one in tables}
    return without_blank_links(tuple(read), links, lookups), tuple(unread), frozenset(content.names)


def _sheet(sheet: Sheet, table: _Table, notes: list[Diagnostic]) -> Sheet:
    rows = []
    for number, cells in sorted(table.rows.items()):
        texts = tuple(cells.get(at, "") for at in range(1, max(cells) + 1))
        row = clean(sheet, Row(number, texts), notes)
        if any(row.texts):
            rows.append(row)
    return sheet._replace(
        rows=tuple(rows),
        hidden_rows=frozenset(table.hidden_rows),
        hidden_columns=frozenset(table.hidden_columns),
        formulas=frozenset(table.formulas),
        errors=frozenset(table.errors),
        without_value=frozenset(table.without_value),
        merged=tuple(table.merged),
    )


class _Content:
    """Takes the elements of the content, one by one."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.names: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._path: list[str] = []
        self._elements = self._text = self._cells = 0
        self._row_repeats = 1
        self._cell: _Cell | None = None
        self._paragraphs: list[str] = []

    def begin(self, parser: Any) -> None:
        """Take the parser, which hands on ends and texts too."""
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.buffer_text = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        name = name.rpartition(":")[2]
        self._path.append(name)
        if self._elements > MOST_ELEMENTS or len(self._path) > _DEEPEST:
            raise Damaged("its XML has more elements than a spreadsheet program writes")
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._in_cell():
            self._within(name, said)
        elif name == "style":
            self._style = said.get("name", "")
        elif name == "table-properties" and said.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table" and self._path[-2:-1] == ["spreadsheet"]:
            hidden = said.get("style-name", "") in self._hidden_styles
            self.tables.append(_Table(said.get("name", ""), hidden))
        elif name in ("named-range", "named-expression"):
            self.names.add(said.get("name", ""))
        elif self.tables:
            self._in_table(self.tables[-1], name, said)

    def _in_cell(self) -> bool:
        return self._cell is not None

    def _in_table(self, table: _Table, name: str, said: dict[str, str]) -> None:
        hides = said.get("visibility") in ("collapse", "filter")
        if name == "table-column":
            number = _number_of(said, "number-columns-repeated")
            if hides:
                last = min(table.columns + number, MOST_COLUMNS)
                table.hidden_columns.update(range(table.columns + 1, last + 1))
            table.columns += number
        elif name == "table-row":
            table.row += 1
            table.column = 0
            self._row_repeats = _number_of(said, "number-rows-repeated")
            if hides:
                last = min(table.row + self._row_repeats - 1, MOST_ROWS)
                table.hidden_rows.update(range(table.row, last + 1))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = _Cell(said, name.startswith("covered"))
            self._paragraphs = []

    def _within(self, name: str, said: dict[str, str]) -> None:
        """An element within a cell: a paragraph of its text, or what stands in it."""
        if self._path[-2:-1] == ["table-cell"] and name == "p":
            self._paragraphs.append("")
        elif self._is_text() and name in ("s", "tab", "line-break"):
            sign = {"s": " ", "tab": "\t", "line-break": "\n"}[name]
            self._paragraphs[-1] += sign * min(_number_of(said, "c"), 100)

    def _is_text(self) -> bool:
        """Whether texts here are the cell's own, and not those of a note or a picture."""
        at = len(self._path) - 1
        while at > 0 and self._path[at] not in ("table-cell", "covered-table-cell"):
            at -= 1
        beyond = self._path[at + 1 :]
        return (
            bool(self._paragraphs)
            and beyond[:1] == ["p"]
            and not ({"annotation", "frame", "custom-shape", "note"} & set(beyond))
        )

    def text(self, data: str) -> None:
        if self._cell is not None and self._is_text():
            self._paragraphs[-1] += data

    def end(self, name: str) -> None:
        name = self._path.pop()
        if not self.tables:
            return
        table = self.tables[-1]
        if name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(table, self._cell)
            self._cell = None
        elif name == "table-row" and self._cell is None:
            table.row += self._row_repeats - 1

    def _end_cell(self, table: _Table, cell: _Cell) -> None:
        said = cell.attributes
        first = table.column + 1
        number = _number_of(said, "number-columns-repeated")
        table.column += number
        text = "" if cell.covered else text_of(said, "\n".join(self._paragraphs))
        has_formula = "formula" in said and not cell.covered
        if not text and not has_formula:
            return
        table.last_row = max(table.last_row, table.row + self._row_repeats - 1)
        table.last_column = max(table.last_column, table.column)
        self._cells += number * self._row_repeats
        self._text += len(text) * number * self._row_repeats
        if self._text > MOST_TEXT:
            raise Damaged(f"the texts of its cells come to more than {MOST_TEXT:,} characters")
        if table.is_too_large or self._cells > 2 * MOST_CELLS:
            table.last_row = max(table.last_row, MOST_ROWS + 1)
            table.rows.clear()
            return
        for row in range(table.row, table.row + self._row_repeats):
            for column in range(first, first + number):
                self._put(table, (row, column), text, said)
        self._merge(table, (table.row, first), said)

    def _put(self, table: _Table, where: Position, text: str, said: dict[str, str]) -> None:
        formula = said.get("formula", "")
        if formula:
            table.formulas.add(where)
            link = _LINK.fullmatch(formula)
            plain = formula.removeprefix("of:").removeprefix("=")
            if link:
                sheet = link["sheet"]
                plain = f"{sheet}!{link['cell']}" if sheet else link["cell"]
            table.gathered.add(where, plain, "")
            if _ERROR.fullmatch(text):
                table.errors.add(where)
                text = ""
            elif not text and said.get("value-type") != "string":
                table.without_value.add(where)
        if text:
            table.rows.setdefault(where[0], {})[where[1]] = text

    def _merge(self, table: _Table, first: Position, said: dict[str, str]) -> None:
        across = _number_of(said, "number-columns-spanned")
        down = _number_of(said, "number-rows-spanned")
        if across * down > 1 and len(table.merged) < MOST_ROWS:
            table.merged.append(Merged(first, (first[0] + down - 1, first[1] + across - 1)))


def _number_of(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    if not (text.isdecimal() and text.isascii() and len(text) <= 7):
        raise Damaged("a cell repeats so often as cannot be")
    return max(1, int(text))
