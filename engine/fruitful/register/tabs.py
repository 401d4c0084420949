"""Of when a sheet is, by its name: of sheets of several years or months the latest counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from fruitful.portfolio.found import LeftOut
from fruitful.register.headings import year_at
from fruitful.register.layout import Layout
from fruitful.register.words import Words, words_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)([0-9]{2}|[12][0-9]{3})?"
)
_PART = re.compile("(?:(q)([1-4])|(h)([12]))")
_YEAR = re.compile("[12][0-9]{3}")
_COPY = re.compile(r"\([0-9]+\)\s*$")
_COPIES = frozenset(("copy", "backup", "draft"))
_When = tuple[int, int]
"""A year and the last month that a sheet may be of; what is later is larger."""
_Names = Callable[[Layout], AbstractSet[str]]


def is_copy(name: str) -> bool:
    """Whether a sheet is another's copy, by its name: `Copy of Register`, `Register (2)`."""
    return bool(_COPY.search(name)) or not _COPIES.isdisjoint(words_of(name))


def when_of(name: str) -> _When | None:
    """Of when a sheet is, by its name; None where it does not say a year.

    >>> when_of("2025-26"), when_of("Register March 2026"), when_of("Q1 2025/26"), when_of("Sep 25")
    ((2026, 3), (2026, 3), (2025, 6), (2025, 9))
    """
    words = _words(name)
    month = next((_MONTHS.index(found[1][:3]) + 1 for word in words
                  if (found := _MONTH_NAME.fullmatch(word))), 0)  # fmt: skip
    years = [one[1] for at in range(len(words)) if (one := year_at(words, at))]
    if not years:
        return _in_figures(words) or _of_short_year(words, month)
    first, last = max(years)
    financial = last > first
    if not month and not financial and (day := _in_figures(words)):
        return day
    month = month or _end_of_part(words, financial=financial)
    if financial:
        return (first, month) if month > 3 else (last, month or 3)
    return first, month or 12


def _words(name: str) -> Words:
    """The words of a name, a year apart from the month before it: `Sept25`."""
    found: list[str] = []
    for word in words_of(name):
        month = _MONTH_NAME.fullmatch(word)
        found += [month[1], month[2]] if month and month[2] else [word]
    return tuple(found)


def _of_short_year(words: Words, month: int) -> _When | None:
    """`March 26`: a year of two figures behind a month."""
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        if month and _MONTH_NAME.fullmatch(word) and after.isdecimal() and len(after) == 2:
            return 2000 + int(after), month
    return None


def _in_figures(words: Words) -> _When | None:
    """`31.03.2026`, `2026-03`."""
    for at, word in enumerate(words):
        if not _YEAR.fullmatch(word):
            continue
        beside = words[at + 1 : at + 2] or words[at - 1 : at] if at else words[1:2]
        if beside and beside[0].isdecimal() and 1 <= int(beside[0]) <= 12 and len(beside[0]) == 2:
            return int(word), int(beside[0])
    return None


def _end_of_part(words: Words, *, financial: bool) -> int:
    """The last month of a quarter or a half, or 0."""
    found = next(filter(None, map(_PART.fullmatch, words)), None)
    if found is None:
        return 0
    month = 3 * int(found[2]) if found[1] else 6 * int(found[4])
    return (month + 2) % 12 + 1 if financial else month


def latest(layouts: list[Layout], names: _Names, out: list[LeftOut]) -> list[Layout]:
    """Of sheets of several years the one of the latest; of several months of a year, that name the
    same partnerships, that of the latest too."""
    of_when = {one.sheet.name: when for one in layouts if not one.ended
               and (when := when_of(one.sheet.name))}  # fmt: skip
    if len(of_when) < 2:
        return layouts
    last = max(of_when.values())
    newest = [one for one in layouts if of_when.get(one.sheet.name) == last]
    kept = []
    for layout in layouts:
        when = of_when.get(layout.sheet.name, last)
        if when == last or (_near(when, last) and not _shares(layout, newest, names)):
            kept.append(layout)
        else:
            out.append(LeftOut(layout.sheet.name, "is of an earlier time than another"))
    return kept


def _near(when: _When, last: _When) -> bool:
    """Whether two sheets may be of one year."""
    return (last[0] - when[0]) * 12 + last[1] - when[1] < 12


def _shares(layout: Layout, others: Sequence[Layout], names: _Names) -> bool:
    return any(names(layout) & names(one) for one in others)
