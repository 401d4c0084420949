"""Digests of the JSON that the commands write about a fixed sample: whether a byte of it moves.

``json_digests.json`` keeps them. Where the rules, the cases or the JSON are meant to change, look
at what has changed and run ``python tests/written_json.py``, which keeps the new digests.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from program import ROOT, run

KEPT = Path(__file__).with_name("json_digests.json")
_CASES = "cases/paper/cs01_wessex_project_"
_BEFORE, _CLOSED = f"{_CASES}the_day_before.yaml", f"{_CASES}closed.yaml"
_HALF = "cases/synthetic/half_filled.yaml"
_LOCAL = ("--pack", "rules/example_council")
_AUTHORITY = ("--authority", "cases/authority/authority.yaml")
_PROFILES = "cases/authority/profiles"
_ON = ("--on", "2026-11-01")
_BY = ("--engine", "reference", "-f", "json")
COMMANDS = {
    "evaluate": (
        ("evaluate", *map(str, sorted(Path(ROOT, "cases/paper").glob("cs0*.yaml"))), *_ON, *_BY),
        ("evaluate", _HALF, *_LOCAL, *_ON, *_BY),
    ),
    "compare": (
        ("compare", _BEFORE, _CLOSED, *_BY),
        ("compare", _HALF, _HALF, "--new-pack", _LOCAL[1], *_ON, *_BY),
    ),
    "explain": (
        ("explain", _HALF, *_LOCAL, *_ON, *_BY),
        *(("explain", _HALF, rule, *_ON, *_BY) for rule in ("E1", "B2", "O1")),
    ),
    "explain with a solver": (
        ("explain", _HALF, "--certain", *_ON, *_BY),
        ("explain", _BEFORE, "--to", "proceed", *_ON, *_BY),
    ),
    "ask": (("ask", _HALF, *_LOCAL, *_ON, *_BY),),
    "screen": (
        ("screen", _PROFILES, "README.md", *_AUTHORITY, *_LOCAL, *_ON, *_BY),
        ("screen", "tests/example_register/register.csv", *_ON, *_BY),
    ),
    "impact": (("rules", "impact", _PROFILES, *_AUTHORITY, *_LOCAL, *_ON, *_BY),),
    "test": (("rules", "test", "rules/example_council/cases", "--no-packs", *_BY),),
    "check": (("rules", "check", *_LOCAL, "--quick", *_ON, "-f", "json"),),
}
"""What is run of each command."""


def digest(command: str) -> str:
    """The digest of all that a command writes about its sample, whatever release writes it."""
    written = hashlib.sha256()
    for arguments in COMMANDS[command]:
        lines = run(*arguments, cwd=ROOT).stdout.splitlines(keepends=True)
        assert lines, arguments
        written.update(
            b"".join(one for one in lines if not one.lstrip().startswith(b'"fruitful":'))
        )
    return written.hexdigest()


def _is_of_the_release(line: bytes) -> bool:
    return line.lstrip().startswith(b'"fruitful":')


def kept() -> dict[str, str]:
    """The digests that are kept."""
    found: dict[str, str] = json.loads(KEPT.read_bytes())
    return found


if __name__ == "__main__":
    KEPT.write_text(json.dumps({one: digest(one) for one in COMMANDS}, indent=2) + "\n")
