"""The formats in which reports are written, a module each.

A new one is a module with a function from a report to text or bytes, and a line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from fruitful.render.layout import Paint, unpainted
from fruitful.report.blocks import Report


class Look(NamedTuple):
    """What a format may be given besides the report."""

    paint: Paint = unpainted
    """Of text: colour."""
    template: bytes | None = None
    """Of a Word document: another one, with the styles, header and footer to use."""
    print_whole: bool = False
    """Of a page: whether all of it is printed, what is folded in too."""


class Format(NamedTuple):
    """A way to write a report."""

    endings: tuple[str, ...]
    """How its files end."""
    write: str | Callable[[Report, Look], str | bytes]
    """The function, or the module of this room in which it is the function ``write``."""
    reasoned: bool = False
    """Whether it shows the reasoning behind findings."""
    is_binary: bool = False
    """Whether a terminal cannot show it."""
    needs: str = ""
    """What is to be installed where it cannot be imported."""


_WORD = (
    "a Word document needs python-docx, which is not installed here; install fruitful with its"
    " extra `word`: pip install 'fruitful[word]'"
)
FORMATS: dict[str, Format] = {
    "text": Format((".txt",), "text"),
    "html": Format((".html", ".htm"), "html", reasoned=True),
    "markdown": Format((".md",), "markdown"),
    "docx": Format((".docx",), "word", is_binary=True, needs=_WORD),
    "odt": Format((".odt",), "opendocument", is_binary=True, needs=_WORD),
}


class FormatMissing(Exception):
    """A format cannot be written here; the message says what to install."""


def written(report: Report, form: str, look: Look = Look()) -> str | bytes:  # noqa: B008
    """The report in a format.

    Raises FormatMissing where what writes it is not installed, Refused where its template cannot be
    used.
    """
    found = FORMATS[form]
    if callable(found.write):
        return found.write(report, look)
    write: Callable[[Report, Look], str | bytes]
    write = import_module(f"fruitful.formats.{found.write}").write
    try:
        return write(report, look)
    except ImportError:
        raise FormatMissing(found.needs) from None
