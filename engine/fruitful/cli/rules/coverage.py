"""``fruitful rules coverage``: the paper against the rules, the rules against the cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.cases import CASES, folders_of, tried
from fruitful.cli.options import Rules, load_or_exit
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import write
from fruitful.firing.engines import REFERENCE
from fruitful.shipped import paper_pack, shipped

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
    place that asks for something has no rule, a rule is not shown as a finding, as met and as
    undecided, or a case of a text is said to nobody.
    """
    from fruitful.coverage import coverage, unspoken_in
    from fruitful.render.coverage import coverage_as_text

    rules = Rules(packs, REFERENCE)
    load_or_exit(rules, date.today())
    about = tuple(pack.id for pack in rules.packs)
    folders = [cases] if cases is not None else [*folders_of(paper_pack(), shipped(CASES))]
    groups = [one for folder in folders for one in tried(str(folder), folder, about, rules)]
    if any(group.unread for group in groups):
        raise click.exceptions.Exit(2)
    found = [
        coverage(group.ruleset, (one.case.expected for one in group.tried)) for group in groups
    ]
    unsaid = [words for group in groups for words in unspoken_in(group)]
    write(coverage_as_text(found, unsaid), None)
    if unsaid or found[0].uncovered or any(one.unexercised for one in found):
        raise click.exceptions.Exit(1)
