"""Where in a sheet the register stands: the row that names the columns, and what each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fruitful.diagnostic import Place, nearest
from fruitful.register.mapping import Mapping
from fruitful.register.names import Targets, bare
from fruitful.sheet.grid import Row, Sheet

HEADER_WITHIN = 30
"""Rows that are not blank, from the top, among which the header is looked for."""
LONGEST_HEADER = 200
_PARTS = re.compile(r"[/\n]")
"""What separates two names of one column; the first that is known counts."""
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")


class Column(NamedTuple):
    """One column of a register."""

    number: int
    """From 1."""
    header: str
    """Its name as it is written; of two rows, both."""
    place: Place
    targets: Targets
    """What it stands for; empty where that is not known, or it is not to be read."""
    why_not: str = ""
    """Where it is not read: "ignored", "same" as another column, or "unknown"."""
    suggestion: str = ""
    """Of a column that is not known: the bare name that is most like its own."""


def is_about(column: Column, *keys: str) -> bool:
    """Whether a column stands for one of these keys of a profile, which are no answers."""
    return any(target.kind == "about" and target.name in keys for target in column.targets)


class Layout(NamedTuple):
    """Where the register stands in a sheet."""

    sheet: Sheet
    header: tuple[int, ...]
    """The row, or two rows, that name the columns."""
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    """What stands below."""


class Names(NamedTuple):
    """What names of columns stand for, as the vocabulary and the mapping say together."""

    known: dict[str, Targets]
    mapping: Mapping

    def targets(self, number: int, candidates: Sequence[str]) -> tuple[str, Targets | None]:
        """By which of these names a column is known, and what it stands for; None if by none."""
        if number in self.mapping.by_letter:
            return candidates[-1], self.mapping.by_letter[number]
        for candidate in (*candidates[:-1], *names_of(candidates[-1])):
            name = bare(candidate)
            if name in self.mapping.columns:
                return candidate, self.mapping.columns[name]
            if name in self.mapping.ignored:
                return candidate, ()
            if name in self.known:
                return candidate, self.known[name]
        return candidates[-1], None


def names_of(header: str) -> tuple[str, ...]:
    """The names that a header gives its column: all of it, and what a slash or a line separates."""
    return header, *_PARTS.split(header)


def find_layout(sheet: Sheet, names: Names, least: int = 2) -> Layout | None:
    """The register of a sheet, if the sheet looks like one.

    The header is the row (or two rows together) that names the most columns that are known, and
    among them one for the name or the reference of a partnership. ``least`` is how many there have
    to be, in a sheet of more than one column.
    """
    found = [one for one in _layouts(sheet, names) if _names_partnerships(one) or _is_said(names)]
    best = max(found, key=_likelihood, default=None)
    if best is None:
        return None
    below = best.header[-1]
    best = best._replace(body=tuple(row for row in sheet.rows if row.number > below))
    if _is_said(names):
        return best
    if len(best.columns) == 1:
        return best if all(sum(map(bool, row.texts)) == 1 for row in best.body) else None
    return best if matched(best) >= least else None


def nearly_found(sheet: Sheet, names: Names) -> Layout | None:
    """What looks like a header but for a column that names the partnerships."""
    best = max(_layouts(sheet, names), key=_likelihood, default=None)
    return best if best is not None and matched(best) >= 2 else None


def matched(layout: Layout) -> int:
    """How many of its columns are known."""
    return sum(1 for column in layout.columns if column.targets)


def _likelihood(layout: Layout) -> tuple[int, bool, int]:
    """The more columns are known the better; of two rows, only where both are needed."""
    return matched(layout), _goes_on(layout), -len(layout.header)


def _goes_on(layout: Layout) -> bool:
    """Of two rows: the second says more about the first, such as `£000` or `Y/N`, and no names."""
    second = [column for column in layout.columns if column.place.line == layout.header[-1]]
    says_more = all(one.targets and not is_about(one, "id", "name") for one in second)
    return len(layout.header) == 2 and bool(second) and says_more


def _layouts(sheet: Sheet, names: Names) -> list[Layout]:
    return [_layout(sheet, header, names) for header in _candidates(sheet, names.mapping)]


def _is_said(names: Names) -> bool:
    """Which row is the header is said by the mapping."""
    return bool(names.mapping.header)


def _names_partnerships(layout: Layout) -> bool:
    return any(is_about(column, "id", "name") for column in layout.columns)


def _candidates(sheet: Sheet, mapping: Mapping) -> Iterator[tuple[Row, ...]]:
    """Rows that may be the header, one by one, and two by two."""
    rows = sheet.rows
    if mapping.header:
        found = tuple(row for row in rows if row.number in mapping.header)
        if found:
            yield found
        return
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        yield (row,)
        if at + 1 < len(rows) and rows[at + 1].number == row.number + 1:
            yield (row, rows[at + 1])


def _layout(sheet: Sheet, header: tuple[Row, ...], names: Names) -> Layout:
    numbers = tuple(row.number for row in header)
    columns = []
    for number, above, own in _cells(sheet, header):
        if not own and not above:
            continue
        matched, found = names.targets(number, _candidate_names(above, own))
        text = matched if above and own in matched else own or above
        row = header[-1].number if own else header[0].number
        place = sheet.place(row, number, text)
        why_not = "" if found else "unknown" if found is None else "ignored"
        columns.append(Column(number, text, place, found or (), why_not))
    return Layout(sheet, numbers, _without_repeats(columns), ())


def _cells(sheet: Sheet, header: tuple[Row, ...]) -> Iterator[tuple[int, str, str]]:
    """The columns with what stands above them and in them.

    A text that is merged over several columns stands above each of them.
    """
    last = header[-1]
    if len(header) == 1:
        for number, text in enumerate(last.texts, 1):
            yield number, "", text if len(text) <= LONGEST_HEADER else ""
        return
    over: dict[int, str] = {}
    for merged in sheet.merged:
        if merged.first[0] == header[0].number:
            (_, first), (_, end) = merged
            text = header[0].texts[first - 1] if first <= len(header[0].texts) else ""
            over.update(dict.fromkeys(range(first, min(end, len(last.texts)) + 1), text))
    width = max(len(row.texts) for row in header)
    for number in range(1, width + 1):
        above = header[0].texts[number - 1] if number <= len(header[0].texts) else ""
        own = last.texts[number - 1] if number <= len(last.texts) else ""
        above = above or over.get(number, "")
        yield number, above[:LONGEST_HEADER], own if len(own) <= LONGEST_HEADER else ""


def _candidate_names(above: str, own: str) -> tuple[str, ...]:
    """The names that a column may bear, what says the most first."""
    if above and own:
        return (f"{above} {own}", f"{own} {above}", own)
    return (own or above,)


def _without_repeats(columns: list[Column]) -> tuple[Column, ...]:
    """Of columns of the same name, the first is read; of those for several years, the latest."""
    chosen: dict[Targets, Column] = {}
    for column in columns:
        key = column.targets
        if column.targets and (key not in chosen or _year(column) > _year(chosen[key])):
            chosen[key] = column
    kept = {column.number for column in chosen.values()}
    return tuple(
        column
        if not column.targets or column.number in kept
        else column._replace(targets=(), why_not="same")
        for column in columns
    )


def _year(column: Column) -> int:
    """The year that the column is of; one that names none is of the present."""
    return max((int(year) for year in _YEAR.findall(column.header)), default=9999)


def with_suggestions(columns: Sequence[Column], known: dict[str, Targets]) -> tuple[Column, ...]:
    """The columns, each that is not known with the known name most like its own."""
    taken = {target for column in columns for target in column.targets}
    free = [name for name, found in known.items() if not taken.issuperset(found)]
    return tuple(
        column._replace(suggestion=nearest(bare(column.header), free) or "")
        if column.why_not == "unknown"
        else column
        for column in columns
    )
