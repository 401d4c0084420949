"""Where in a sheet the register stands: the row that names the columns, and what each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fruitful.register.choosing import settled
from fruitful.register.columns import Column, Names, is_about
from fruitful.register.headings import year_at
from fruitful.register.mapping import Mapping
from fruitful.register.words import words_of
from fruitful.sheet.grid import Row, Sheet

HEADER_WITHIN = 30
"""Rows that are not blank, from the top, among which the header is looked for."""
LONGEST_HEADER = 200
_FIGURES_IN = re.compile(
    r"\b(?:figures?|amounts?|values?|sums|money|costs|budgets?|contributions?|all)\b.*?"
    r"(?:£\s*(?P<sign>['’]?000|k\b|thousand|m\b|mn\b|million)|\bin (?P<word>thousand|million)s?\b)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(
    r"\(?\s*(?:all )?(?:in )?(?:£\s*(?P<sign>['’]?000|k|m|mn|thousand|million)s?|"
    r"(?P<word>thousand|million)s?(?: of pounds| £)?)\s*\)?",
    re.IGNORECASE,
)


class Layout(NamedTuple):
    """Where the register stands in a sheet."""

    sheet: Sheet
    header: tuple[int, ...]
    """The row, or two rows, that name the columns."""
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    """What stands below."""
    ended: str = ""
    """Where it is one of partnerships that have ended: what says so, a tab or a title."""
    figures_in: tuple[int, str] = (0, "")
    """In how many pounds the sheet says that its figures are, and the cell that says it."""


def find_layout(sheet: Sheet, names: Names, least: int = 2) -> Layout | None:
    """The register of a sheet, if the sheet looks like one.

    The header is the row (or two rows together) that names the most columns that are known, and
    among them one for the name or the reference of a partnership. ``least`` is how many there have
    to be, in a sheet of more than one column.
    """
    found = [one for one in _layouts(sheet, names) if names_partnerships(one) or _is_said(names)]
    best = max(found, key=_likelihood, default=None)
    if best is None:
        return None
    below = best.header[-1]
    best = best._replace(body=tuple(row for row in sheet.rows if row.number > below))
    known = matched(best)
    best = with_settled_columns(best, names)
    if _is_said(names):
        return best
    if len(best.columns) == 1:
        return best if all(sum(map(bool, row.texts)) == 1 for row in best.body) else None
    return best if known >= least else None


def with_settled_columns(layout: Layout, names: Names) -> Layout:
    """The layout with one column at most for each question, in what the sheet's figures are."""
    pounds, cell = _figures_in(layout)
    columns = settled(layout.columns, names, pounds)
    return layout._replace(columns=columns, figures_in=(pounds, cell))


def nearly_found(sheet: Sheet, names: Names) -> Layout | None:
    """What looks like a header but for a column that names the partnerships."""
    best = max(_layouts(sheet, names), key=_likelihood, default=None)
    return best if best is not None and matched(best) >= 2 else None


def headings_at(sheet: Sheet, at: int, names: Names) -> Layout:
    """The row of this index as if it named columns, whatever they are."""
    return _layout(sheet, (sheet.rows[at],), names)


def header_at(sheet: Sheet, at: int, names: Names) -> Layout | None:
    """Another header further down a sheet, in the row of this index, if it is one.

    At least two columns are known in it, the partnerships' name among them, and most of its texts
    are names of columns.
    """
    best = None
    for header in _from(sheet.rows, at):
        layout = _layout(sheet, header, names)
        texts = sum(map(bool, header[-1].texts))
        known = names_partnerships(layout) and matched(layout) >= max(2, (2 * texts + 2) // 3)
        if known and (best is None or _likelihood(layout) > _likelihood(best)):
            best = layout
    return best


def matched(layout: Layout) -> int:
    """How many questions its columns answer; columns that say the same count once."""
    return len({(one.targets, one.number * one.numbered) for one in layout.columns if one.targets})


def names_partnerships(layout: Layout) -> bool:
    """Whether a column holds the names or the references of the partnerships."""
    return any(is_about(column, "id", "name") for column in layout.columns)


def _likelihood(layout: Layout) -> tuple[int, bool, int]:
    """The more columns are known the better; of two rows, only where both are needed."""
    return matched(layout), _goes_on(layout), -len(layout.header)


def _goes_on(layout: Layout) -> bool:
    """Of two rows: the second says more about the first, such as `£000` or `Y/N`, and no names."""
    second = [column for column in layout.columns if column.place.line == layout.header[-1]]
    says_more = all(one.targets and not is_about(one, "id", "name") for one in second)
    return len(layout.header) == 2 and bool(second) and says_more


def _layouts(sheet: Sheet, names: Names) -> list[Layout]:
    """What each candidate reads; a row below one that groups its columns is none by itself."""
    found: dict[tuple[int, ...], Layout] = {}
    grouped: dict[int, tuple[int, ...]] = {}
    for header in _candidates(sheet, names.mapping):
        layout = _layout(sheet, header, names)
        found[layout.header] = layout
        if len(header) == 2 and not names.mapping.header and _groups(sheet, *header):
            grouped[layout.header[-1]] = layout.header
    for row, both in grouped.items():
        alone = found.get((row,))
        if alone is None or not _reads_otherwise(alone, found[both]):
            continue
        del found[(row,)]
        if 2 * matched(alone) >= len(alone.columns) and matched(alone) > 1:
            found.pop((both[0],), None)  # the headings that group the columns are none themselves
    return list(found.values())


def _reads_otherwise(alone: Layout, both: Layout) -> bool:
    together = {column.number: column.targets for column in both.columns}
    return any(one.targets and together.get(one.number) != one.targets for one in alone.columns)


def _groups(sheet: Sheet, above: Row, below: Row) -> bool:
    """Whether a row looks like headings that group the columns named in the row below it."""
    texts = {at: text for at, text in enumerate(above.texts, 1) if text}
    if any(text.rstrip().endswith(":") or _is_figure(text) for text in texts.values()):
        return False
    if any(len(text) > 60 for text in texts.values()):
        return False
    if len(texts) > 1:
        return len(texts) < sum(map(bool, below.texts)) or any(
            not below.texts[at - 1] for at in texts if at <= len(below.texts)
        )
    (at,) = texts
    merged = [one for one in sheet.merged if one.first == (above.number, at)]
    if merged:
        first, last = merged[0].first[1], merged[0].last[1]
        width = max((at for at, text in enumerate(below.texts, 1) if text), default=0)
        return last > first and not (first == 1 and last >= width - 1)
    return at > 1


def _is_figure(text: str) -> bool:
    words = words_of(text)
    return not year_at(words, 0) and all(word.isdecimal() for word in words)


def _is_said(names: Names) -> bool:
    """Which row is the header is said by the mapping."""
    return bool(names.mapping.header)


def _candidates(sheet: Sheet, mapping: Mapping) -> Iterator[tuple[Row, ...]]:
    """Rows that may be the header, one by one, and two by two."""
    rows = sheet.rows
    if mapping.header:
        found = tuple(row for row in rows if row.number in mapping.header)
        if found:
            yield found
        return
    for at in range(len(rows[:HEADER_WITHIN])):
        yield from _from(rows, at)


def _from(rows: Sequence[Row], at: int) -> Iterator[tuple[Row, ...]]:
    row = rows[at]
    yield (row,)
    if at + 1 < len(rows) and rows[at + 1].number == row.number + 1:
        yield (row, rows[at + 1])


def _layout(sheet: Sheet, header: tuple[Row, ...], names: Names) -> Layout:
    numbers = tuple(row.number for row in header)
    columns = []
    for number, above, own in _cells(sheet, header):
        if not own and not above:
            continue
        row = header[-1].number if own else header[0].number
        column = names.column(number, above, own, sheet.place(row, number, own or above))
        if column.header != column.place.text:
            column = column._replace(place=column.place._replace(text=column.header))
        columns.append(column)
    return Layout(sheet, numbers, tuple(columns), ())


def _cells(sheet: Sheet, header: tuple[Row, ...]) -> Iterator[tuple[int, str, str]]:
    """The columns with what stands above them and in them.

    A text that is merged over several columns stands above each of them; where nothing is merged,
    over those to its right too above which there is nothing.
    """
    last = header[-1]
    if len(header) == 1:
        for number, text in enumerate(last.texts, 1):
            yield number, "", text if len(text) <= LONGEST_HEADER else ""
        return
    over: dict[int, str] = {}
    merged_across = set()
    for merged in sheet.merged:
        if merged.first[0] == header[0].number and merged.first[1] < merged.last[1]:
            (_, first), (_, end) = merged
            text = header[0].texts[first - 1] if first <= len(header[0].texts) else ""
            over.update(dict.fromkeys(range(first, min(end, len(last.texts)) + 1), text))
            merged_across.add(first)
    width = max(len(row.texts) for row in header)
    going = ""
    for number in range(1, width + 1):
        above = header[0].texts[number - 1] if number <= len(header[0].texts) else ""
        own = last.texts[number - 1] if number <= len(last.texts) else ""
        if above:
            going = above if own and number not in merged_across else ""
        above = above or over.get(number, "") or (going if own else "")
        yield number, above[:LONGEST_HEADER], own if len(own) <= LONGEST_HEADER else ""


def _figures_in(layout: Layout) -> tuple[int, str]:
    """In how many pounds the sheet says, beside its table, that its figures are; and where."""
    above = [row for row in layout.sheet.rows if row.number < layout.header[0]]
    for row in (*above, *layout.body):
        texts = [(at, text) for at, text in enumerate(row.texts, 1) if text]
        if len(texts) > (3 if row.number < layout.header[0] else 1):
            continue
        for at, text in texts:
            found = _FIGURES_IN.search(text) or _ALONE.fullmatch(text)
            if found and len(text) <= LONGEST_HEADER:
                said = found.groupdict()
                unit = (said.get("sign") or said.get("word") or "").casefold()
                pounds = 1_000_000 if unit.startswith("m") else 1_000
                return pounds, layout.sheet.place(row.number, at).cell
    return 0, ""
