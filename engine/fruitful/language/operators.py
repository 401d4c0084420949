"""The operators that test one value: which kinds they fit, and when they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from fruitful.language.truth import Truth
from fruitful.language.value import NUMERIC, Duration, Span, Value, later

Holds = Callable[[Any, Any, date], Truth]
"""From a known value, the operand and the day of the evaluation to a truth."""


class Operator(NamedTuple):
    """One operator; ``operand`` is the kind of its operand, "" for the kind of the fact."""

    kinds: frozenset[str]
    operand: str
    holds: Holds
    phrase: str
    """In English, with the operand in place of {}."""


def _size(value: Value) -> Any:
    """A set is compared by how many choices it holds."""
    return len(value) if isinstance(value, frozenset) else value


def _in(span: Span, first: date, last: date) -> Truth:
    """Whether a date lies in a period: not known where it is not known exactly enough."""
    if first <= span.first and span.last <= last:
        return True
    return False if span.last < first or last < span.first else None


def _passed(span: Span, answer: str, on: date) -> Truth:
    past = _in(span, date.min, on - timedelta(days=1)) if on > date.min else False
    return past if answer == "yes" or past is None else not past


def _within(span: Span, duration: Duration, on: date) -> Truth:
    return _in(span, on, later(on, duration))


def _longer_ago(span: Span, duration: Duration, on: date) -> Truth:
    return _in(span, date.min, later(on, duration, -1))


_COUNTED = NUMERIC | {"set"}
_CHOSEN = frozenset(("judgement", "yes_no", "choice"))
_DATES = frozenset(("date",))

OPERATORS: dict[str, Operator] = {
    "one_of": Operator(_CHOSEN, "", lambda value, some, on: value in some, "is {}"),
    "equals": Operator(NUMERIC, "", lambda value, number, on: value == number, "is {}"),
    "includes": Operator(
        frozenset(("set",)), "", lambda value, some, on: not value.isdisjoint(some), "includes {}"
    ),
    "at_least": Operator(_COUNTED, "", lambda value, n, on: _size(value) >= n, "is at least {}"),
    "at_most": Operator(_COUNTED, "", lambda value, n, on: _size(value) <= n, "is at most {}"),
    "more_than": Operator(_COUNTED, "", lambda value, n, on: _size(value) > n, "is more than {}"),
    "less_than": Operator(_COUNTED, "", lambda value, n, on: _size(value) < n, "is less than {}"),
    "within": Operator(_DATES, "duration", _within, "is within {}"),
    "longer_ago_than": Operator(_DATES, "duration", _longer_ago, "is longer ago than {}"),
    "passed": Operator(_DATES, "yes_no", _passed, "has passed"),
}
COMPARISONS = ("at_least", "at_most", "more_than", "less_than")
