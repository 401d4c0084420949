"""Which engine fires: durable_rules where it can be had, else the reference evaluator."""

from __future__ import annotations

from importlib.util import find_spec

from fruitful.firing.programme import Engine
from fruitful.firing.reference import reference_engine
from fruitful.ruleset import Ruleset

REFERENCE, DURABLE = "reference", "durable_rules"


def default_engine() -> str:
    """``durable_rules`` where it is installed and can be imported, else ``reference``."""
    if find_spec("durable") is None:
        return REFERENCE
    try:
        import durable.engine  # noqa: F401
    except ImportError:  # its C extension does not import on CPython 3.13 and newer
        return REFERENCE
    return DURABLE


def prepare(ruleset: Ruleset, name: str) -> Engine:
    """The engine of this name, ready to fire the ruleset. Raises ImportError."""
    if name == DURABLE:
        from fruitful.firing.rete import rete_engine

        return rete_engine(ruleset)
    return reference_engine(ruleset)
