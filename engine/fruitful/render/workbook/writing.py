"""Tables and pages to the bytes of an XLSX workbook, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fruitful.register.report import REPORT
from fruitful.render.counting import OPEN
from fruitful.render.workbook.table import (
    Column,
    Page,
    Row,
    Section,
    Table,
    cell_text,
    lines_of,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_000_000
"""Rows of a sheet, a few less than a spreadsheet can hold; what is more goes to another sheet."""
A4 = 9
LINE_HEIGHT, TALLEST = 13.5, 409
"""Points. LibreOffice does not fit the height of a row to its text by itself."""
_LOCKED_OUT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_BASE = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_LINE = {"bottom": 1, "bottom_color": "#D5D9DE"}
_INPUT = {"bg_color": "#FFFBE6", "border": 1, "border_color": "#CDBE70"}
_HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "valign": "bottom"}
_ONE_LINE = {"text_wrap": False}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "text": _LINE,
    "label": {**_LINE, "bold": True},
    "short": {**_LINE, "align": "center", "num_format": "0"},
    "severity": {**_LINE, "align": "center"},
    "count": {**_LINE, "align": "center", "num_format": "#,##0"},
    "count open": {**_LINE, "align": "center", "num_format": f'#,##0" {OPEN}"'},
    "state": {**_LINE, "align": "center"},
    "input": _INPUT,
    "day": {**_INPUT, "num_format": "dd/mm/yyyy"},
    "header": _HEADER,
    "header short": {**_HEADER, "align": "center"},
    "upright": {**_HEADER, "font_size": 8, "rotation": 90, "align": "center", "valign": "bottom"},
    "title": {"bold": True, "font_size": 16, **_ONE_LINE},
    "heading": {"bold": True, "font_size": 12, "font_color": "#1F3A5F", **_ONE_LINE},
    "lead": {"italic": True, **_ONE_LINE},
}
_UPRIGHT = ("count", "state")
"""What stands in columns too narrow for their titles."""
_COUNTED = ("count", "short")
"""What is a number where it can be, to sort and to add up; one that may grow still says so."""
_COUNT = re.compile(rf"([0-9,]+)( {re.escape(OPEN)})?")
_CENTRED = ("short", "severity")
_COLOURS: Mapping[
    str, Mapping[str, tuple[str, str]]
] = {  # the cell's and, readable on it, its text's
    "severity": {
        "critical": ("#8B1A1A", "#FFFFFF"),
        "high": ("#F4C7B8", "#000000"),
        "medium": ("#FBE7B2", "#000000"),
        "low": ("#DCE9F5", "#000000"),
        "advisory": ("#EEF1F4", "#000000"),
    },
    "state": {
        "no": ("#F4C7B8", "#000000"),
        "partly": ("#FBE7B2", "#000000"),
        "yes": ("#D3EBD3", "#000000"),
    },
}


def written(sheets: Iterable[Table | Page], on: date, title: str) -> bytes:
    """The bytes of the workbook, dated on a day. Raises ImportError without XlsxWriter."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, **_LOCKED_OUT})
    book.set_properties(
        {"title": cell_text(title)[:255], "created": datetime(on.year, on.month, on.day)}
    )
    book.define_name(REPORT, "=1")  # a constant: it does not go along where a sheet is copied
    styles = _Styles(book)
    for sheet in sheets:
        if isinstance(sheet, Page):
            _write_page(book, sheet, styles)
        else:
            for table in _in_parts(sheet):
                _write_table(book, table, styles)
    book.close()
    return held.getvalue()


class _Styles(dict[tuple[str, str], Any]):
    """The workbook's formats by look and by what the cell says, made when first used."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, key: tuple[str, str]) -> Any:
        look, says = key
        settings = {**_BASE, **_LOOKS[look]}
        if says:
            settings["bg_color"], settings["font_color"] = _COLOURS[look][says]
        self[key] = made = self._book.add_format(settings)
        return made

    def of(self, look: str, text: str = "") -> Any:
        return self[look, text if text in _COLOURS.get(look, ()) else ""]


def _in_parts(table: Table) -> Iterator[Table]:
    """The table, or parts of it that each fit on a sheet."""
    yield table._replace(rows=table.rows[:MOST_ROWS])
    for part, start in enumerate(range(MOST_ROWS, len(table.rows), MOST_ROWS), 2):
        rows = table.rows[start : start + MOST_ROWS]
        yield table._replace(name=f"{table.name} {part}", rows=rows)


def _write_table(book: Workbook, table: Table, styles: _Styles) -> None:
    sheet = _sheet(book, table.name)
    sheet.write_string(0, 0, cell_text(table.lead), styles.of("lead"))
    looks = [column.look for column in table.columns]
    widths = [column.width for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.write_string(1, at, column.title, styles.of(_header_look(column.look)))
        sheet.set_column(at, at, column.width)
    sheet.set_row(1, _header_height(table.columns))
    for line, row in enumerate(table.rows, 2):
        _write_row(sheet, line, row, looks, widths, styles)
    if not table.rows:
        sheet.write_string(2, 0, table.nothing, styles.of("lead"))
    last = 1 + max(1, len(table.rows))
    for at, column in enumerate(table.columns):
        _validate(sheet, at, last, column)
    sheet.autofilter(1, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(2, table.fixed)
    sheet.repeat_rows(1)
    sheet.print_area(0, 0, last if table.on_paper else 1, table.printed - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _header_look(look: str) -> str:
    """How the title of a column looks, above cells that look so."""
    if look in _UPRIGHT:
        return "upright"
    return "header short" if look in _CENTRED else "header"


def _header_height(columns: Iterable[Column]) -> float:
    longest = max((len(one.title) for one in columns if one.look in _UPRIGHT), default=0)
    across = (one for one in columns if one.look not in _UPRIGHT)
    lines = max((lines_of(one.title, one.width) for one in across), default=1)
    return max(LINE_HEIGHT * lines + 4, min(longest * 5.5, 190))


def _write_row(
    sheet: Worksheet,
    line: int,
    row: Row,
    looks: Iterable[str],
    widths: Iterable[int],
    styles: _Styles,
) -> None:
    most = 1
    for at, (text, look, width) in enumerate(zip(row, looks, widths, strict=True)):
        style = styles.of(look, text)
        counted = _COUNT.fullmatch(text) if look in _COUNTED else None
        if counted:
            number = int(counted[1].replace(",", ""))
            sheet.write_number(line, at, number, styles.of("count open") if counted[2] else style)
        elif text:
            sheet.write_string(line, at, cell_text(text), style)
            most = max(most, lines_of(text, width))
        else:
            sheet.write_blank(line, at, None, style)
    sheet.set_row(line, min(LINE_HEIGHT * most + 2, TALLEST))


def _validate(sheet: Worksheet, at: int, last: int, column: Column) -> None:
    """What may be filled in; another entry is asked about and not refused."""
    if column.choices:
        wanted: dict[str, object] = {"validate": "list", "source": list(column.choices)}
    elif column.look == "day":
        wanted = {
            "validate": "date",
            "criteria": ">=",
            "value": date(1990, 1, 1),
            "error_title": "A date",
            "error_message": "Write a date such as 31/03/2027.",
        }
    else:
        return
    sheet.data_validation(2, at, last, at, {**wanted, "error_type": "warning"})


def _write_page(book: Workbook, page: Page, styles: _Styles) -> None:
    sheet = _sheet(book, page.name)
    for at, width in enumerate(page.widths):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, cell_text(page.title), styles.of("title"))
    sheet.set_row(0, 24)
    lead = page.lead.split("\n")
    for line, text in enumerate(lead, 1):
        sheet.write_string(line, 0, cell_text(text), styles.of("lead"))
    line = len(lead) + 2
    for section in page.sections:
        line = _write_section(sheet, line, section, page.widths, styles) + 1
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{line}"})


def _write_section(
    sheet: Worksheet, line: int, section: Section, widths: Sequence[int], styles: _Styles
) -> int:
    """Write it from a line on; the first line below it."""
    sheet.write_string(line, 0, cell_text(section.title), styles.of("heading"))
    sheet.set_row(line, 20)
    if section.header:
        line += 1
        looks = [_header_look(look) for look in section.looks or ["text"] * len(widths)]
        _write_row(sheet, line, section.header, looks, widths, styles)
    for row in section.rows:
        line += 1
        _write_row(sheet, line, row, section.looks or ["text"] * len(widths), widths, styles)
    return line + 1


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet that prints on A4 across, as wide as the paper, with its name and page numbers."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
    return sheet
