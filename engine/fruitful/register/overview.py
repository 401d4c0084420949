"""What is to be told of a register as a whole: columns and rows, read and not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Shown

from fruitful.diagnostic import Diagnostic, Place, nearest, shorten
from fruitful.register.columns import Column, is_about
from fruitful.register.layout import Layout
from fruitful.register.mapping import Mapping
from fruitful.register.words import bare
from fruitful.sheet.grid import Row

_PARTS = re.compile(r"[/\n]")


def column_notes(
    layout: Layout, shown: Shown[str, str], told: set[tuple[int, str]]
) -> Iterator[Diagnostic]:
    """What of the columns is not read, and what is to be known of those that are.

    What was ``told`` of an earlier table of the sheet is not told again.
    """
    for column in layout.columns:
        if (column.number, column.header) in told:
            continue
        told.add((column.number, column.header))
        found = _not_read(column, shown) if column.why_not else _read_in(column, layout)
        if found is not None:
            yield found
    yield from _without_name(layout)


def _not_read(column: Column, shown: Shown[str, str]) -> Diagnostic | None:
    name = shorten(column.header)
    near = shown.get(column.suggestion, column.suggestion)
    help = "name in a mapping what it stands for, or put it under `ignore`"
    code = f"{column.why_not}-column"
    if column.why_not == "unknown":
        if near:
            help = f"did you mean `{near}`? if so, rename it, or {help}"
        message = f"the column `{name}` is not known, and is not read"
    elif column.why_not == "same":
        message = f"the column `{name}` says the same as another, and is not read"
        if column.detail != column.header:
            message = (
                f"the column `{name}` says the same as `{shorten(column.detail)}`, which says "
            )
            message += "it more exactly, or later; it is not read"
        help = "remove one of the two, or say in a mapping which is which"
    elif column.why_not == "two-meanings":
        message = f"the column `{name}` may mean {column.detail}, and is not read"
        help = "part it in two, or say in a mapping which of them it is"
    elif column.why_not == "unit":
        counts = f"counts in {column.detail}" if column.detail else "counts in what is not known"
        message = f"the column `{name}` {counts}, which is not what is asked for; it is not read"
        help = "give it in what is asked for" + (f", as `{near}`" if near else "")
        help += ", or say in a mapping under `units` in what it counts"
    elif column.why_not == "group":
        message = f"the column `{name}` takes its sense from the heading above it, "
        message += f"`{shorten(column.detail)}`, and is not read"
    elif column.why_not == "year":
        message = f"the column `{name}` is of another year than the one asked about, and is not "
        message += "read"
        help = "name it in a mapping if it holds now all the same"
    elif column.why_not == "export":
        message = f"the column `{name}` is one of {column.detail}, and says nothing of a "
        message += "partnership; it is not read"
        help = "name it in a mapping if it does all the same"
    else:
        return None
    return Diagnostic(column.place, code, message, help, max(1, min(len(column.header), 60)))


def side_by_side(layout: Layout) -> Iterator[Diagnostic]:
    """Other tables to the right: their partnerships stand in the rows of those that are read."""
    names = {bare(one.header) for one in layout.columns if is_about(one, "name")}
    for column in layout.columns:
        if column.why_not != "same" or bare(column.header) not in names:
            continue
        rows = [row for row in layout.body if any(row.texts[column.number - 1 : column.number])]
        if rows:
            message = "another table stands beside the first; its partnerships are not read"
            help = "put it below the first, or into a sheet of its own"
            yield Diagnostic(column.place, "side-by-side", message, help)


def _read_in(column: Column, layout: Layout) -> Diagnostic | None:
    """In what a column counts, where it is converted."""
    name, width = shorten(column.header), max(1, min(len(column.header), 60))
    if column.unit:
        rests = ", ".join(f"`{one}`" for one in column.assumed)
        message = f"the column `{name}` counts in {column.unit}; its numbers are multiplied by "
        message += f"{column.times.normalize():f}"
        help = f"this rests on this tool's assumptions, the settings {rests}" if rests else ""
        return Diagnostic(column.place, "converted", message, help, width)
    pounds, cell = layout.figures_in
    if cell and column.pounds == pounds and column.says_no_pounds:
        message = f"the column `{name}` is read in {pounds:,} pounds, as {cell} says of all figures"
        help = "write `(£)` behind its name if it counts in pounds"
        return Diagnostic(column.place, "converted", message, help, width)
    return None


def _without_name(layout: Layout) -> Iterator[Diagnostic]:
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


def unused_names(mapping: Mapping, columns: Sequence[Column], file: str) -> Iterator[Diagnostic]:
    """The columns that the mapping names, and that are not there."""
    there = {
        bare(name): column.header
        for column in columns
        for name in (column.header, *_PARTS.split(column.header))
    }
    for name in mapping.columns:
        if name not in there:
            near = nearest(name, there)
            message = f"there is no column `{shorten(name)}`, which the mapping names"
            help = f"did you mean `{shorten(there[near])}`?" if near else "correct it there"
            yield Diagnostic(Place(file), "no-column", message, help)


def row_notes(layout: Layout, rows: Sequence[Row]) -> Iterator[Diagnostic]:
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
