"""Rows of text with a cell too many: a comma that stands in no quotation marks parts a cell."""

from __future__ import annotations

import re

from fruitful.diagnostic import Diagnostic
from fruitful.register.columns import Names, is_about
from fruitful.register.layout import Layout
from fruitful.sheet.grid import Row

_BEFORE = re.compile(r"£?\s*[0-9]{1,3}")
_AFTER = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")


OfRows = dict[int, tuple[Diagnostic, ...]]


def without_cells_too_many(layout: Layout, names: Names) -> tuple[Layout, OfRows]:
    """The layout with its rows, of which those with a cell too many keep but their names.

    What is wrong with those is given by their numbers. A row may also have a blank cell too few.

    Where such a row was parted is not known, so its other cells may stand under wrong headings.
    """
    sheet = layout.sheet
    if sheet.name:
        return layout, {}
    width = max(len(row.texts) for row in sheet.rows if row.number in layout.header)
    money = {one.number for one in layout.columns if names.is_money(one)}
    figures = {one.number for one in layout.columns if one.figures or is_about(one, "id")}
    naming = {one.number - 1 for one in layout.columns if is_about(one, "id", "name")}
    rows = []
    faults: OfRows = {}
    for row in layout.body:
        too_many = any(row.texts[width:])
        parted = next(
            (
                at
                for at in range(1, len(row.texts))
                if _is_parted(row.texts, at)
                and (too_many or (at in money and at + 1 not in figures))
            ),
            0,
        )
        if not too_many and not parted:
            rows.append(row)
            continue
        faults[row.number] = (_fault(layout, row, width, parted),)
        before = parted - 1 if parted else 2
        texts = tuple(text if at in naming and at < before else "" for at, text in
                      enumerate(row.texts))  # fmt: skip
        rows.append(Row(row.number, texts))
    return layout._replace(body=tuple(row for row in rows if any(row.texts))), faults


def _fault(layout: Layout, row: Row, width: int, parted: int) -> Diagnostic:
    column = parted or width
    place = layout.sheet.place(row.number, column + 1, row.texts[column])
    message = "nothing but the name of this row is read: "
    if any(row.texts[width:]):
        message = (
            f"this row has {len(row.texts)} cells, and there are {width} columns; nothing but "
        )
        message += "its name is read; "
    if parted:
        message += f"`{row.texts[parted - 1]},{row.texts[parted]}` may be one amount"
    help = "put amounts such as £12,500, and texts with a comma, in quotation marks"
    return Diagnostic(place, "cell-too-many", message.removesuffix("; "), help)


def _is_parted(texts: tuple[str, ...], at: int) -> bool:
    return bool(_BEFORE.fullmatch(texts[at - 1]) and _AFTER.fullmatch(texts[at]))
