"""Reading folders of cases."""

from __future__ import annotations

from pathlib import Path

from fruitful.case import Expectation, read_expectation
from fruitful.cli.streams import read_bytes
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.evaluation import profile_from
from fruitful.ruleset import Ruleset


def read_expectations(folder: Path, ruleset: Ruleset) -> list[Expectation]:
    """What the cases of a folder, and of the folders in it, expect.

    Raises Refused with every fault of every case.
    """
    faults: list[Diagnostic] = []
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            profile = profile_from(read_bytes(str(path)), str(path), ruleset.vocabulary)
        except Refused as refused:
            faults += refused.diagnostics
            continue
        if profile.expect is not None:
            found.append(read_expectation(profile.expect, ruleset, faults))
    if not found and not faults:
        message = "there is no case in this folder: no profile with `expect`"
        faults.append(Diagnostic(Place(str(folder)), "no-cases", message))
    if faults:
        raise Refused(faults)
    return found
