"""Writing several files into a folder, each whole or not at all, and nothing outside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fruitful.cli.streams import failure, replace
from fruitful.diagnostic import printable


def write_folder(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write files, by their paths in the folder, which is made if need be; how many there were.

    Raises click.ClickException (exit 2) where one cannot be written, or a link in the folder
    would lead out of it. The files before it stay written.
    """
    number = 0
    for name, text in files:
        target = folder.joinpath(*name.split("/"))
        _refuse_links(folder, target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace(target, text.encode("utf-8", "backslashreplace"))
        except OSError as problem:
            shown = printable(str(target))
            raise failure(f"{shown} cannot be written: {problem.strerror}") from None
        number += 1
    return number


def _refuse_links(folder: Path, target: Path) -> None:
    """The folder may be a link itself; what is in it may not."""
    for part in (target, *target.parents):
        if part == folder:
            return
        if part.is_symlink():
            raise failure(f"{printable(str(part))} is a link, and is not written to; remove it")
