"""Why a rule has come out as it has: its conditions as trees, each part marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fruitful.render.reasoning import Ground, Told, grounds
from fruitful.report.blocks import Block, Item, Items, Paragraph, Run
from fruitful.ruleset import Ruleset

if TYPE_CHECKING:
    from fruitful.explain.explanation import Explanation


def reasoning(explained: Explanation, ruleset: Ruleset) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Each question behind an outcome with what answers it, and the trees below."""
    for ground in grounds(explained, ruleset):
        yield ground.heading, tuple(_trees(ground))


def _trees(ground: Ground) -> Iterator[Block]:
    for before, told in ground.parts:
        if before:
            yield Paragraph(before, "before")
        if told is not None:
            yield Items((tree(told),), look="tree")


def tree(told: Told) -> Item:
    """A condition with its parts."""
    mark = (Run(told.mark, "mark", told.mark.replace(" ", "-")), " ") if told.mark else ()
    inner = (Items(tuple(map(tree, told.inner)), look="tree"),) if told.inner else ()
    return Item((*mark, told.text), inner, style="listed" if told.in_list else "")
