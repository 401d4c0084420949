"""Packages of parts, as word processors write them, that do not tell when they were packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

MIMETYPE = "mimetype"
"""The part that stands first in an OpenDocument package, and is not compressed."""


def repacked(data: bytes, mended: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same package with the same bytes each time; each part as ``mended`` gives it."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)  # as of 1980
            entry.compress_type = zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED
            part = old.read(name)
            new.writestr(entry, mended(name, part) if mended is not None else part)
    return fixed.getvalue()
