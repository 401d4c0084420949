"""The program as its users run it: in a process of its own."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_PACK = ROOT / "tests" / "packs" / "our_council"
COMMAND = (sys.executable, "-m", "fruitful")
_COMPILED = tempfile.mkdtemp(prefix="fruitful-compiled-")
"""Where the processes of a run of the tests share their compiled files."""
atexit.register(shutil.rmtree, _COMPILED, ignore_errors=True)
_NOTE = re.compile(rb"^(note: judged as of its `assessed_on`|written: ).*\n", re.MULTILINE)
PATIENCE = 60
"""Seconds after which a process counts as hanging."""


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment with the checkout's engine in it; None takes a variable away."""
    values: Mapping[str, str | None] = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "engine"),
        "PYTHONDONTWRITEBYTECODE": None,
        "PYTHONPYCACHEPREFIX": _COMPILED,
        "NO_COLOR": None,
        "FORCE_COLOR": None,
        "FRUITFUL_PACKS": None,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    noted: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``fruitful`` with these arguments to its end; whatever happens, without a traceback.

    The note on how long ago a profile was assessed, which differs from day to day, and which files
    were written are left out unless they are ``noted``.
    """
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment() if env is None else env,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    if not noted:
        done.stderr = _NOTE.sub(b"", done.stderr)
    return done
