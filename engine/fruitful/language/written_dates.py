"""Dates as people and spreadsheets write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from fruitful.diagnostic import shorten
from fruitful.language.value import Span, Unreadable, read_value

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<month>" + "|".join(f"{month}[a-z]*" for month in _MONTHS) + r")\.?"
_YEAR = r"['’]?(?P<year>[12][0-9]{3}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[ /-]?{_MONTH}[ ,/-]*{_YEAR}",
        rf"{_MONTH}[ ,/-]*{_YEAR}",
        rf"{_MONTH} {_DAY},? (?P<year>[12][0-9]{{3}})",
    )
)
_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([12][0-9]{3})")
_FINANCIAL = re.compile(r"((?:19|20)[0-9]{2}) ?([/–-]) ?(?:20)?([0-9]{2})")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
_TIME = re.compile(r"(?:,? |(?<=[0-9])t)[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?(?: ?[ap]m|z)?$")
_LEADING = re.compile(r"^(?:since|from|by|end of|until|in|due|fy|financial year) ")
_ABOUT = re.compile(
    r"^(?:(?:c|ca|est|approx)\b\.?|c(?=[0-9])|circa\b|approximately\b|about\b|around\b|~)\s*"
    r"(?=[0-9a-z])"
)
_TYPED_YEAR = re.compile(r"(1905-0[3-9]-[0-3][0-9])(?: |$)|([0-3]?[0-9])/0?([3-9])/1905")
_TYPED_NUMBER = re.compile(r"(?:1899-12-(?:29|3[01])|1900-[01][0-9]-[0-3][0-9])(?: |$)|"
                           r"[0-3]?[0-9]/[01]?[0-9]/1900|(?:29|30|31)/12/1899")  # fmt: skip
_EITHER_CENTURY = range(50, 70)
"""Years of two figures that may be of this century or of the one before."""
_SERIAL = re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?")


def read_date(text: str, day_first: bool, *, doubtful: bool = False) -> Span:
    """A day, a month, a year or a financial year (April to March). Raises Unreadable.

    ``doubtful`` days, which could have their day or their month first, are not taken.

    >>> [str(day) for day in read_date("31/03/27", day_first=True)]
    ['2027-03-31', '2027-03-31']
    >>> [str(day) for day in read_date("2026/27", day_first=True)]
    ['2026-04-01', '2027-03-31']
    """
    folded = _TIME.sub("", " ".join(text.casefold().split()))
    folded = _LEADING.sub("", _WEEKDAY.sub("", folded))
    _refuse_typed_year(folded, text)
    if doubtful and _could_be_either(folded):
        message = f"`{shorten(text)}` may have its day or its month first: others beside it "
        message += "have the month first"
        help = "write the month in letters; or say in a mapping which comes first (`day_first`)"
        raise Unreadable("day-or-month", message, help)
    span = _financial(folded) or _in_figures(folded, day_first) or _in_words(folded)
    if span is not None:
        return span
    try:
        span = read_value("date", {}, folded)  # type: ignore[assignment]
    except Unreadable as problem:
        if problem.code != "not-a-date":
            raise
        help = "write a day as 31/03/2027, a month as March 2027, or a year as 2027"
        raise Unreadable("not-a-date", f"`{shorten(text)}` is not a date", help) from None
    assert span is not None
    return span


def serial_date(text: str, first_day: date) -> date | None:
    """The day that Excel counts with this number, where it can be one: from 1954 to 2123.

    ``first_day`` is from where the sheet counts days (see ``Sheet``).
    """
    return first_day + timedelta(int(float(text))) if _SERIAL.fullmatch(text) else None


def without_about(text: str) -> str:
    """The text without a word by which a date is only about right, such as `c. 1998`."""
    return _ABOUT.sub("", text.strip().casefold())


def _refuse_typed_year(folded: str, text: str) -> None:
    """A year that was typed into a cell that shows dates is a day of 1905, and a number or nothing
    one of 1900. Raises Unreadable."""
    if _TYPED_NUMBER.match(folded):
        message = f"`{shorten(text)}` is how a spreadsheet shows a small number in a cell of dates"
        raise Unreadable("typed-number", message, "write the day; clear the cell if there is none")
    found = _TYPED_YEAR.match(folded)
    if found is None:
        return
    day = date.fromisoformat(found[1]) if found[1] else date(1905, int(found[3]), int(found[2]))
    year = (day - date(1899, 12, 30)).days
    if 1900 <= year <= 2100:
        message = f"`{shorten(text)}` is how a spreadsheet shows the year {year} in a cell of dates"
        help = f"write 01/01/{year}, or let the column show texts and write {year}"
        raise Unreadable("typed-year", message, help)


def _could_be_either(text: str) -> bool:
    found = _FIGURES.fullmatch(text)
    if found is None:
        return False
    return found[1] != found[3] and max(int(found[1]), int(found[3])) <= 12


def _financial(text: str) -> Span | None:
    found = _FINANCIAL.fullmatch(text)
    if not found or int(found[3]) != (int(found[1]) + 1) % 100:
        return None
    if found[2] == "-" and int(found[3]) < 4:
        return None  # 2001-02 is a month as well, and one that lies in another financial year
    year = int(found[1])
    return Span(date(year, 4, 1), date(year + 1, 3, 31))


def _in_figures(text: str, day_first: bool) -> Span | None:
    found = _FIGURES.fullmatch(text)
    if found:
        day, month = (found[1], found[3]) if day_first else (found[3], found[1])
        return _span(text, _full(found[4]), int(month), int(day))
    found = _MONTH_YEAR.fullmatch(text)
    return _span(text, int(found[2]), int(found[1]), None) if found else None


def _in_words(text: str) -> Span | None:
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            month = _MONTHS.index(found["month"][:3]) + 1
            day = found.groupdict().get("day")
            return _span(text, _full(found["year"]), month, int(day) if day else None)
    return None


def _full(year: str) -> int:
    """A year of two figures is one from 1970 to 2049; others may be either. Raises Unreadable."""
    number = int(year)
    if len(year) == 4:
        return number
    if number in _EITHER_CENTURY:
        message = f"a year `{year}` may be 19{year} or 20{year}"
        raise Unreadable("either-century", message, "write the year in four figures")
    return number + (1900 if number >= 70 else 2000)


def _span(text: str, year: int, month: int, day: int | None) -> Span:
    try:
        if day is None:
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Span(date(year, month, day), date(year, month, day))
    except (ValueError, IndexError):
        message = f"there is no {shorten(text)} in the calendar, where the day comes first"
        help = "check it; where the month comes first, a mapping says so with `day_first: no`"
        raise Unreadable("no-such-day", message, help) from None
