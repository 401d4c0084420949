"""Small edits of YAML text: all that is not edited stays as it was, to the letter.

Every function takes the text and nodes composed from it, and returns the new text, from which nodes
have to be composed anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import yaml

from fruitful.document.syntax import new_parser

Written = str | tuple[tuple[str, "Written"], ...]
"""What is to be written: a scalar as YAML has it, or keys with what stands behind them."""

STEP = "  "
"""By how much a key is indented below the one it belongs to."""


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that ``document.parse`` accepts, with where each begins and ends."""
    loader: Any = new_parser(text)
    try:
        root: yaml.Node | None = loader.get_single_node()
        return root
    finally:
        loader.dispose()


def inline(value: Written) -> str:
    """On one line, in braces where it has keys."""
    if isinstance(value, str):
        return value
    return f"{{{', '.join(f'{key}: {inline(one)}' for key, one in value)}}}"


def nested(path: str, value: Written) -> tuple[tuple[str, Written], ...]:
    """A value behind the last part of a path, each part below the one before it."""
    head, _, rest = path.partition(".")
    return ((head, nested(rest, value) if rest else value),)


def _block(key: str, value: Written, indent: str) -> Iterator[str]:
    """On lines of its own, each key below the one it belongs to."""
    if isinstance(value, str):
        yield f"{indent}{key}: {value}"
        return
    yield f"{indent}{key}:"
    for inner, one in value:
        yield from _block(inner, one, indent + STEP)


def add(text: str, mapping: yaml.MappingNode, key: str, value: Written) -> str:
    """Add a key behind the last one of a mapping."""
    if not mapping.flow_style:
        indent = " " * mapping.start_mark.column
        return _insert_lines(text, _end(text, mapping), _block(key, value, indent))
    if not mapping.value:
        at, comma = mapping.start_mark.index + 1, ""
    else:
        at, comma = _end(text, mapping.value[-1][1]), ", "
    return f"{text[:at]}{comma}{key}: {inline(value)}{text[at:]}"


def put(
    text: str, mapping: yaml.MappingNode, key: yaml.Node, old: yaml.Node, value: Written
) -> str:
    """Put a value behind a key, in the place of the old one, whose comments stay."""
    start, end = old.start_mark.index, _end(text, old)
    if start < end:
        return _replaced(text, key, old, inline(value))
    if isinstance(value, str) or mapping.flow_style:
        at = text.find(":", key.end_mark.index, start) + 1
        if not at:  # in braces a key may stand without its colon
            return f"{text[:start]}: {inline(value)}{text[start:]}"
        return f"{text[:at]} {inline(value)}{text[at:]}"
    indent = " " * mapping.start_mark.column + STEP
    lines = [line for inner, one in value for line in _block(inner, one, indent)]
    return _insert_lines(text, start, lines)


def _insert_lines(text: str, at: int, lines: Any) -> str:
    """Put lines below the one that this position is on."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return text[:end] + "".join(f"\n{line}" for line in lines) + text[end:]


def _end(text: str, node: yaml.Node) -> int:
    """Where what a node says ends; what follows is blank, or a comment."""
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        block = node.style in ("|", ">")
        return len(text[:end].rstrip()) if block else end
    assert isinstance(node, (yaml.MappingNode, yaml.SequenceNode))
    if node.flow_style and text[node.start_mark.index] in "{[":
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _replaced(text: str, key: yaml.Node, old: yaml.Node, new: str) -> str:
    start, end = old.start_mark.index, _end(text, old)
    colon = text.index(":", key.end_mark.index) + 1
    between = text[colon:start]
    comments = list(_comments(text, old))
    if new and not comments and "\n" not in between:
        return text[:start] + new + text[end:]
    column = old.start_mark.column if "\n" in between else key.start_mark.column + len(STEP)
    indent = "\n" + " " * column
    kept = between.rstrip() + "".join(indent + comment for comment in comments)
    behind = text[end:].partition("\n")[0].strip()
    after = indent if comments and behind else ""
    return f"{text[:colon]} {new}".rstrip() + kept + after + text[end:]


_COMMENT = re.compile(r"(?<!\S)#[^\n]*")


def _comments(text: str, node: yaml.Node) -> Iterator[str]:
    """The comments within what a node says."""
    at = node.start_mark.index
    for start, end in sorted(_said(text, node)):
        yield from _COMMENT.findall(text[at:start])
        at = end
    yield from _COMMENT.findall(text[at : _end(text, node)])


def _said(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Where the scalars of a node begin and end; a comment can stand in none of them."""
    if isinstance(node, yaml.ScalarNode):
        start = node.start_mark.index
        # Behind the sign of a block of text, on its line, a comment can stand.
        start = text.find("\n", start) if node.style in ("|", ">") else start
        yield start, max(start, _end(text, node))
        return
    for one in node.value:
        for part in one if isinstance(one, tuple) else (one,):
            yield from _said(text, part)


def regroup(text: str, items: yaml.SequenceNode, before: Written, key: str) -> str:
    """Make a list the value of a key, with other keys before it in the same mapping."""
    assert isinstance(before, tuple)
    start, end = items.start_mark.index, _end(text, items)
    if items.flow_style:
        head = inline(before)[:-1]
        return f"{text[:start]}{head}, {key}: {text[start:end]}}}{text[end:]}"
    first = text.rindex("\n", 0, start) + 1
    indent = " " * items.start_mark.column
    body = text[first:end]
    if not indent:  # in line with its key: what belongs to the key has to stand further in
        indent = STEP
        body = re.sub(r"(?m)^(?=.)", STEP, body)
    lines = [line for inner, one in before for line in _block(inner, one, indent)]
    return text[:first] + "\n".join([*lines, f"{indent}{key}:", body]) + text[end:]


def grow(text: str, item: yaml.Node, key: str, more: Written, *, flow: bool) -> str:
    """Make a single text of a list the value of a key, with more keys after it."""
    assert isinstance(more, tuple)
    start, end = item.start_mark.index, _end(text, item)
    if flow:
        whole = inline(((key, text[start:end]), *more))
        return text[:start] + whole + text[end:]
    indent = " " * item.start_mark.column
    lines = [line for inner, one in more for line in _block(inner, one, indent)]
    return _insert_lines(f"{text[:start]}{key}: {text[start:]}", end, lines)


def with_line_breaks(new: str, old: str, data: bytes) -> bytes:
    """The new text as bytes, its line breaks and byte order mark as the old one has them."""
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    raw = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", data.decode("utf-8").removeprefix(mark))
    if all(line.endswith("\n") and not line.endswith("\r\n") for line in raw[:-1]):
        return (mark + new).encode()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _agreeing(before, after)
    tail = min(_agreeing(before[::-1], after[::-1]), len(after) - head, len(before) - head)
    line_break = "\r\n" if raw[0].endswith("\r\n") else raw[0][-1:]
    middle = [line.replace("\n", line_break) for line in after[head : len(after) - tail]]
    return (mark + "".join([*raw[:head], *middle, *raw[len(raw) - tail :]])).encode()


def _agreeing(some: list[str], others: list[str]) -> int:
    """How many lines are the same from the beginning on."""
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
