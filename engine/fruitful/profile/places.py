"""Where the answers of a profile stand in its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from fruitful.document.characters import decode
from fruitful.document.editing import compose
from fruitful.language.value import is_unknown
from fruitful.language.vocabulary import Vocabulary


class Found(NamedTuple):
    """A key, what stands behind it, and the mapping that it stands in."""

    mapping: yaml.MappingNode
    key: yaml.ScalarNode
    value: yaml.Node


def find(mapping: yaml.MappingNode, path: str) -> Found | None:
    """What stands at a path, whether its parts are keys below one another or joined by dots."""
    for key, value in mapping.value:
        if key.value == path:
            return Found(mapping, key, value)
        if path.startswith(f"{key.value}.") and isinstance(value, yaml.MappingNode):
            found = find(value, path[len(key.value) + 1 :])
            if found:
                return found
    return None


def members_of(root: yaml.MappingNode, collection: str) -> yaml.SequenceNode | None:
    """The list of a collection's members, whole or beside their ``count`` and ``each``."""
    for path in (collection, f"{collection}.list"):
        found = find(root, path)
        if found and isinstance(found.value, yaml.SequenceNode):
            return found.value
    return None


def said_unknown(data: bytes, file: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The facts of which a profile says itself that they are not known, or do not apply.

    A key that is left blank says nothing. The profile is one that can be read.
    """
    text = decode(data, file, [])
    root = compose(text) if text is not None else None
    assert isinstance(root, yaml.MappingNode)
    for fact in vocabulary.facts.values():
        where = f"{fact.collection}.each.{fact.item}" if fact.collection else fact.path
        found = find(root, where)
        value = found.value if found else None
        if isinstance(value, yaml.MappingNode):  # with its evidence
            answer = find(value, "answer")
            value = answer.value if answer else None
        if isinstance(value, yaml.ScalarNode) and value.value and is_unknown(value.value):
            yield fact.path
