"""``fruitful screen``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click

from fruitful.cli.assessing import Item, assess_all, rules_of, tell_unread
from fruitful.cli.inputs import authority_of, inputs_of
from fruitful.cli.options import Day, authority_option, engine_option, jobs_option
from fruitful.cli.options import Rules as Packs
from fruitful.cli.outputs import (
    Output,
    Target,
    Writing,
    deliver,
    output_options,
    refuse_input,
    refuse_terminal,
)
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.registers import map_option, reading_by
from fruitful.cli.streams import failure, read_bytes, report, tell
from fruitful.cli.workers import shown
from fruitful.diagnostic import Refused
from fruitful.portfolio import together
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.previous import Previous
from fruitful.portfolio.screening import Failed, Screened, Screening
from fruitful.render.found import found_in_words
from fruitful.report.blocks import Report
from fruitful.ruleset.rule import SEVERITIES

LARGEST_PREVIOUS = 1 << 30
_WHOLE = ("json", "xlsx", "html")
"""The formats that need all that there is to say of each partnership."""
EPILOG = """\b
Example:
  fruitful screen my_partnership.yaml -o screening.json
"""


@click.command("screen", cls=Writing, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@authority_option
@map_option
@click.option("--on", type=Day(), metavar="DATE", help="The day of the screening; otherwise today.")
@pack_option
@engine_option
@jobs_option
@output_options("json", "csv", "xlsx")
@click.option("--since", metavar="FILE", help="Show what has moved since the screening in this"
              " JSON file.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(SEVERITIES), metavar="SEVERITY",
              help="Exit with 1 where a finding is as severe as this, or more.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show whole lists, in text.")
def command(
    paths: tuple[str, ...],
    authority: str | None,
    mapping_file: str | None,
    on: date | None,
    packs: LocalPacks,
    engine: str | None,
    jobs: int,
    output: Output,
    since: str | None,
    fail_on: str | None,
    everything: bool,
) -> None:
    """Screen an authority's partnerships: a CSV, XLSX or ODS register, profiles, folders of them.

    Which need attention and why comes first, then what to do across the authority. What cannot be
    read is listed with its reason, and never stops the rest.
    """
    if output.has("xlsx") and any(one == Target(None, "xlsx") for one in output.targets):
        refuse_terminal("xlsx")
    try:
        rules = rules_of(Packs(packs, engine), on or date.today())
        reading = reading_by(rules.each, rules.on)
        inputs = inputs_of(paths, reading, mapping_file, unread=True, outputs=output.files)
        for each in output.files:
            refuse_input(each, sorted(inputs.referred))
        asked = rules.portfolio.vocabulary if rules.portfolio else None
        own, notes = authority_of(authority, inputs, asked)
        previous = _previous(since) if since else None
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    except ImportError as problem:
        raise click.UsageError(f"durable_rules cannot be used here: {problem}") from None
    whole = output.has(*_WHOLE)
    assessed = _assessed(inputs.items, rules, packs, jobs, whole=whole)
    screening = together(assessed, rules, own, previous, (*inputs.notes, *notes), inputs.found)
    if output.has("csv"):
        # A row a partnership is all that stands there; what was found is said beside it.
        for passage in found_in_words(screening.found):
            tell(passage)
    _deliver(screening, output, everything, packs.named_by)
    _end(screening, fail_on)


def _deliver(screening: Screening, output: Output, everything: bool, named_by: str) -> None:
    def as_report(form: str) -> Report:
        from fruitful.report.screening import screening_report

        is_text = form == "text"
        return screening_report(
            screening,
            everything=everything or not is_text,
            named_by=named_by if is_text else "",
            on_paper=not is_text,
        )

    deliver(output, as_report, json=lambda _: _as_json(screening), csv=lambda _: _as_csv(screening),
            xlsx=lambda _: _as_workbook(screening), html=lambda _: _as_page(screening))  # fmt: skip


def _as_json(screening: Screening) -> str:
    from fruitful.records.from_screening import screening_record
    from fruitful.records.writing import dumps

    return dumps(screening_record(screening))


def _as_csv(screening: Screening) -> str:
    from fruitful.render.screening_csv import screening_as_csv

    return screening_as_csv(screening)


def _as_workbook(screening: Screening) -> bytes:
    from fruitful.render.workbook import workbook

    try:
        return workbook(screening)
    except ImportError:
        raise failure(
            "a workbook needs XlsxWriter, which is not installed here; install fruitful with its"
            " extra `sheets`: pip install 'fruitful[sheets]'"
        ) from None


def _as_page(screening: Screening) -> str:
    from fruitful.render.pages.portfolio import portfolio_page

    return portfolio_page(screening)


def _previous(path: str) -> Previous:
    """The previous screening. Raises Refused."""
    from fruitful.records.previous import read_previous

    return read_previous(_previous_bytes(path), path)


def _previous_bytes(path: str) -> bytes:
    """A previous screening's JSON, which may be longer than a document. Raises Refused."""
    read_bytes(path)  # a plain file that can be read, or refused
    with open(path, "rb") as stream:
        return stream.read(LARGEST_PREVIOUS)


def _assessed(
    items: Sequence[Item], rules: Rules, packs: LocalPacks, jobs: int, *, whole: bool
) -> list[Screened | Failed]:
    assessed: list[Screened | Failed] = []
    batches = assess_all(items, rules, packs, jobs, whole=whole)
    for batch in shown(batches, len(items), "Screening"):
        assessed += batch
    return _with_repeats(assessed) if any(_is_row(item) for item in items) else assessed


def _is_row(item: Item) -> bool:
    return not isinstance(item, str) and bool(item.source.cell if isinstance(item, Entry) else True)


def _with_repeats(assessed: Sequence[Screened | Failed]) -> list[Screened | Failed]:
    """The same; of rows whose reference or name stood in an earlier one, with a note."""
    from fruitful.register.unread import Repeats

    repeats = Repeats()
    found: list[Screened | Failed] = []
    for one in assessed:
        if isinstance(one, Screened) and one.source.cell:
            note = repeats.note(one.source, one.id, one.name)
            one = replace(one, notes=(*one.notes, note)) if note else one
        found.append(one)
    return found


def _end(screening: Screening, fail_on: str | None) -> None:
    """Tell what could not be read, and end the run with the worst that came of it."""
    tell_unread(screening.failed, (one.faults for one in screening.partnerships))
    if not screening.partnerships:
        raise failure("there was nothing to screen")
    if fail_on:
        bound = SEVERITIES.index(fail_on)
        found = [one.severity for each in screening.partnerships for one in each.brief.found]
        own = screening.authority.recommendations if screening.authority else ()
        if any(SEVERITIES.index(one) <= bound for one in (*found, *(one.severity for one in own))):
            raise click.exceptions.Exit(1)
