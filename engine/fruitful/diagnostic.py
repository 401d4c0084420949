"""What is wrong with an input, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

SHOWN_WIDTH = 76
"""Characters of a source line that a diagnostic shows."""

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


class Place(NamedTuple):
    """A position in a file: line and column count from 1; line 0 is the file as a whole.

    In a sheet they are a row and a column (column 0 is the whole row), and ``cell`` names them.
    """

    file: str
    line: int = 0
    column: int = 0
    text: str = ""
    """The source line, for showing; of a sheet, the cell's text."""
    cell: str = ""
    """How a spreadsheet names the place: `C7`, `Register!C7`, `Register, row 7`."""


class Diagnostic(NamedTuple):
    """One fault, for its reader: the place, a stable code, the cause, the remedy."""

    place: Place
    code: str
    message: str
    help: str
    """The remedy: what to do about it."""
    width: int = 1
    """How many characters the carets underline."""


MOST_LISTED = 100
"""Faults of a file that are told one by one."""


class Refused(Exception):
    """An input was refused; ``diagnostics`` says why, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(_listed(sorted(set(diagnostics))))
        super().__init__("\n".join(show(one) for one in self.diagnostics))


def _listed(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The first of each file; the rest of them are counted."""
    for file, some in groupby(diagnostics, key=lambda one: one.place.file):
        each = list(some)
        yield from each[:MOST_LISTED]
        if len(each) > MOST_LISTED + 1:
            message = f"{len(each) - MOST_LISTED:,} more faults of this file are not listed"
            yield Diagnostic(Place(file), "more-faults", message, "mend these, and try again")
        else:
            yield from each[MOST_LISTED:]


def printable(text: str) -> str:
    """The text with control, bidirectional and invisible characters written as escapes."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def shorten(text: str, width: int = 60) -> str:
    """The text on one line, cut to a width, fit for a message."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is near enough to be meant."""
    import difflib

    by_folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold()[:100], by_folded, n=1, cutoff=0.7)
    return by_folded[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help text: the nearest known name, or the known ones when few, or else what is given."""
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if 0 < len(names) <= 12:
        return "one of: " + ", ".join(names)
    if otherwise or not names:
        return otherwise or "take it out; there is none that could be named here"
    return f"one of {len(names):,}, such as " + ", ".join(f"`{one}`" for one in names[:3])


def gathered(diagnostics: Iterable[Diagnostic], most: int = 3) -> list[Diagnostic]:
    """The same in their order; of more than so many alike in a file, the first tells of all."""
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        alike.setdefault((one.place.file, one.code, one.message), []).append(one)
    found = []
    for some in alike.values():
        if len(some) <= most:
            found += some
            continue
        places = ", ".join(each.place.cell or str(each.place.line) for each in some[1:most])
        message = f"{some[0].message}; and so in {len(some) - 1:,} more places, such as {places}"
        found.append(some[0]._replace(message=message))
    return found


def show(diagnostic: Diagnostic, kind: str = "error") -> str:
    """The diagnostic as text: place, code and message, the line with carets, the help.

    ``kind`` is what to call it: a note is no error.
    """
    place = diagnostic.place
    lines = [f"{where(place)}: {kind}[{diagnostic.code}]: {diagnostic.message}"]
    if place.cell and place.text:
        lines += _excerpt(place._replace(column=1), diagnostic.width, place.cell)
    elif place.line and not place.cell:
        lines += _excerpt(place, diagnostic.width, str(place.line))
    if diagnostic.help:
        lines.append(f"  help: {diagnostic.help}")
    return "\n".join(lines)


def where(place: Place) -> str:
    """The place in words: `my.yaml:3:14`, or `register.xlsx, Register!C7`."""
    file = printable(place.file)
    if place.cell:
        return f"{file}, {printable(place.cell)}"
    return f"{file}:{place.line}:{place.column}" if place.line else file


def _excerpt(place: Place, width: int, label: str) -> list[str]:
    """The source line, windowed round the column, and the carets under it."""
    start = max(0, place.column - 1 - SHOWN_WIDTH // 2) if len(place.text) > SHOWN_WIDTH else 0
    shown = place.text[start : start + SHOWN_WIDTH]
    before = printable(shown[: place.column - 1 - start])
    marked = printable(shown[place.column - 1 - start : place.column - 1 - start + width])
    label = printable(label)
    gutter = " " * len(label)
    return [
        f"  {label} | {printable(shown)}",
        f"  {gutter} | {' ' * len(before)}{'^' * max(1, len(marked))}",
    ]
