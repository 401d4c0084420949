"""Which dates cannot precede which."""

from __future__ import annotations

from fruitful.language.vocabulary import Vocabulary


def dates_before(path: str, vocabulary: Vocabulary) -> list[str]:
    """The dates that a fact cannot precede, directly or by way of another."""
    found: list[str] = []
    while (path := vocabulary.facts[path].not_before) and path not in found:
        found.append(path)
    return found
