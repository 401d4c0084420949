"""What a screening is given: profiles, folders of them, registers, and the authority's own file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fruitful.cli.assessing import Item
from fruitful.cli.packs import FILE as LIST_OF_PACKS
from fruitful.cli.streams import read_bytes
from fruitful.diagnostic import Diagnostic, Place, Refused, shorten
from fruitful.document.files import unreadable
from fruitful.evaluation import profile_from
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.found import Found
from fruitful.profile import Profile
from fruitful.sheet.grid import LARGEST_SHEET_FILE
from fruitful.shipped import AUTHORITY

if TYPE_CHECKING:
    from fruitful.cli.registers import Reading
    from fruitful.register import Register
    from fruitful.register.mapping import Mapping

SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods")
"""How sheets end; in a folder they are told of."""
REGISTERS = (*SHEETS, ".tab", ".html", ".htm", ".pdf", ".docx", ".doc", ".rtf", ".numbers")
"""How the files end that are read as registers, or refused as such with a reason."""


class Inputs(NamedTuple):
    """What there is to assess, each once."""

    items: tuple[Item, ...]
    authorities: tuple[str, ...]
    """The authority's own files among them; there should be one at most."""
    notes: tuple[Diagnostic, ...]
    """What is to be known of registers as a whole, such as columns that are not read."""
    found: tuple[Found, ...] = ()
    """What was found in each register."""
    referred: frozenset[str] = frozenset()
    """The real paths of the profiles to which rows refer."""


def inputs_of(
    paths: Sequence[str],
    reading: Reading,
    mapping: str | None = None,
    *,
    unread: bool = False,
    outputs: Sequence[str] = (),
) -> Inputs:
    """Everything that paths name; a profile that a row of a register refers to is left to the row.

    Rows may be left ``unread`` that refer to none, so that it is done where they are assessed.
    Spreadsheets in a folder are told of, unless they are among the ``outputs`` of the same run.
    A register that cannot be read is an entry that says so. Raises Refused for a mapping that is
    at fault, and for a folder without profiles.
    """
    files: list[str] = []
    rows: list[Item] = []
    notes: list[Diagnostic] = []
    referred: set[str] = set()
    told = _mapping(mapping, reading.vocabulary)
    found_in: list[Found] = []
    for path in dict.fromkeys(paths):
        if _is_register(path):
            read, register = _register(path, reading, told, unread)
            rows += read
            if register is not None:
                notes += register.notes
                rows += [Entry(one.place, None, (one,)) for one in register.faults]
                if register.found is not None:
                    found_in.append(register.found)
            referred.update(_referred(path, read))
        elif _is_folder(path):
            found, sheets = _folder(path, mapping)
            files += found
            notes += _not_named(path, sheets, (*paths, *outputs))
        else:
            files.append(path)
    files = list(dict.fromkeys(files))
    own = [one for one in files if os.path.basename(one) in AUTHORITY]
    profiles = [one for one in files if one not in own and os.path.realpath(one) not in referred]
    return Inputs(
        (*rows, *profiles), tuple(own), tuple(notes), tuple(found_in), frozenset(referred)
    )


def authority_of(
    named: str | None, inputs: Inputs, vocabulary: Vocabulary | None
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """What an authority tells of itself, and what is to be said of other such files.

    The file that is named by itself counts, else the first of those among the inputs. None where
    nothing is to be read. Raises Refused.
    """
    found = (named, *inputs.authorities) if named else inputs.authorities
    if not found or vocabulary is None:
        return None, ()
    others = {os.path.realpath(one): one for one in found[1:]}
    others.pop(os.path.realpath(found[0]), None)
    message = f"this file answers for an authority, and is not read; {found[0]} is"
    help = "name the one that counts with --authority, and give each authority by itself"
    notes = (
        Diagnostic(Place(one), "authority-not-read", shorten(message, 200), help)
        for one in others.values()
    )
    return profile_from(read_bytes(found[0]), found[0], vocabulary), tuple(notes)


def _mapping(path: str | None, vocabulary: Vocabulary) -> Mapping | None:
    """Raises Refused."""
    if path is None:
        return None
    from fruitful.cli.registers import read_mapping_file

    return read_mapping_file(path, vocabulary)


def _register(
    path: str, reading: Reading, mapping: Mapping | None, unread: bool
) -> tuple[Sequence[Item], Register | None]:
    from fruitful.cli.registers import read_register_file
    from fruitful.register.unread import naming_profiles

    try:
        found, reader = read_register_file(path, reading, mapping)
    except Refused as refused:
        return [Entry(Place(path), None, refused.diagnostics)], None
    if not unread:
        return list(found.entries), found
    rows = naming_profiles(found.unread)
    return [reader.entry(one) if refers else one for one, refers in rows], found


def _referred(register: str, items: Sequence[Item]) -> list[str]:
    """The profiles that rows refer to, which are read with their rows."""
    folder = os.path.dirname(register)
    profiles = [one.profile for one in items if isinstance(one, Entry) and one.profile is not None]
    return [
        os.path.realpath(os.path.join(folder, one.file)) for one in profiles if one.file != register
    ]


def _is_register(path: str) -> bool:
    """Whether a file is read as a register: by its ending, a text also where tabs part it."""
    ending = Path(path).suffix.casefold()
    if _is_folder(path):
        return False
    if ending != ".txt":
        return ending in REGISTERS
    try:
        data = read_bytes(path, LARGEST_SHEET_FILE)
    except Refused:
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\t" in data.partition(b"\n")[0].strip()


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _folder(path: str, mapping: str | None) -> tuple[list[str], list[str]]:
    """The profiles and the spreadsheets of a folder. Raises Refused where it has no profile.

    Neither the mapping in use nor the list of local packs is a profile.
    """
    try:
        names = sorted(os.listdir(path))
    except OSError as problem:
        raise Refused([unreadable(path, problem)]) from None
    found = [
        os.path.join(path, one)
        for one in names
        if one.casefold().endswith((".yaml", ".yml")) and one != LIST_OF_PACKS
    ]
    if mapping is not None:
        found = [one for one in found if os.path.realpath(one) != os.path.realpath(mapping)]
    sheets = [os.path.join(path, one) for one in names if Path(one).suffix.casefold() in SHEETS]
    if not found:
        message = "there is no profile in this folder: no file that ends with .yaml"
        help = "name the folder that holds them; folders in it are not searched"
        if sheets:
            help = f"a register is named itself, such as {sheets[0]}"
        raise Refused([Diagnostic(Place(path), "no-profiles", message, help)])
    return found, sheets


def _not_named(folder: str, sheets: Sequence[str], named: Sequence[str]) -> Iterator[Diagnostic]:
    """Tell of the spreadsheets in a folder that are not read."""
    known = {os.path.realpath(one) for one in named}
    left = [os.path.basename(one) for one in sheets if os.path.realpath(one) not in known]
    if left:
        message = f"spreadsheets in this folder are not read: {shorten(', '.join(left), 200)}"
        help = "name a register itself, beside the folder"
        yield Diagnostic(Place(folder), "sheet-not-named", message, help)
