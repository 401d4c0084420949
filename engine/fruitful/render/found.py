"""What was found in registers, in a few sentences, before anything is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.diagnostic import printable, shorten
from fruitful.portfolio.found import Found, FoundTable
from fruitful.render.layout import MOST

_WIDEST = 40


def found_in_words(found: Sequence[Found]) -> Iterator[str]:
    """A passage a register: its partnerships, its columns, and what of the file is left out."""
    for one in found:
        yield f"{printable(one.file)}: {_partnerships(one)}; {_columns(one)}{_left_out(one)}."


def _partnerships(found: Found) -> str:
    tables = [table for table in found.tables if table.rows]
    if not tables:
        return "no partnership"
    if len(tables) == 1:
        return f"{_many(found.partnerships)} in {_where(tables[0])}"
    parts = ", ".join(f"{len(table.rows):,} in {_where(table)}" for table in tables)
    return f"{_many(found.partnerships)} ({parts})"


def _many(number: int) -> str:
    return f"{number:,} partnership{'' if number == 1 else 's'}"


def _where(table: FoundTable) -> str:
    first, last = min(table.rows), max(table.rows)
    rows = f"row {first}" if first == last else f"rows {first} to {last}"
    return f"sheet `{shorten(table.sheet, _WIDEST)}`, {rows}" if table.sheet else rows


def _columns(found: Found) -> str:
    said = f"{len(found.columns_read)} column{'' if len(found.columns_read) == 1 else 's'} read"
    if found.columns_not_read:
        said += f", {len(found.columns_not_read)} not ({_listed(found.columns_not_read)})"
    return said


def _left_out(found: Found) -> str:
    if not found.left_out:
        return ""
    number = len(found.left_out)
    told = [f"`{shorten(one.sheet, _WIDEST)}` {one.why}" for one in found.left_out[:MOST]]
    more = f"; and {number - MOST} more" if number > MOST else ""
    return f"; {number} sheet{'' if number == 1 else 's'} left out ({'; '.join(told)}{more})"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{shorten(' '.join(one.split()), _WIDEST)}`" for one in names[:MOST])
    return f"{shown} and {len(names) - MOST} more" if len(names) > MOST else shown
