"""Long lists, of which lines show the beginning unless all is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.render.layout import MOST
from fruitful.report.blocks import LINES, PAGES, Block, Item, Items, Only, Paragraph, Text


def cut(
    some: Sequence[Text | Item],
    *,
    everything: bool,
    start: int = 0,
    look: str = "",
    mark: str = "- ",
) -> Iterator[Block]:
    """The list, or its beginning and how much more there is."""
    shown = some if everything else some[:MOST]
    items = tuple(one if isinstance(one, Item) else Item(one) for one in shown)
    if items:
        yield Items(items, start, look, mark)
    if len(shown) < len(some):
        yield Paragraph(f"And {len(some) - len(shown)} more, which `--all` shows.", "more")


def in_lines(text: str, on_pages: str = "") -> Iterator[Block]:
    """What concerns those who work with commands, and what pages say in its place."""
    yield Only(LINES, (Paragraph(text),))
    if on_pages:
        yield Only(PAGES, (Paragraph(on_pages),))
