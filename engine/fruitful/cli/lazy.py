"""A group of commands that imports each of them only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group over ``modules``: each command's name, and the module that holds its ``command``."""

    modules: Mapping[str, str] = {}

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[name]).command
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named; raises click.UsageError with the nearest where there is none."""
        name = args[0]
        if name in self.modules or name.startswith("-") or context.resilient_parsing:
            return super().resolve_command(context, args)
        from fruitful.diagnostic import did_you_mean, shorten

        hint = did_you_mean(name, self.modules)
        raise click.UsageError(f"No such command `{shorten(name)}`: {hint}", context)
