"""What a workbook says of itself: its sheets, from when it counts days, and its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from fruitful.sheet.grid import FIRST_DAY
from fruitful.sheet.package import WORKBOOK
from fruitful.sheet.xml import parse

_FIRST_DAY_1904 = date(1904, 1, 1)
"""From where workbooks count days that come from an old Excel for the Mac."""


class About(NamedTuple):
    """What the part that describes the workbook tells."""

    parts: Mapping[str, str]
    """The part of each sheet, by the sheet's name."""
    first_day: date
    """From where its numbers count days."""
    names: frozenset[str]
    """The names that it defines, for ranges and for constants."""


def about_workbook(parts: Mapping[str, bytes]) -> About:
    """Read it from the parts of a workbook, by their names. Raises Damaged."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in _elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if name == "Relationship"
    }
    sheets = {}
    first_day = FIRST_DAY
    names = set()
    for name, attributes in _elements(parts[WORKBOOK]):
        if name == "sheet":
            id = next((one for key, one in attributes.items() if key.endswith(":id")), "")
            target = targets.get(id, "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            sheets[attributes.get("name", "")] = part
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            first_day = _FIRST_DAY_1904
        elif name == "definedName":
            names.add(attributes.get("name", ""))
    return About(sheets, first_day, frozenset(names))


def _elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rpartition(":")[2], attributes))

    parse(part, element)
    return iter(found)
