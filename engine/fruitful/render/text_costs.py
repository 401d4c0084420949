"""What the partnership costs and gains in a year, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.advice.advice import Amount, Costing
from fruitful.language.value import say
from fruitful.render.layout import Paint, section, wrap
from fruitful.render.local import own
from fruitful.ruleset import Ruleset
from fruitful.ruleset.costs import SIDES


def cost_lines(costing: Costing, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    """Each side with its sum, and what is not recorded; nothing where nothing is recorded."""
    if not any(one.pounds is not None or one.words for one in costing.amounts):
        return
    yield from section("What it costs and gains in a year, as far as recorded", paint)
    for side, title in SIDES.items():
        amounts = [one for one in costing.amounts if one.line.side == side]
        total = costing.sums.get(side)
        known = f": {say('money', total)} recorded" if total is not None else ""
        yield from wrap(f"{title}{known}", "  ")
        for one in amounts:
            yield from wrap(_line(one, ruleset), "    ", "      ")
    yield from wrap(
        "Costs of different kinds are not added up, and the paper offers no benchmark (P92-P96).",
        "  ",
    )


def _line(one: Amount, ruleset: Ruleset) -> str:
    title = f"{one.line.title}{own(one.line.pack, ruleset)}"
    if one.words:
        return f"{title}: {one.words}"
    if one.pounds is not None:
        return f"{title}: {say('money', one.pounds)}"
    asked = " ".join(ruleset.vocabulary.facts[path].ask for path in one.missing)
    return f"{title}: not recorded. {asked}"
