"""The answers that make a condition true or false: its named answers.

They are the union of its decisive leaves. Where several parts of an "any" hold, each of which would
be enough, the answers of all of them are named. While the named answers stand, the condition stays
as it is, whatever becomes of the others; without any of them it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fruitful.explain.explanation import Address
from fruitful.explain.meaning import Leaf, meaning
from fruitful.firing.trace import Trace, decisive, decisive_members, trace
from fruitful.language.condition import Condition, Quantified, Test
from fruitful.profile.facts import NOT_GIVEN, View
from fruitful.ruleset.rule import Rule


def named(
    conditions: Iterable[Condition],
    view: View,
    rules: Mapping[str, Rule],
    concluding: Mapping[str, list[str]],
) -> set[Address]:
    """The answers that decide these conditions; of other rules' outcomes, those behind them."""
    found: set[Address] = set()
    waiting = list(conditions)
    seen: set[Leaf] = set()
    while waiting:
        for leaf in decisive(trace(waiting.pop(), view)):
            condition = leaf.condition
            assert isinstance(condition, Leaf)
            inner = meaning(condition, rules, concluding)
            if inner is None:
                found.update(_answers(leaf, view))
            elif condition not in seen:
                seen.add(condition)
                waiting.append(inner)
    return found


def _answers(leaf: Trace, view: View) -> Iterator[Address]:
    condition = leaf.condition
    if isinstance(condition, Quantified):
        yield from _of_members(leaf, condition, view)
    elif isinstance(condition, Test):
        yield Address(condition.path)
        collection = condition.path.removesuffix(".count")
        collected = view.collections.get(collection, NOT_GIVEN)
        if collected.others_exist and collection != condition.path and leaf.value is None:
            for item in collected.others:  # what is said of each shows that there are some
                yield Address(f"{collection}.{item}", None)


def _of_members(leaf: Trace, condition: Quantified, view: View) -> Iterator[Address]:
    """The answers about the members that decide, and their number where that decides."""
    collection = condition.collection
    unlisted_decide = False
    for name, member in deciding_members(leaf):
        unlisted_decide = unlisted_decide or name is None
        for inner in decisive(member):
            assert isinstance(inner.condition, Test)
            yield Address(f"{collection}.{inner.condition.path}", name)
    few_enough = condition.quantifier == "count" and not some_are_enough(leaf)
    decides = few_enough or unlisted_decide is some_are_enough(leaf)
    if decides and f"{collection}.count" in view.values:
        yield Address(f"{collection}.count")


def some_are_enough(leaf: Trace) -> bool:
    """Whether it takes some members to make a quantifier what it is; otherwise it takes all."""
    condition = leaf.condition
    assert isinstance(condition, Quantified)
    upward = condition.quantifier in ("some", "count") and condition.operator not in (
        "at_most",
        "less_than",
    )
    return leaf.truth is upward


def deciding_members(leaf: Trace) -> list[tuple[str | None, Trace]]:
    """The members that make a quantifier what it is, None naming those that are not listed.

    That some are not listed has to be certain before they can decide.
    """
    unlisted_can = leaf.others_exist or not some_are_enough(leaf)
    return [
        (name, member)
        for name, member in decisive_members(leaf)
        if name is not None or unlisted_can
    ]
