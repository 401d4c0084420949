"""``fruitful rules test``: whether cases come out as they say they must."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from fruitful.case.trial import Group
from fruitful.cli.cases import CASES, folders_of, tried
from fruitful.cli.options import Rules, engine_option, load_or_exit
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, write
from fruitful.coverage import Shown
from fruitful.diagnostic import printable
from fruitful.firing.engines import default_engine
from fruitful.ruleset.pack import MANIFEST
from fruitful.shipped import shipped

FORMATS = ("text", "json", "junit")
EPILOG = """\b
Example:
  fruitful rules test --pack our_council/
"""


@click.command("test", cls=Writing, epilog=EPILOG)
@click.argument("cases", nargs=-1, type=click.Path(path_type=Path), metavar="[CASES]...")
@pack_option
@click.option("--coverage", "covering", is_flag=True,
              help="Show which outcomes of each rule the cases show, and what to add.")  # fmt: skip
@click.option("--write", "folder", type=click.Path(path_type=Path), metavar="DIR",
              help="With --coverage: write the cases to add into this folder.")  # fmt: skip
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How the results are written.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@engine_option
@click.option("--all", "everything", is_flag=True,
              help="List all cases that pass, and all rules, in text.")  # fmt: skip
def command(
    cases: tuple[Path, ...],
    packs: LocalPacks,
    covering: bool,
    folder: Path | None,
    form: str,
    output: str | None,
    engine: str | None,
    everything: bool,
) -> None:
    """Try cases: profiles that say in `expect` what must come out of them.

    CASES are files or folders. Without them each pack is tried with its own, those in its folder
    `cases`, on what it stands on; the paper with those that come with the tool. Where a case comes
    out otherwise, what was expected is shown and why it came out so, and the exit code is 1.

    With --coverage it is 1, too, where a rule is not shown as a finding, as met and as undecided,
    or a case of a text is said to nobody.
    For each outcome that is not shown a case is made, with as few answers as can be.
    """
    if folder is not None and not covering:
        raise click.UsageError("--write goes with --coverage")
    groups = list(_named(cases, packs, engine) if cases else _of_packs(packs, engine))
    shown = [*_shown(groups)] if covering else []
    write(_rendered(groups, shown, engine or default_engine(), form, output, everything), output)
    if folder is not None:
        from fruitful.cli.rules.gaps import write_cases

        write_cases((gap for one in shown for gap in one.gaps), folder)
    if any(group.unread or not group.tried for group in groups):
        raise click.exceptions.Exit(2)
    if any(group.failed for group in groups) or any(one.gaps or one.unspoken for one in shown):
        raise click.exceptions.Exit(1)


def _named(cases: tuple[Path, ...], packs: LocalPacks, engine: str | None) -> Iterator[Group]:
    """Each file or folder, on all packs."""
    rules = Rules(packs, engine)
    load_or_exit(rules, date.today())
    about = tuple(pack.id for pack in rules.packs[1:] or rules.packs)
    for path in cases:
        if os.path.isfile(path / MANIFEST):
            help = f"try its cases with `fruitful rules test --pack {printable(str(path))}`"
            raise click.UsageError(f"{printable(str(path))} is a pack, and not a case: {help}")
        yield from tried(str(path), path, about, rules)


def _of_packs(packs: LocalPacks, engine: str | None) -> Iterator[Group]:
    """Each pack with its own cases, on the packs that it stands on."""
    for number in range(len(packs.folders) + 1):
        rules = Rules(LocalPacks(packs.folders[:number]), engine)
        load_or_exit(rules, date.today())
        pack = rules.packs[-1]
        own = Path(pack.place.file).parent
        for folder in folders_of(own, own / CASES if number else shipped(CASES)):
            yield from tried(f"{pack.title} ({pack.id} {pack.version})", folder, (pack.id,), rules)


def _shown(groups: list[Group]) -> Iterator[Shown]:
    from fruitful.cli.rules.gaps import gaps_of
    from fruitful.coverage import exercised_of, unspoken_in

    for group in groups:
        exercised = exercised_of(group)
        gaps = tuple(gaps_of(exercised, group.ruleset))
        yield Shown(group, exercised, gaps, unspoken_in(group))


def _rendered(
    groups: list[Group],
    shown: list[Shown],
    engine: str,
    form: str,
    output: str | None,
    everything: bool,
) -> str:
    if form == "json":
        from fruitful.records.from_cases import results_record
        from fruitful.records.writing import dumps

        return dumps(results_record(groups, shown, engine))
    if form == "junit":
        from fruitful.render.case_results_junit import cases_as_junit

        return cases_as_junit(groups)
    from fruitful.render.case_results import cases_as_text
    from fruitful.render.coverage import shown_as_text

    paint = painter(output)
    texts = [cases_as_text(groups, paint, everything=everything)]
    return "".join([*texts, *(shown_as_text(one, paint, everything=everything) for one in shown)])
