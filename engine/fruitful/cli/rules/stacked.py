"""The packs that a command about rules was given, read and stacked."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import report
from fruitful.diagnostic import Refused
from fruitful.ruleset import Ruleset, load_packs, stack
from fruitful.shipped import paper_pack


def ruleset_of(packs: LocalPacks, on: date | None) -> Ruleset:
    """The ruleset of the packs on the paper's; ends the run with 2 where they are refused."""
    day = on or date.today()
    try:
        return stack(load_packs((paper_pack(), *packs.folders)), day)
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
