"""What commands read and write: files, standard streams, colour and diagnostics."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import click

from fruitful.diagnostic import Diagnostic, Refused, printable, show
from fruitful.document import LARGEST_FILE
from fruitful.document.files import read_file, unreadable

STANDARD_INPUT = "-"
_STYLES: dict[str, dict[str, object]] = {
    "heading": {"bold": True},
    "verdict": {"bold": True},
    "critical": {"fg": "red", "bold": True},
    "high": {"fg": "red"},
    "medium": {"fg": "yellow"},
    "low": {"fg": "cyan"},
    "advisory": {"fg": "cyan"},
}


def read_bytes(path: str, most: int = LARGEST_FILE) -> bytes:
    """A file's bytes, or standard input's for ``-``, up to one more than the most there may be.

    Raises Refused where it cannot be read, or is no file.
    """
    if path != STANDARD_INPUT:
        opened = read_file(path, most)
        _read.add(opened.identity)
        return opened.data
    try:
        return _standard_input().read(most + 1)
    except (OSError, ValueError) as problem:
        raise Refused([unreadable("standard input", problem)]) from None


def _standard_input() -> BinaryIO:
    """Raises OSError where it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed")
    return sys.stdin.buffer


_read: set[tuple[int, int]] = set()
"""Device and number of each file that this run has read."""


def write(content: str | bytes, output: str | None, *, over_input: bool = False) -> None:
    """Write to standard output, or to a file, whole or not at all; text as UTF-8.

    Raises click.ClickException (exit 2) where it cannot be written, or where this run has read the
    file, unless that is meant. A pipe whose reader has gone is no failure.
    """
    if output not in (None, STANDARD_INPUT) and not over_input and _was_read(Path(str(output))):
        shown = printable(str(output))
        raise failure(f"{shown} was read by this run, and is not written over: name another file")
    # A name of a file that is not UTF-8 shows as what a diagnostic shows: its bytes, escaped.
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        if output is None or output == STANDARD_INPUT:
            _write_to_standard_output(data)
        elif _is_special(Path(output)):
            Path(output).write_bytes(data)
        else:
            target = Path(os.path.realpath(output))
            if target.is_symlink():  # else the link would be replaced, not what it stands for
                raise OSError(errno.ELOOP, "it is a link that points to itself: remove it")
            replace(target, data)
    except (OSError, ValueError) as problem:
        where = "standard output" if output in (None, STANDARD_INPUT) else printable(str(output))
        reason = getattr(problem, "strerror", None) or str(problem)
        raise failure(f"{where} cannot be written: {reason}") from None


def _was_read(path: Path) -> bool:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and (found.st_dev, found.st_ino) in _read


def _write_to_standard_output(data: bytes) -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as problem:
        abandon_standard_output()
        if not isinstance(problem, BrokenPipeError):
            raise


def abandon_standard_output() -> None:
    """It has failed: Python's own flush at exit must not complain a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_special(path: Path) -> bool:
    """A device or a pipe, which is written to and never replaced."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def replace(target: Path, data: bytes) -> None:
    """Put a new file in the place of the old one, which stays whole until then."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        os.chmod(name, stat.S_IMODE(mode))
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class _Failure(click.ClickException):
    exit_code = 2


def failure(message: str) -> click.ClickException:
    """An error that ends the run with exit code 2."""
    return _Failure(message)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Show diagnostics on standard error."""
    for diagnostic in diagnostics:
        tell(show(diagnostic))


def tell(message: str) -> None:
    """Write to standard error; where nobody can read it, the exit code has to tell."""
    with contextlib.suppress(OSError):
        click.echo(message, err=True)


def painter(output: str | None) -> Callable[[str, str], str]:
    """Colour on a terminal that wants it; none in files, pipes or with NO_COLOR."""
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    coloured = on_terminal and not os.environ.get("NO_COLOR")

    def paint(text: str, style: str) -> str:
        return click.style(text, **_STYLES[style]) if coloured else text  # type: ignore[arg-type]

    return paint
