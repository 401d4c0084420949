"""The JSON Schemas that are published, and what in some data does not keep to one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from fruitful import render

SCHEMAS = {
    path.name.split(".")[0]: json.loads(path.read_bytes())
    for path in sorted(Path(render.__file__).parent.glob("*.schema.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (one["$id"], Resource.from_contents(one)) for one in SCHEMAS.values()
)


def faults(name: str, data: object) -> list[str]:
    """What in the data does not keep to the schema of this name."""
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]
