"""The line that tells an editor which schema a file keeps to."""

from __future__ import annotations

import os
from pathlib import Path

from fruitful.cli.streams import STANDARD_INPUT


def schema_line(file: str | None, schema: str) -> str:
    """The line, where the schema is beside the file that is going to be written; else nothing."""
    from fruitful.schema import FOLDER

    schema = f"{FOLDER}/{schema}"
    if file in (None, STANDARD_INPUT) or not os.path.isfile(Path(str(file)).parent / schema):
        return ""
    return f"# yaml-language-server: $schema={schema}\n"
