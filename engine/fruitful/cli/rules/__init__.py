"""``fruitful rules``: the rules themselves, listed, shown and checked; one module a command."""

from __future__ import annotations

import click

from fruitful.cli.lazy import LazyGroup

COMMANDS = {
    "list": "fruitful.cli.rules.list",
    "show": "fruitful.cli.rules.show",
    "check": "fruitful.cli.rules.check",
    "coverage": "fruitful.cli.rules.coverage",
    "test": "fruitful.cli.rules.test",
    "schema": "fruitful.cli.rules.schema",
    "impact": "fruitful.cli.rules.impact",
    "docs": "fruitful.cli.rules.docs",
    "new-pack": "fruitful.cli.rules.new_pack",
}
"""Each command's module, imported only when the command is used."""


class _Commands(LazyGroup):
    modules = COMMANDS


@click.group("rules", cls=_Commands)
def command() -> None:
    """Look at the rules, and check packs of them."""
