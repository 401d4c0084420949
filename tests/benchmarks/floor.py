"""The floor: what any Python pays that imports these packages and parses these YAML files."""

import sys

import click  # noqa: F401
import durable.engine  # noqa: F401
import yaml

for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
