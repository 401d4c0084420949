"""Where a sentence comes from: places in the paper, and local sources."""

from __future__ import annotations

import re

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.document import Node
from fruitful.document.fields import fault, texts_of

CITATION = re.compile(
    r"P[1-9][0-9]{0,2}|Box[A-C](\.[QF][1-9])?|Exh[12]|CS[0-9]{2}|Q[1-9][0-9]?|local: .+"
)
"""A paragraph, box, exhibit, case study or question of the paper, or a local source."""
HOW_TO_CITE = "write P108, BoxB.Q4, CS10, Exh2, Q28, or `local: …` for a source of your own"


def read_cites(node: Node | None, what: str, faults: list[Diagnostic]) -> tuple[str, ...]:
    """Places in the paper, or local sources."""
    cites = texts_of(node, f"`cites` of {what}", faults)
    for cite in cites:
        if not CITATION.fullmatch(cite.text):
            message = f"`{shorten(cite.text)}` is not a place in the paper"
            faults.append(fault(cite, "bad-citation", message, HOW_TO_CITE))
    return tuple(cite.text for cite in cites if CITATION.fullmatch(cite.text))
