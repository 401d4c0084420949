"""Where the rules and cases that come with the tool are found."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent

AUTHORITY = ("authority.yaml", "authority.yml")
"""Names of a file, in a folder of profiles, in which the authority tells of itself."""


def shipped(name: str) -> Path:
    """The folder ``rules`` or ``cases``: inside the installed package, else in the checkout.

    An editable install and a plain checkout have it beside ``engine``.
    """
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _CHECKOUT / name


def shipped_cases() -> list[Path]:
    """The cases that come with the tool; what an authority tells of itself is none."""
    found = shipped("cases").rglob("*.yaml")
    return sorted(path for path in found if path.name not in AUTHORITY)


def paper_pack() -> Path:
    """The national pack: the paper's rules."""
    return shipped("rules") / "paper"
