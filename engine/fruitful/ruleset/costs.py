"""The cost model as a pack states it: what each cost and gain is the product of."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, did_you_mean
from fruitful.document import Node
from fruitful.document.fields import choice_of, fault, items_of, keys_of, text_of, texts_of
from fruitful.language.value import NUMERIC
from fruitful.language.vocabulary import Vocabulary
from fruitful.ruleset.citation import read_cites

SIDES = {
    "direct": "Money paid",
    "opportunity": "Time that could be spent otherwise",
    "gain": "Beside it, what is gained",
}
"""Costs of each kind stay apart, and apart from gains."""


class CostLine(NamedTuple):
    """One cost or one gain in pounds a year, or said in words."""

    id: str
    title: str
    side: str
    """``direct``, ``opportunity`` or ``gain``."""
    product: tuple[str, ...]
    """The facts that, multiplied, make the amount; or one fact that is a text."""
    cites: tuple[str, ...]
    pack: str


_KEYS = ("id", "title", "side", "product", "cites")


def read_cost_lines(
    node: Node | None,
    vocabulary: Vocabulary,
    pack: str,
    into: dict[str, CostLine],
    faults: list[Diagnostic],
) -> None:
    """Read a ``costs`` section."""
    for item in items_of(node, "`costs`", faults):
        fields = keys_of(item, "a line of `costs`", _KEYS, _KEYS, faults)
        id, title = (text_of(fields.get(key), f"`{key}`", faults) for key in ("id", "title"))
        factors = texts_of(fields.get("product"), "`product`", faults)
        for factor in factors:
            fact = vocabulary.facts.get(factor.text)
            kinds = NUMERIC if len(factors) > 1 else NUMERIC | {"text"}
            if fact is None or fact.kind not in kinds or fact.collection:
                help = did_you_mean(factor.text, vocabulary.facts)
                message = f"`{factor.text}` is not an amount that is asked for"
                faults.append(fault(factor, "unknown-fact", message, help))
        if id in into:
            faults.append(
                fault(
                    item,
                    "duplicate-name",
                    f"`{id}` stands in `costs` already",
                    "give one of the two another id",
                )
            )
        into[id] = CostLine(
            id,
            title,
            choice_of(fields.get("side"), "`side`", SIDES, faults),
            tuple(factor.text for factor in factors),
            read_cites(fields.get("cites"), f"`{id}`", faults),
            pack,
        )
