"""The formats that a screening can be written in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import click

from fruitful.cli.streams import STANDARD_INPUT, failure, painter
from fruitful.portfolio.screening import Screening


def _text(screening: Screening, output: str | None, everything: bool, named_by: str) -> str:
    from fruitful.render.screening import screening_as_text

    return screening_as_text(screening, painter(output), everything=everything, named_by=named_by)


def _json(screening: Screening, output: str | None, everything: bool, named_by: str) -> str:
    from fruitful.render.as_json import dumps
    from fruitful.render.screening_json import screening_as_json

    return dumps(screening_as_json(screening))


def _csv(screening: Screening, output: str | None, everything: bool, named_by: str) -> str:
    from fruitful.render.screening_csv import screening_as_csv

    return screening_as_csv(screening)


def _xlsx(screening: Screening, output: str | None, everything: bool, named_by: str) -> bytes:
    from fruitful.render.workbook import workbook

    if output in (None, STANDARD_INPUT) and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("a workbook is not for a terminal: name a file with -o")
    try:
        return workbook(screening)
    except ImportError:
        raise failure(
            "a workbook needs XlsxWriter, which is not installed here; install fruitful with its"
            " extra `sheets`: pip install 'fruitful[sheets]'"
        ) from None


def _html(screening: Screening, output: str | None, everything: bool, named_by: str) -> str:
    from fruitful.render.pages.portfolio import portfolio_page

    return portfolio_page(screening)


class Format(NamedTuple):
    """One way to write a screening down."""

    ending: str
    rendered: Callable[[Screening, str | None, bool, str], str | bytes]
    whole: bool
    """Whether it needs all that there is to say of each partnership."""


FORMATS = {
    "text": Format(".txt", _text, False),
    "json": Format(".json", _json, True),
    "csv": Format(".csv", _csv, False),
    "xlsx": Format(".xlsx", _xlsx, True),
    "html": Format(".html", _html, True),
}
