"""The packs that a command about rules was given, read and stacked."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import report
from fruitful.diagnostic import Refused
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack


def rulesets_of(packs: LocalPacks, on: date | None) -> list[Ruleset]:
    """The ruleset of the packs on the paper's, and the one about all partnerships together.

    Ends the run with 2 where they are refused.
    """
    day = on or date.today()
    try:
        read = load_packs((paper_pack(), *packs.folders))
        ruleset = stack(read, day)
        portfolio = stack_portfolio(read, day, ruleset)
        return [ruleset, portfolio] if portfolio is not None else [ruleset]
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
