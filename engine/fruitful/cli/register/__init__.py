"""``fruitful register``: an authority's register of partnerships; one module a command."""

from __future__ import annotations

import click

from fruitful.cli.lazy import LazyGroup

COMMANDS = {
    "map": "fruitful.cli.register.map",
    "template": "fruitful.cli.register.template",
}
"""Each command's module, imported only when the command is used."""


class _Commands(LazyGroup):
    modules = COMMANDS


@click.group("register", cls=_Commands)
def command() -> None:
    """Begin a register of partnerships, or see how one is read."""
