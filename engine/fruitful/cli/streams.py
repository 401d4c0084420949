"""What commands read and write: files, standard streams, colour and diagnostics."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from fruitful.diagnostic import Diagnostic, Place, Refused, show
from fruitful.document import LARGEST_FILE

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


def read_bytes(path: str) -> bytes:
    """A file's bytes, or standard input's for ``-``, up to what a document may have.

    Raises Refused where it cannot be read, or is no file.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            help = "name a file; a folder of profiles is for `fruitful screen`"
            raise Refused([Diagnostic(Place(path), "not-a-file", "this is not a file", help)])
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        message = f"it cannot be read: {reason}"
        raise Refused([Diagnostic(Place(path), "unreadable", message)]) from None


def write(text: str, output: str | None) -> None:
    """Write to standard output, or to a file, whole or not at all.

    Raises click.ClickException (exit 2) where the file cannot be written.
    """
    if output is None or output == STANDARD_INPUT:
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
            mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
            os.chmod(name, stat.S_IMODE(mode))
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as problem:
        raise failure(f"{output} cannot be written: {problem.strerror}") from None


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
        click.echo(show(diagnostic), err=True)


def painter(output: str | None) -> Callable[[str, str], str]:
    """Colour on a terminal that wants it; none in files, pipes or with NO_COLOR."""
    coloured = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def paint(text: str, style: str) -> str:
        return click.style(text, **_STYLES[style]) if coloured else text  # type: ignore[arg-type]

    return paint
