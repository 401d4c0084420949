"""The XML of workbooks, as a stream of elements; whatever declares entities is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

Element = Callable[[str, dict[str, str]], None]


class Damaged(Exception):
    """A part of the workbook cannot be read; the text says why."""


def parse(part: bytes, element: Element, begin: Callable[[Any], None] | None = None) -> None:
    """Hand on each element's name and attributes; ``begin`` is given the parser before.

    Raises Damaged, also where the XML declares anything.
    """
    parser = expat.ParserCreate("utf-8")
    if begin is not None:
        begin(parser)
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    parser.XmlDeclHandler = _refuse_encoding
    try:
        parser.Parse(part, True)
    except expat.ExpatError as problem:
        raise Damaged(expat.ErrorString(problem.code)) from None


def _refuse_declaration(*_: object) -> None:
    raise Damaged("its XML declares entities, which no spreadsheet program writes")


def _refuse_encoding(version: str, encoding: str | None, standalone: int) -> None:
    """It is parsed as UTF-8; whoever reads it after must not see something else in it."""
    if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Damaged("its XML is not UTF-8")
