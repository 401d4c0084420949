"""The rows below a header: which of them are partnerships, and which are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.register.layout import Layout, is_about
from fruitful.sheet.grid import MOST_CELLS, Merged, Row

_TOTAL = re.compile(r"(?:grand |sub-? ?|overall )?totals?|sum|count|average", re.IGNORECASE)
_TOTAL_OF = re.compile(r"(?:grand |sub-? ?|overall )?totals?\b.*", re.IGNORECASE)
"""A total too, where nothing but figures stands beside it: `Total Place` may be a partnership."""
_FIGURES = re.compile(r"[£(-]*[0-9][0-9,. ]*(?:[kmn%)]|bn)?")


class Body(NamedTuple):
    """The rows of a register that are partnerships."""

    rows: tuple[Row, ...]
    notes: tuple[Diagnostic, ...]


def find_body(layout: Layout) -> Body:
    """Tell the rows that are partnerships from totals, headings, repeated headers and footnotes.

    Rows that are left out are told of. Cells that are merged down take the text of the first.
    """
    notes: list[Diagnostic] = []
    layout = _first_table(layout, notes)
    merged = _merged_down(layout, notes)
    rows: list[Row] = []
    typical = _typical(layout.body)
    last_full = _last_full(layout.body, typical)
    gap = False
    before = layout.header[-1]
    for row in layout.body:
        gap = gap or row.number > before + 1
        before = row.number
        full = merged.get(row.number)
        texts = row.texts if full is None else _filled_in(row.texts, full)
        told = _left_out(layout, row, texts)
        if not told and gap and row.number > last_full:
            told = "stands below the register"
        if told:
            gap = gap or told == "is a total"
            place = layout.sheet.place(row.number, 0)
            text = shorten(next(filter(None, row.texts)))
            message = f"this row {told}, and is not read as a partnership: `{text}`"
            help = "if it is one, give it a name"
            notes.append(Diagnostic(place, "row-left-out", message, help))
        else:
            rows.append(Row(row.number, texts))
    if typical > 2:
        notes += _bare_rows(layout, rows)
    return Body(tuple(rows), tuple(notes))


def _first_table(layout: Layout, notes: list[Diagnostic]) -> Layout:
    """Without what stands below other names of columns: it is another table."""
    names = {
        column.number - 1: column.header
        for column in layout.columns
        if is_about(column, "id", "name")
    }
    header = {column.number - 1: column.header for column in layout.columns}
    for at, row in enumerate(layout.body):
        texts = {number: text for number, text in enumerate(row.texts) if text}
        named = [number for number, name in names.items() if texts.get(number) == name]
        if named and len(texts) > 1 and any(header.get(n) != text for n, text in texts.items()):
            below = len(layout.body) - at - 1
            message = f"another table begins in this row; the {below} rows below it are not read"
            help = "put it into a sheet of its own, or under the same columns"
            place = layout.sheet.place(row.number, 0)
            notes.append(Diagnostic(place, "another-table", message, help))
            return layout._replace(body=layout.body[:at])
    return layout


def _left_out(layout: Layout, row: Row, texts: tuple[str, ...]) -> str:
    """Why a row is no partnership, in words, or ""."""
    found = [
        (column, texts[column.number - 1])
        for column in layout.columns
        if column.number <= len(texts) and texts[column.number - 1]
    ]
    read = [column for column, _ in found if column.targets]
    if not read:
        return "has nothing in a column that is read"
    if _is_total(found[0][1].rstrip(" :"), [text for _, text in found[1:]]):
        return "is a total"
    if len(found) > 1 and all(column.header == text for column, text in found):
        return "repeats the header"
    if len(found) == 1 and any(
        one.first[0] == one.last[0] == row.number and one.last[1] - one.first[1] >= 2
        for one in _merges_at(layout, row.number)
    ):
        return "is a heading over several columns"
    if all(is_about(column, "id") for column in read) and _could_say_more(layout, row):
        return "has a reference and nothing else"
    return ""


def _could_say_more(layout: Layout, row: Row) -> bool:
    """There is a column for its name, and no formula in the row that came to nothing."""
    places = {(row.number, column.number) for column in layout.columns}
    if places & layout.sheet.errors or places & layout.sheet.without_value:
        return False
    return any(is_about(column, "name") for column in layout.columns)


def _is_total(first: str, others: list[str]) -> bool:
    if len(first) >= 60:
        return False
    if _TOTAL.fullmatch(first):
        return True
    return bool(_TOTAL_OF.fullmatch(first) and others and all(map(_FIGURES.fullmatch, others)))


def _typical(rows: tuple[Row, ...]) -> int:
    """How many texts a row holds that is well filled: a quarter of the rows hold as many."""
    full = sorted(sum(map(bool, row.texts)) for row in rows)
    return full[len(full) * 3 // 4] if full else 0


def _bare_rows(layout: Layout, rows: list[Row]) -> Iterator[Diagnostic]:
    """Tell of rows that hold a single text: it may be a heading."""
    bare = [row for row in rows if sum(map(bool, row.texts)) == 1]
    if bare:
        text = next(filter(None, bare[0].texts))
        place = layout.sheet.place(bare[0].number, 0)
        message = f"rows that hold one text alone: {len(bare):,}, this one first, with "
        message += f"`{shorten(text)}`; each is read as a partnership of which nothing is known"
        help = "take it out if it is a heading or belongs to the row above"
        yield Diagnostic(place, "bare-row", message, help)


def _merges_at(layout: Layout, row: int) -> Iterator[Merged]:
    return (one for one in layout.sheet.merged if one.first[0] == row)


def _last_full(rows: tuple[Row, ...], typical: int) -> int:
    """The last row that holds several texts: as many as a third of what rows hold, or two."""
    least = max(2, (typical + 2) // 3)
    full = (row.number for row in reversed(rows) if sum(map(bool, row.texts)) >= least)
    return next(full, 0)


def _merged_down(layout: Layout, notes: list[Diagnostic]) -> dict[int, dict[int, str]]:
    """For rows, by number: the texts, by column, that cells merged down hand on to them."""
    rows = {row.number: row for row in layout.body}
    found: dict[int, dict[int, str]] = {}
    work = 0
    for one in layout.sheet.merged:
        (top, left), (bottom, _) = one
        first = rows.get(top)
        if top == bottom or first is None or left > len(first.texts) or not first.texts[left - 1]:
            continue
        for number in range(top + 1, min(bottom, layout.body[-1].number) + 1):
            work += 1
            if number in rows and work <= MOST_CELLS:
                found.setdefault(number, {})[left - 1] = first.texts[left - 1]
    if found:
        place = layout.sheet.place(min(found), 0)
        message = f"cells merged down hold for {len(found)} rows below the first, this one first"
        help = "write the text into each row if it does not hold for all of them"
        notes.append(Diagnostic(place, "merged-cells", message, help))
    return found


def _filled_in(texts: tuple[str, ...], given: dict[int, str]) -> tuple[str, ...]:
    longer = list(texts) + [""] * (max(given) + 1 - len(texts))
    for at, text in given.items():
        longer[at] = longer[at] or text
    return tuple(longer)
