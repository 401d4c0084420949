"""``fruitful register template``."""

from __future__ import annotations

import os
import sys
from datetime import date

import click

from fruitful.cli.options import Rules, load_or_exit
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import STANDARD_INPUT, failure, write
from fruitful.diagnostic import printable
from fruitful.firing.engines import REFERENCE

EPILOG = """\b
Example:
  fruitful register template my_register.xlsx
"""
NOT_INSTALLED = (
    "a workbook needs XlsxWriter, which is not installed here; install fruitful with its extra"
    " `sheets`: pip install 'fruitful[sheets]'"
)


@click.command("template", epilog=EPILOG)
@click.argument("file", metavar="FILE")
@pack_option
def command(file: str, packs: LocalPacks) -> None:
    """Write an empty register to FILE, an XLSX workbook; `-` is standard output.

    A row a partnership. Each column has a note that says what to write, and offers the answers to
    choose from; a second sheet explains them all.
    """
    from fruitful.render.register_template import register_template

    ruleset, _ = load_or_exit(Rules(packs, REFERENCE), date.today())
    if file == STANDARD_INPUT and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("a workbook is not for a terminal: name a file")
    if file != STANDARD_INPUT and not file.casefold().endswith(".xlsx"):
        raise click.UsageError(f"{printable(file)} has to have a name that ends in .xlsx")
    if file != STANDARD_INPUT and os.path.exists(file):
        raise failure(f"{printable(file)} is there already, and is not overwritten")
    try:
        data = register_template(ruleset.vocabulary)
    except ImportError:
        raise failure(NOT_INSTALLED) from None
    write(data, file)
