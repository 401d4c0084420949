"""What the parsers take in silence, though it is not YAML, or not what its writer means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document.node import Source

_COMMENT = re.compile(r"#[^\n]*")
_HEADER = re.compile(r"[|>][-+]?(\d?)[-+]?(#?)")
_QUOTE = "put the whole text in quotes"


class Flow(NamedTuple):
    """A collection in brackets that stands in no other: where it begins, and its texts."""

    start: Any
    indent: int
    """The column, from 0, in which the block around it begins; -1 where there is none."""
    texts: list[tuple[int, int]]
    """Where each begins and ends, counted in characters."""


def wrong_in_text(event: Any, indent: int, source: Source, text: str) -> Iterator[Diagnostic]:
    """The faults of one text; ``indent`` is the column in which the block around it begins."""
    if not event.style:
        if event.value == "-":
            place = source.place(event.start_mark.line + 1, event.start_mark.column + 1)
            help = "put it in quotes; if it begins a list, write each item on a line of its own"
            yield Diagnostic(place, "stray-dash", "a `-` cannot stand alone here", help)
    elif event.style in "|>":
        yield from _wrong_in_block(event.start_mark, indent, source)
    else:
        yield from _wrong_lines(event.start_mark, event.end_mark, indent, source, quoted=True)
        yield from _joined_comment(event.end_mark, source, text)


def wrong_in_flow(flow: Flow, end: Any, source: Source, text: str) -> Iterator[Diagnostic]:
    """The faults of what stands between the texts of a collection in brackets."""
    position = flow.start.index
    for start, after in (*flow.texts, (end.index, end.index)):
        if start > position:
            yield from _wrong_between(position, text[position:start], source, text)
        position = max(position, after)
    yield from _wrong_lines(flow.start, end, flow.indent, source, quoted=False)
    yield from _joined_comment(end, source, text)


def _wrong_between(start: int, gap: str, source: Source, text: str) -> Iterator[Diagnostic]:
    if "#" in gap:
        for found in _COMMENT.finditer(gap):
            # After a text in quotes, its own check has told of it.
            before = text[start + found.start() - 1]
            if found.start() and not before.isspace():
                yield _comment(source, text, start + found.start())
        gap = _COMMENT.sub(lambda comment: " " * len(comment[0]), gap)
    if "?" in gap:
        for found in re.finditer(r"\?", gap):
            index = start + found.start()
            if text[index + 1 : index + 2].isspace():
                continue
            place = source.place_of(text, index)
            message = "within brackets a text that is not in quotes cannot begin with `?`"
            yield Diagnostic(place, "special-character", message, _QUOTE)


def _joined_comment(end: Any, source: Source, text: str) -> Iterator[Diagnostic]:
    if text[end.index : end.index + 1] == "#":
        yield _comment(source, text, end.index)


def _comment(source: Source, text: str, index: int) -> Diagnostic:
    message = "a comment needs a space before its `#`"
    help = f"put a space before it; if it is text, {_QUOTE}"
    return Diagnostic(source.place_of(text, index), "joined-comment", message, help)


def _wrong_lines(
    start: Any, end: Any, indent: int, source: Source, *, quoted: bool
) -> Iterator[Diagnostic]:
    """Lines, after the first, that are not indented more than the block around them.

    A closing bracket may stand in the column of its key: it is read right, and often written so.
    """
    for number in range(start.line + 1, end.line + 1) if indent >= 0 else ():
        line = source.lines[number]
        content = line.lstrip(" ")
        spaces = len(line) - len(content)
        if spaces > indent or not content.strip("\t") or (not quoted and content[0] == "#"):
            continue
        place = source.place(number + 1, spaces + 1)
        if content[0] == "\t":
            message = "a tab stands where only spaces may"
            yield Diagnostic(place, "tab", message, "indent this line with spaces, further than "
                             "the key or the dash it belongs to")  # fmt: skip
        elif quoted or content[0] not in "]}" or spaces < indent:
            what = "text in quotes" if quoted else "value in brackets"
            message = f"this line goes on with a {what}, and is not indented further than its key"
            help = "indent it with spaces, further than the key or the dash it belongs to"
            yield Diagnostic(place, "indentation", message, help)


def _wrong_in_block(start: Any, indent: int, source: Source) -> Iterator[Diagnostic]:
    """A comment joined to the `|`; blank lines longer than the indentation of what they precede."""
    header = _HEADER.match(source.lines[start.line], start.column)
    if header is not None and header[2]:
        place = source.place(start.line + 1, header.end())
        message = "a comment needs a space before its `#`"
        help = "put a space before it, or begin the text on the next line"
        yield Diagnostic(place, "joined-comment", message, help)
    if header is None or header[1]:
        return
    longest, blank = 0, start.line
    for number in range(start.line + 1, len(source.lines)):
        line = source.lines[number]
        spaces = len(line) - len(line.lstrip(" "))
        if spaces < len(line):
            if indent < spaces < longest:
                place = source.place(blank + 1, 1)
                message = "this blank line has more spaces than the text that follows it"
                help = "delete the spaces of this line; the text that follows is read then"
                yield Diagnostic(place, "indentation", message, help)
            return
        if spaces > longest:
            longest, blank = spaces, number
