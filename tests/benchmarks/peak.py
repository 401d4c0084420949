"""Run ``fruitful`` with these arguments, and print the most memory that it took in megabytes."""

from __future__ import annotations

import atexit
import re
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

from fruitful.cli import main


def report() -> None:
    """Of this process alone: what ``getrusage`` tells of a child includes its parent's."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak
    print(int(peak[1]) / 1024)


atexit.register(report)
with redirect_stdout(TextIOWrapper(BytesIO())):
    main()
