"""What conditions read: the tests of each fact, and those of the members of each collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.language.condition import Condition, Quantified, RuleState, Test, leaves, paths


class Reads(NamedTuple):
    """What conditions read."""

    tests: Mapping[str, Sequence[Test]]
    """The tests of each fact, by its full path."""
    quantified: Mapping[str, Sequence[Quantified]]
    """The tests of the members of each collection."""


def reads_of(conditions: Iterable[Condition]) -> Reads:
    """What these conditions test, each test once."""
    tests: dict[str, dict[Test, None]] = {}
    quantified: dict[str, dict[Quantified, None]] = {}
    for leaf in (leaf for condition in conditions for leaf in leaves(condition)):
        if isinstance(leaf, Test):
            tests.setdefault(leaf.path, {})[leaf] = None
        elif isinstance(leaf, Quantified):
            quantified.setdefault(leaf.collection, {})[leaf] = None
            for inner in leaves(leaf.condition):
                if isinstance(inner, Test):
                    tests.setdefault(f"{leaf.collection}.{inner.path}", {})[inner] = None
    return Reads(
        {path: list(each) for path, each in tests.items()},
        {name: list(each) for name, each in quantified.items()},
    )


def facts_read(conditions: Iterable[Condition]) -> Iterator[str]:
    """The facts that conditions read; a quantifier reads how many members there are, too."""
    for condition in conditions:
        yield from paths(condition)
        for leaf in leaves(condition):
            if isinstance(leaf, Quantified):
                yield f"{leaf.collection}.count"


def rules_read(conditions: Iterable[Condition]) -> Iterator[str]:
    """The rules whose outcome conditions read."""
    for condition in conditions:
        yield from (leaf.rule for leaf in leaves(condition) if isinstance(leaf, RuleState))
