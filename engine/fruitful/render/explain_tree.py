"""A condition as a tree in plain English, as lines: the marks in a column of their own."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.render.layout import wrap
from fruitful.render.reasoning import Ground, Told

_COLUMN = 11


def ground_lines(ground: Ground) -> Iterator[str]:
    """What answers one of the questions behind an outcome, without that question."""
    for before, tree in ground.parts:
        if before:
            yield before
        if tree is not None:
            yield from tree_lines(tree)


def tree_lines(one: Told, indent: str = "") -> Iterator[str]:
    """The tree in lines of at most 80 columns."""
    bullet = "- " if one.in_list else ""
    below = indent + " " * len(bullet)
    yield from wrap(one.text, f"{one.mark:<{_COLUMN}}{indent}{bullet}", " " * _COLUMN + below)
    for inner in one.inner:
        yield from tree_lines(inner, below if inner.in_list else f"{below}  ")
