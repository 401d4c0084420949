"""``fruitful rules impact``: what a change of policy does to real partnerships."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from fruitful.cli.assessing import Item, entry_of, rules_of, tell_unread
from fruitful.cli.inputs import authority_of, inputs_of
from fruitful.cli.options import (
    Day,
    authority_option,
    engine_option,
    jobs_option,
)
from fruitful.cli.options import Rules as Packs
from fruitful.cli.outputs import Output, Writing, deliver, output_options
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.registers import map_option, reading_by
from fruitful.cli.streams import failure, report
from fruitful.cli.workers import each_of, shown
from fruitful.diagnostic import Refused
from fruitful.impact.one import One, judge
from fruitful.impact.reading import joint, own_questions
from fruitful.impact.report import Impact
from fruitful.impact.summing import impact
from fruitful.impact.tracer import Tracer
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.screening import Failed
from fruitful.report.blocks import Report

EPILOG = """\b
Example:
  fruitful rules impact --pack our_council/ my_partnership.yaml
"""
_DIRECTORY = click.Path(path_type=Path)


@click.command("impact", cls=Writing, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@pack_option
@click.option("--against", type=_DIRECTORY, multiple=True, metavar="DIR",
              help="The pack in its place now; without, the rules without the pack.")  # fmt: skip
@authority_option
@map_option
@click.option("--on", type=Day(), metavar="DATE", help="The day to judge on; otherwise today.")
@output_options("json")
@engine_option
@jobs_option
@click.option("--all", "everything", is_flag=True, help="Name every partnership, in text.")
def command(
    paths: tuple[str, ...],
    packs: LocalPacks,
    against: tuple[Path, ...],
    authority: str | None,
    mapping_file: str | None,
    on: date | None,
    output: Output,
    engine: str | None,
    jobs: int,
    everything: bool,
) -> None:
    """Show what a change of policy would do to an authority's partnerships.

    They are given as to `fruitful screen`: a CSV, XLSX or ODS register, profiles, folders of them.
    The same answers are judged without the pack and with it, on the same day. What changes in
    verdicts, tiers, recommendations, their order and questions, of partnerships and of the
    authority as a whole, is summed up edit by edit, then listed one by one. What cannot be read is
    told, and never stops the rest.
    """
    if not packs.folders:
        raise click.UsageError("name the pack to be adopted with --pack")
    change = Change(LocalPacks(against), packs, engine, on or date.today())
    try:
        old, new = change.rules
        known = joint(old.each.vocabulary, new.each.vocabulary)
        reading = reading_by(new.each, change.on, known)
        inputs = inputs_of(paths, reading, mapping_file, outputs=output.files)
        answers, notes = authority_of(authority, inputs, own_questions(old, new))
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    except ImportError as problem:
        raise click.UsageError(f"durable_rules cannot be used here: {problem}") from None
    batches = each_of(inputs.items, _judging(old, new), change, jobs)
    judged = [one for some in shown(batches, len(inputs.items), "Judging") for one in some]
    found = impact(old, new, judged, answers, (*inputs.notes, *notes))
    _deliver(found, output, everything)
    _end(found)


class Change(NamedTuple):
    """The packs in place now and those to be adopted, and the day."""

    old: LocalPacks
    new: LocalPacks
    engine: str | None
    on: date

    @property
    def rules(self) -> tuple[Rules, Rules]:
        """What each side judges by. Raises Refused and ImportError."""
        old, new = (rules_of(Packs(one, self.engine), self.on) for one in (self.old, self.new))
        return old, new

    def ready(self) -> Callable[[Item], One | Failed]:
        """A function that reads an item and judges it by both."""
        return _judging(*self.rules)


def _judging(old: Rules, new: Rules) -> Callable[[Item], One | Failed]:
    tracer = Tracer(old.each, new.each)
    vocabulary = joint(old.each.vocabulary, new.each.vocabulary)
    return lambda item: judge(entry_of(item, vocabulary), old, new, vocabulary, tracer)


def _deliver(found: Impact, output: Output, everything: bool) -> None:
    def as_json(_: str | None) -> str:
        from fruitful.records.from_impact import impact_record
        from fruitful.records.writing import dumps

        return dumps(impact_record(found))

    def as_page(_: str | None) -> str:
        from fruitful.render.pages.impact import impact_page

        return impact_page(found)

    def as_report(form: str) -> Report:
        from fruitful.report.impact import impact_report

        return impact_report(found, everything=everything or form != "text")

    deliver(output, as_report, json=as_json, html=as_page)


def _end(found: Impact) -> None:
    """Tell what could not be read, and end the run with the worst that came of it."""
    tell_unread(found.failed, (one.faults for one in found.each))
    if not found.each:
        raise failure("there was nothing to judge")
