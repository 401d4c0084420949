"""Sheets for tests, as CSV, XLSX and ODS: the same rows in each."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook

Cells = Sequence[Sequence[object]]
Merges = Sequence[tuple[int, int, int, int]]
"""Ranges shown as one: the first row and column and the last, counted from 0."""


def as_csv(rows: Cells) -> bytes:
    """Rows as a CSV file."""
    held = io.StringIO()
    csv.writer(held).writerows([["" if one is None else one for one in row] for row in rows])
    return held.getvalue().encode()


def as_xlsx(sheets: Mapping[str, Cells], merges: Mapping[str, Merges] | None = None) -> bytes:
    """Sheets as a workbook; a text that begins with = is a formula that gives 0."""
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in (merges or {}).get(name, ()):
            sheet.merge_range(top, left, bottom, right, "")
        for at, row in enumerate(rows):
            for column, one in enumerate(row):
                if isinstance(one, date):
                    sheet.write_datetime(at, column, one, day)
                elif isinstance(one, str) and one.startswith("="):
                    sheet.write_formula(at, column, one, None, 0)
                elif isinstance(one, str) and one:
                    sheet.write_string(at, column, one)
                elif one not in (None, ""):
                    sheet.write(at, column, one)
    book.close()
    return held.getvalue()


_NAMES = ("office", "table", "text", "style")
_SPACES = " ".join(
    f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in _NAMES
)


def as_ods(sheets: Mapping[str, Cells], merges: Mapping[str, Merges] | None = None) -> bytes:
    """Sheets as an OpenDocument spreadsheet."""
    tables = "".join(
        _table(name, rows, (merges or {}).get(name, ())) for name, rows in sheets.items()
    )
    return packed_ods(tables)


def packed_ods(tables: str) -> bytes:
    """An OpenDocument spreadsheet of these tables, which are XML."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        content = f"<office:document-content {_SPACES}>{body}</office:document-content>"
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return held.getvalue()


def _table(name: str, rows: Cells, merges: Merges) -> str:
    first = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges
    }
    lines = "".join(
        "<table:table-row>"
        + "".join(_cell(one, first.get((at, column))) for column, one in enumerate(row))
        + "</table:table-row>"
        for at, row in enumerate(rows)
    )
    return f"<table:table table:name={quoteattr(name)}>{lines}</table:table>"


def _cell(one: object, spans: tuple[int, int] | None) -> str:
    span = ""
    if spans:
        down, across = spans
        span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    if one in (None, ""):
        return f"<table:table-cell{span}/>"
    if isinstance(one, date):
        said = f'office:value-type="date" office:date-value="{one.isoformat()}"'
        shown = one.strftime("%d/%m/%Y")
    elif isinstance(one, int | float):
        said, shown = f'office:value-type="float" office:value="{one}"', f"{one:,}"
    elif isinstance(one, str) and one.startswith("="):
        sheet, _, cell = one[1:].rpartition("!")
        said = f'table:formula="of:=[{"$" + sheet if sheet else ""}.{cell}]" '
        said, shown = said + 'office:value-type="float" office:value="0"', "0"
    else:
        said, shown = 'office:value-type="string"', str(one)
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {said}{span}>{lines}</table:table-cell>"
