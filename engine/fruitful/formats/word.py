"""A report as a Word document, by python-docx: a paper for a committee, and the rest its appendix.

Headings, lists and tables are real ones, in the styles of the council's own template where one is
given. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from fruitful.diagnostic import printable
from fruitful.formats import Look
from fruitful.formats.package import repacked
from fruitful.formats.template import Styles, opened
from fruitful.report.blocks import (
    PAGES,
    Block,
    Drawing,
    Fold,
    Items,
    Only,
    Pairs,
    Paragraph,
    Report,
    Row,
    Run,
    Section,
    Table,
    Text,
    Verbatim,
    has_look,
    parts,
    parts_on_pages,
    plain,
    shown,
    words,
)

_LOOKS = {"lead": "Intense Quote", "note": "Caption", "local": "Caption"}
_EMPHASIS = ("strong", "severity", "count", "flag", "answer", "mark")
_QUIET = ("id", "rule", "settles", "missing", "note")
_DEEPEST = 4
"""Levels of headings that a document has; what lies deeper is at this level."""
_WIDEST, _EMPTY, _BESIDE = 60, 16, 6
"""Letters that count for a column's width: at most, of one to be filled in, and for its margins."""
_QUOTED = re.compile(r"`([^`]*)`")
"""What lines quote as a name or a command."""


def write(report: Report, look: Look) -> bytes:
    """The bytes of the document.

    Raises ImportError without python-docx, and Refused where the template cannot be used.
    """
    document = opened(look.template)
    writer = _Writer(document)
    about = document.core_properties
    about.title, about.author, about.subject = printable(report.head), "fruitful", report.kind
    about.language, about.comments, about.keywords = "en-GB", "", ""
    about.last_modified_by, about.revision = "fruitful", 1
    about.created = about.modified = _day(report.on)
    writer.heading(report.title, 0)
    for sentence in (report.kind, *report.about):
        writer.paragraph(sentence)
    if report.paper:
        writer.blocks(report.paper, 1)
        document.add_page_break()
        writer.heading("Appendix: the whole report", 1)
        writer.blocks(report.blocks, 2)
        writer.section("How this was made", report.made, 2)
    else:
        writer.blocks(report.blocks, 1)
        writer.section("How this was made", report.made, 1)
    return _saved(document)


def _day(on: date) -> datetime:
    return datetime(on.year, on.month, on.day)


class _Writer:
    """Puts blocks at the end of a document; one object, since each list there has a number."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = Styles(document)

    def heading(self, text: Text, level: int) -> None:
        """A heading; level 0 is the document's title."""
        level = min(level, _DEEPEST)
        style = f"Heading {level}" if level else "Title"
        self._fill(self._document.add_paragraph(style=self._styles.paragraph(style)), text)

    def paragraph(self, text: Text, style: str = "") -> None:
        """A paragraph."""
        self._fill(self._document.add_paragraph(style=self._styles.paragraph(style)), text)

    def section(self, title: Text, blocks: Iterable[Block], level: int) -> None:
        """A heading and what stands below it."""
        self.heading(title, level)
        self.blocks(blocks, level + 1)

    def blocks(self, blocks: Iterable[Block], level: int, depth: int = 1) -> None:
        """Blocks, of which a list stands at this depth of lists."""
        for one in shown(blocks, PAGES):
            if isinstance(one, Paragraph) and one.look == "subtitle":
                self.heading(one.text, level)
            elif isinstance(one, Paragraph):
                self.paragraph(one.text, _LOOKS.get(one.look, ""))
            elif isinstance(one, Items):
                self._items(one, level, depth)
            elif isinstance(one, Pairs):
                self._table(
                    Table(("What", "Which"), tuple(Row((p.term, p.text)) for p in one.pairs))
                )
            elif isinstance(one, Table):
                self._table(one)
            elif isinstance(one, Verbatim):
                for line in one.text.splitlines():
                    self.paragraph(line)
            elif isinstance(one, Drawing):
                self.blocks(one.blocks, level, depth)
            elif isinstance(one, Fold):
                self.paragraph((Run(plain(one.summary), "strong"),))
                self.blocks(one.blocks, level, depth)
            elif isinstance(one, Section):
                kind = f"{one.kind}: " if one.kind else ""
                self.section((kind, *parts(one.title)), one.blocks, level)
            else:
                assert isinstance(one, Only)

    def _items(self, some: Items, level: int, depth: int) -> None:
        numbering = None if not some.start else self._styles.numbering(some.start)
        for at, one in enumerate(some.items, some.start):
            if some.look in ("actions", "happenings"):
                self.heading((f"{at}. " if some.start else "", *parts(one.text)), level)
                self.blocks(one.blocks, level + 1)
                continue
            paragraph = self._document.add_paragraph(
                style=self._styles.listed(numbered=bool(some.start), depth=depth)
            )
            if numbering is not None:
                self._styles.number(paragraph, numbering)
            self._fill(paragraph, one.text)
            self.blocks(one.blocks, level, depth + 1)

    def _table(self, table: Table) -> None:
        if table.caption:
            self.paragraph(table.caption, "Caption")
        made = self._document.add_table(1, len(table.columns), style=self._styles.table())
        self._styles.describe(made, table.caption or table.wide or ", ".join(table.columns))
        for cell, name in zip(made.rows[0].cells, table.columns, strict=True):
            self._fill(cell.paragraphs[0], (Run(name, "strong"),))
        self._styles.repeat(made.rows[0])
        for row in table.rows:
            self._row(made, row, table.numbers)
        self._styles.widths(made, self._weights(table))

    def _row(self, made: Any, row: Row, numbers: Sequence[int]) -> None:
        added = made.add_row()
        self._styles.keep_whole(added)
        cells = added.cells
        if len(row.cells) == 1:
            cells[0].merge(cells[-1])
        for at, (cell, text) in enumerate(zip(cells, row.cells, strict=False)):
            said = (Run(plain(text), "strong"),) if row.look and text else text
            self._fill(cell.paragraphs[0], said)
            if at in numbers and at:
                self._styles.to_the_right(cell.paragraphs[0])

    def _weights(self, table: Table) -> list[int]:
        """How wide each column is to be, by the words in it; one to be filled in has room."""
        columns = (
            [plain(row.cells[at]) for row in table.rows if at < len(row.cells)]
            for at in range(len(table.columns))
        )
        return [
            _weight([name, *texts]) if any(texts) else _EMPTY
            for name, texts in zip(table.columns, columns, strict=True)
        ]

    def _fill(self, paragraph: Any, text: Text) -> None:
        for one in parts_on_pages(text):
            run = paragraph.add_run(_QUOTED.sub(r"“\1”", printable(words(one))))
            if has_look(one, *_EMPHASIS):
                run.bold = True
            elif has_look(one, *_QUIET):
                run.italic = True


def _weight(texts: Sequence[str]) -> int:
    """The width of a column: its longest text, within bounds, and never less than its words."""
    longest = max(map(len, texts))
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(min(longest, _WIDEST), min(word, _WIDEST) + _BESIDE)


def _saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return repacked(held.getvalue())
