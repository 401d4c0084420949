"""``fruitful compare``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, packs_unless
from fruitful.cli.streams import STANDARD_INPUT, painter, report, write
from fruitful.compare import compare
from fruitful.diagnostic import Refused

FORMATS = ("text", "json")
EPILOG = """\b
Example:
  fruitful compare my_partnership.yaml my_partnership.yaml --new-pack our_council/
"""
_DIRECTORY = click.Path(path_type=Path)


@click.command("compare", cls=Writing, epilog=EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@on_option
@packs_unless("old_packs", "new_packs")
@click.option("--old-pack", "old_packs", type=_DIRECTORY, multiple=True, metavar="DIR",
              is_eager=True, help="A local pack for OLD alone; may be repeated.")  # fmt: skip
@click.option("--new-pack", "new_packs", type=_DIRECTORY, multiple=True, metavar="DIR",
              is_eager=True, help="A local pack for NEW alone; may be repeated.")  # fmt: skip
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How the comparison is written.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show every answer, in text.")
def command(
    old: str,
    new: str,
    on: date | None,
    packs: LocalPacks,
    old_packs: tuple[Path, ...],
    new_packs: tuple[Path, ...],
    form: str,
    output: str | None,
    engine: str | None,
    everything: bool,
) -> None:
    """Show what changed between two assessments: the profiles OLD and NEW.

    Verdict and findings come first, each with the answers that made the difference, then the
    answers that moved, evidence, and questions. Two sets of rules are compared by naming one
    profile twice, with --old-pack or --new-pack. One of the two may be `-`, standard input.
    """
    if old == new == STANDARD_INPUT:
        raise click.UsageError("standard input can be one of the two, not both")
    before, after = (
        Rules(LocalPacks((*packs.folders, *more), packs.named_by), engine)
        for more in (old_packs, new_packs)
    )
    if old_packs == new_packs:
        after = before
    for rules in (before, after):
        load_or_exit(rules, on or date.today())
    try:
        found = compare(before.assess(old, on), after.assess(new, on))
    except Refused as problem:
        report(problem.diagnostics)
        raise click.exceptions.Exit(2) from None
    if form == "json":
        from fruitful.render.as_json import dumps
        from fruitful.render.compare_json import comparison_as_json

        write(dumps(comparison_as_json(found)), output)
    else:
        from fruitful.render.compare import comparison_as_text

        write(
            comparison_as_text(
                found, painter(output), everything=everything, named_by=packs.named_by
            ),
            output,
        )
