"""``fruitful rules docs``: the rules as pages to browse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from fruitful.case.trial import Case
from fruitful.cli.cases import find_cases
from fruitful.cli.folder import write_folder
from fruitful.cli.options import Rules, in_force_option, load_or_exit
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import report, write
from fruitful.diagnostic import Diagnostic, Refused, printable
from fruitful.firing.engines import REFERENCE
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped

EPILOG = """\b
Example:
  fruitful rules docs catalogue/ --pack our_council/
"""


@click.command("docs", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@in_force_option
@pack_option
def command(folder: Path, on: date | None, packs: LocalPacks) -> None:
    """Write the rules into DIR as a catalogue of pages; begin with its index.html.

    A page a rule: what it tests, what it says, where it comes from, how severe a finding is, what
    reads it, the cases that show it, and local policy. And all rules by theme, by stage and by
    paragraph, the questions, the verdicts, the forms and the settings.
    """
    from fruitful.render.catalogue import catalogue

    day = on or date.today()
    rules = Rules(packs, REFERENCE)
    ruleset, _ = load_or_exit(rules, day)
    faults: list[Diagnostic] = []
    cases = list(_cases(rules, ruleset, faults))
    try:
        portfolio = rules.portfolio(day)
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    number = write_folder(folder, catalogue(ruleset, portfolio, cases, day))
    write(f"{number} pages written; begin with {printable(str(folder / 'index.html'))}\n", None)
    if faults:
        report(faults)
        raise click.exceptions.Exit(2)


def _cases(rules: Rules, ruleset: Ruleset, faults: list[Diagnostic]) -> Iterator[Case]:
    """The cases that come with the tool, and each pack's own, by their paths in these folders."""
    own = [Path(pack.place.file).parent / "cases" for pack in rules.packs[1:]]
    for folder in (shipped("cases"), *(one for one in own if one.is_dir())):
        found = find_cases(folder, ruleset)
        faults += found.faults
        for case in found.cases:
            yield case._replace(file=Path(case.file).relative_to(folder).as_posix())
