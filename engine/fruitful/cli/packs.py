"""Which local packs are in force: those named, or those of an environment or of a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from fruitful.cli.streams import read_bytes, report
from fruitful.diagnostic import Diagnostic, Place, Refused, did_you_mean, shorten
from fruitful.document import Sequence, parse_mapping
from fruitful.document.fields import fault, keys_of, texts_of
from fruitful.ruleset.pack import MANIFEST

FILE = "fruitful.yaml"
"""Found in the working folder, or in the nearest above it, it names the packs in force there."""
VARIABLE = "FRUITFUL_PACKS"
"""Folders of packs, with what separates the folders of PATH between them."""
OPTION, NONE = "--pack", "--no-packs"

Command = TypeVar("Command", bound=Callable[..., Any])


class LocalPacks(NamedTuple):
    """The local packs that a command was given, or found."""

    folders: tuple[Path, ...] = ()
    named_by: str = ""
    """What names them where no option does: a file, or the variable."""


def find_packs(variable: str) -> LocalPacks:
    """The packs of the variable; without any, those of the nearest ``fruitful.yaml``.

    Raises Refused where what names packs is at fault.
    """
    start = _here()
    named = [Path(part) for part in variable.split(os.pathsep) if part.strip()]
    faults: list[Diagnostic] = []
    if named:
        place = Place(f"the variable {VARIABLE}")
        for folder in named:
            faults += _not_a_pack(folder, Diagnostic(place, "", "", ""))
        found = LocalPacks(tuple(named), place.file)
    else:
        file = next((one / FILE for one in (start, *start.parents) if _is_there(one / FILE)), None)
        found = _read(file, start, faults) if file is not None else LocalPacks()
    if faults:
        raise Refused(faults)
    return found


def _is_there(path: Path) -> bool:
    """Whether there is anything of this name, even what cannot be read."""
    return os.path.lexists(path)


def _read(file: Path, start: Path, faults: list[Diagnostic]) -> LocalPacks:
    """The packs that a file names; their paths are taken from its folder."""
    shown = _seen_from(start, file)
    root = parse_mapping(read_bytes(shown), shown, faults)
    node = keys_of(root, f"`{FILE}`", ("packs",), ("packs",), faults).get("packs")
    none = isinstance(node, Sequence) and not node.items
    folders = []
    for item in () if none else texts_of(node, "`packs`", faults):
        try:
            path = Path(item.text).expanduser()
        except RuntimeError:
            message = f"`{shorten(item.text)}` is in the home folder of nobody known here"
            help = "write the folder's path from the root, or from this file's folder"
            faults.append(fault(item, "no-pack", message, help))
            continue
        folder = Path(_seen_from(start, file.parent / path))
        faults += _not_a_pack(folder, fault(item, "", "", ""))
        folders.append(folder)
    return LocalPacks(tuple(folders), shown)


def _seen_from(start: Path, path: Path) -> str:
    """The shorter of a path and the same path as seen from the working folder."""
    try:
        return min(str(path), os.path.relpath(path, start), key=len)
    except ValueError:  # on another drive
        return str(path)


def _not_a_pack(folder: Path, at: Diagnostic) -> Iterable[Diagnostic]:
    """A fault where a folder named as a pack is none."""
    if os.path.lexists(folder / MANIFEST):
        return
    there = os.path.isdir(folder)
    message = f"`{shorten(str(folder))}` is {'no pack' if there else 'not there'}"
    help = f"a pack is a folder with a {MANIFEST} in it"
    if not there and os.path.isdir(folder.parent):
        beside = [one.name for one in _folders(folder.parent) if os.path.isfile(one / MANIFEST)]
        help = did_you_mean(folder.name, beside, help)
    yield at._replace(code="no-pack", message=message, help=help)


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if os.path.isdir(one))
    except OSError:
        return []


def packs_unless(*others: str) -> Callable[[Command], Command]:
    """The options that say which packs are in force; the command gets them as ``packs``.

    Where an (eager) parameter of these names is given it names the packs instead, and none are
    looked for.
    """

    def chosen(
        context: click.Context, option: click.Parameter, named: tuple[Path, ...]
    ) -> LocalPacks:
        none = context.meta.pop(NONE, False)
        if none and named:
            raise click.UsageError(f"give {OPTION} or {NONE}, not both")
        if named or none or any(context.params.get(other) for other in others):
            return LocalPacks(named)
        try:
            return find_packs(os.environ.get(VARIABLE, ""))
        except Refused as refused:
            report(refused.diagnostics)
            raise click.exceptions.Exit(2) from None

    def remember(context: click.Context, option: click.Parameter, none: bool) -> None:
        context.meta[NONE] = none

    def decorate(command: Command) -> Command:
        help = (
            "A local pack to put on top of the paper's rules; may be repeated. Without it: those "
            f"of {VARIABLE}, or of the nearest {FILE}."
        )
        kind = click.Path(path_type=Path)
        named = click.option(OPTION, "packs", type=kind, multiple=True, metavar="DIR",
                             callback=chosen, help=help)  # fmt: skip
        none = click.option(NONE, is_flag=True, is_eager=True, expose_value=False,
                            callback=remember, help="The paper's rules alone.")  # fmt: skip
        return named(none(command))

    return decorate


pack_option = packs_unless()


def _here() -> Path:
    """The working folder; the root of all where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.sep)
