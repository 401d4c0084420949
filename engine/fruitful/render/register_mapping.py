"""A mapping written out, to correct by hand: how a register was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from fruitful.diagnostic import shorten
from fruitful.language.vocabulary import UNKNOWN, Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.register import Register
from fruitful.register.columns import Column, is_about
from fruitful.register.mapping import FORMAT
from fruitful.register.names import shown_names
from fruitful.register.words import bare
from fruitful.render.found import found_in_words
from fruitful.render.values_as_read import Values, values_as_read
from fruitful.sheet.grid import letters

MOST_WORDS = 20
"""Words of one question that are listed."""

_HEAD = """\
# How fruitful reads this register. Correct it where it is wrong, and give it with the register:
#     fruitful screen REGISTER --map MAPPING
# A column stands for a question by its path in a profile; `fruitful register template` lists them
# on its second sheet. Or it stands for `name`, `id` (the reference), `assessed_on` (a day) or
# `profile` (a file). `partners` lists all partners, `partners.list` only some of them.
"""


def mapping_as_yaml(register: Register, vocabulary: Vocabulary, *, day_first: bool) -> str:
    """The mapping by which a register was read, as a file to correct; its entries are used up."""
    found = [register.found] if register.found is not None else []
    lines = [f"# {' '.join(line.split())}" for line in found_in_words(found)]
    lines += [_HEAD, f"mapping: {FORMAT}", ""]
    entries = list(register.entries)
    seen = values_as_read(register, vocabulary)
    names = [layout.sheet.name for layout in register.layouts if layout.sheet.name]
    if names:
        lines += ["# The sheets that hold the register.", f"sheets: {_list(names)}"]
    headers = {layout.header for layout in register.layouts}
    if len(headers) == 1:
        rows = ", ".join(map(str, *headers))
        lines += ["# The row, or the two rows, that name the columns.", f"header: [{rows}]"]
    lines += [
        "# Whether 03/04/2027 is the third of April.",
        f"day_first: {'yes' if day_first else 'no'}",
    ]
    lines += ["", "columns:", *_columns(register.columns, seen)]
    lines += _unread(register.columns, vocabulary)
    lines += _words(register, entries, vocabulary)
    return "\n".join(lines) + "\n"


def _columns(columns: Iterable[Column], values: Values) -> Iterator[str]:
    """Those that are read, with some of their values; of several sheets one name stands once."""
    seen: dict[str, Column] = {}
    for column in columns:
        if not column.targets:
            continue
        name = bare(column.header)
        if name and seen.setdefault(name, column).targets == column.targets:
            if seen[name] is column:
                yield f"  {_line(_quoted(column.header), column, values)}"
        else:
            yield f"  {_line(f'column {letters(column.number)}', column, values)}"


def _line(name: str, column: Column, values: Values) -> str:
    stands_for = ", ".join(target.written for target in column.targets)
    several = len(column.targets) > 1
    return f"{name}: {f'[{stands_for}]' if several else stands_for}   # {_comment(column, values)}"


def _comment(column: Column, values: Values) -> str:
    """Where the column stands, in what it counts, and how its first cells were read."""
    said = column.place.cell
    if column.unit:
        said += f", in {column.unit}"
    shown = [_quoted(shorten(one, 40)) for one in values.get(column.place.cell, ())]
    if not shown and is_about(column, "profile"):
        return said
    return f"{said}: {', '.join(shown)}" if shown else f"{said}: nothing that can be read"


def _unread(columns: Iterable[Column], vocabulary: Vocabulary) -> Iterator[str]:
    """Those that are not, as comments: to be taken up or ignored."""
    shown = shown_names(vocabulary)
    ignored = [_quoted(one.header) for one in columns if one.why_not == "ignored"]
    unknown = [one for one in columns if one.why_not in ("unknown", "same")]
    if unknown:
        yield ""
        yield "  # These are not read. To read one, say what it stands for, and take the # away; to"
        yield "  # be told of it no more, put its name into a list `ignore: [...]` below."
    for column in unknown:
        name = _quoted(column.header) if column.why_not == "unknown" else ""
        name = name or f"column {letters(column.number)}"
        yield f"  # {name}:   # {column.place.cell}{_why(column, shown)}"
    if ignored:
        yield ""
        yield f"ignore: [{', '.join(ignored)}]"


def _why(column: Column, shown: Mapping[str, str]) -> str:
    if column.why_not == "same":
        return f", {_quoted(column.header)}, says the same as another"
    near = shown.get(column.suggestion, column.suggestion)
    return f", is it `{near}`?" if near else ""


def _words(register: Register, entries: Iterable[Entry], vocabulary: Vocabulary) -> Iterator[str]:
    """The words that no choice is known for, as comments: to be explained."""
    found: dict[str, dict[str, None]] = {}
    by_place = {(one.place.cell.rpartition("!")[0], one.number): one for one in register.columns}
    for entry in entries:
        for path, text in _not_understood(entry, by_place, vocabulary):
            found.setdefault(path, {}).setdefault(" ".join(text.split()), None)
    yield ""
    yield "# What words stand for: one of the choices, or `unknown` where they leave it open."
    if not found:
        yield "# words:"
        yield "#   stage:"
        yield '#     "Fully live": operating'
        return
    yield "words:"
    for path, words in found.items():
        yield f"  {path}:   # {', '.join(vocabulary.facts[path].choices)} or {UNKNOWN}"
        for word in list(words)[:MOST_WORDS]:
            yield f"    # {_quoted(word)}:"
        if len(words) > MOST_WORDS:
            yield f"    # and {len(words) - MOST_WORDS} more"


def _not_understood(
    entry: Entry, columns: Mapping[tuple[str, int], Column], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    for one in (*entry.faults, *entry.notes):
        column = columns.get((one.place.cell.rpartition("!")[0], one.place.column))
        if one.code in ("bad-choice", "kept-as-text") and column is not None and one.place.text:
            path = column.targets[0].name
            if path in vocabulary.facts and vocabulary.facts[path].choices:
                yield path, one.place.text


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
