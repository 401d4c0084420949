"""One partnership of a portfolio, as an input gives it: a profile, or a row of a register."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place
from fruitful.profile import Profile


class Entry(NamedTuple):
    """A partnership to screen. Nothing of it is dropped in silence."""

    source: Place
    """The file, or the row of a sheet, that it comes from."""
    profile: Profile | None
    """None where nothing of it can be read."""
    faults: tuple[Diagnostic, ...] = ()
    """What of it cannot be read, and so counts as not known."""
    notes: tuple[Diagnostic, ...] = ()
    """What is worth knowing and is no fault, such as a cell that says `TBC`."""
