"""The places in the paper, and local sources, that a page rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fruitful.ruleset.questionnaire import Source

_NAMES = {
    "P": "Paragraph {}",
    "Q": "Checklist question {}",
    "CS": "Case study {}",
    "Box": "Box {}",
    "Exh": "Exhibit {}",
}
_PLACE = re.compile(r"(P|Q|CS|Box|Exh)0*([A-C0-9]+)(?:\.([QF])([0-9]))?")
_WITHIN = {"Q": "question", "F": "point"}


class Cited(NamedTuple):
    """A source as a page names it."""

    cite: str
    href: str
    """Where on the page, or on which page, more is said of it."""
    name: str
    about: str


def cited(cites: Iterable[str], index: Mapping[str, Source]) -> dict[str, Cited]:
    """Each source once, in the paper's order, local ones last, with an anchor of its own."""
    used = dict.fromkeys(cites)
    ordered = [*(one for one in index if one in used), *(one for one in used if one not in index)]
    about = {cite: index[cite].about if cite in index else "" for cite in ordered}
    return {
        cite: Cited(cite, f"#source-{at}", name_of(cite), about[cite])
        for at, cite in enumerate(ordered, 1)
    }


def name_of(cite: str) -> str:
    """A source in words: P108 as "Paragraph 108", BoxB.Q4 as "Box B, question 4".

    >>> [name_of(cite) for cite in ("CS01", "BoxB.F2", "local: Minute 14")]
    ['Case study 1', 'Box B, point 2', 'Local: Minute 14']
    """
    found = _PLACE.fullmatch(cite)
    if found is None:
        return f"L{cite[1:]}" if cite.startswith("local: ") else cite
    kind, number, within, part = found.groups()
    name = _NAMES[kind].format(number)
    return f"{name}, {_WITHIN[within]} {part}" if within else name
