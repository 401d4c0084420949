"""Rows that belong together: cells merged down, and a row a partner, as one partnership."""

from __future__ import annotations

from collections.abc import Sequence

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.register.columns import Column, is_about
from fruitful.register.layout import Layout
from fruitful.sheet.grid import MOST_CELLS, Row

HandedDown = dict[int, dict[int, tuple[int, str]]]
"""For rows, by number: by column, the row that its cell is merged down from, and its text."""


def merged_down(layout: Layout) -> HandedDown:
    """What cells merged down hand on to the rows below their first."""
    rows = {row.number: row for row in layout.body}
    found: HandedDown = {}
    work = 0
    for one in layout.sheet.merged:
        (top, left), (bottom, _) = one
        first = rows.get(top)
        if top == bottom or first is None or left > len(first.texts) or not first.texts[left - 1]:
            continue
        for number in range(top + 1, min(bottom, layout.body[-1].number) + 1):
            work += 1
            if number in rows and work <= MOST_CELLS:
                found.setdefault(number, {})[left - 1] = (top, first.texts[left - 1])
    return found


def without_shared_amounts(layout: Layout, handed_down: HandedDown) -> dict[int, list[Diagnostic]]:
    """Take out amounts that are merged down over several partnerships, which would count twice.

    What is to be told of it is given by the numbers of the rows that do not get them.
    """
    names = {one.number - 1 for one in layout.columns if is_about(one, "name")}
    figures = {one.number - 1: one for one in layout.columns if one.figures}
    faults: dict[int, list[Diagnostic]] = {}
    for number, given in handed_down.items():
        if names & given.keys():
            continue
        for at in given.keys() & figures.keys():
            top, text = given.pop(at)
            place = layout.sheet.place(number, at + 1, text)
            message = f"the cell of `{shorten(figures[at].header)}` is merged from row {top} down "
            message += "over several partnerships: how much of it is this one's is not known"
            help = "write each one's own amount into its row"
            faults.setdefault(number, []).append(
                Diagnostic(place, "shared-amount", message, help, min(len(text), 60))
            )
    for number in [number for number, given in handed_down.items() if not given]:
        del handed_down[number]
    return faults


def filled_in(texts: tuple[str, ...], given: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    """A row's texts with those that merged cells hand on to it."""
    longer = list(texts) + [""] * (max(given) + 1 - len(texts))
    for at, (_, text) in given.items():
        longer[at] = longer[at] or text
    return tuple(longer)


class Folder:
    """Tells of each row whether it goes on with the partnership above it, and puts them together.

    It does where its name is merged down from there; where it lists partners and nothing else; and
    where it repeats the name, and all that it says besides its partners is the same.
    """

    def __init__(self, layout: Layout, handed_down: HandedDown) -> None:
        self._layout = layout
        self.faults = without_shared_amounts(layout, handed_down)
        """What contradicts the first row of a partnership, by its number."""
        self._handed_down = handed_down
        self._names = [one.number - 1 for one in layout.columns if is_about(one, "name")]
        keys = [one.number - 1 for one in layout.columns if is_about(one, "name", "id")]
        self._keys = frozenset(keys)
        self._lists = frozenset(one.number - 1 for one in layout.columns if _is_list(one))
        self._by_number = {one.number - 1: one for one in layout.columns}
        self.folded: dict[int, list[int]] = {}
        """The rows that were put together, by the number of the first."""

    def goes_on(self, above: Row | None, row: Row, texts: tuple[str, ...]) -> bool:
        """Whether a row goes on with the one that was kept last."""
        if above is None or not self._keys:
            return False
        given = self._handed_down.get(row.number, {})
        if given and any(at in given and not _at(row.texts, at) for at in self._names):
            return True
        name = self._named(texts)
        if not self._lists or (name and name != self._named(above.texts)):
            return False
        filled = {at for at, text in enumerate(texts) if text}
        if row.number > self._last(above) + 1:
            return False
        own = {at for at in filled if at not in given}
        if own and own <= self._lists and not own & self._keys:
            return True
        agrees = all(
            not _at(texts, at) or _at(texts, at) == _at(above.texts, at)
            for at in filled - self._lists
        )
        return bool(name) and agrees and bool(filled & self._lists)

    def _named(self, texts: Sequence[str]) -> str:
        """The name in a row, folded; "" where it has none."""
        return next((text.casefold() for at in self._names if (text := _at(texts, at))), "")

    def _last(self, above: Row) -> int:
        return self.folded.get(above.number, [above.number])[-1]

    def together(self, above: Row, row: Row, texts: tuple[str, ...]) -> Row:
        """The two rows as one; a cell that says otherwise than the one above it is a fault."""
        self.folded.setdefault(above.number, []).append(row.number)
        width = max(len(above.texts), len(texts))
        joined = []
        given = self._handed_down.get(row.number, {})
        for at in range(width):
            one, other = _at(above.texts, at), _at(texts, at)
            if not other or one == other or (at in given and one):
                joined.append(one)
            elif at in self._lists or not one:
                joined.append(f"{one}\n{other}" if one and at in self._lists else other)
            elif self._is_text(at):
                joined.append(f"{one}\n{other}")
            else:
                joined.append(one)
                self._differs(above, row, at, other)
        return Row(above.number, tuple(joined))

    def _is_text(self, at: int) -> bool:
        column = self._by_number.get(at)
        return column is None or not column.targets

    def _differs(self, above: Row, row: Row, at: int, text: str) -> None:
        place = self._layout.sheet.place(row.number, at + 1, text)
        message = f"this row goes on with row {above.number}, and says otherwise here: "
        message += f"`{shorten(text)}` is not read"
        help = "write one answer a partnership, in its first row"
        told = Diagnostic(place, "differs-below", message, help, min(len(text), 60))
        self.faults.setdefault(above.number, []).append(told)

    def notes(self) -> list[Diagnostic]:
        """What there is to be told of the rows that were put together."""
        if not self.folded:
            return []
        first = min(self.folded)
        number = sum(len(some) for some in self.folded.values())
        place = self._layout.sheet.place(self.folded[first][0], 0)
        message = f"rows that go on with the partnership above them: {number:,}, this one first; "
        message += f"with {len(self.folded):,} partnerships they were read as one each"
        help = "give it a name and more than partners if it is a partnership of its own"
        return [Diagnostic(place, "rows-together", message, help)]


def _is_list(column: Column) -> bool:
    return bool(column.targets) and all(one.kind == "collection" for one in column.targets)


def _at(texts: Sequence[str], at: int) -> str:
    return texts[at] if at < len(texts) else ""
