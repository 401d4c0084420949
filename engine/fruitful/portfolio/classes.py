"""Telling answers apart only as far as a ruleset does, and keeping what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from fruitful.firing.programme import programme
from fruitful.language.condition import Condition, Test
from fruitful.language.operators import OPERATORS
from fruitful.language.reads import reads_of
from fruitful.language.value import Value
from fruitful.portfolio.assessing import Rules

MOST = 5_000
"""How many results of a kind are kept to be used again."""

Class = object
"""Tells an answer from those of which something else may come; None where it is not known."""
Key = TypeVar("Key")
Kept = TypeVar("Kept")


def classifiers(
    rules: Rules, beside: Iterable[Condition], paths: Iterable[str]
) -> dict[str, Callable[[Value], Class]]:
    """For each fact: what tells its answers apart, as far as any condition does."""
    ruleset = rules.each
    conditions = [*ruleset.relevance.values(), *beside]
    conditions += [tier.when for tier in ruleset.tiers.values()]
    conditions += [one for stratum in programme(ruleset) for one in stratum.values()]
    tests = reads_of(conditions).tests
    return {path: _classifier(tests.get(path, ()), rules.on) for path in sorted(paths)}


def _classifier(tests: Sequence[Test], on: date) -> Callable[[Value], Class]:
    known: dict[Value, Class] = {}

    def classify(value: Value) -> Class:
        found = known.get(value)
        if found is None:
            holds = (OPERATORS[one.operator].holds(value, one.operand, on) for one in tests)
            found = keep(known, value, tuple(holds))
        return found

    return classify


def keep(kept: dict[Key, Kept], key: Key, found: Kept) -> Kept:
    """Keep a result; where there are too many, the old ones are given up."""
    if len(kept) >= MOST:
        kept.clear()
    kept[key] = found
    return found
