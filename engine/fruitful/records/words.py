"""What says more of a type than Python's own words: patterns, bounds, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Record = TypeVar("Record", bound=type)


class Means:
    """What an annotated type means, with keywords of JSON Schema that bound it.

    Keywords that say by themselves what is written (``type``, ``enum``, ``anyOf``) stand for what
    Python's type says. What has a name is defined once in a schema, under that name.
    """

    def __init__(self, description: str = "", /, name: str = "", **keywords: Any) -> None:
        self.description, self.name, self.keywords = description, name, keywords


def one_of(*values: str) -> Means:
    """One of these texts."""
    return Means(enum=list(values))


NOT_PROMISED = Means()
"""Of a field: it is written, and the format does not promise that it always will be."""


def within(*fields: str) -> Callable[[Record], Record]:
    """A record of which the keys of these fields' records stand among its own, in their place."""

    def said(record: Record) -> Record:
        record.within = fields  # type: ignore[attr-defined]
        return record

    return said
