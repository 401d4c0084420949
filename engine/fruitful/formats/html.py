"""A report as one page that is complete in itself and runs nothing. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from fruitful.diagnostic import printable
from fruitful.formats import Look
from fruitful.render.pages.page import page
from fruitful.report.blocks import PAGES, Block, Report, Row, Section, parts, plain, sections, shown


def write(report: Report, look: Look) -> str:
    """The report as a whole HTML document."""
    return page(
        "report.html.j2",
        report=report,
        print_whole=look.print_whole,
        contents=contents,
        grouped=grouped,
        kind=kind,
        lines=lines,
        on_pages=on_pages,
        parts=parts,
        plain=plain,
    )


def on_pages(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that pages show."""
    return list(shown(blocks, PAGES))


def contents(blocks: Sequence[Block]) -> list[Section]:
    """The sections that a list of contents names."""
    return list(sections(blocks, PAGES))


def kind(one: object) -> str:
    """Which kind of block or part it is."""
    return type(one).__name__


def lines(text: str) -> Markup:
    """Lines that stay apart; each is escaped, and shows what cannot be seen."""
    return Markup("\n").join(escape(printable(line)) for line in text.splitlines())


def grouped(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows in groups, each of which begins with one that looks like a heading."""
    group: list[Row] = []
    for row in rows:
        if row.look and group:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
