"""Formulas that count: members of a collection, and choices of a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.language.condition import Quantified, Test
from fruitful.solving.formulas import (
    NEVER,
    Formula,
    Rails,
    at_least,
    both,
    either,
    negated,
    opposite,
)
from fruitful.solving.variables import Collection


def of_set(test: Test, holds: Mapping[str, Formula]) -> Formula:
    """That a set which holds these choices passes a test."""
    if test.operator == "includes":
        assert isinstance(test.operand, tuple)
        return either(holds[str(choice)] for choice in test.operand)
    assert isinstance(test.operand, int)
    number = test.operand + (test.operator in ("more_than", "at_most"))
    enough = at_least(holds.values(), number)
    return enough if test.operator in ("at_least", "more_than") else opposite(enough)


def others_exist(collection: Collection) -> Rails:
    """Whether there are members who are not listed."""
    if all(size.others_exist is False for _, size in collection.sizes):
        return NEVER
    return Rails(
        *(
            either(formula for formula, size in collection.sizes if size.others_exist is exist)
            for exist in (True, False)
        )
    )


def counted(
    leaf: Quantified, members: Sequence[Rails], others: Rails, collection: Collection
) -> Rails:
    """A comparison of how many members it holds for: of the least and the most that it can be."""
    number = leaf.bound + (leaf.operator in ("more_than", "at_most"))
    sure = [one.yes for one in members]
    perhaps = [opposite(one.no) for one in members]
    enough, too_few = [], []
    for formula, size in collection.sizes:
        least = most = 0
        if size.others_exist is not False:
            unlisted = size.others_count
            least = int(size.others_exist is True) if unlisted is None else unlisted
            most = number if unlisted is None else unlisted
        with_least = both((others.yes, at_least(sure, number - least)))
        with_most = both((opposite(others.no), at_least(perhaps, number - most)))
        enough.append(both((formula, either((at_least(sure, number), with_least)))))
        too_few.append(both((formula, opposite(either((at_least(perhaps, number), with_most))))))
    rails = Rails(either(enough), either(too_few))
    return rails if leaf.operator in ("at_least", "more_than") else negated(rails)
