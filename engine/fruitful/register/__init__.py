"""A register of partnerships, as an authority keeps it in a sheet, read as entries to screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.found import Found, FoundTable
from fruitful.register.above import notes_of_what_is_above
from fruitful.register.blocks import blocks_of
from fruitful.register.body import Body, find_body
from fruitful.register.choosing import with_suggestions
from fruitful.register.columns import Column, Names
from fruitful.register.elsewhere import NamedElsewhere
from fruitful.register.finding import find_tables
from fruitful.register.layout import Layout
from fruitful.register.mapping import Mapping
from fruitful.register.names import shown_names
from fruitful.register.overview import column_notes, row_notes, side_by_side, unused_names
from fruitful.register.report import refuse_report
from fruitful.register.survey import survey
from fruitful.register.units import Settings
from fruitful.register.unread import OpenProfile, Reader, Repeats, UnreadRow, without_rows
from fruitful.register.whole import without_cells_too_many
from fruitful.sheet import read_sheets

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
    faults: tuple[Diagnostic, ...] = ()
    """What may be a partnership, and could not be placed: the run has to end with a fault."""
    found: Found | None = None
    """What was found, in short."""

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
    *,
    settings: Settings | None = None,
    on: date | None = None,
) -> Register:
    """Read a CSV, XLSX or ODS register from the bytes of a file of this name.

    The header may stand in any of the first rows; columns are known by the names that the
    vocabulary gives them, or as the mapping says (see ``mapping.read_mapping``). A blank cell is
    not known. A cell that cannot be read is a fault of its entry, and not known either; nothing
    is left out without a fault or a note. ``open_profile`` (see ``beside.profiles_beside``) gives
    the profile that a row names in a column `profile`; the profile's answers win. ``settings`` (see
    ``units.SETTINGS``) convert time; ``on`` is the day asked about: columns of other years are not
    read.

    Raises Refused where the file cannot be read or no register is found in it.
    """
    mapping = mapping or Mapping()
    sheets = read_sheets(data, file)
    refuse_report(sheets, file)
    names = Names(vocabulary, mapping, settings or {}, on)
    tables = find_tables(sheets, names, file)
    notes = [*sheets.notes, *tables.notes]
    faults = list(tables.faults)
    unread: list[UnreadRow] = []
    read: list[Layout] = []
    found: list[FoundTable] = []
    left_out = list(tables.left_out)
    shown = shown_names(vocabulary)
    named = NamedElsewhere()
    for sheet_layout in tables.layouts:
        notes += notes_of_what_is_above(sheet_layout, names)
        told_columns: set[tuple[int, str]] = set()
        for layout in blocks_of(sheet_layout, names, notes, left_out):
            layout = layout._replace(columns=with_suggestions(layout.columns, names.known))
            layout, too_many = without_cells_too_many(layout, names)
            notes += column_notes(layout, shown, told_columns)
            body = named.without_repeats(layout, find_body(layout, too_many.keys()))
            of_rows = {**too_many, **body.of_rows}
            layout, told = survey(layout, body.rows, vocabulary, day_first=mapping.day_first)
            notes += [*told, *row_notes(layout, body.rows), *body.notes]
            faults += [*body.faults, *side_by_side(layout)]
            read.append(layout)
            found.append(FoundTable(layout.sheet.name, tuple(row.number for row in body.rows)))
            unread += _unread(layout, mapping, body, of_rows)
    columns = tuple(column for layout in read for column in layout.columns)
    notes += unused_names(mapping, columns, file)
    if not unread:
        message = "the register has names of columns, and no partnership below them"
        notes.append(Diagnostic(Place(file), "no-rows", message, "write a row a partnership"))
    return Register(
        _entries(unread, Reader(vocabulary, open_profile)),
        tuple(notes),
        columns,
        tuple(read),
        tuple(unread),
        tuple(faults),
        Found(file, tuple(found), _headers(columns, True), _headers(columns, False),
              tuple(left_out)),
    )  # fmt: skip


def _headers(columns: Sequence[Column], read: bool) -> tuple[str, ...]:
    return tuple(
        column.header
        for column in columns
        if bool(column.targets) is read and column.why_not != "ignored"
    )


def _unread(
    layout: Layout, mapping: Mapping, body: Body, of_rows: dict[int, tuple[Diagnostic, ...]]
) -> list[UnreadRow]:
    """The rows, each with what is needed to read it; some stand below a heading of ended ones."""
    slim = without_rows(layout)
    ended = {title: slim._replace(ended=title) for title in body.ended.values()}
    return [
        UnreadRow(
            ended.get(body.ended.get(row.number, ""), slim),
            mapping,
            row,
            of_rows.get(row.number, ()),
        )
        for row in body.rows
    ]


def _entries(rows: Sequence[UnreadRow], reader: Reader) -> Iterator[Entry]:
    repeats = Repeats()
    for row in rows:
        entry = reader.entry(row)
        assert entry.profile is not None
        note = repeats.note(entry.source, entry.profile.id, entry.profile.name)
        yield entry._replace(notes=(*entry.notes, note)) if note else entry
