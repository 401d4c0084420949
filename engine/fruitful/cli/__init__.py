"""The command line: thin commands over the library."""

from fruitful.cli.main import main

__all__ = ["main"]
