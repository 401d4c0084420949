"""The outcomes that no case shows, with a case made for each, and writing these cases down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from fruitful.case.gap import Gap, gap
from fruitful.cli.streams import failure, tell, write
from fruitful.coverage import EXERCISED
from fruitful.ruleset import Ruleset
from fruitful.solving.solver import SolverMissing


def gaps_of(exercised: Mapping[str, frozenset[str]], ruleset: Ruleset) -> Iterator[Gap]:
    """Every outcome that is not shown; without the solver no cases are made, and it is told."""
    solver = bool(ruleset.stages)  # a case about an authority is not made, only missed
    for id, outcomes in exercised.items():
        for outcome in EXERCISED:
            if outcome in outcomes:
                continue
            if solver:
                try:
                    yield gap(ruleset, id, outcome, date.today())
                    continue
                except SolverMissing as problem:
                    tell(f"No cases are made for what is not shown: {problem}")
                    solver = False
            yield Gap(ruleset.rules[id], outcome, None, "", cannot_be=False)


def write_cases(gaps: Iterable[Gap], folder: Path) -> None:
    """Write the cases into a folder, one file each; a file that is there already stays.

    Raises click.ClickException (exit 2) where they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise failure(f"{folder} cannot be made: {problem.strerror}") from None
    for one in gaps:
        path = folder / one.file
        if one.case is None:
            continue
        if path.exists():
            tell(f"{path} is there already, and stays as it is.")
        else:
            write(one.case, str(path))
            tell(f"Written: {path}")
