"""Reading cases: files, and all that lie in folders."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from fruitful.case import Expectation
from fruitful.case.trial import Case, read_case
from fruitful.cli.streams import read_bytes
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.ruleset import Ruleset
from fruitful.shipped import AUTHORITY


class Cases(NamedTuple):
    """What was found in a folder."""

    cases: tuple[Case, ...]
    not_cases: tuple[str, ...]
    """Profiles that expect nothing."""
    unread: tuple[str, ...]
    faults: tuple[Diagnostic, ...]
    """What is wrong with those that could not be read."""


def find_cases(path: Path, ruleset: Ruleset) -> Cases:
    """The case in a file, or those in a folder and in the folders in it."""
    cases: list[Case] = []
    not_cases: list[str] = []
    unread: list[str] = []
    faults: list[Diagnostic] = []
    files = _files(path)
    for file in files:
        try:
            case = read_case(read_bytes(file), file, ruleset)
        except Refused as refused:
            faults += refused.diagnostics
            unread.append(file)
            continue
        if case is None:
            not_cases.append(file)
        else:
            cases.append(case)
    if not cases and not faults:
        where = "this folder" if path.is_dir() else "this file"
        message = f"there is no case in {where}: no profile with `expect`"
        faults.append(Diagnostic(Place(str(path)), "no-cases", message))
    return Cases(tuple(cases), tuple(not_cases), tuple(unread), tuple(faults))


def _files(path: Path) -> list[str]:
    if not path.is_dir():
        return [str(path)]
    found = (one for one in path.rglob("*") if one.suffix.casefold() in (".yaml", ".yml"))
    return sorted(str(one) for one in found if not one.is_dir() and one.name not in AUTHORITY)


def read_expectations(folder: Path, ruleset: Ruleset) -> list[Expectation]:
    """What the cases of a folder, and of the folders in it, expect.

    Raises Refused with every fault of every case.
    """
    found = find_cases(folder, ruleset)
    if found.faults:
        raise Refused(found.faults)
    return [case.expected for case in found.cases]
