"""Cells that say nothing: left blank in one way or another, or until later."""

from __future__ import annotations

from fruitful.diagnostic import shorten
from fruitful.language.value import Unreadable

_SILENT = frozenset(("-", "–", "—", "--", "---", ".", "..", "n/k", "nk"))
"""Ways of leaving a cell blank."""
_LEFT_OPEN = frozenset(
    (
        *("tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be determined", "pending"),
        *("to follow", "awaited", "awaiting", "not recorded", "not available", "not yet known"),
        *("n/a", "na", "n.a.", "not applicable", "varies", "various"),
        *("as above", "as below", "see above", "see below", "ditto", "do.", '"', "”", "''"),
    )
)
"""What says that there is no answer yet, or none to give."""


def is_blank(text: str) -> bool:
    """A dash or the like, which leaves a cell blank."""
    return text.strip().casefold() in _SILENT


def says_later(text: str) -> bool:
    """That there is no answer yet, or none to give."""
    return " ".join(text.casefold().split()) in _LEFT_OPEN


def left_open(path: str, text: str) -> Unreadable:
    message = f"`{shorten(text)}` leaves it open: `{path}` is taken as not known"
    return Unreadable("left-open", message, "fill it in once it is known")
