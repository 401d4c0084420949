"""What the cells of a column tell together: days whose month comes first, sums out of scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.language.value import Unreadable
from fruitful.language.vocabulary import Vocabulary
from fruitful.register.amounts import in_own_pounds, read_money
from fruitful.register.columns import Column
from fruitful.register.layout import Layout
from fruitful.sheet.grid import Row

OUT_OF_SCALE = 500
"""Times that a value has to be larger or smaller than the others of its column to be told of."""
YEARS_BEFORE, YEARS_AFTER = 60, 40
"""Years that a date has to be before or after the others of its column to be told of."""
_YEAR = re.compile(r"\b(1[89][0-9]{2}|2[01][0-9]{2})\b")
_DAY = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2(?:[12][0-9]{3}|[0-9]{2})\b")
_TYPED = re.compile(r"[12][0-9]{3}-([0-9]{2})-([0-9]{2})(?: |$)")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_Cells = list[tuple[int, str]]


def survey(
    layout: Layout, rows: Sequence[Row], vocabulary: Vocabulary, *, day_first: bool
) -> tuple[Layout, list[Diagnostic]]:
    """The layout with what its columns' cells tell of how to read them, and what is to be told."""
    notes: list[Diagnostic] = []
    columns = []
    days: dict[int, _Cells] = {}
    for column in layout.columns:
        kinds = {vocabulary.facts[one.name].kind for one in column.targets if one.kind == "fact"}
        if kinds & {"date", "money", "number"}:
            at = column.number - 1
            cells = [(row.number, row.texts[at]) for row in rows
                     if at < len(row.texts) and row.texts[at]]  # fmt: skip
            if "date" in kinds:
                days[column.number] = cells
                _far_years(column, cells, layout, notes)
                column = _dates(column, cells, layout, notes, day_first=day_first)
            if kinds & {"money", "number"}:
                column = _amounts(column, cells, layout, notes, money="money" in kinds)
        columns.append(column)
    if any(column.doubtful_days for column in columns):
        # Whoever wrote one column with the month first has hardly written the others otherwise.
        columns = [
            column._replace(doubtful_days=True)
            if column.number in days and not _shows(days[column.number], day_first=day_first)
            else column
            for column in columns
        ]
    return layout._replace(columns=tuple(columns)), notes


def _shows(cells: _Cells, *, day_first: bool) -> bool:
    """Whether days of a column can be written with the day first (or last) alone."""
    return any(_order(text) is day_first for _, text in cells)


def _order(text: str) -> bool | None:
    """Whether a day has its day first; None where that cannot be told."""
    found = _DAY.match(text)
    one, two = (int(found[1]), int(found[3])) if found else (0, 0)
    return None if (one > 12) is (two > 12) else one > 12


def _far_years(column: Column, cells: _Cells, layout: Layout, notes: list[Diagnostic]) -> None:
    """Years far from those of the others are told of: 1935 is how 35 becomes a year in Excel."""
    years = [(row, text, int(found[1])) for row, text in cells if (found := _YEAR.search(text))]
    if len(years) < 3:
        return
    usual = median(year for _, _, year in years)
    for row, text, year in years:
        if not usual - YEARS_BEFORE <= year <= usual + YEARS_AFTER:
            place = layout.sheet.place(row, column.number, text)
            message = f"`{shorten(text)}` is read, and is far from the years that "
            message += f"`{shorten(column.header)}` holds as a rule"
            help = "check the century"
            notes.append(Diagnostic(place, "out-of-scale", message, help, min(len(text), 60)))


def _dates(
    column: Column, cells: _Cells, layout: Layout, notes: list[Diagnostic], *, day_first: bool
) -> Column:
    """Days that can only be written the other way round make all doubtful that could be either."""
    against = next((cell for cell in cells if _order(cell[1]) is (not day_first)), None)
    if against is None:
        return column
    either = [(row, text) for row, text in cells if _typed_either(text)]
    if either:
        place = layout.sheet.place(either[0][0], column.number, either[0][1])
        message = f"`{shorten(against[1])}` in row {against[0]} has its month first; of "
        message += f"{len(either):,} days of this column that a spreadsheet took for dates, this "
        message += "one first, day and month may have been exchanged"
        notes.append(Diagnostic(place, "day-or-month", message, "check them where they come from"))
    return column._replace(doubtful_days=True)


def _typed_either(text: str) -> bool:
    found = _TYPED.match(text)
    return bool(found) and found[1] != found[2] and int(found[2]) <= 12  # type: ignore[index]


def _amounts(
    column: Column, cells: _Cells, layout: Layout, notes: list[Diagnostic], *, money: bool
) -> Column:
    if money and column.pounds > 1:
        own = [text for _, text in cells if in_own_pounds(text)]
        column = column._replace(doubtful_pounds=bool(own) and not 2 < len(own) > len(cells) // 2)
    values = list(_values(column, cells))
    for row, text, value, usual in _far_out(values):
        place = layout.sheet.place(row, column.number, text)
        times = "larger" if value > usual else "smaller"
        message = f"`{shorten(text)}` is read, and is more than {OUT_OF_SCALE} times {times} than "
        message += f"what `{shorten(column.header)}` holds as a rule"
        help = "check in what it counts"
        notes.append(Diagnostic(place, "out-of-scale", message, help, min(len(text), 60)))
    return column


def _values(column: Column, cells: _Cells) -> Iterator[tuple[int, str, Decimal]]:
    known: dict[str, Decimal | None] = {}
    for row, text in cells:
        if text not in known:
            known[text] = _value(column, text)
        value = known[text]
        if value and not (column.doubtful_pounds and in_own_pounds(text)):
            yield row, text, value


def _value(column: Column, text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text) and len(text) < 16:
        return Decimal(text) * (column.pounds or 1)
    try:
        return read_money(text, column.pounds or 1)[0]
    except Unreadable:
        return None


def _far_out(
    values: Sequence[tuple[int, str, Decimal]],
) -> Iterator[tuple[int, str, Decimal, Decimal]]:
    """The values that are far from those of the others; of two, the larger one."""
    if len(values) < 2:
        return
    amounts = [value for _, _, value in values]
    usual = min(amounts) if len(amounts) == 2 else median(amounts)
    for row, text, value in values:
        if value > OUT_OF_SCALE * usual or value * OUT_OF_SCALE < usual:
            yield row, text, value, usual
