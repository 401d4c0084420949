"""Make the example authority's register, as a council would keep it, from ``register.csv``.

    PYTHONPATH=engine python tests/example_register/make.py

It is untidy on purpose: a title above, two rows of headings, merged cells, blanks, money and dates
in words, hidden rows, a row of totals that counts wrongly, and sheets that are no register.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from itertools import groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
REGISTER = HERE.parent.parent / "cases" / "authority" / "register.xlsx"

AS_AT = datetime(2026, 10, 23, 9, 30)
GROUPS = (  # heading, first and last of its columns
    ("About the partnership", "Ref", "Status"),
    ("Governance", "Legal form", "Reports to"),
    ("What we put in", "Council cash 2026/27", "Staff of its own?"),
    ("How we look after it", "Risk score (1-25)", "Actions / comments"),
)
WIDE = {
    "Partnership / joint arrangement": 34,
    "Full profile": 30,
    "Partners": 48,
    "Statutory? (Y/N and Act)": 26,
    "Governing document": 26,
    "Actions / comments": 34,
    "Lead Member(s)": 20,
    "What is it about?": 22,
    "Other funders": 26,
}
HIDDEN = (
    "Lowmarch Data Partnership",
    "Voluntary Sector Compact Group",
    "Tarn Valley Tourism Partnership",
)
"""Rows that somebody has hidden, and not counted since."""
COLOURS = {"Red": "#F8CBAD", "Amber": "#FFE699", "Green": "#C6E0B4"}
TITLE = "OSTERMERE COUNCIL - REGISTER OF PARTNERSHIPS AND JOINT ARRANGEMENTS"
PREAMBLE = (
    "Version 14 (draft) for Audit and Governance Committee, 26 November 2026. Owner: Partnerships "
    "Officer, Chief Executive's.",
    "Lead officers: please complete by 30 October. Leave blank what you do not know.",
)
LISTS = (
    ("Assurance", "Meaning"),
    ("Green", "Objectives and risks well managed"),
    ("Amber", "Some matters to put right"),
    ("Red", "Serious matters; report to committee"),
    ("", ""),
    ("Type", "Use for"),
    ("Partnership", "Joint work with a structure of its own"),
    ("Network", "Keeping in touch"),
    ("Consultative", "The council decides, having asked"),
    ("Contract", "Should not be in this register - to discuss"),
)
HISTORY = (
    ("Version", "Date", "What changed"),
    ("12", "03/2024", "Columns for officer and member hours added"),
    ("13", "09/2025", "Assurance ratings updated; three entries to be confirmed hidden"),
    ("14", "10/2026", "Profiles linked for the most significant"),
)


def made() -> bytes:
    """The register as an XLSX file, the same bytes each time."""
    with (HERE / "register.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    held = io.BytesIO()
    book = Workbook(held, {"strings_to_urls": False, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": "Register of partnerships", "created": AS_AT})
    _register(book, header, rows)
    _plain(book, "Lists", LISTS)
    _plain(book, "Version history", HISTORY)
    book.close()
    return held.getvalue()


def _register(book: Workbook, header: list[str], rows: list[list[str]]) -> None:
    sheet = book.add_worksheet("Register 2026-27")
    heading = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E1F2"})
    group = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#8EA9DB"})
    sheet.merge_range(0, 0, 0, 9, TITLE, book.add_format({"bold": True, "font_size": 14}))
    for at, line in enumerate(PREAMBLE, 1):
        sheet.write_string(at, 0, line)
    for title, first, last in GROUPS:
        sheet.merge_range(4, header.index(first), 4, header.index(last), title, group)
    for at, title in enumerate(header):
        sheet.write_string(5, at, title, heading)
        sheet.set_column(at, at, WIDE.get(title, 13))
    sheet.set_row(5, 45)
    cells = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    money = book.add_format({"num_format": "£#,##0", "valign": "top", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1})
    rated = {
        name: book.add_format({"bg_color": colour, "valign": "top", "border": 1})
        for name, colour in COLOURS.items()
    }
    for at, row in enumerate(rows, 6):
        for column, text in enumerate(row):
            _cell(sheet, at, column, text, rated.get(text, cells), money, day)
        if row[header.index("Partnership / joint arrangement")] in HIDDEN:
            sheet.set_row(at, None, None, {"hidden": True})
    _merge_directorates(sheet, header.index("Directorate"), rows, cells)
    _totals(sheet, header, rows, heading, money)
    sheet.freeze_panes(6, 3)
    sheet.autofilter(5, 0, 5 + len(rows), len(header) - 1)


def _cell(
    sheet: Worksheet, at: int, column: int, text: str, cells: Format, money: Format, day: Format
) -> None:
    """A cell as whoever typed it would have left it: a number, a date, or words."""
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        sheet.write_datetime(at, column, datetime.strptime(text, "%d/%m/%Y"), day)
    elif re.fullmatch(r"£[\d,]+", text):
        sheet.write_number(at, column, _pounds(text), money)
    elif text.isdecimal():
        sheet.write_number(at, column, int(text), cells)
    else:
        sheet.write(at, column, text, cells)


def _pounds(text: str) -> int:
    return int(text[1:].replace(",", ""))


def _merge_directorates(
    sheet: Worksheet, column: int, rows: list[list[str]], cells: Format
) -> None:
    first = 6
    for name, some in groupby(row[column] for row in rows):
        last = first + len(list(some)) - 1
        sheet.merge_range(first, column, last, column, name, cells)
        first = last + 1


def _totals(
    sheet: Worksheet, header: list[str], rows: list[list[str]], heading: Format, money: Format
) -> None:
    """As somebody typed and summed it: the count is an old one, and words are left out."""
    at, cash = 6 + len(rows) + 1, header.index("Council cash 2026/27")
    sheet.write_string(at, 0, "TOTAL", heading)
    sheet.write_string(at, 2, "47 partnerships", heading)
    summed = sum(_pounds(row[cash]) for row in rows if re.fullmatch(r"£[\d,]+", row[cash]))
    letter = chr(ord("A") + cash)
    sheet.write_formula(at, cash, f"=SUM({letter}7:{letter}{6 + len(rows)})", money, summed)
    sheet.write_string(at + 2, 0, "TBC: with Finance. Hours are lead officers' estimates.")


def _plain(book: Workbook, name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    sheet.set_column(0, 2, 30)


if __name__ == "__main__":
    REGISTER.write_bytes(made())
