"""The values of a fact that matter: those that some condition tells apart.

Of a choice these are all its choices. Numbers and days are cut by the constants of the conditions
into regions, within which no condition tells one value from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from fruitful.language.condition import Test
from fruitful.language.operators import OPERATORS
from fruitful.language.value import MOST_DIGITS, Duration, Span, Value, later
from fruitful.language.vocabulary import Fact

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
"""Between these lie the dates that a profile may give."""
_LARGEST = 10**MOST_DIGITS - 1

_Number = int | Decimal


class Bound(NamedTuple):
    """An end of a region of numbers or days."""

    value: Value
    included: bool


class Region(NamedTuple):
    """Values that no condition tells apart; without bounds, one choice or any value at all."""

    value: Value
    """One of them."""
    least: Bound | None = None
    most: Bound | None = None
    """Where the region ends; None where it goes as far as values do."""


class _Piece(NamedTuple):
    """A constant of a condition, or all between two of them; days by their ordinals."""

    first: _Number
    last: _Number
    included: bool
    """Whether the ends belong to it."""


def regions(fact: Fact, tests: Sequence[Test], on: date, least: int = 0) -> tuple[Region, ...]:
    """The values that a fact may have, as far as tests of it tell them apart, in their order.

    Of a number only values from ``least``. None for a text, which no condition tests, nor for a
    set, of which each choice is told by itself.
    """
    if fact.choices:
        return () if fact.kind == "set" else tuple(Region(choice) for choice in fact.choices)
    if fact.kind == "date":
        first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        cuts = {day.toordinal() for test in tests for day in _cut_days(test, on)}
        return _joined([*_pieces(cuts, first, last, whole=True)], tests, on, _day)
    if fact.kind == "text":
        return ()
    most = 100 if fact.kind == "percentage" else _LARGEST
    whole = fact.kind == "count"
    numbers = {test.operand for test in tests if isinstance(test.operand, (int, Decimal))}
    return _joined([*_pieces(numbers, least, most, whole=whole)], tests, on, lambda number: number)


def joined(each: Sequence[Region]) -> list[Region]:
    """The same values in as few regions as can be: neighbours of numbers or days become one."""
    found: list[Region] = []
    for region in each:
        if found and _are_neighbours(found[-1], region):
            found[-1] = found[-1]._replace(most=region.most)
        else:
            found.append(region)
    return found


def _are_neighbours(one: Region, other: Region) -> bool:
    if one.most is None or other.least is None:
        return False
    (end, included), (begin, begins) = one.most, other.least
    if isinstance(end, Span) and isinstance(begin, Span):
        return end.last.toordinal() + 1 == begin.first.toordinal()
    return (begin == end and included != begins) or (isinstance(end, int) and begin == end + 1)


def ends(region: Region) -> Iterator[tuple[str, Value]]:
    """Where a region ends, as comparisons: ``at_least``, ``more_than``, ``at_most``, ``less_than``.

    >>> dict(ends(Region(5, Bound(3, True), Bound(7, False))))
    {'at_least': 3, 'less_than': 7}
    """
    if region.least is not None:
        yield "at_least" if region.least.included else "more_than", region.least.value
    if region.most is not None:
        yield "at_most" if region.most.included else "less_than", region.most.value


def part_between(region: Region, first: date, last: date) -> Region | None:
    """The part of a region of days from one day to another; None where there is none."""
    least, most = max(first, first_day(region)), min(last, last_day(region))
    if least > most:
        return None
    begin, end = Span(least, least), Span(most, most)
    return Region(
        min(max(region.value, begin), end),
        None if least == FIRST_DAY else Bound(begin, True),
        None if most == LAST_DAY else Bound(end, True),
    )


def first_day(region: Region) -> date:
    """The earliest day of a region of days."""
    return region.least.value.first if region.least is not None else FIRST_DAY  # type: ignore[union-attr]


def last_day(region: Region) -> date:
    """The latest day of a region of days."""
    return region.most.value.last if region.most is not None else LAST_DAY  # type: ignore[union-attr]


def _cut_days(test: Test, on: date) -> Iterator[date]:
    """The days at which a test of a date changes its answer."""
    if test.operator == "passed":
        yield on
    elif isinstance(test.operand, Duration) and test.operator == "within":
        yield from (on, later(on, test.operand))
    elif isinstance(test.operand, Duration):
        yield later(on, test.operand, -1)


def _pieces(
    cuts: Iterable[_Number], least: _Number, most: _Number, *, whole: bool
) -> Iterator[_Piece]:
    """Each cut by itself, and each gap between two, from the least to the most."""
    ends = sorted({least, most} | {cut for cut in cuts if least < cut < most})
    for one, other in pairwise(ends):
        yield _Piece(one, one, True)
        if not whole:
            yield _Piece(one, other, False)
        elif other - one > 1:
            yield _Piece(one + 1, other - 1, True)
    yield _Piece(ends[-1], ends[-1], True)


def _joined(
    pieces: Sequence[_Piece], tests: Sequence[Test], on: date, value_of: Callable[[_Number], Value]
) -> tuple[Region, ...]:
    """Regions of the neighbours that no test tells apart."""

    def told(piece: _Piece) -> list[object]:
        value = value_of(_sample(piece))
        return [OPERATORS[test.operator].holds(value, test.operand, on) for test in tests]

    found = []
    for _, group in groupby(pieces, told):
        first, *rest = group
        last = rest[-1] if rest else first
        starts, ends = first is pieces[0], last is pieces[-1]
        least = None if starts else Bound(value_of(first.first), first.included)
        most = None if ends else Bound(value_of(last.last), last.included)
        sample = last.last if starts and last.included and not ends else _sample(first)
        found.append(Region(value_of(sample), least, most))
    return tuple(found)


def _sample(piece: _Piece) -> _Number:
    return piece.first if piece.included else (piece.first + piece.last) / Decimal(2)


def _day(ordinal: _Number) -> Span:
    day = date.fromordinal(int(ordinal))
    return Span(day, day)
