"""``fruitful new``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.options import Rules, load_or_exit, pack_option
from fruitful.cli.streams import failure, write
from fruitful.diagnostic import did_you_mean, printable, shorten
from fruitful.firing.engines import REFERENCE

EPILOG = """\b
Example:
  fruitful new my_partnership.yaml --stage proposed
"""


@click.command("new", epilog=EPILOG)
@click.argument("file", required=False)
@click.option("--stage", help="Only the questions that matter at this stage.")
@pack_option
def command(file: str | None, stage: str | None, packs: tuple[Path, ...]) -> None:
    """Write a commented profile to fill in, to FILE or to standard output.

    Answer what you know; what is left blank is not known, and never taken as no.
    """
    from fruitful.render.template import template

    ruleset, _ = load_or_exit(Rules(packs, REFERENCE), date.today())
    if stage is not None and stage not in ruleset.stages:
        raise click.UsageError(
            f"there is no stage `{shorten(stage)}`. {did_you_mean(stage, ruleset.stages)}".strip()
        )
    if file not in (None, "-") and Path(str(file)).exists():
        raise failure(f"{printable(str(file))} is there already, and is not overwritten")
    write(template(ruleset, stage), file)
