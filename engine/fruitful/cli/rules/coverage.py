"""``fruitful rules coverage``: the paper against the rules, the rules against the cases."""

from __future__ import annotations

from pathlib import Path

import click

from fruitful.cli.cases import read_expectations
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.rules.stacked import rulesets_of
from fruitful.cli.streams import report, write
from fruitful.diagnostic import Refused
from fruitful.shipped import shipped

EPILOG = """\b
Example:
  fruitful rules coverage
"""


@click.command("coverage", epilog=EPILOG)
@click.argument("cases", required=False, type=click.Path(path_type=Path))
@pack_option
def command(cases: Path | None, packs: LocalPacks) -> None:
    """Set the paper against the rules, and the rules against the cases.

    CASES is a folder of cases; without it, those that come with the tool. Exit code 1 where a
    place that asks for something has no rule, or a rule is not shown as a finding, as met and as
    undecided.
    """
    from fruitful.coverage import coverage
    from fruitful.render.coverage import coverage_as_text

    ruleset, *_ = rulesets_of(packs, None)
    folder = cases if cases is not None else shipped("cases")
    try:
        found = coverage(ruleset, read_expectations(folder, ruleset))
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    write(coverage_as_text(found), None)
    if found.uncovered or found.unexercised:
        raise click.exceptions.Exit(1)
