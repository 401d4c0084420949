"""``fruitful rules check``: packs, and every fault in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.options import on_option
from fruitful.cli.streams import report, tell, write
from fruitful.diagnostic import Refused
from fruitful.ruleset import load_packs, stack
from fruitful.ruleset.pack import Pack
from fruitful.shipped import paper_pack

EPILOG = """\b
Example:
  fruitful rules check our_council/
"""


@click.command("check", epilog=EPILOG)
@click.argument("packs", nargs=-1, type=click.Path(path_type=Path), metavar="[PACK]...")
@on_option
def command(packs: tuple[Path, ...], on: date | None) -> None:
    """Check packs and report every fault with its place; without a pack, the paper's own.

    A local pack is checked on top of the paper's. Exit code 1 where there are faults.
    """
    day = on or date.today()
    try:
        ruleset = stack(_stacked(packs), day)
    except Refused as refused:
        report(refused.diagnostics)
        number = len(refused.diagnostics)
        tell(f"{number} fault{'s' * (number > 1)}: the packs are refused whole.")
        raise click.exceptions.Exit(1) from None
    names = " on top of ".join(f"{id} {version}" for id, version in reversed(ruleset.packs))
    facts, rules = len(ruleset.vocabulary.facts), len(ruleset.rules)
    write(f"{names}: {rules} rules on {facts} facts, no fault.\n", None)


def _stacked(packs: tuple[Path, ...]) -> tuple[Pack, ...]:
    """The packs, on top of the paper's unless the first of them stands by itself."""
    if not packs:
        return load_packs((paper_pack(),))
    read = load_packs(packs)
    return read if not read[0].prefix else (*load_packs((paper_pack(),)), *read)
