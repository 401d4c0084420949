"""Reading cases: files, and all that lie in folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fruitful.case import Expectation
from fruitful.case.authority import (
    day_of,
    is_of_authority,
    read_authority_case,
    try_authority_case,
)
from fruitful.case.trial import Case, Group, Tried, read_case, try_case
from fruitful.cli.options import Rules, load_or_exit
from fruitful.cli.streams import read_bytes, report
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.firing.engines import prepare
from fruitful.portfolio.assessing import Rules as ByDay
from fruitful.ruleset import Ruleset
from fruitful.ruleset.pack import PORTFOLIO
from fruitful.shipped import AUTHORITY

CASES = "cases"
"""The folder of a pack in which its cases are."""


class Cases(NamedTuple):
    """What was found in a folder."""

    cases: tuple[Case, ...]
    not_cases: tuple[str, ...]
    """Profiles that expect nothing."""
    unread: tuple[str, ...]
    faults: tuple[Diagnostic, ...]
    """What is wrong with those that could not be read."""
    of_authorities: tuple[str, ...] = ()
    """Files of cases about an authority, which are read by other rules."""


def find_cases(path: Path, ruleset: Ruleset) -> Cases:
    """The case in a file, or those in a folder and in the folders in it."""
    cases: list[Case] = []
    not_cases: list[str] = []
    unread: list[str] = []
    faults: list[Diagnostic] = []
    of_authorities: list[str] = []
    for file in _files(path):
        try:
            data = read_bytes(file)
            if is_of_authority(data):
                of_authorities.append(file)
                continue
            case = read_case(data, file, ruleset)
        except Refused as refused:
            faults += refused.diagnostics
            unread.append(file)
            continue
        if case is None:
            not_cases.append(file)
        else:
            cases.append(case)
    if not (cases or faults or of_authorities):
        where = "this folder" if path.is_dir() else "this file"
        message = f"there is no case in {where}: no profile with `expect`"
        faults.append(
            Diagnostic(
                Place(str(path)),
                "no-cases",
                message,
                "add `expect` to a profile, with what its advice must hold",
            )
        )
    return Cases(
        tuple(cases), tuple(not_cases), tuple(unread), tuple(faults), tuple(of_authorities)
    )


def tried(name: str, path: Path, packs: tuple[str, ...], rules: Rules) -> Iterator[Group]:
    """The cases in a file or folder tried, and those about authorities as a group of their own."""
    ruleset, _ = load_or_exit(rules, date.today())
    found = find_cases(path, ruleset)
    report(found.faults)
    each = (try_case(case, *rules.on(case.on), rules.engine_name) for case in found.cases)
    if found.cases or not found.of_authorities:
        yield Group(name, packs, ruleset, tuple(each), found.unread, found.not_cases)
    portfolio = rules.portfolio(date.today()) if found.of_authorities else None
    if portfolio is not None:
        of_all: list[Tried] = []
        unread: list[str] = []
        for one in find_authority_cases(found.of_authorities, rules):
            if isinstance(one, Tried):
                of_all.append(one)
            else:
                report(one.diagnostics)
                unread += {fault.place.file for fault in one.diagnostics}
        yield Group(f"{name}: authorities", packs, portfolio, tuple(of_all), tuple(unread))


def folders_of(pack: Path, cases: Path) -> Iterator[Path]:
    """Where the cases of a pack are, and those about an authority where there are any."""
    yield cases
    of_authorities = pack / PORTFOLIO / CASES
    if of_authorities.is_dir():
        yield of_authorities


def find_authority_cases(files: Iterable[str], rules: Rules) -> Iterator[Tried | Refused]:
    """The cases about authorities in files, tried by the rules of their days; or their faults."""
    for file in files:
        try:
            data = read_bytes(file)
            day = day_of(data, file)
            each, engine = rules.on(day)
            of_all = rules.portfolio(day)
            if of_all is None:
                continue
            by = ByDay(
                each, of_all, engine, prepare(of_all, rules.engine_name), rules.engine_name, day
            )
            yield try_authority_case(read_authority_case(data, file, by), by)
        except Refused as refused:
            yield refused


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
