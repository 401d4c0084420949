"""A report as Markdown, for a wiki or a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fruitful.diagnostic import printable
from fruitful.formats import Look
from fruitful.report.blocks import (
    PAGES,
    Block,
    Drawing,
    Fold,
    Items,
    Only,
    Pairs,
    Paragraph,
    Part,
    Report,
    Run,
    Section,
    Table,
    Text,
    Verbatim,
    parts,
    parts_on_pages,
    shown,
    words,
)

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_BEGIN = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])")
_SPACE = re.compile(r"\s+")
_STRONG = ("strong", "severity", "flag", "answer", "mark", "count")


def write(report: Report, look: Look) -> str:
    """The report as CommonMark with tables; whatever anybody wrote in it stays text."""
    lines = [f"# {_said(report.title)}", "", _said(report.kind)]
    for sentence in report.about:
        lines += ["", _said(sentence)]
    lines += _blocks(report.blocks, "", 2)
    lines += _section("How this was made", report.made, "", 2)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _blocks(blocks: Iterable[Block], indent: str, level: int) -> Iterator[str]:
    for one in shown(blocks, PAGES):
        if isinstance(one, Paragraph):
            lead = "→ " if one.look == "action" else ""
            yield from ("", f"{indent}{lead}{_text(one.text)}")
        elif isinstance(one, Items):
            yield from _items(one, indent, level)
        elif isinstance(one, Pairs):
            yield ""
            yield from (f"{indent}- **{_text(p.term)}**: {_text(p.text)}" for p in one.pairs)
        elif isinstance(one, Table):
            yield from _table(one, indent)
        elif isinstance(one, Verbatim):
            yield ""
            yield from (f"{indent}    {printable(line)}" for line in one.text.splitlines())
        elif isinstance(one, Drawing):
            yield from _blocks(one.blocks, indent, level)
        elif isinstance(one, Fold):
            yield from ("", f"{indent}**{_text(one.summary)}**")
            yield from _blocks(one.blocks, indent, level)
        elif isinstance(one, Section):
            kind = f"{one.kind}: " if one.kind else ""
            yield from _section((kind, *parts(one.title)), one.blocks, indent, level)
        else:
            assert isinstance(one, Only)


def _section(title: Text, blocks: Iterable[Block], indent: str, level: int) -> Iterator[str]:
    heading = f"{'#' * min(level, 6)} {_text(title)}"
    yield from ("", f"{indent}{heading}")
    yield from _blocks(blocks, indent, level + 1)


def _items(some: Items, indent: str, level: int) -> Iterator[str]:
    yield ""
    for at, one in enumerate(some.items, some.start):
        mark = f"{at}. " if some.start else "- "
        yield f"{indent}{mark}{_text(one.text)}"
        yield from _blocks(one.blocks, indent + " " * len(mark), level)


def _table(table: Table, indent: str) -> Iterator[str]:
    if table.caption:
        yield from ("", f"{indent}{_said(table.caption)}")
    rules = ("--:" if at in table.numbers else "---" for at in range(len(table.columns)))
    yield from ("", f"{indent}| {' | '.join(map(_said, table.columns))} |")
    yield f"{indent}| {' | '.join(rules)} |"
    for row in table.rows:
        cells = [_text(cell) for cell in row.cells]
        cells += [""] * (len(table.columns) - len(cells))
        yield f"{indent}| {' | '.join(cells)} |"


def _text(text: Text) -> str:
    said = "".join(map(_part, parts_on_pages(text))).strip(" ")
    return _AT_BEGIN.sub(r"\1\\\2", said)


def _part(one: Part) -> str:
    if isinstance(one, Run) and one.look in _STRONG and one.text.strip():
        apart = " " if one.look == "flag" else ""
        return f"{apart}**{_said(one.text)}**"
    return _said(words(one))


def _said(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", printable(_SPACE.sub(" ", text)))
