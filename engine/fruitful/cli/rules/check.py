"""``fruitful rules check``: packs, every fault in them, and what the linter and the prover find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fruitful.cli.cases import read_expectations
from fruitful.cli.options import in_force_option
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, packs_unless
from fruitful.cli.streams import failure, painter, report, tell, write
from fruitful.diagnostic import Refused
from fruitful.ruleset import Ruleset, load_packs, stack
from fruitful.ruleset.pack import Pack
from fruitful.shipped import paper_pack, shipped

if TYPE_CHECKING:
    from fruitful.checking import Checked
    from fruitful.coverage import Coverage

_DIRECTORY = click.Path(path_type=Path)
CASES = "cases"
"""The folder beside a pack's files that holds its cases."""
EPILOG = """\b
Example:
  fruitful rules check our_council/
"""


@click.command("check", cls=Writing, epilog=EPILOG)
@click.argument("named", nargs=-1, type=_DIRECTORY, metavar="[PACK]...", is_eager=True)
@packs_unless("named")
@in_force_option
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text",
              help="How it is written. [default: text]")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@click.option("--quick", is_flag=True, help="Leave out what takes a solver.")
@click.option("--strict", is_flag=True, help="Exit code 1 for any remark at all.")
@click.option(
    "--save",
    type=_DIRECTORY,
    metavar="DIR",
    help="Save each profile that shows a matter as a case in this folder.",
)
def command(
    named: tuple[Path, ...],
    packs: LocalPacks,
    on: date | None,
    form: str,
    output: str | None,
    quick: bool,
    strict: bool,
    save: Path | None,
) -> None:
    """Check packs: every fault with its place, what cannot be meant so, what could be better.

    A local pack is checked on top of the paper's; without any, the paper's own is checked. With the
    extra `fruitful[verify]` a solver proves what can never be, whatever a profile says. Exit
    code 1 where there is something to put right.
    """
    from fruitful.checking import check
    from fruitful.render.check import check_as_text

    day = on or date.today()
    folders = (*named, *packs.folders)
    try:
        read = _stacked(folders)
        about = [pack.id for pack in read if not folders or pack.place.file in _manifests(folders)]
        ruleset = stack(read, day)
        covered = _covered([pack for pack in read if pack.id in about], ruleset)
        checked = check(read, ruleset, about, day, covered, quick)
    except Refused as refused:
        if form == "json":
            from fruitful.records.from_check import refused_record
            from fruitful.records.writing import dumps

            write(dumps(refused_record(refused.diagnostics, day)), output)
        else:
            report(refused.diagnostics)
            number = len(refused.diagnostics)
            tell(f"{number} fault{'s' * (number > 1)}: the packs are refused whole.")
        raise click.exceptions.Exit(1) from None
    if form == "json":
        from fruitful.records.from_check import checked_record
        from fruitful.records.writing import dumps

        write(dumps(checked_record(checked)), output)
    else:
        write(check_as_text(checked, painter(output)), output)
    if save is not None:
        _save(checked, save)
    if checked.fails(strict):
        raise click.exceptions.Exit(1)


def _manifests(folders: Sequence[Path]) -> set[str]:
    return {str(folder / "pack.yaml") for folder in folders}


def _stacked(packs: tuple[Path, ...]) -> tuple[Pack, ...]:
    """The packs, on top of the paper's unless the first of them stands by itself."""
    if not packs:
        return load_packs((paper_pack(),))
    read = load_packs(packs)
    whole = not read[0].prefix and any("stages" in sections for sections in read[0].files)
    return read if whole else (*load_packs((paper_pack(),), others_stand_on=True), *read)


def _covered(packs: Sequence[Pack], ruleset: Ruleset) -> Coverage:
    """What the cases show: those beside each pack, and for the paper's those that come with it."""
    from fruitful.coverage import coverage

    expected = []
    for pack in packs:
        folder = Path(pack.place.file).parent
        cases = shipped("cases") if folder == paper_pack() else folder / CASES
        if cases.is_dir() and any(cases.iterdir()):
            expected += read_expectations(cases, ruleset)
    return coverage(ruleset, expected)


def _save(checked: Checked, folder: Path) -> None:
    """Save the profiles as cases; none that is there already is written over."""
    from fruitful.render.check_cases import case_files

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise failure(f"{folder} cannot be made: {problem.strerror}") from None
    for name, text in case_files(checked):
        path = folder / name
        if path.exists():
            tell(f"{path} is there already, and is left as it is.")
        else:
            write(text, str(path))
            tell(f"{path} written.")
