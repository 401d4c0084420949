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
