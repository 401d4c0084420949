"""What is said beside a table of all of it: of its figures, and of which year it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.register.columns import Names
from fruitful.register.headings import year_at
from fruitful.register.layout import LONGEST_HEADER, Layout
from fruitful.register.words import words_of

_OF_FIGURES = re.compile(
    r"\b(?:figures?|amounts?|values|sums|money|costs?|budgets?|contributions?|time|hours)\b[^.;:]*"
    r"\b(?:per|each|quarter\w*|month\w*|week\w*|days?|euros?|dollars?|in|for|€|\$)(?:\b|(?<=[€$]))|"
    r"\b(?:figures?|amounts?|values|costs)\b[^.;:]*[€$]",
    re.IGNORECASE,
)
"""What says how figures are to be taken: `All figures are per month`."""
_OF_THE_REGISTER = frozenset(("register", "partnership", "schedule", "list", "year"))


def notes_of_what_is_above(layout: Layout, names: Names) -> Iterator[Diagnostic]:
    """What stands above a table of its figures and is not understood, and a year that is past."""
    sheet = layout.sheet
    texts = [
        (row.number, at, text)
        for row in sheet.rows
        if row.number < layout.header[0] and sum(map(bool, row.texts)) <= 3
        for at, text in enumerate(row.texts, 1)
        if text and len(text) <= LONGEST_HEADER
    ]
    for row, at, text in texts:
        place = sheet.place(row, at, text)
        if place.cell != layout.figures_in[1] and _OF_FIGURES.search(text):
            message = f"`{shorten(text)}` may say how figures are to be taken, which is not known"
            help = "write it into the names of the columns, such as `Officer time (days per month)`"
            yield Diagnostic(place, "said-of-figures", message, help, min(len(text), 60))
    titled = [(text, sheet.place(row, at, text)) for row, at, text in texts
              if not _OF_THE_REGISTER.isdisjoint(words_of(text))]  # fmt: skip
    titled.append((sheet.name, sheet.place(layout.header[0], 0)))
    for text, place in titled:
        year = max(_years(text), default=None)
        if year is not None and names.on and year[1] < names.on.year and not names.is_now(year):
            message = f"`{shorten(text)}` is of an earlier year than the one asked about, "
            message += f"{names.on.year}; it is read as it stands now"
            help = "give the register of now; or ask about its own time, with --on"
            yield Diagnostic(place, "earlier-year", message, help, min(max(len(text), 1), 60))
            return


def _years(text: str) -> Iterator[tuple[int, int]]:
    words = words_of(text)
    return (found[1] for at in range(len(words)) if (found := year_at(words, at)))
