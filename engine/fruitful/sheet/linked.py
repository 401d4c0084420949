"""Formulas that lead to a blank cell give 0 in a spreadsheet; what is meant is a blank."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from fruitful.sheet.formulas import Link, leads_to_blank
from fruitful.sheet.grid import Position, Row, Sheet

_NOTHING = frozenset(("0", "1899-12-30", "1899-12-31", "1904-01-01", "00:00:00", "1899-12", "0%"))
"""How a formula shows that leads to a blank cell."""
Links = Mapping[str, Mapping[Position, Link]]


def without_blank_links(
    sheets: tuple[Sheet, ...], links: Links, lookups: Mapping[str, AbstractSet[Position]]
) -> tuple[Sheet, ...]:
    """The sheets, in which a formula that leads to a blank cell is blank.

    One that looks a value up, and gives 0, is blank too, and marked: it may have found a blank.
    """
    if not any(links.values()) and not any(lookups.values()):
        return sheets
    filled = {
        sheet.name: {
            (row.number, at) for row in sheet.rows for at, text in enumerate(row.texts, 1) if text
        }
        for sheet in sheets
    }
    return tuple(
        _without_blanks(sheet, lookups.get(sheet.name, frozenset()), links, filled)
        for sheet in sheets
    )


def _without_blanks(
    sheet: Sheet,
    lookups: AbstractSet[Position],
    links: Links,
    filled: Mapping[str, set[Position]],
) -> Sheet:
    own = links.get(sheet.name, {})
    marked = set()
    rows = []
    for row in sheet.rows:
        texts = list(row.texts)
        for at, text in enumerate(row.texts, 1):
            where = row.number, at
            if text not in _NOTHING:
                continue
            if where in lookups:
                marked.add(where)
                texts[at - 1] = ""
            elif where in own and leads_to_blank(sheet.name, where, links, filled):
                texts[at - 1] = ""
        rows.append(Row(row.number, tuple(texts)))
    kept = tuple(row for row in rows if any(row.texts))
    return sheet._replace(rows=kept, lookups=frozenset(marked))
