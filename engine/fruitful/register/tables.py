"""Which sheets of a workbook hold its register, and what the others are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.portfolio.found import LeftOut
from fruitful.register.columns import Names, is_about
from fruitful.register.layout import Layout
from fruitful.register.tabs import is_copy, latest
from fruitful.register.words import bare, known_words, words_of
from fruitful.sheet.grid import Row, Sheet

_LABELS_WITHIN = 60
"""Rows from the top of a sheet in whose first column labels are looked for."""

_LABELS_WITHIN_COLUMNS = 3
"""Columns from the first that holds something in which labels are looked for."""
_LONGEST_LABEL = 200


class Chosen(NamedTuple):
    """The sheets that hold the register."""

    layouts: tuple[Layout, ...]
    left_out: tuple[LeftOut, ...]
    doubtful: tuple[Layout, ...] = ()
    """Those that may list something else, such as projects: whoever knows has to say."""


def choose(layouts: Sequence[Layout]) -> Chosen:
    """Of the sheets that look like a register, those that are one.

    Logs and lists of people beside it are none; of sheets of several years the latest counts; one
    that names the same partnerships again says more about them, and adds none. Sheets of ended
    partnerships are marked as such.
    """
    layouts = [layout._replace(ended=_ended(layout.sheet.name)) for layout in layouts]
    if len(layouts) < 2:
        return Chosen(tuple(layouts), ())
    out: list[LeftOut] = []
    kept = []
    for layout in layouts:
        kind = _other_kind(layout)
        if kind and any(not _other_kind(one) for one in layouts):
            out.append(LeftOut(layout.sheet.name, f"is {kind}"))
        else:
            kept.append(layout)
    kept = latest(kept, _names, out)
    kept = _without_the_same(kept, out)
    plain = [layout for layout in kept if _is_plainly_one(layout)]
    registers = [layout for layout in plain if not layout.ended]
    others = [layout for layout in kept if layout not in plain] if registers else []
    doubtful = [layout for layout in others if not _is_like(layout, registers)]
    certain = tuple(layout for layout in kept if layout not in doubtful)
    return Chosen(certain, tuple(out), tuple(doubtful))


def _is_plainly_one(layout: Layout) -> bool:
    """Whether a sheet says by its tab or its heading that what it lists are partnerships."""
    words = set(words_of(layout.sheet.name))
    for column in layout.columns:
        if is_about(column, "name"):
            words.update(words_of(column.header))
    plainly = "register" in words or not known_words().naming.isdisjoint(words)
    return plainly or bool(layout.ended)


def _is_like(layout: Layout, others: Sequence[Layout]) -> bool:
    """Whether half of a sheet's columns, beside its names, say what those of another do."""
    said = [column.targets for column in layout.columns if not is_about(column, "id", "name")]
    there = {column.targets for other in others for column in other.columns if column.targets}
    return 2 * sum(targets in there for targets in said) >= len(said)


def other_table(layout: Layout) -> str:
    """What else than a register a table is by its columns, such as a log of actions, or ""."""
    headers = {bare(column.header) for column in layout.columns}
    headers |= {" ".join(words_of(column.header)[-2:]) for column in layout.columns}
    ours = {
        bare(column.header)
        for column in layout.columns
        if column.targets and not is_about(column, "id")
    }
    best = ("", 0)
    for kind, (_, columns) in known_words().others.items():
        found = headers & columns
        # The partnership's name and one who answers for it stand in logs too.
        if len(found) > best[1] and len(found) >= 2 and len(ours - columns) <= len(found):
            best = (kind, len(found))
    return best[0]


def _other_kind(layout: Layout) -> str:
    """What a sheet is, by its columns or its tab, where it is no register."""
    if kind := other_table(layout):
        return kind
    words = set(words_of(layout.sheet.name))
    if words & known_words().naming or "register" in words:
        return ""
    answers = [one for one in layout.columns if one.targets and not is_about(one, "id", "name")]
    for kind, (tabs, columns) in known_words().others.items():
        if words & tabs:
            told = [one for one in layout.columns if bare(one.header) in columns]
            if told or len(answers) < 4:
                return kind
    return ""


def _ended(name: str) -> str:
    words = words_of(name)
    ended = not known_words().ended.isdisjoint(words) or words[:2] == ("no", "longer")
    return name if ended and "not" not in words else ""


def says_ended(text: str) -> bool:
    """Whether a title says that the partnerships below it have ended."""
    return len(text) < 60 and bool(_ended(text))


def _without_the_same(layouts: list[Layout], out: list[LeftOut]) -> list[Layout]:
    """Without sheets that say more about partnerships which another names."""
    size = {one.sheet.name: len(_names(one)) for one in layouts}
    first = max(
        (one for one in layouts if not one.ended),
        key=lambda one: (
            not is_copy(one.sheet.name),
            "register" in words_of(one.sheet.name),
            size[one.sheet.name],
            sum(1 for column in one.columns if column.targets),
        ),
        default=None,
    )
    if first is None:
        return layouts
    there = _names(first)
    kept = []
    for layout in layouts:
        names = _names(layout)
        if layout is not first and not layout.ended and names and names <= there:
            says = "repeats" if is_copy(layout.sheet.name) else "says more about"
            why = f"{says} partnerships that `{first.sheet.name}` names"
            out.append(LeftOut(layout.sheet.name, why))
        else:
            kept.append(layout)
    return kept


def _names(layout: Layout) -> set[str]:
    at = next((one.number - 1 for one in layout.columns if is_about(one, "name")), None)
    if at is None:
        return set()
    texts = (row.texts[at] if at < len(row.texts) else "" for row in layout.body)
    return {" ".join(text.casefold().split()) for text in texts if text}


def turned(sheet: Sheet, names: Names, across: int) -> str:
    """How a sheet is laid out where its first column names what columns should: `across`, with a
    column a partnership; `cards`, with a block of rows a partnership; or "".

    ``across`` is how many columns are known in its best row.
    """
    rows = sheet.rows[:_LABELS_WITHIN]
    if any(_heads_a_dictionary(row) for row in rows):
        return ""
    first = min((next(at for at, text in enumerate(row.texts) if text) for row in rows), default=0)
    # Before the labels there may be numbers, or the headings of their sections.
    found = (
        _turned_at(at, rows, names, across) for at in range(first, first + _LABELS_WITHIN_COLUMNS)
    )
    return next(filter(None, found), "")


def _turned_at(at: int, rows: Sequence[Row], names: Names, across: int) -> str:
    """How a sheet is laid out if the column of this index holds labels."""
    labels = []
    texts = []
    for row in rows:
        text = row.texts[at] if at < len(row.texts) else ""
        text = text if len(text) <= _LONGEST_LABEL else ""
        texts.append(text)
        labels.append(names.names_known(text.rstrip(":")) if text else ())
    known = [one for one in labels if one]
    naming = [any(t.kind == "about" and t.name == "name" for t in one) for one in known]
    others = {one for one, names_it in zip(known, naming, strict=True) if not names_it}
    # Lists of what to choose from hold a name of a column here and there, and not first.
    if 2 * len(known) < len(labels) or not any(naming[:2]) or not others:
        return ""
    first = next(text for text, one in zip(texts, labels, strict=True) if one)
    if sum(naming) > 1 and texts.count(first) > 1 and len(others) + 1 >= across:
        return "cards"
    return "across" if len(others) + 1 > across - (len(others) > 1) else ""


def kind_by_tab(name: str) -> str:
    """What a sheet is by the name of its tab, where that says that it is no register; or ""."""
    words = set(words_of(name))
    kinds = known_words().others.items()
    return next((kind for kind, (tabs, _) in kinds if words & tabs), "")


def _heads_a_dictionary(row: Row) -> bool:
    """Whether a row heads a list of columns with what they mean."""
    texts = [words_of(text) for text in row.texts if text and len(text) < _LONGEST_LABEL]
    return sum(one in known_words().dictionary for one in texts) > 1
