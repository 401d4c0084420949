"""Finding the register among the sheets of a file, or saying why there is none."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused, shorten
from fruitful.portfolio.found import LeftOut
from fruitful.register.columns import Names
from fruitful.register.layout import HEADER_WITHIN, Layout, find_layout, matched, nearly_found
from fruitful.register.tables import choose, kind_by_tab, other_table, turned
from fruitful.sheet import Sheets
from fruitful.sheet.grid import Sheet

_DOUBTFUL = "may list something else"


class Tables(NamedTuple):
    """The sheets of a file that hold its register, and what is to be told of the others."""

    layouts: tuple[Layout, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...]
    """Sheets that may hold partnerships, and cannot be read."""


def find_tables(sheets: Sheets, names: Names, file: str) -> Tables:
    """The sheets that hold the register. Raises Refused where there is none."""
    wanted = names.mapping.sheets
    notes: list[Diagnostic] = []
    open_to = [sheet for sheet in sheets.read if not wanted or sheet.name in wanted]
    possible = {sheet.name: find_layout(sheet, names) for sheet in open_to}
    said = bool(names.mapping.header)
    turns = [] if said else [_turned(sheet, names, possible[sheet.name]) for sheet in open_to]
    faults = []
    for sheet, one in zip(open_to, turns, strict=False):
        if one is not None:
            possible[sheet.name] = None
            if not (kind_by_tab(sheet.name) and len(open_to) > 1):
                faults.append(one)
                del possible[sheet.name]
    none_yet = not any(possible.values()) and not faults
    if none_yet and not any(nearly_found(sheet, names) for sheet in open_to):
        possible = {sheet.name: find_layout(sheet, names, least=1) for sheet in open_to}
    layouts: list[Layout] = []
    left_out = []
    for sheet in sheets.read:
        layout = possible.get(sheet.name)
        if layout is not None and sheet.hidden and sheet.name not in wanted:
            left_out.append(LeftOut(sheet.name, "is hidden"))
        elif layout is not None:
            layouts.append(layout)
        elif sheet.name in possible and sheet.name and sheet.rows:
            left_out.append(LeftOut(sheet.name, "does not look like a register"))
    if not wanted:
        chosen = choose(layouts)
        layouts = list(chosen.layouts)
        left_out += chosen.left_out
        left_out += [LeftOut(layout.sheet.name, _DOUBTFUL) for layout in chosen.doubtful]
        faults += map(_doubtful, chosen.doubtful)
    if len(layouts) == 1 and not wanted and not said and (kind := other_table(layouts[0])):
        row = layouts[0].header[-1]
        message = f"by the names of its columns this is {kind}, and no register of partnerships"
        help = f"if it is one, say so in a mapping: `header: {row}`"
        faults.append(Diagnostic(layouts[0].sheet.place(row, 0), "other-table", message, help))
        layouts = []
    notes += [_left_out(one, file) for one in left_out if one.why != _DOUBTFUL]
    missing = [name for name in wanted if name not in {sheet.name for sheet in sheets.read}]
    refused = [one.reason for one in sheets.unread if one.name in wanted or not layouts]
    faults += [one.reason for one in sheets.unread if one.reason not in refused]
    for name in missing:
        if name not in {one.name for one in sheets.unread}:
            message = f"there is no sheet `{shorten(name)}`, which the mapping names"
            refused.append(Diagnostic(Place(file), "no-sheet", message, "correct the mapping"))
    if refused or not layouts:
        raise Refused([*refused, *faults] or [_no_header(sheets, names, file)])
    return Tables(tuple(layouts), tuple(left_out), tuple(notes), tuple(faults))


def _doubtful(layout: Layout) -> Diagnostic:
    row = layout.header[-1]
    message = f"the sheet `{shorten(layout.sheet.name)}` may list partnerships or something else, "
    message += "such as projects or contracts, and is not read"
    help = "if they are partnerships, call their column `Partnership`, or name the sheets that "
    help += "count in a mapping under `sheets`; if not, take the sheet out"
    return Diagnostic(layout.sheet.place(row, 0), "not-placed", message, help)


def _left_out(one: LeftOut, file: str) -> Diagnostic:
    codes = {"is hidden": "hidden-sheet", "does not look like a register": "no-register"}
    helps = {
        "is hidden": "show it, or name it in a mapping under `sheets`",
        "does not look like a register": "if it is one, give its columns names such as `Name`, "
        "`Stage`, `Partners`",
    }
    message = f"the sheet `{shorten(one.sheet)}` {one.why}, and is not read"
    help = helps.get(one.why, "if it holds other partnerships, name it in a mapping under `sheets`")
    return Diagnostic(Place(file), codes.get(one.why, "sheet-left-out"), message, help)


def _turned(sheet: Sheet, names: Names, layout: Layout | None) -> Diagnostic | None:
    """What is to be said of a sheet that has no row a partnership."""
    how = turned(sheet, names, matched(layout) if layout is not None else 0)
    if not how:
        return None
    place = sheet.place(sheet.rows[0].number, 0)
    if how == "across":
        message = "this sheet has a column a partnership, with what is said of it below one another"
        help = "turn it round, to a row a partnership: copy it, and paste it transposed"
    else:
        message = "this sheet has a block of rows a partnership, with names before the answers"
        help = "turn it into one table, with a row a partnership and the names above it"
    return Diagnostic(place, "turned", message, f"{help}; `fruitful register template` makes one")


def _no_header(sheets: Sheets, names: Names, file: str) -> Diagnostic:
    if not any(sheet.rows for sheet in sheets.read):
        help = "name the file that holds the register"
        return Diagnostic(Place(file), "empty-file", "there is nothing in its sheets", help)
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
