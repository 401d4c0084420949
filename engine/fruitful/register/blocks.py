"""Tables below one another in a sheet: each block of rows with headings of its own."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.diagnostic import Diagnostic
from fruitful.portfolio.found import LeftOut
from fruitful.register.columns import Names
from fruitful.register.layout import Layout, header_at, headings_at, with_settled_columns
from fruitful.register.tables import other_table, says_ended
from fruitful.sheet.grid import Row


def blocks_of(
    layout: Layout, names: Names, notes: list[Diagnostic], left_out: list[LeftOut]
) -> Iterator[Layout]:
    """The tables of a sheet, the first at this layout; another kind of table is told of."""
    if names.mapping.header:
        yield layout
        return
    own = {column.header.casefold() for column in layout.columns if column.targets}
    rows = layout.body
    indexes = {row.number: at for at, row in enumerate(layout.sheet.rows)}
    start, current = 0, layout
    at = 0
    while at < len(rows):
        other = _other_header(layout, names, rows, at, indexes, own)
        if other is None:
            at += 1
            continue
        title, before = _title(rows, start, at)
        yield from _one(current._replace(body=rows[start:before]), notes, left_out)
        start = at + len(other.header)
        ended = title if says_ended(title) else layout.ended
        current = with_settled_columns(other, names)._replace(ended=ended)
        at = start
    yield from _one(current._replace(body=rows[start:]), notes, left_out)


def _one(layout: Layout, notes: list[Diagnostic], left_out: list[LeftOut]) -> Iterator[Layout]:
    kind = other_table(layout)
    if kind:
        row = layout.header[0]
        message = f"another table begins in this row; by its columns it is {kind}, and the "
        message += f"{len(layout.body)} rows below it are not read"
        help = "put it into a sheet of its own, or under the same columns"
        notes.append(Diagnostic(layout.sheet.place(row, 0), "another-table", message, help))
        left_out.append(LeftOut(layout.sheet.name, f"has {kind} from row {row} on"))
    else:
        yield layout


def _other_header(
    layout: Layout,
    names: Names,
    rows: tuple[Row, ...],
    at: int,
    indexes: dict[int, int],
    own: set[str],
) -> Layout | None:
    """Another header in this row. One is looked for below a gap, or below a row of one text, or
    where a heading of the table above stands again."""
    row = rows[at]
    texts = [text for text in row.texts if text]
    after_gap = at > 0 and row.number > rows[at - 1].number + 1
    after_title = at > 0 and sum(map(bool, rows[at - 1].texts)) == 1
    again = any(text.casefold() in own for text in texts)
    if len(texts) < 2 or not (after_gap or after_title or again):
        return None
    if max(map(len, texts)) > 200:
        return None
    other = header_at(layout.sheet, indexes[row.number], names)
    if other is None:
        # It may head a table of another kind, such as a list of people.
        other = headings_at(layout.sheet, indexes[row.number], names)
        return other if (after_gap or after_title) and other_table(other) else None
    same = {column.number: column.header for column in layout.columns}
    if all(same.get(at) == text for at, text in enumerate(row.texts, 1) if text):
        return None  # the same names again, as at the top of a page
    return other


def _title(rows: tuple[Row, ...], start: int, at: int) -> tuple[str, int]:
    """The title above a header, and where the rows above it end."""
    if at > start and sum(map(bool, rows[at - 1].texts)) == 1:
        return next(filter(None, rows[at - 1].texts)), at - 1
    return "", at
