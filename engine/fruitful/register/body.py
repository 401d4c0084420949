"""The rows below a header: which of them are partnerships, and which are something else."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.register.columns import Column, is_about
from fruitful.register.folding import Folder, filled_in, merged_down
from fruitful.register.layout import Layout
from fruitful.register.sorting import (
    Cells,
    cells_of,
    in_capitals,
    is_footer,
    is_guidance,
    is_heading,
    is_legend,
    is_plainly_one,
    is_sentence,
    is_subtotal,
    is_total,
    naming_columns,
    only_figures,
    repeats_header,
)
from fruitful.register.tables import says_ended
from fruitful.sheet.grid import Merged, Row

_GUIDANCE_WITHIN = 3
"""Rows below the headings among which guidance is looked for."""


class Body(NamedTuple):
    """The rows of a register that are partnerships."""

    rows: tuple[Row, ...]
    ended: dict[int, str]
    """Of rows below a heading that says so, by number: that heading."""
    notes: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...]
    """Rows that may be partnerships and cannot be placed."""
    of_rows: dict[int, tuple[Diagnostic, ...]]
    """What is wrong with rows that were put together, by the number of the first."""


def find_body(layout: Layout, certain: AbstractSet[int] = frozenset()) -> Body:
    """Tell the rows that are partnerships from totals, headings, guidance and footnotes.

    Rows that are left out are told of. Cells that are merged down take the text of the first; rows
    that go on with a partnership are put together with it. ``certain`` are the numbers of rows that
    are known to be partnerships.
    """
    return _Sorting(layout, certain).body()


class _Sorting:
    """Goes through the rows of one table."""

    def __init__(self, layout: Layout, certain: AbstractSet[int]) -> None:
        self._certain = certain
        self._layout = layout
        self._handed_down = merged_down(layout)
        self._folder = Folder(layout, self._handed_down)
        self._typical = _typical(layout.body)
        self._naming = naming_columns(layout)
        self._headings = {
            one.number: one.header for one in layout.columns if one.number in self._naming
        }
        self._notes: list[Diagnostic] = []
        self._faults: list[Diagnostic] = []
        self._kept: list[Row] = []
        self._ended: dict[int, str] = {}
        self._gap = self._below = False
        self._heading = ""
        self._subtotals: bool | None = None
        names = [text for row in layout.body for at in self._naming
                 if (text := row.texts[at - 1] if at <= len(row.texts) else "")]  # fmt: skip
        self._capitals = 2 * sum(map(in_capitals, names)) > len(names)
        self._seen = self._values()

    def _values(self) -> frozenset[str]:
        """What stands in columns by which registers are sorted: services, kinds."""
        sorting = ("register.service_area", "register.type", "register.topic", "stage")
        found = set()
        for column in self._layout.columns:
            if any(target.name in sorting for target in column.targets):
                texts = {
                    row.texts[column.number - 1]
                    for row in self._layout.body
                    if column.number <= len(row.texts) and any(row.texts[column.number :])
                }
                found |= {" ".join(text.casefold().split()) for text in texts}
        return frozenset(found - {""})

    def body(self) -> Body:
        before = self._layout.header[-1]
        for at, row in enumerate(self._layout.body):
            if row.number > before + 1:
                self._gap, self._below = True, False
            before = row.number
            self._row(at, row)
        if self._handed_down:
            number = min(self._handed_down)
            place = self._layout.sheet.place(number, 0)
            message = f"cells merged down hold for {len(self._handed_down)} rows below the first, "
            message += "this one first"
            help = "write the text into each row if it does not hold for all of them"
            self._notes.append(Diagnostic(place, "merged-cells", message, help))
        self._notes += self._folder.notes()
        return Body(
            tuple(self._kept),
            self._ended,
            tuple(self._notes),
            tuple(self._faults),
            {number: tuple(some) for number, some in self._folder.faults.items()},
        )

    def _row(self, at: int, row: Row) -> None:
        given = self._handed_down.get(row.number)
        texts = row.texts if given is None else filled_in(row.texts, given)
        if at >= _GUIDANCE_WITHIN and is_plainly_one(row.texts, self._headings, self._typical):
            self._keep(row, texts)
            return
        told = self._left_out(at, row, texts)
        if told:
            self._gap = self._gap or told == "is a total"
            message = f"this row {told}, and is not read as a partnership: "
            self._tell(row, message, "if it is one, give it a name", self._notes, "row-left-out")
            return
        doubt = "" if self._goes_on(row, texts) else self._doubt(at, row, cells_of(row.texts))
        if doubt:
            help = "fill in more of its columns if it is one; take it out of the table if it is not"
            message = f"this row {doubt}, and is not read: "
            self._tell(row, message, help, self._faults, "not-placed")
            self._heading = ""
            return
        self._keep(row, texts)

    def _goes_on(self, row: Row, texts: tuple[str, ...]) -> bool:
        return bool(self._kept) and self._folder.goes_on(self._kept[-1], row, texts)

    def _keep(self, row: Row, texts: tuple[str, ...]) -> None:
        """A row that is a partnership, or goes on with the one above it."""
        if self._goes_on(row, texts):
            self._kept[-1] = self._folder.together(self._kept[-1], row, texts)
            return
        self._kept.append(Row(row.number, texts))
        if self._heading:
            self._ended[row.number] = self._heading

    def _tell(self, row: Row, message: str, help: str, into: list[Diagnostic], code: str) -> None:
        place = self._layout.sheet.place(row.number, 0)
        text = shorten(next(filter(None, row.texts)))
        into.append(Diagnostic(place, code, f"{message}`{text}`", help))

    def _left_out(self, at: int, row: Row, texts: tuple[str, ...]) -> str:
        """Why a row is no partnership, in words, or ""."""
        layout = self._layout
        cells = cells_of(row.texts)
        read = {column.number for column in layout.columns if column.targets}
        if not any(number in read for number, _ in cells_of(texts)):
            return "has nothing in a column that is read"
        first = next((text for number, text in cells), "")
        if not cells:
            return ""
        if at < _GUIDANCE_WITHIN and not self._kept and self._guides(cells):
            return "says how to fill the register in"
        if is_total(cells):
            return "is a total"
        if repeats_header(layout, cells):
            return "repeats the header"
        if self._below and (len(cells) == 1 or is_legend(cells)):
            return "goes on with what stands below the register"
        if is_footer(cells) or (self._gap and is_legend(cells)):
            self._below = self._gap
            return "stands beside the register, as a footnote does"
        if len(cells) == 1:
            return self._alone(row, first)
        if not self._has_name(cells):
            only_ids = all(is_about(one, "id") for one in self._columns(cells))
            return "has a reference and nothing else" if only_ids and self._could_say(row) else ""
        if self._may_sum_up(cells) and is_subtotal(cells, layout.body, at):
            self._heading = first if says_ended(first) else ""
            return "sums up rows beside it"
        return ""

    def _guides(self, cells: Cells) -> bool:
        return is_guidance(cells, self._naming)

    def _columns(self, cells: Cells) -> list[Column]:
        there = {number for number, _ in cells}
        return [one for one in self._layout.columns if one.targets and one.number in there]

    def _has_name(self, cells: Cells) -> bool:
        return any(number in self._naming for number, _ in cells)

    def _alone(self, row: Row, text: str) -> str:
        """What a row of a single text is, where it is no partnership."""
        at = next(number for number, _ in cells_of(row.texts))
        if self._layout.figures_in[1] == self._layout.sheet.place(row.number, at).cell:
            return "says in what the figures count"
        merged = any(
            one.first[0] == one.last[0] == row.number and one.last[1] - one.first[1] >= 2
            for one in _merges_at(self._layout, row.number)
        )
        if merged:
            self._heading = text if says_ended(text) else ""
            return "is a heading over several columns"
        if is_sentence(text) and self._typical > 1:
            self._below = self._gap
            return "says something of the register"
        column = next((one for one in self._layout.columns if one.number in
                       {number for number, _ in cells_of(row.texts)}), None)  # fmt: skip
        if column is None or not column.targets:
            return ""
        heading = is_heading(text, self._layout, self._seen, self._capitals)
        if self._typical > 2 and heading:
            self._heading = text if says_ended(text) else ""
            return "is a heading"
        if is_about(column, "id") and self._could_say(row):
            return "has a reference and nothing else"
        return ""

    def _doubt(self, at: int, row: Row, cells: Cells) -> str:
        """Why it cannot be told whether a row is a partnership, in words, or ""."""
        if row.number in self._certain or self._errors(row):
            return ""
        if self._below and len(cells) <= max(2, self._typical // 2):
            return "stands below a footnote, and may be a partnership"
        alone = len(cells) == 1
        if alone and is_heading(cells[0][1], self._layout, self._seen, self._capitals):
            return "may be a partnership, or a heading above others"
        if self._typical <= 2:
            return ""
        if alone:
            return "holds one text alone, which may be a partnership or a heading"
        text = cells[0][1]
        if (
            only_figures(cells)
            and self._has_name(cells)
            and in_capitals(text)
            and not self._capitals
        ):
            return "may be a partnership, or a heading with the sum of others"
        if not self._may_sum_up(cells) or not is_subtotal(cells, self._layout.body, at, least=1):
            return ""
        sums = "may be a partnership, or a heading with the sum of the one beside it"
        return sums if self._has_subtotals() else ""

    def _may_sum_up(self, cells: Cells) -> bool:
        return only_figures(cells) and self._typical > len(cells)

    def _has_subtotals(self) -> bool:
        """Whether some rows of the table are the sums of others without a doubt."""
        if self._subtotals is None:
            rows = self._layout.body
            found = ((at, cells_of(row.texts)) for at, row in enumerate(rows))
            self._subtotals = any(
                self._may_sum_up(cells) and is_subtotal(cells, rows, at) for at, cells in found
            )
        return self._subtotals

    def _errors(self, row: Row) -> bool:
        """Whether there is a formula in the row that came to nothing."""
        places = {(row.number, column.number) for column in self._layout.columns}
        return bool(places & self._layout.sheet.errors or places & self._layout.sheet.without_value)

    def _could_say(self, row: Row) -> bool:
        """There is a column for its name, and no formula in the row that came to nothing."""
        return not self._errors(row) and any(
            is_about(column, "name") for column in self._layout.columns
        )


def _typical(rows: tuple[Row, ...]) -> int:
    """How many texts a row holds that is well filled: a quarter of the rows hold as many."""
    full = sorted(sum(map(bool, row.texts)) for row in rows)
    return full[len(full) * 3 // 4] if full else 0


def _merges_at(layout: Layout, row: int) -> Iterator[Merged]:
    return (one for one in layout.sheet.merged if one.first[0] == row)
