"""The floor: what any Python pays that imports these packages and parses these YAML files."""

import sys
from contextlib import suppress

import click  # noqa: F401
import yaml

with suppress(ImportError):  # where it cannot be had, the tool does without it
    import durable.engine  # noqa: F401

for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
