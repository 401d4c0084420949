"""What would make a rule a finding, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.explain.explanation import Explanation
from fruitful.render.explain_ways import sets_of_ways
from fruitful.report.blocks import Item, Items, Paragraph, Section, listed
from fruitful.ruleset import Ruleset


def ways_section(explained: Explanation, ruleset: Ruleset) -> Iterator[Section]:
    """The smallest sets of answers that would change or settle it; nothing of a finding."""
    told = sets_of_ways(explained, ruleset)
    if told is None:
        return
    items = tuple(
        Item(one.first, (Items(tuple(map(Item, one.others)), look="joined", mark=""),
                         listed(one.becomes)))
        for one in told.sets
    )  # fmt: skip
    rest = (Paragraph(told.rest),) if told.rest else ()
    blocks = (Items(items, 1, "edits"),) if items else ()
    yield Section("ways", told.title, (*blocks, *rest))
