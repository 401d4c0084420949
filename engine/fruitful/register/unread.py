"""Rows of registers, read by whoever needs them: each by itself, and in any process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.register.layout import Layout
from fruitful.register.mapping import Mapping
from fruitful.register.merging import merge
from fruitful.register.rows import RowReader
from fruitful.sheet.grid import Row

OpenProfile = Callable[[str], bytes]
"""Gives the bytes of a profile that a row names; raises Refused where that cannot be."""


class UnreadRow(NamedTuple):
    """A row that is a partnership, with what is needed to read it."""

    layout: Layout
    """Of its sheet, without the rows."""
    mapping: Mapping
    row: Row
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with the row as such, and not with a cell of it."""


def without_rows(layout: Layout) -> Layout:
    """The layout with what is needed to read one of its rows."""
    return layout._replace(sheet=layout.sheet._replace(rows=()), body=())


def naming_profiles(rows: Iterable[UnreadRow]) -> Iterator[tuple[UnreadRow, bool]]:
    """The rows, and whether each refers to a full profile."""
    known: dict[int, list[int]] = {}
    for one in rows:
        columns = known.get(id(one.layout))
        if columns is None:
            columns = known[id(one.layout)] = [
                column.number - 1
                for column in one.layout.columns
                for target in column.targets
                if target.kind == "about" and target.name == "profile"
            ]
        texts = one.row.texts
        yield one, any(at < len(texts) and texts[at] for at in columns)


class Reader:
    """Reads rows; what texts mean in a column is remembered."""

    def __init__(self, vocabulary: Vocabulary, open_profile: OpenProfile | None = None) -> None:
        self._vocabulary = vocabulary
        self._open_profile = open_profile
        self._readers: dict[tuple[str, str, tuple[int, ...], str], RowReader] = {}

    def entry(self, one: UnreadRow) -> Entry:
        """The row as an entry, with the profile that it names."""
        layout = one.layout
        table = layout.sheet.file, layout.sheet.name, layout.header, layout.ended
        if table not in self._readers:
            self._readers[table] = RowReader(layout, self._vocabulary, one.mapping)
        entry, refers_to = self._readers[table].entry(one.row)
        if one.faults:
            entry = entry._replace(faults=(*one.faults, *entry.faults))
        return merge(entry, refers_to, self._vocabulary, self._open_profile) if refers_to else entry


def answered_in(rows: Iterable[UnreadRow]) -> frozenset[str]:
    """The facts that the columns of these rows' sheets stand for."""
    layouts = {id(one.layout): one.layout for one in rows}.values()
    return frozenset(
        target.name
        for layout in layouts
        for column in layout.columns
        for target in column.targets
        if target.kind == "fact"
    )


class Repeats:
    """Tells of the rows of a register whose reference or name stood in an earlier one."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], Place] = {}

    def note(self, source: Place, id: str, name: str) -> Diagnostic | None:
        """What there is to be told of the next row, None where nothing is."""
        for what, text in (("reference", id), ("name", name)):
            first = self._seen.setdefault((source.file, what, text.casefold()), source)
            if first is not source:
                message = f"the {what} `{shorten(text)}` stands already in {first.cell}"
                help = "if it is the same partnership, keep one of the rows"
                return Diagnostic(source, "duplicate-row", message, help)
        return None
