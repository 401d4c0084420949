"""``fruitful compare``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Output, Writing, deliver, output_options
from fruitful.cli.packs import LocalPacks, packs_unless
from fruitful.cli.streams import STANDARD_INPUT
from fruitful.compare import compare
from fruitful.report.blocks import Report

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
@output_options("json")
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show every answer, in text.")
def command(
    old: str,
    new: str,
    on: date | None,
    packs: LocalPacks,
    old_packs: tuple[Path, ...],
    new_packs: tuple[Path, ...],
    output: Output,
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
    found = compare(before.assess(old, on), after.assess(new, on))

    def as_json(_: str | None) -> str:
        from fruitful.records.from_comparison import comparison_record
        from fruitful.records.writing import dumps

        return dumps(comparison_record(found))

    def as_report(form: str) -> Report:
        from fruitful.report.comparison import comparison_report

        named_by = packs.named_by if form == "text" else ""
        whole = everything or form != "text"
        return comparison_report(found, everything=whole, named_by=named_by)

    deliver(output, as_report, json=as_json)
