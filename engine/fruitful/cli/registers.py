"""Registers and mappings from files, as commands name them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fruitful.cli.streams import STANDARD_INPUT, read_bytes
from fruitful.diagnostic import Refused
from fruitful.language.vocabulary import Vocabulary
from fruitful.register import Register, read_register
from fruitful.register.beside import profiles_beside
from fruitful.register.mapping import Mapping, read_mapping
from fruitful.register.unread import Reader
from fruitful.sheet.grid import LARGEST_SHEET_FILE

Command = TypeVar("Command", bound=Callable[..., Any])


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
    path: str, vocabulary: Vocabulary, mapping: Mapping | None
) -> tuple[Register, Reader]:
    """The register of a file, and who reads its rows with the profiles beside it that they name.

    Raises Refused.
    """
    data = read_bytes(path, LARGEST_SHEET_FILE)
    from_stream = path == STANDARD_INPUT
    beside = None if from_stream else profiles_beside(Path(path).parent)
    name = "standard input" if from_stream else path
    register = read_register(data, name, vocabulary, mapping, beside)
    return register, Reader(vocabulary, beside)
