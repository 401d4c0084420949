"""Debian's LibreOffice, and what it makes of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path

PATIENCE = 240
"""Seconds; the first start of LibreOffice is slow."""


def converted(path: Path, kind: str, folder: Path) -> Path:
    """What LibreOffice makes of a file, without a word of complaint."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(path),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert complaints == []
    return folder / f"{path.stem}.{kind}"
