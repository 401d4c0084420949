"""What a screening is given: profiles, folders of them, registers, and the authority's own file."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fruitful.cli.workers import Item
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.shipped import AUTHORITY

if TYPE_CHECKING:
    from fruitful.register.mapping import Mapping

REGISTERS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
"""How the files end that are read as registers, or refused as such with a reason."""


class Inputs(NamedTuple):
    """What there is to assess, each once."""

    items: tuple[Item, ...]
    authority: str | None
    """The authority's own file, where it is among them."""
    notes: tuple[Diagnostic, ...]
    """What is to be known of registers as a whole, such as columns that are not read."""


def inputs_of(
    paths: Sequence[str],
    vocabulary: Vocabulary,
    mapping: str | None = None,
    *,
    unread: bool = False,
) -> Inputs:
    """Everything that paths name; a profile that a row of a register refers to is left to the row.

    Rows may be left ``unread`` that refer to none, so that it is done where they are assessed.
    A register that cannot be read is an entry that says so. Raises Refused for a mapping that is
    at fault, and for a folder without profiles.
    """
    files: list[str] = []
    rows: list[Item] = []
    notes: list[Diagnostic] = []
    referred: set[str] = set()
    told = _mapping(mapping, vocabulary)
    for path in dict.fromkeys(paths):
        if Path(path).suffix.casefold() in REGISTERS and not _is_folder(path):
            read, of_file = _register(path, vocabulary, told, unread)
            rows += read
            notes += of_file
            referred.update(_referred(path, read))
        else:
            files += _folder(path) if _is_folder(path) else [path]
    own = next((one for one in files if os.path.basename(one) in AUTHORITY), None)
    profiles = [
        one
        for one in dict.fromkeys(files)
        if os.path.basename(one) not in AUTHORITY and os.path.realpath(one) not in referred
    ]
    return Inputs((*rows, *profiles), own, tuple(notes))


def _mapping(path: str | None, vocabulary: Vocabulary) -> Mapping | None:
    """Raises Refused."""
    if path is None:
        return None
    from fruitful.cli.registers import read_mapping_file

    return read_mapping_file(path, vocabulary)


def _register(
    path: str, vocabulary: Vocabulary, mapping: Mapping | None, unread: bool
) -> tuple[Sequence[Item], tuple[Diagnostic, ...]]:
    from fruitful.cli.registers import read_register_file
    from fruitful.register.unread import naming_profiles

    try:
        found, reader = read_register_file(path, vocabulary, mapping)
    except Refused as refused:
        return [Entry(Place(path), None, refused.diagnostics)], ()
    if not unread:
        return list(found.entries), found.notes
    rows = naming_profiles(found.unread)
    return [reader.entry(one) if refers else one for one, refers in rows], found.notes


def _referred(register: str, items: Sequence[Item]) -> list[str]:
    """The profiles that rows refer to, which are read with their rows."""
    folder = os.path.dirname(register)
    profiles = [one.profile for one in items if isinstance(one, Entry) and one.profile is not None]
    return [
        os.path.realpath(os.path.join(folder, one.file)) for one in profiles if one.file != register
    ]


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _folder(path: str) -> list[str]:
    """The profiles of a folder. Raises Refused where it cannot be listed, or has none."""
    try:
        names = sorted(os.listdir(path))
    except OSError as problem:
        message = f"this folder cannot be read: {problem.strerror}"
        raise Refused([Diagnostic(Place(path), "unreadable", message)]) from None
    found = [os.path.join(path, one) for one in names if one.casefold().endswith((".yaml", ".yml"))]
    if not found:
        message = "there is no profile in this folder: no file that ends with .yaml"
        help = "name the folder that holds them; folders in it are not searched"
        raise Refused([Diagnostic(Place(path), "no-profiles", message, help)])
    return found
