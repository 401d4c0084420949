"""What checking a ruleset says of it: one remark a matter."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Place

WRONG, ADVICE = "wrong", "advice"
"""What cannot be meant so, and what could be better."""


class Remark(NamedTuple):
    """One matter: where it is, a stable code, what it is, and what to do about it."""

    place: Place
    code: str
    level: str
    """``wrong`` or ``advice``."""
    message: str
    help: str
    rules: tuple[str, ...] = ()
    """The rules that it is about."""
    profile: str = ""
    """A profile in which it is so, as YAML; "" where there is none to show."""
    expect: str = ""
    """What a case made of the profile expects, as YAML on one line."""
    day: date | None = None
    """The day on which it is so, where that is not yet the day of the check."""
