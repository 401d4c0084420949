"""What is certain whatever the unknown answers are, as JSON."""

from __future__ import annotations

from typing import Any

from fruitful.what_if.certain import Certain


def certain_as_json(found: Certain) -> dict[str, Any]:
    """What is certain as plain data."""
    return {
        "certain": {
            "verdict": found.verdict,
            "left_out": list(found.left_out),
            "outcomes": dict(found.outcomes),
            "is_all": found.is_all,
            "too_many": list(found.too_many),
            "gave_up": found.gave_up,
        }
    }
