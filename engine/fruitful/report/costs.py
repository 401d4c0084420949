"""What the partnership costs and gains in a year, as far as it is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.advice.advice import Amount, Costing
from fruitful.language.value import say
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Item,
    Items,
    Only,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Places,
    Row,
    Run,
    Section,
    Table,
)
from fruitful.report.marks import own
from fruitful.ruleset import Ruleset
from fruitful.ruleset.costs import SIDES

_TITLE = "What it costs and gains in a year"
_NOT_ADDED = "Costs of different kinds are not added up, and the paper offers no benchmark (P92"


def costs_section(costing: Costing, ruleset: Ruleset) -> Iterator[Block]:
    """Each side with its sum, and what is not recorded; in lines only where something is."""
    recorded = any(one.pounds is not None or one.words for one in costing.amounts)
    if recorded:
        sides = Items(tuple(_sides(costing, ruleset)), mark="")
        blocks = (sides, Paragraph(f"{_NOT_ADDED}-P96)."))
        yield Only(LINES, (Section("costs", f"{_TITLE}, as far as recorded", blocks),))
    nothing = Paragraph("Nothing of it is recorded yet. These would have to be known:")
    table = Table(
        ("What", "In a year"),
        tuple(_rows(costing, ruleset, recorded=recorded)),
        f"As far as it is recorded. {_NOT_ADDED} to P96).",
        numbers=(1,),
    )
    section = Section(
        "costs", _TITLE, (table,) if recorded else (nothing, table), short="Costs and gains"
    )
    yield Only(PAGES, (section,))


def _sides(costing: Costing, ruleset: Ruleset) -> Iterator[Item]:
    for side, title in SIDES.items():
        total = costing.sums.get(side)
        known = f": {say('money', total)} recorded" if total is not None else ""
        inner = tuple(
            Pair(
                (one.line.title, *own(one.line.pack, ruleset)), _amount(one) + _asked(one, ruleset)
            )
            for one in costing.amounts
            if one.line.side == side
        )
        yield Item(f"{title}{known}", (Pairs(inner),))


def _rows(costing: Costing, ruleset: Ruleset, *, recorded: bool) -> Iterator[Row]:
    for side, title in SIDES.items():
        total = costing.sums.get(side)
        yield Row((title, "" if total is None else say("money", total)), "side")
        for one in costing.amounts:
            if one.line.side == side:
                name: tuple[Part, ...] = (
                    f"{one.line.title} ",
                    Places(one.line.cites),
                    *own(one.line.pack, ruleset),
                )
                if one.missing and recorded:
                    name = (*name, " ", Run(_asked(one, ruleset)[2:], "missing"))
                yield Row((name, _amount(one)))


def _amount(one: Amount) -> str:
    if one.words:
        return one.words
    return "not recorded" if one.pounds is None else say("money", one.pounds)


def _asked(one: Amount, ruleset: Ruleset) -> str:
    """What has to be answered for it, where it is not recorded."""
    if one.words or one.pounds is not None:
        return ""
    asked = " ".join(ruleset.vocabulary.facts[path].ask for path in one.missing)
    return f". {asked}"
