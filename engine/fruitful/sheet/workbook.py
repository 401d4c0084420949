"""Reading an XLSX workbook: python-calamine reads the values, of parts that were looked through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.sheet.about import About, about_workbook
from fruitful.sheet.grid import Merged, Row, Sheet, Unread
from fruitful.sheet.inspecting import Inspected, inspect_all
from fruitful.sheet.linked import without_blank_links
from fruitful.sheet.number_formats import Format
from fruitful.sheet.package import damaged, pack, unpack
from fruitful.sheet.separated import clean
from fruitful.sheet.strings import check_strings
from fruitful.sheet.xml import Damaged

_INSTALL = "install it with: pip install 'fruitful[sheets]'; or save the sheet as CSV"


def read_workbook(
    data: bytes, file: str, notes: list[Diagnostic]
) -> tuple[tuple[Sheet, ...], tuple[Unread, ...], frozenset[str]]:
    """The sheets of a workbook, those that are too large, and the names that it defines.

    Raises Refused.
    """
    parts = unpack(data, file)
    try:
        inspected = inspect_all(parts)
        check_strings(parts, {name: one.strings for name, one in inspected.items()})
        about = about_workbook(parts)
    except Damaged as problem:
        raise Refused([damaged(Place(file), str(problem))]) from None
    by_sheet = {name: inspected[part] for name, part in about.parts.items() if part in inspected}
    too_large = {}
    for name, found in by_sheet.items():
        reason = found.too_large(Sheet(file, name, ()))
        if reason is not None:
            too_large[name] = Unread(name, reason)
            # Nobody reads it, and so nobody can be made to lay it out in memory.
            parts[about.parts[name]] = b"<worksheet/>"
    known = set(about.parts.values())
    if any(part not in known and one.farthest != (0, 0) for part, one in inspected.items()):
        raise Refused([damaged(Place(file), "cells stand outside its sheets")])
    try:
        read = tuple(_sheets(parts, file, about, by_sheet, too_large, notes))
    except ImportError:
        message = "to read a workbook, python-calamine is needed, which is not installed"
        raise Refused([Diagnostic(Place(file), "not-installed", message, _INSTALL)]) from None
    return _without_blank_links(read, by_sheet), tuple(too_large.values()), about.names


def _sheets(
    parts: Mapping[str, bytes],
    file: str,
    about: About,
    inspected: Mapping[str, Inspected],
    too_large: Mapping[str, Unread],
    notes: list[Diagnostic],
) -> Iterable[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(pack(parts))
        for one in book.sheets_metadata:
            if one.typ is not calamine.SheetTypeEnum.WorkSheet or one.name in too_large:
                continue
            hidden = one.visible is not calamine.SheetVisibleEnum.Visible
            found = inspected.get(one.name)
            if found is None:
                raise Refused([damaged(Place(file), "a sheet is missing")])
            sheet = _sheet(book.get_sheet_by_name(one.name), file, hidden, found, notes)
            yield sheet._replace(first_day=about.first_day)
    except calamine.CalamineError as problem:
        raise Refused([damaged(Place(file), str(problem))]) from None
    except BaseException as problem:
        # A fault of the library's own, which it raises as a BaseException of no public type.
        if type(problem).__name__ != "PanicException":
            raise
        raise Refused([damaged(Place(file), "the reader of workbooks gave up")]) from None


def _sheet(
    found: Any, file: str, hidden: bool, inspected: Inspected, notes: list[Diagnostic]
) -> Sheet:
    merged = tuple(
        Merged((first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1))
        for first, last in found.merged_cell_ranges or ()
    )
    sheet = Sheet(
        file,
        found.name,
        (),
        hidden,
        inspected.hidden_rows,
        inspected.hidden_columns,
        inspected.formulas,
        inspected.errors,
        merged=merged,
    )
    rows = []
    shown: dict[int, list[tuple[int, Format]]] = {}
    for (line, column), one in inspected.formats.items():
        shown.setdefault(line, []).append((column, one))
    without_value = set(inspected.formulas - inspected.texts - inspected.errors)
    # An empty row at the top is left out by iter_rows, and an empty column never.
    values = found.to_python(skip_empty_area=False)
    for number, cells in enumerate(values, 1):
        texts = tuple(_TEXT[type(cell)](cell) for cell in cells)
        if number in shown:
            texts = _as_shown(texts, shown[number])
        if without_value:
            without_value -= {(number, at) for at, text in enumerate(texts, 1) if text}
        if any(texts):
            row = clean(sheet, Row(number, texts), notes)
            if any(row.texts):
                rows.append(row)
    return sheet._replace(rows=tuple(rows), without_value=frozenset(without_value))


def _as_shown(texts: tuple[str, ...], formats: list[tuple[int, Format]]) -> tuple[str, ...]:
    """The texts as the cells show them, where that is in another unit than the value."""
    found = list(texts)
    for column, one in formats:
        if column <= len(found) and found[column - 1]:
            found[column - 1] = one.shown(found[column - 1])
    return tuple(found)


def _without_blank_links(
    sheets: tuple[Sheet, ...], inspected: Mapping[str, Inspected]
) -> tuple[Sheet, ...]:
    links = {name: one.links for name, one in inspected.items()}
    return without_blank_links(
        sheets, links, {name: one.lookups for name, one in inspected.items()}
    )


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    # A spreadsheet keeps and shows 15 digits: `=SUM(…)` may give 12345.670000000002.
    return f"{Decimal(f'{value:.15g}'):f}"


def _moment(value: datetime) -> str:
    midnight = value.time() == value.time().min
    return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")


def _text(value: str) -> str:
    """A text without what stands for a carriage return in the XML of workbooks."""
    return value.replace("_x000D_", "").strip()


def _boolean(value: bool) -> str:
    return "TRUE" if value else "FALSE"


class _Texts(dict[type, Any]):
    def __missing__(self, kind: type) -> Any:
        return str  # times of day and lengths of time


_TEXT = _Texts(
    {
        str: _text,
        float: _number,
        int: str,
        bool: _boolean,
        date: date.isoformat,
        datetime: _moment,
    }
)
