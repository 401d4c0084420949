"""Dates in words."""

from __future__ import annotations

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def how_long(since: date, on: date) -> str:
    """How long a day is after another, in years and months, or in days.

    >>> how_long(date(2024, 8, 1), date(2026, 11, 1))
    '2 years and 3 months'
    >>> how_long(date(2026, 10, 20), date(2026, 11, 1))
    '12 days'
    """
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    parts = [(months // 12, "year"), (months % 12, "month")]
    if months < 1:
        parts = [((on - since).days, "day")]
    return " and ".join(f"{one} {unit}{'s' * (one != 1)}" for one, unit in parts if one)


def period_in_words(period: str) -> str:
    """A day, a month or a year as 31 March 2027, March 2027 or 2027, from 2027-03-31 and its like.

    >>> [period_in_words(one) for one in ("2027-03-31", "2027-03", "2027")]
    ['31 March 2027', 'March 2027', '2027']
    """
    year, *rest = period.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
