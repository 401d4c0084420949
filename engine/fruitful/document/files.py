"""Opening a file that somebody named: a plain file, or a diagnostic; never a wait."""

from __future__ import annotations

import errno
import os
import stat
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused

_REMEDIES = {
    errno.ENOENT: "check the name, and the folder that it is looked for in",
    errno.ENOTDIR: "check the name: what stands before a / in it is no folder",
    errno.EACCES: "ask for the right to read it, or name a copy",
    errno.EPERM: "ask for the right to read it, or name a copy",
    errno.ELOOP: "the link points to itself: name the file that is meant",
    errno.ENAMETOOLONG: "the name is longer than a file's may be: check it",
}
_ELSE = "check that it can be opened by another program, or name a copy"


class Opened(NamedTuple):
    """What a file held, and the device and number by which it is known again."""

    data: bytes
    identity: tuple[int, int]


def read_file(path: str, most: int) -> Opened:
    """A plain file's bytes, up to one more than the most there may be.

    Raises Refused where it cannot be read, or is a folder, a pipe or a device.
    """
    try:
        # Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        found = os.stat(path)
        if stat.S_ISREG(found.st_mode):
            with os.fdopen(os.open(path, flags), "rb") as stream:
                found = os.fstat(stream.fileno())
                if stat.S_ISREG(found.st_mode):
                    return Opened(stream.read(most + 1), (found.st_dev, found.st_ino))
    except (OSError, ValueError) as problem:
        raise Refused([unreadable(path, problem)]) from None
    help = "name a file; a folder's profiles can be named together, as folder/*.yaml"
    raise Refused([Diagnostic(Place(path), "not-a-file", "this is not a file", help)])


def unreadable(path: str, problem: Exception) -> Diagnostic:
    """Why a file or a folder cannot be read, and what to do."""
    if isinstance(problem, OSError):
        reason = problem.strerror or "unknown reason"
        help = _REMEDIES.get(problem.errno or 0, _ELSE)
    else:
        reason, help = "no file can have such a name", "check the name, and type it again"
    return Diagnostic(Place(path), "unreadable", f"it cannot be read: {reason}", help)
