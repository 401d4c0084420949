"""A conversation at a terminal: lines said, and lines typed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from fruitful.ask.reply import LEAVING
from fruitful.cli.streams import write
from fruitful.diagnostic import printable
from fruitful.language.value import is_unknown


class Left(Exception):
    """The person at the terminal has left the conversation."""


def is_at_terminal() -> bool:
    """Whether somebody can type."""
    return sys.stdin is not None and sys.stdin.isatty()


def say(lines: Iterable[str]) -> None:
    """Lines to standard output, at once."""
    write("".join(f"{line}\n" for line in lines), None)


def typed(prompt: str) -> str:
    """The line that is typed at a prompt.

    Raises Left where the typing has ended (Ctrl-D).
    """
    while True:
        write(prompt, None)
        data = sys.stdin.buffer.readline()
        if not data:
            write("\n", None)
            raise Left
        text = data.decode("utf-8", "replace").replace("\t", " ").rstrip("\r\n")
        if "\ufffd" not in text and printable(text) == text:
            return text
        say(["That has characters in it that cannot be kept. Please type it again."])


def typed_name(prompt: str = "> ") -> str:
    """A name; "" where none is typed, or it is not known. Raises Left."""
    text = typed(prompt).strip()
    if text.casefold() in LEAVING:
        raise Left
    return "" if is_unknown(text) else text


def agreed(question: str) -> bool:
    """Whether the person says yes; raises Left where the typing has ended."""
    while True:
        answer = typed(f"{question} [yes or no] ").strip().casefold()
        if answer in ("y", "yes", "n", "no"):
            return answer in ("y", "yes")
        if answer in ("q", "quit"):
            raise Left
