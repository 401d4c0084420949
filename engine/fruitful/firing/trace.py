"""Why a condition is true, false or undecided: the tree of its parts, each with its truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fruitful.firing.reference import truth
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.truth import Truth, all_of, any_of, negate
from fruitful.language.value import Value
from fruitful.profile.facts import NOT_GIVEN, View

EACH = "each"
"""The word for members that the profile does not list, who have no name."""


class Trace(NamedTuple):
    """A condition, its truth, and the traces of its parts."""

    condition: Condition
    truth: Truth
    parts: tuple[Trace, ...] = ()
    value: Value | None = None
    """Of a test: the answer."""
    members: tuple[tuple[str | None, Trace], ...] = ()
    """Of a quantifier: each member's trace by its name, and last, by None, that of the unlisted."""
    others_exist: Truth = False


def trace(condition: Condition, view: View) -> Trace:
    """Evaluate a condition, keeping what was found on the way."""
    if isinstance(condition, (All, Any)):
        parts = tuple([trace(part, view) for part in condition.parts])
        joined = all_of if isinstance(condition, All) else any_of
        return Trace(condition, joined(part.truth for part in parts), parts)
    if isinstance(condition, Not):
        part = trace(condition.part, view)
        return Trace(condition, negate(part.truth), (part,))
    holds = truth(condition, view)
    if isinstance(condition, Test):
        return Trace(condition, holds, value=view.values.get(condition.path))
    if isinstance(condition, Quantified):
        collected = view.collections.get(condition.collection, NOT_GIVEN)
        everyone = [*collected.listed, (None, collected.others)]
        if collected.others_exist is False:
            everyone.pop()
        # Of whom the very same is known, the same is found.
        different = {id(values): values for _, values in everyone}
        found = {
            at: trace(condition.condition, view._replace(values=values))
            for at, values in different.items()
        }
        members = tuple((name, found[id(values)]) for name, values in everyone)
        return Trace(condition, holds, members=members, others_exist=collected.others_exist)
    return Trace(condition, holds)


def decisive(found: Trace) -> Iterator[Trace]:
    """The leaves that make the truth what it is.

    For a true "all of" these are all parts, for a false one the false parts, for an undecided one
    the undecided parts; for "any of" the other way round.
    """
    condition = found.condition
    if isinstance(condition, (Test, RuleState, Quantified)):
        yield found
    elif isinstance(condition, (All, Any)) and found.truth is isinstance(condition, All):
        for part in found.parts:
            yield from decisive(part)
    else:
        for part in found.parts:
            if part.truth is found.truth or isinstance(condition, Not):
                yield from decisive(part)


def decisive_members(found: Trace) -> Iterator[tuple[str | None, Trace]]:
    """The members of a quantifier's collection that make its truth what it is.

    Where all of them have to be so, or not so, these are all.
    """
    leaf = found.condition
    assert isinstance(leaf, Quantified)
    downward = leaf.quantifier == "none" or leaf.operator in ("at_most", "less_than")
    wanted = negate(found.truth) if downward else found.truth
    for name, member in found.members:
        if member.truth is wanted:
            yield name, member
