"""Dates in words."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def period_in_words(period: str) -> str:
    """A day, a month or a year as 31 March 2027, March 2027 or 2027, from 2027-03-31 and its like.

    >>> [period_in_words(one) for one in ("2027-03-31", "2027-03", "2027")]
    ['31 March 2027', 'March 2027', '2027']
    """
    year, *rest = period.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
