"""The question of a fact, as it is put to people."""

from __future__ import annotations

from fruitful.diagnostic import Diagnostic
from fruitful.document import Scalar
from fruitful.document.fields import fault


def check_question(key: Scalar, ask: str, faults: list[Diagnostic]) -> None:
    """Fault a text that is no question."""
    if not ask.endswith("?"):
        message = f"the fact `{key.text}` needs an `ask` that ends with a ?"
        remedy = "write the question as it is put to people, with its ? at the end"
        faults.append(fault(key, "no-question", message, remedy))
