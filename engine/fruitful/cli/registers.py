"""Registers and mappings from files, as commands name them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from fruitful.cli.streams import STANDARD_INPUT, read_bytes
from fruitful.diagnostic import Refused
from fruitful.language.vocabulary import Vocabulary
from fruitful.register import Register, read_register
from fruitful.register.beside import profiles_beside
from fruitful.register.mapping import Mapping, read_mapping
from fruitful.register.units import SETTINGS, Settings
from fruitful.register.unread import Reader
from fruitful.ruleset import Ruleset
from fruitful.sheet.grid import LARGEST_SHEET_FILE

Command = TypeVar("Command", bound=Callable[..., Any])


class Reading(NamedTuple):
    """By what registers are read."""

    vocabulary: Vocabulary
    settings: Settings
    """Those by which time is converted."""
    on: date
    """The day asked about: columns of other years are not read."""


def reading_by(ruleset: Ruleset, on: date, vocabulary: Vocabulary | None = None) -> Reading:
    """How registers are read under a ruleset; with another vocabulary where one is given."""
    found = ((name, ruleset.settings.get(name)) for name in SETTINGS)
    settings = {
        name: Decimal(one.value)
        for name, one in found
        if one is not None and isinstance(one.value, int | Decimal)
    }
    return Reading(vocabulary or ruleset.vocabulary, settings, on)


def map_option(command: Command) -> Command:
    help = "How registers are to be read; `fruitful register map` writes one."
    return click.option("--map", "mapping_file", metavar="MAPPING", help=help)(command)


def read_mapping_file(path: str | None, vocabulary: Vocabulary) -> Mapping | None:
    """The mapping of a file; None where none is named. Raises Refused."""
    if path is None:
        return None
    faults: list[Any] = []
    mapping = read_mapping(read_bytes(path), path, vocabulary, faults)
    if faults:
        raise Refused(faults)
    return mapping


def read_register_file(
    path: str, reading: Reading, mapping: Mapping | None
) -> tuple[Register, Reader]:
    """The register of a file, and who reads its rows with the profiles beside it that they name.

    Raises Refused.
    """
    data = read_bytes(path, LARGEST_SHEET_FILE)
    from_stream = path == STANDARD_INPUT
    beside = None if from_stream else profiles_beside(Path(path).parent)
    name = "standard input" if from_stream else path
    vocabulary, settings, on = reading
    register = read_register(data, name, vocabulary, mapping, beside, settings=settings, on=on)
    return register, Reader(vocabulary, beside)
