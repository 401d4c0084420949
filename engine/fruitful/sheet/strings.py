"""How much text the cells of a workbook come to, before anybody lays it out in memory.

Cells share texts: one of a megabyte that stands in the file once may stand in ten thousand cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fruitful.sheet.grid import LONGEST_CELL, MOST_TEXT
from fruitful.sheet.xml import Damaged, parse

_SHARES = re.compile(rb"[<:]si[\s/>]")


def check_strings(parts: Mapping[str, bytes], strings: Mapping[str, int]) -> None:
    """Refuse texts that are longer than a cell can be, and more text than is read.

    ``strings`` is how many cells of each part have a shared text. Raises Damaged.
    """
    shared: list[int] = []
    for part in parts.values():
        if _SHARES.search(part):
            shared = max(shared, _lengths(part), key=sum)
    longest = max(shared, default=0)
    if longest > LONGEST_CELL:
        message = f"a text of its cells has {longest:,} characters; a cell holds {LONGEST_CELL:,}"
        raise Damaged(message)
    if longest * sum(strings.values()) <= MOST_TEXT:
        return
    total = sum(_text_of(parts[name], shared) for name, number in strings.items() if number)
    if total > MOST_TEXT:
        message = f"the texts of its cells come to {total:,} characters; {MOST_TEXT:,} are read"
        raise Damaged(message)


def _lengths(part: bytes) -> list[int]:
    """The lengths of shared texts."""
    found: list[int] = []

    def element(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            found.append(0)

    def text(data: str) -> None:
        if found:
            found[-1] += len(data)

    def begin(parser: Any) -> None:
        parser.CharacterDataHandler = text

    parse(part, element, begin)
    return found


def _text_of(part: bytes, shared: list[int]) -> int:
    """How long the shared texts of a sheet's cells are together."""
    total = 0
    is_shared = inside = False
    number: list[str] = []

    def flush() -> None:
        nonlocal total, inside
        if inside:
            total += _length("".join(number), shared)
            number.clear()
            inside = False

    def element(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_shared, inside
        flush()
        name = name.rpartition(":")[2]
        if name == "c":
            is_shared = attributes.get("t") == "s"
        inside = name == "v" and is_shared

    def text(data: str) -> None:
        if inside:
            number.append(data)

    def begin(parser: Any) -> None:
        parser.CharacterDataHandler = text

    parse(part, element, begin)
    flush()
    return total


def _length(number: str, shared: list[int]) -> int:
    number = number.strip()
    at = int(number) if number.isdecimal() and len(number) < 8 else len(shared)
    return shared[at] if at < len(shared) else 0
