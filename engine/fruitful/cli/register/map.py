"""``fruitful register map``."""

from __future__ import annotations

import os
from datetime import date

import click

from fruitful.cli.editors import schema_line
from fruitful.cli.options import Day, Rules, load_or_exit
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.registers import (
    map_option,
    read_mapping_file,
    read_register_file,
    reading_by,
)
from fruitful.cli.streams import STANDARD_INPUT, failure, report, write
from fruitful.diagnostic import Refused, printable
from fruitful.firing.engines import REFERENCE

EPILOG = """\b
Example:
  fruitful register map my_register.xlsx
"""


@click.command("map", cls=Writing, epilog=EPILOG)
@click.argument("file", metavar="FILE")
@map_option
@click.option("--on", type=Day(), metavar="DATE", help="The day asked about; otherwise today.")
@pack_option
@click.option("-o", "--output", metavar="MAPPING", help="Write to a file; standard output without.")
def command(
    file: str,
    mapping_file: str | None,
    on: date | None,
    packs: LocalPacks,
    output: str | None,
) -> None:
    """Write out how the register in FILE is read, as a mapping to correct by hand.

    It says which sheet, which row and which columns are read as what, lists the columns that are
    not read and the words that are not understood. Give it to `screen` with --map.
    """
    from fruitful.render.register_mapping import mapping_as_yaml
    from fruitful.schema import MAPPING

    day = on or date.today()
    ruleset, _ = load_or_exit(Rules(packs, REFERENCE), day)
    if output not in (None, STANDARD_INPUT) and os.path.exists(str(output)):
        raise failure(f"{printable(str(output))} is there already, and is not overwritten")
    try:
        mapping = read_mapping_file(mapping_file, ruleset.vocabulary)
        register, _ = read_register_file(file, reading_by(ruleset, day), mapping)
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    day_first = mapping is None or mapping.day_first
    text = mapping_as_yaml(register, ruleset.vocabulary, day_first=day_first)
    write(schema_line(output, MAPPING) + text, output)
    report(register.faults)
    if register.faults:
        raise click.exceptions.Exit(2)
