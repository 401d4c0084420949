"""Rows of text with a cell too many: a comma that stands in no quotation marks parts a cell."""

from __future__ import annotations

import re

from fruitful.diagnostic import Diagnostic
from fruitful.register.columns import is_about
from fruitful.register.layout import Layout
from fruitful.sheet.grid import Row

_BEFORE = re.compile(r"£?\s*[0-9]{1,3}")
_AFTER = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")


OfRows = dict[int, tuple[Diagnostic, ...]]


def without_cells_too_many(layout: Layout) -> tuple[Layout, OfRows]:
    """The layout with its rows, of which those with a cell too many keep but their names.

    What is wrong with those is given by their numbers.

    Where such a row was parted is not known, so its other cells may stand under wrong headings.
    """
    sheet = layout.sheet
    if sheet.name:
        return layout, {}
    width = max(len(row.texts) for row in sheet.rows if row.number in layout.header)
    if all(len(row.texts) <= width for row in layout.body):
        return layout, {}
    naming = {one.number - 1 for one in layout.columns if is_about(one, "id", "name")}
    rows = []
    faults: OfRows = {}
    for row in layout.body:
        if not any(row.texts[width:]):
            rows.append(row)
            continue
        parted = next((at for at in range(1, len(row.texts)) if _is_parted(row.texts, at)), 0)
        place = sheet.place(row.number, width + 1, row.texts[width])
        message = (
            f"this row has {len(row.texts)} cells, and there are {width} columns; nothing but "
        )
        message += "its name is read"
        if parted:
            message += f"; `{row.texts[parted - 1]},{row.texts[parted]}` may be one amount"
        help = "put amounts such as £12,500, and texts with a comma, in quotation marks"
        faults[row.number] = (Diagnostic(place, "cell-too-many", message, help),)
        before = parted - 1 if parted else 2
        texts = tuple(text if at in naming and at < before else "" for at, text in
                      enumerate(row.texts))  # fmt: skip
        rows.append(Row(row.number, texts))
    return layout._replace(body=tuple(row for row in rows if any(row.texts))), faults


def _is_parted(texts: tuple[str, ...], at: int) -> bool:
    return bool(_BEFORE.fullmatch(texts[at - 1]) and _AFTER.fullmatch(texts[at]))
