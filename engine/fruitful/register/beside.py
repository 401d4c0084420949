"""Profiles that lie beside a register. Nothing outside the register's folder is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from fruitful.diagnostic import Diagnostic, Place, Refused, shorten
from fruitful.document import LARGEST_FILE

_REMEDY = "name a profile in the register's folder, or below it"
LONGEST_NAME = 255
"""Bytes of one part of a path."""
LONGEST_PATH = 1_000
"""Characters of a profile's name and of the folders before it."""


def profiles_beside(folder: Path) -> Callable[[str], bytes]:
    """A function that gives the bytes of a profile in a folder, or in one below it, by its name.

    It raises Refused for whatever is no plain file there, or is reached by a link.
    """

    def open_profile(name: str) -> bytes:
        parts = name.replace("\\", "/").split("/")
        if len(name) > LONGEST_PATH or any(map(_is_forbidden, parts)):
            message = f"`{shorten(name)}` is not the name of a file beside the register"
            raise _refused(name, message, "name a file in the register's folder, or below it")
        path = folder
        for part in parts:
            path = path / part
            if _is_link(path, name):
                message = f"`{shorten(name)}` is reached by a link, which is not followed"
                raise _refused(name, message, "put the file itself there")
        return _bytes(path, name)

    return open_profile


def _is_forbidden(part: str) -> bool:
    """Whether a part of a path leads elsewhere, or cannot be a file's name."""
    return (
        part in ("", ".", "..")
        or ":" in part
        or "\0" in part
        or len(part.encode("utf-8", "replace")) > 255
    )


def _is_link(path: Path, name: str) -> bool:
    """Raises Refused where that cannot be told."""
    try:
        return path.is_symlink()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "it is no name of a file"
        raise _refused(name, f"`{shorten(name)}` cannot be read: {reason}", _REMEDY) from None


def _bytes(path: Path, name: str) -> bytes:
    """Raises Refused."""
    try:
        # Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _refused(name, f"`{shorten(name)}` is no plain file", "name a profile")
            return stream.read(LARGEST_FILE + 1)
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        raise _refused(name, f"`{shorten(name)}` cannot be read: {reason}", _REMEDY) from None


def _refused(name: str, message: str, help: str) -> Refused:
    return Refused([Diagnostic(Place(name), "no-profile", message, help)])
