"""``fruitful new``."""

from __future__ import annotations

import os
from datetime import date

import click

from fruitful.cli.completing import complete_stage
from fruitful.cli.editors import schema_line
from fruitful.cli.options import Rules, load_or_exit
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import failure, report, write
from fruitful.diagnostic import Refused, did_you_mean, printable, shorten
from fruitful.firing.engines import REFERENCE
from fruitful.ruleset import Ruleset

EPILOG = """\b
Example:
  fruitful new my_partnership.yaml --stage proposed
"""


@click.command("new", epilog=EPILOG)
@click.argument("file", required=False)
@click.option("--stage", metavar="STAGE", shell_complete=complete_stage,
              help="Only the questions that matter at this stage.")  # fmt: skip
@click.option("--authority", is_flag=True, help="What an authority tells of itself, for `screen`.")
@pack_option
def command(file: str | None, stage: str | None, authority: bool, packs: LocalPacks) -> None:
    """Write a commented profile to fill in, to FILE or to standard output.

    Answer what you know; what is left blank is not known, and never taken as no. Where
    `fruitful rules schema` has written its schemas beside FILE, its first line names them for an
    editor.
    """
    from fruitful.render.template import authority_template, template
    from fruitful.schema import AUTHORITY, PROFILE

    rules = Rules(packs, REFERENCE)
    ruleset, _ = load_or_exit(rules, date.today())
    if authority and stage is not None:
        raise click.UsageError("an authority has no stage; leave out --stage or --authority")
    if stage is not None and stage not in ruleset.stages:
        raise click.UsageError(
            f"there is no stage `{shorten(stage)}`. {did_you_mean(stage, ruleset.stages)}".strip()
        )
    if file not in (None, "-") and os.path.exists(str(file)):
        raise failure(f"{printable(str(file))} is there already, and is not overwritten")
    portfolio = _portfolio_or_exit(rules) if authority else None
    text = authority_template(portfolio) if portfolio else template(ruleset, stage)
    write(schema_line(file, AUTHORITY if authority else PROFILE) + text, file)


def _portfolio_or_exit(rules: Rules) -> Ruleset:
    try:
        portfolio = rules.portfolio(date.today())
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    if portfolio is None:
        raise failure("the rules say nothing about an authority")
    return portfolio
