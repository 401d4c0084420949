"""Kleene's three-valued logic: ``True``, ``False``, and ``None`` for not known."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def negate(truth: Truth) -> Truth:
    """The opposite; what is not known stays so."""
    return None if truth is None else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else not known if any is, else true (true of none)."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else not known if any is, else false (false of none)."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result
