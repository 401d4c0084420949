"""In which order the grounds of priority count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document.fields import fault, texts_of
from fruitful.ruleset.pack import Pack, sections

PRIORITIES = ("severity", "overdue", "dependants", "paper")
"""By what recommendations are ordered."""


class Order(NamedTuple):
    """In which order the grounds of priority count, and which pack says so."""

    grounds: tuple[str, ...]
    pack: str


def priorities(packs: Sequence[Pack], faults: list[Diagnostic]) -> tuple[Order, ...]:
    """The orders of priority that the packs state; the last one counts."""
    orders = [Order(PRIORITIES, packs[0].id if packs else "")]
    for pack, node in sections(packs, "priorities"):
        names = texts_of(node, "`priorities`", faults)
        if sorted(name.text for name in names) == sorted(PRIORITIES):
            orders.append(Order(tuple(name.text for name in names), pack.id))
        else:
            message = f"`priorities` is these words in any order: {', '.join(PRIORITIES)}"
            faults.append(fault(node, "bad-priorities", message, "write each of them once"))
    return tuple(orders)
