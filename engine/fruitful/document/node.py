"""What a YAML document is made of: mappings, lists and text, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Place


class Source(NamedTuple):
    """A file's name and its lines, which diagnostics show."""

    file: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int) -> Place:
        """The place at a line and column, both counted from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, text)

    def place_of(self, text: str, offset: int) -> Place:
        """The place of a character of the whole text."""
        start = text.rfind("\n", 0, offset) + 1
        return self.place(text.count("\n", 0, offset) + 1, offset - start + 1)


class Scalar(NamedTuple):
    """A piece of text as it was written."""

    text: str
    plain: bool
    """Written without quotes: only then may ``null`` or a blank mean "not known"."""
    source: Source
    line: int
    column: int

    @property
    def place(self) -> Place:
        return self.source.place(self.line, self.column)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    source: Source
    line: int
    column: int

    @property
    def place(self) -> Place:
        return self.source.place(self.line, self.column)


class Mapping(NamedTuple):
    """Keys and values in the order of the file; no key twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    source: Source
    line: int
    column: int

    @property
    def place(self) -> Place:
        return self.source.place(self.line, self.column)

    def get(self, name: str) -> Node | None:
        """The value of a key, or None where there is none."""
        for key, value in self.entries:
            if key.text == name:
                return value
        return None


Node = Scalar | Sequence | Mapping
