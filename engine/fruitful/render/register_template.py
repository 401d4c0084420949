"""An empty register to fill in, as an XLSX workbook made from the vocabulary."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.register.words import bare
from fruitful.render.template import ANSWERS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ROWS = 1_000
"""Rows for which answers are offered to choose from."""
LONGEST_LIST = 255
"""Characters of all answers that Excel offers together."""
_MADE = datetime(2026, 1, 1)
"""The workbook says of itself when it was made; the same bytes each time need the same day."""
_ABOUT = {
    "id": ("The reference by which you know the partnership.", "a short text, such as P12"),
    "name": ("The name of the partnership.", "a text; every row needs one"),
    "assessed_on": ("The day on which the row is true.", "a day, such as 31/03/2027"),
    "profile": (
        "The file of a full profile of the partnership, where there is one.",
        "a file beside this register, such as profiles/wards.yaml",
    ),
}
_SHAPES = {
    "judgement": "Yes, Partly or No",
    "yes_no": "Yes or No",
    "money": "pounds a year, such as £3,000",
    "date": "a day, a month or a year: 31/03/2027, March 2027 or 2027",
}


class Column(NamedTuple):
    """One column of the template."""

    header: str
    ask: str
    shape: str
    """What to write, in words."""
    offered: tuple[str, ...]
    """The answers to choose from; empty where anything may be written."""
    kind: str
    source: str
    path: str
    """What it stands for in a profile and in a mapping."""


def template_columns(vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns of an empty register: all that the vocabulary knows by a name."""
    columns = [*_about(vocabulary, ("id", "name"))]
    facts = [fact for fact in vocabulary.facts.values() if _belongs(fact)]
    columns += [_of_fact(fact) for fact in facts if not fact.basis]
    for one in vocabulary.collections.values():
        if one.columns:
            shape = f"{one.many}, separated by semicolons; all of them"
            columns.append(
                Column(_header(one.columns[0]), one.ask, shape, (), "list", "", one.name)
            )
    columns += [_of_fact(fact) for fact in facts if fact.basis]
    columns += _about(vocabulary, ("profile", "assessed_on"))
    once = {bare(column.header): column for column in reversed(columns)}
    return tuple(column for column in columns if once[bare(column.header)] is column)


def register_template(vocabulary: Vocabulary) -> bytes:
    """An empty register, in the bytes of an XLSX file; the same each time.

    Raises ImportError where XlsxWriter is not installed.
    """
    import xlsxwriter

    columns = template_columns(vocabulary)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "Register of partnerships", "created": _MADE})
    _register(book, columns)
    _meanings(book, columns)
    book.close()
    return held.getvalue()


def _about(vocabulary: Vocabulary, names: tuple[str, ...]) -> Iterator[Column]:
    for name in names:
        if vocabulary.columns.get(name):
            ask, shape = _ABOUT[name]
            yield Column(_header(vocabulary.columns[name][0]), ask, shape, (), "text", "", name)


def _belongs(fact: Fact) -> bool:
    """A column of the template. How many members there are, their list tells already."""
    return bool(fact.columns) and not fact.path.endswith(".count")


def _of_fact(fact: Fact) -> Column:
    offered = tuple(
        name.replace("_", " ").capitalize() for name in fact.choices if fact.kind != "set"
    )
    shape = _SHAPES.get(fact.kind, ANSWERS.get(fact.kind, ""))
    if fact.unit:
        shape = f"{shape} ({fact.unit})"
    if fact.kind in ("choice", "set"):
        labels = (f"{name.replace('_', ' ')} ({label})" for name, label in fact.choices.items())
        several = "any of these, separated by semicolons" if fact.kind == "set" else "one of these"
        shape = f"{several}: {'; '.join(labels)}"
    ask = f"{fact.ask} {fact.help}".strip()
    if len(",".join(offered)) > LONGEST_LIST:
        offered = ()
    source = ", ".join(fact.cites) or fact.basis
    return Column(_header(fact.columns[0]), ask, shape, offered, fact.kind, source, fact.path)


def _header(name: str) -> str:
    return name[:1].upper() + name[1:]


def _register(book: Workbook, columns: tuple[Column, ...]) -> None:
    sheet = book.add_worksheet("Register")
    header = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "text_wrap": True}
    )
    header.set_align("vcenter")
    formats: dict[str, Any] = {
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "money": book.add_format({"num_format": "£#,##0", "valign": "top"}),
    }
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for at, column in enumerate(columns):
        width = 30 if column.kind in ("text", "list", "set") else 16
        sheet.set_column(at, at, width, formats.get(column.kind, plain))
        sheet.write_string(0, at, column.header, header)
        note = f"{column.ask}\n\nWrite {column.shape}.\n\nBlank means that it is not known."
        sheet.write_comment(0, at, note, {"x_scale": 2.2, "y_scale": 2.2, "author": "fruitful"})
        if column.offered:
            offer = {
                "validate": "list",
                "source": list(column.offered),
                "error_type": "warning",
                "error_title": "Another answer",
                "error_message": f"Offered are: {', '.join(column.offered)}"[:225],
            }
            sheet.data_validation(1, at, ROWS, at, offer)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, ROWS, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)


def _meanings(book: Workbook, columns: tuple[Column, ...]) -> None:
    sheet = book.add_worksheet("What the columns mean")
    bold = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for line, text in enumerate(_GUIDANCE):
        sheet.write_string(line, 0, text)
    top = len(_GUIDANCE) + 1
    for at, (title, width) in enumerate(_TITLES):
        sheet.set_column(at, at, width)
        sheet.write_string(top, at, title, bold)
    for line, column in enumerate(columns, top + 1):
        for at, text in enumerate((column.header, *column[1:3], column.path, column.source)):
            sheet.write_string(line, at, text, plain)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


_GUIDANCE = (
    "Write one partnership a row in the sheet “Register”, and leave blank what is not known.",
    "Blank is never taken as no. Take out the columns that you do not keep; their order is free.",
    "Then run: fruitful screen with this file.",
)
_TITLES = (
    ("What it is called", 28),
    ("What it asks", 60),
    ("What to write", 60),
    ("Its path in a profile", 28),
    ("Where it comes from", 40),
)
