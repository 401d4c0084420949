"""A previous screening, as far as it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Before(NamedTuple):
    """What was said of one partnership."""

    id: str
    name: str
    verdict: str
    severities: Mapping[str, str]
    """The findings, by rule."""


class Previous(NamedTuple):
    """What a previous screening said."""

    on: date
    fingerprint: str
    partnerships: tuple[Before, ...]
    """In its order. Releases before this one gave some of them the same id."""
