"""The ``fruitful`` command: its subcommands, and how a run ends."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from io import TextIOWrapper
from typing import NoReturn

import click

from fruitful import __version__
from fruitful.cli.lazy import LazyGroup
from fruitful.cli.streams import abandon_standard_output, report, tell, write
from fruitful.diagnostic import Refused, printable

COMMANDS = {
    "new": "fruitful.cli.new",
    "evaluate": "fruitful.cli.evaluate",
    "explain": "fruitful.cli.explain",
    "compare": "fruitful.cli.compare",
    "ask": "fruitful.cli.ask",
    "screen": "fruitful.cli.screen",
    "register": "fruitful.cli.register",
    "rules": "fruitful.cli.rules",
}
"""Each command's module, imported only when the command is used."""


class _Commands(LazyGroup):
    modules = COMMANDS


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from fruitful.firing.engines import default_engine

        write(f"fruitful {__version__}, rules fired by {default_engine()}\n", None)
        context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and the engine in use.",
)
def fruitful() -> None:
    """Decision support for partnership working.

    The rules are those of the Audit Commission's paper “A fruitful partnership” (1998). Begin with
    `fruitful new my_partnership.yaml`, fill in what you know, and run
    `fruitful evaluate my_partnership.yaml`.
    """


def main() -> NoReturn:
    """Run the command; end with 0, 1, 2, or 130 when interrupted."""
    gc.disable()  # a run is short, and leaves nothing to collect; half the time of loading is saved
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the locale: what we write is UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = fruitful.main(prog_name="fruitful", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        tell("interrupted")
        code = 130
    except Refused as problem:
        report(problem.diagnostics)
        code = 2
    except click.ClickException as problem:
        with contextlib.suppress(OSError):
            problem.show()
        code = problem.exit_code
    except OSError as problem:
        _tell_of(problem)
        code = 2
    _let_go_of_standard_error()
    sys.exit(code or 0)


def _let_go_of_standard_error() -> None:
    """Where nobody can read it Python's own flush at exit must not end the run with 120."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _tell_of(problem: OSError) -> None:
    """Name what the operating system refused, where nothing nearer to it did."""
    reason = problem.strerror or str(problem)
    paths = [one for one in (problem.filename, problem.filename2) if isinstance(one, (str, bytes))]
    if paths:
        shown = " and ".join(printable(os.fsdecode(one)) for one in paths)
        tell(f"Error: {shown} cannot be opened, read or written: {reason}")
    elif _in_click(problem):  # its own output, the help
        abandon_standard_output()
        tell(f"Error: standard output cannot be written: {reason}")
    else:
        tell(f"Error: the operating system refused what this command needs: {reason}")


def _in_click(problem: OSError) -> bool:
    """Whether it was raised where click writes."""
    frames = [frame.f_code for frame, _ in traceback.walk_tb(problem.__traceback__)]
    return click.echo.__code__ in frames
