"""``fruitful rules impact``: what a change of policy does to real partnerships."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from fruitful.cli.assessing import Item, entry_of
from fruitful.cli.inputs import inputs_of
from fruitful.cli.options import Day, Rules, engine_option, form_by_ending, load_or_exit
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, report, write
from fruitful.diagnostic import Refused
from fruitful.evaluation import assess
from fruitful.firing.programme import Engine
from fruitful.impact import Tracer, effects
from fruitful.impact.reading import joint, known_to
from fruitful.impact.summing import Impact, One, impact
from fruitful.portfolio.screening import Failed
from fruitful.ruleset import Ruleset

FORMATS = ("text", "json", "html")
EPILOG = """\b
Example:
  fruitful rules impact --pack our_council/ my_partnership.yaml
"""
_DIRECTORY = click.Path(path_type=Path)


@click.command("impact", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@pack_option
@click.option("--against", type=_DIRECTORY, multiple=True, metavar="DIR",
              help="The pack in its place now; without, the rules without the pack.")  # fmt: skip
@click.option("--on", type=Day(), metavar="DATE", help="The day to judge on; otherwise today.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS),
              help="How it is written; by the ending of FILE, or text, without.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@engine_option
@click.option("--all", "everything", is_flag=True, help="Name every partnership, in text.")
def command(
    paths: tuple[str, ...],
    packs: LocalPacks,
    against: tuple[Path, ...],
    on: date | None,
    form: str | None,
    output: str | None,
    engine: str | None,
    everything: bool,
) -> None:
    """Show what a change of policy would do to partnerships: profiles, or folders of them.

    The same answers are judged without the pack and with it, on the same day. What changes in
    verdicts, recommendations, their order and questions is summed up edit by edit, then listed
    partnership by partnership. What cannot be read is told, and never stops the rest.
    """
    day = on or date.today()
    if not packs.folders:
        raise click.UsageError("name the pack to be adopted with --pack")
    old, new = Rules(LocalPacks(against), engine), Rules(packs, engine)
    sides = load_or_exit(old, day), load_or_exit(new, day)
    try:
        known = joint(sides[0][0].vocabulary, sides[1][0].vocabulary)
        items = inputs_of(paths, known).items
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    found = _impact(items, sides, day, new.engine_name)
    write(_rendered(found, form or form_by_ending(output, FORMATS), output, everything), output)
    faults = [one for failed in found.failed for one in failed.diagnostics]
    faults += [fault for one in found.each for fault in one.faults]
    report(faults)
    if faults or found.failed:
        raise click.exceptions.Exit(2)


Side = tuple[Ruleset, Engine]


def _impact(items: Sequence[Item], sides: tuple[Side, Side], day: date, engine: str) -> Impact:
    (old, old_engine), (new, new_engine) = sides
    tracer = Tracer(old, new)
    vocabulary = joint(old.vocabulary, new.vocabulary)
    each: list[One] = []
    failed: list[Failed] = []
    for item in items:
        entry = entry_of(item, vocabulary)
        profile = entry.profile
        if profile is None:
            failed.append(Failed(entry.source, (*entry.faults, *entry.notes)))
            continue
        before, after = (
            assess(ruleset, known_to(profile, ruleset.vocabulary, vocabulary), day, fires, engine)
            for ruleset, fires in ((old, old_engine), (new, new_engine))
        )
        advice = after.advice
        each.append(
            One(
                entry.source,
                advice.id,
                advice.name,
                advice.stage,
                advice.judged,
                effects(before, after, tracer),
                entry.faults,
                entry.notes,
            )
        )
    return impact(old, new, day, engine, each, failed)


def _rendered(found: Impact, form: str, output: str | None, everything: bool) -> str:
    if form == "json":
        from fruitful.render.as_json import dumps
        from fruitful.render.impact_json import impact_as_json

        return dumps(impact_as_json(found))
    if form == "html":
        from fruitful.render.pages.impact import impact_page

        return impact_page(found)
    from fruitful.render.impact import impact_as_text

    return impact_as_text(found, painter(output), everything=everything)
