"""A register of partnerships, as an authority keeps it in a sheet, read as entries to screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused, nearest, shorten
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.register.body import find_body
from fruitful.register.layout import (
    HEADER_WITHIN,
    Column,
    Layout,
    Names,
    find_layout,
    matched,
    names_of,
    nearly_found,
    with_suggestions,
)
from fruitful.register.mapping import Mapping
from fruitful.register.names import bare, known_names, shown_names
from fruitful.register.report import refuse_report
from fruitful.register.unread import OpenProfile, Reader, Repeats, UnreadRow, without_rows
from fruitful.sheet import Sheets, read_sheets
from fruitful.sheet.grid import Row

__all__ = ("OpenProfile", "Register", "UnreadRow", "read_register")


class Register(NamedTuple):
    """What a file's register holds."""

    entries: Iterator[Entry]
    """One for each row that is a partnership, in order; read as it is asked for, once."""
    notes: tuple[Diagnostic, ...]
    """What is to be known of the file as a whole: columns and rows that are not read, and why."""
    columns: tuple[Column, ...]
    """The columns of every sheet that is read, with what each stands for."""
    layouts: tuple[Layout, ...]
    """Where in each sheet the register was found."""
    unread: tuple[UnreadRow, ...]
    """The rows of the entries, each of which can be read by itself."""

    @property
    def rows(self) -> int:
        """How many entries there are."""
        return len(self.unread)


def read_register(
    data: bytes,
    file: str,
    vocabulary: Vocabulary,
    mapping: Mapping | None = None,
    open_profile: OpenProfile | None = None,
) -> Register:
    """Read a CSV or XLSX register from the bytes of a file of this name.

    The header may stand in any of the first rows; columns are known by the names that the
    vocabulary gives them, or as the mapping says (see ``mapping.read_mapping``). A blank cell is
    not known. A cell that cannot be read is a fault of its entry, and not known either; nothing
    is left out without a fault or a note. ``open_profile`` (see ``beside.profiles_beside``) gives
    the profile that a row names in a column `profile`; the profile's answers win.

    Raises Refused where the file cannot be read or no register is found in it.
    """
    mapping = mapping or Mapping()
    known = known_names(vocabulary)
    sheets = read_sheets(data, file)
    refuse_report(sheets, file)
    notes = list(sheets.notes)
    layouts = _layouts(sheets, Names(known, mapping), file, notes)
    unread: list[UnreadRow] = []
    read: list[Layout] = []
    columns: list[Column] = []
    shown = shown_names(vocabulary)
    for layout in layouts:
        layout = layout._replace(columns=with_suggestions(layout.columns, known))
        notes += _column_notes(layout, shown)
        body = find_body(layout)
        notes += [*_row_notes(layout, body.rows), *body.notes]
        columns += layout.columns
        read.append(layout)
        slim = without_rows(layout)
        unread += [UnreadRow(slim, mapping, row) for row in body.rows]
    notes += _unused_names(mapping, columns, file)
    if not unread:
        message = "the register has names of columns, and no partnership below them"
        notes.append(Diagnostic(Place(file), "no-rows", message, "write a row a partnership"))
    return Register(
        _entries(unread, Reader(vocabulary, open_profile)),
        tuple(notes),
        tuple(columns),
        tuple(read),
        tuple(unread),
    )


def _layouts(
    sheets: Sheets, names: Names, file: str, notes: list[Diagnostic]
) -> tuple[Layout, ...]:
    """The sheets that look like a register. Raises Refused where there is none."""
    wanted = names.mapping.sheets
    missing = [name for name in wanted if name not in {sheet.name for sheet in sheets.read}]
    found: list[Layout] = []
    open_to = [sheet for sheet in sheets.read if not wanted or sheet.name in wanted]
    possible = {sheet.name: find_layout(sheet, names) for sheet in open_to}
    if not any(possible.values()) and not any(nearly_found(sheet, names) for sheet in open_to):
        possible = {sheet.name: find_layout(sheet, names, least=1) for sheet in open_to}
    for sheet in sheets.read:
        layout = possible.get(sheet.name)
        if layout is not None and sheet.hidden and sheet.name not in wanted:
            message = f"the sheet `{shorten(sheet.name)}` is hidden, and is not read"
            help = "show it, or name it in a mapping under `sheets`"
            notes.append(Diagnostic(Place(file), "hidden-sheet", message, help))
        elif layout is not None:
            found.append(layout)
        elif sheet.name and sheet.rows and (sheet.name in wanted or not wanted):
            message = f"the sheet `{shorten(sheet.name)}` does not look like a register"
            help = "if it is one, give its columns names such as `Name`, `Stage`, `Partners`"
            notes.append(Diagnostic(Place(file), "no-register", message, help))
    faults = [one.reason for one in sheets.unread if one.name in wanted or not found]
    notes += [one.reason for one in sheets.unread if one.reason not in faults]
    for name in missing:
        if name not in {one.name for one in sheets.unread}:
            message = f"there is no sheet `{shorten(name)}`, which the mapping names"
            faults.append(Diagnostic(Place(file), "no-sheet", message, "correct the mapping"))
    if faults or not found:
        raise Refused(faults or [_no_header(sheets, names, file)])
    return tuple(found)


def _no_header(sheets: Sheets, names: Names, file: str) -> Diagnostic:
    if not any(sheet.rows for sheet in sheets.read):
        return Diagnostic(Place(file), "empty-file", "there is nothing in its sheets")
    if names.mapping.header:
        row = names.mapping.header[0]
        message = f"there is nothing in row {row}, where the mapping has the names of the columns"
        return Diagnostic(Place(file), "no-header", message, "correct `header` in the mapping")
    near = [one for one in (nearly_found(sheet, names) for sheet in sheets.read) if one]
    if near:
        best = max(near, key=matched)
        row = best.header[-1]
        message = f"this row names {matched(best)} columns that are known, but none says what the "
        message += "partnerships are called"
        help = "rename that column `Name`; or write in a mapping "
        help += f"`header: {row}` and, under `columns`, what it is called and `name` behind it"
        return Diagnostic(best.sheet.place(row, 0), "no-name-column", message, help)
    message = f"none of the first {HEADER_WITHIN} rows of a sheet names the columns of a register"
    help = (
        "put a row with names such as `Name` and `Stage` above the partnerships, as "
        "`fruitful register template` does, or say in a mapping which row it is"
    )
    return Diagnostic(Place(file), "no-header", message, help)


def _column_notes(layout: Layout, shown: dict[str, str]) -> Iterator[Diagnostic]:
    """What of the columns is not read, and what is to be known of those that are."""
    for column in layout.columns:
        name = shorten(column.header)
        width = max(1, min(len(column.header), 60))
        if column.why_not == "unknown":
            help = "name in a mapping what it stands for, or put it under `ignore`"
            if column.suggestion:
                near = shown.get(column.suggestion, column.suggestion)
                help = f"did you mean `{near}`? if so, rename it, or {help}"
            message = f"the column `{name}` is not known, and is not read"
            yield Diagnostic(column.place, "unknown-column", message, help, width)
        elif column.why_not == "same":
            message = f"the column `{name}` says the same as another, and is not read"
            help = "remove one of the two, or say in a mapping which is which"
            yield Diagnostic(column.place, "same-column", message, help, width)
    sheet = layout.sheet
    named = {column.number for column in layout.columns}
    bare_columns: dict[int, Row] = {}
    for row in layout.body:
        for number, text in enumerate(row.texts, 1):
            if text and number not in named:
                bare_columns.setdefault(number, row)
    for number, row in sorted(bare_columns.items()):
        place = sheet.place(row.number, number, row.texts[number - 1])
        message = "this column has no name, and is not read"
        yield Diagnostic(place, "unknown-column", message, "name it, if it belongs to the register")


def _unused_names(mapping: Mapping, columns: Sequence[Column], file: str) -> Iterator[Diagnostic]:
    """The columns that the mapping names, and that are not there."""
    there = {bare(name): column.header for column in columns for name in names_of(column.header)}
    for name in mapping.columns:
        if name not in there:
            near = nearest(name, there)
            message = f"there is no column `{shorten(name)}`, which the mapping names"
            help = f"did you mean `{shorten(there[near])}`?" if near else "correct it there"
            yield Diagnostic(Place(file), "no-column", message, help)


def _row_notes(layout: Layout, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Formulas, hidden rows and hidden columns: read, and told of."""
    sheet = layout.sheet
    numbers = {row.number for row in rows}
    read = {column.number: column for column in layout.columns if column.targets}
    in_read = {one for one in sheet.formulas if one[1] in read and one[0] > layout.header[-1]}
    formulas = sorted(one for one in in_read - sheet.without_value if one[0] in numbers)
    if formulas:
        message = f"cells with formulas: {len(formulas):,}, this one first; what is read is their "
        message += "value when the file was saved"
        help = "open the file and save it again if that may be old"
        yield Diagnostic(sheet.place(*formulas[0]), "formula", message, help)
    not_blank = {row.number for row in sheet.rows}
    lost = sorted({row for row, _ in in_read & sheet.without_value} - not_blank)
    if lost:
        message = f"rows of formulas that were saved without their values: {len(lost):,}, this one "
        message += "first; they are not read"
        help = "open the file in Excel or LibreOffice, save it there, and give it again"
        yield Diagnostic(sheet.place(lost[0], 0), "no-value", message, help)
    hidden = sorted(numbers & sheet.hidden_rows)
    if hidden:
        message = f"hidden rows: {len(hidden):,}, this one first; they are read all the same"
        help = "delete them if they are no longer of the register"
        yield Diagnostic(sheet.place(hidden[0], 0), "hidden-row", message, help)
    covered = sorted(read.keys() & sheet.hidden_columns)
    if covered:
        names = ", ".join(f"`{shorten(read[number].header)}`" for number in covered)
        message = f"hidden columns are read all the same: {shorten(names, 200)}"
        help = "look at them, and delete them if they are old"
        yield Diagnostic(read[covered[0]].place, "hidden-column", message, help)


def _entries(rows: Sequence[UnreadRow], reader: Reader) -> Iterator[Entry]:
    repeats = Repeats()
    for row in rows:
        entry = reader.entry(row)
        assert entry.profile is not None
        note = repeats.note(entry.source, entry.profile.id, entry.profile.name)
        yield entry._replace(notes=(*entry.notes, note)) if note else entry
