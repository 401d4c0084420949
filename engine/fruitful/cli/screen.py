"""``fruitful screen``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from fruitful.cli.assessing import Item, assess_all, rules_of, tell_unread
from fruitful.cli.formats import FORMATS
from fruitful.cli.inputs import authority_of, inputs_of
from fruitful.cli.options import Day, authority_option, engine_option, jobs_option
from fruitful.cli.options import Rules as Packs
from fruitful.cli.outputs import Writing, refuse_input
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.registers import map_option, reading_by
from fruitful.cli.streams import STANDARD_INPUT, failure, read_bytes, report, tell, write
from fruitful.cli.workers import shown
from fruitful.diagnostic import Refused, printable
from fruitful.portfolio import together
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.previous import read_previous
from fruitful.portfolio.screening import Failed, Screened, Screening
from fruitful.render.found import found_in_words
from fruitful.ruleset.rule import SEVERITIES

LARGEST_PREVIOUS = 1 << 30
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
@click.option("-f", "--format", "form", type=click.Choice(tuple(FORMATS)),
              help="How it is written; text without.")  # fmt: skip
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE",
              help="Write to a file, in the format that its ending tells; may be"
              " repeated.")  # fmt: skip
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
    form: str | None,
    outputs: tuple[str, ...],
    since: str | None,
    fail_on: str | None,
    everything: bool,
) -> None:
    """Screen an authority's partnerships: a CSV, XLSX or ODS register, profiles, folders of them.

    Which need attention and why comes first, then what to do across the authority. What cannot be
    read is listed with its reason, and never stops the rest.
    """
    wanted = _wanted(form, outputs)
    try:
        rules = rules_of(Packs(packs, engine), on or date.today())
        reading = reading_by(rules.each, rules.on)
        inputs = inputs_of(paths, reading, mapping_file, unread=True, outputs=outputs)
        for each in outputs:
            refuse_input(each, sorted(inputs.referred))
        asked = rules.portfolio.vocabulary if rules.portfolio else None
        own, notes = authority_of(authority, inputs, asked)
        previous = read_previous(_previous_bytes(since), since) if since else None
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    except ImportError as problem:
        raise click.UsageError(f"durable_rules cannot be used here: {problem}") from None
    whole = any(FORMATS[name].whole for _, name in wanted)
    assessed = _assessed(inputs.items, rules, packs, jobs, whole=whole)
    screening = together(assessed, rules, own, previous, (*inputs.notes, *notes), inputs.found)
    if any(name == "csv" for _, name in wanted):
        # A row a partnership is all that stands there; what was found is said beside it.
        for passage in found_in_words(screening.found):
            tell(passage)
    for output, data in [
        (output, FORMATS[name].rendered(screening, output, everything, packs.named_by))
        for output, name in wanted
    ]:
        write(data, output)
    _end(screening, fail_on)


def _wanted(form: str | None, outputs: Sequence[str]) -> list[tuple[str | None, str]]:
    """Where to write, and in which format; refused before any work where that cannot be."""
    by_ending = {one.ending: name for name, one in FORMATS.items()}
    if not outputs:
        return [(None, form or "text")]
    found: list[tuple[str | None, str]] = []
    for output in outputs:
        otherwise = form or ("text" if output == STANDARD_INPUT else "")
        name = by_ending.get(Path(output).suffix.casefold(), otherwise)
        if not name:
            endings = ", ".join(by_ending)
            raise click.UsageError(
                f"the ending of {printable(output)} tells no format: it can be {endings}; or name"
                " one with -f"
            )
        folder = Path(output).parent
        if not folder.is_dir():
            raise failure(
                f"{printable(output)} cannot be written: there is no folder"
                f" {printable(str(folder))}; make it first"
            )
        if output in dict(found):
            raise click.UsageError(f"{printable(output)} is named twice with -o")
        found.append((output, name))
    return found


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
