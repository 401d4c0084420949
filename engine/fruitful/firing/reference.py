"""The reference evaluator: walks the condition tree in Kleene's logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any as Anything

from fruitful.firing.programme import Engine, Name, Stratum, programme
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.operators import COMPARISONS, OPERATORS
from fruitful.language.truth import Truth, all_of, any_of, negate
from fruitful.profile.facts import NOT_GIVEN, Collected, Values, View
from fruitful.ruleset import Ruleset

MANY = 100
"""Members from which on it is worth telling apart of whom the same is known."""
COUNT = ".count"
"""How the fact ends that tells how many members a collection has."""


def reference_engine(ruleset: Ruleset) -> Engine:
    """The engine that walks every condition in turn."""
    strata = [_shared(stratum) for stratum in programme(ruleset)]

    def decide(number: int, view: View) -> Mapping[Name, Truth]:
        conditions, places = strata[number]
        truths = [_TRUTH[type(condition)](condition, view) for condition in conditions]
        return {name: truths[place] for name, place in places}

    return decide


def _shared(stratum: Stratum) -> tuple[tuple[Condition, ...], list[tuple[Name, int]]]:
    """The different conditions of a stratum, and which of them each name stands for."""
    numbers: dict[Condition, int] = {}
    places = [(name, numbers.setdefault(one, len(numbers))) for name, one in stratum.items()]
    return tuple(numbers), places


def truth(condition: Condition, view: View) -> Truth:
    """Whether the condition holds: True, False, or None where the answers cannot tell."""
    return _TRUTH[type(condition)](condition, view)


def _test(test: Test, view: View) -> Truth:
    value = view.values.get(test.path)
    if value is None:
        counts = test.path.endswith(COUNT) and test.operator in (*COMPARISONS, "equals")
        return _bounded(test, view) if counts else None
    return OPERATORS[test.operator].holds(value, test.operand, view.on)


def _bounded(test: Test, view: View) -> Truth:
    """A test of a number that is not told, where so many are described that it is settled."""
    collected = view.collections.get(test.path.removesuffix(COUNT), NOT_GIVEN)
    least = len(collected.listed) + (collected.others_exist is True)
    return _agreed(test.operator, test.operand, least, float("inf"), view.on)


def _agreed(operator: str, operand: object, least: float, most: float, on: date) -> Truth:
    """Whether a number between these compares so: known only where both ends agree."""
    if operator == "equals" and least < most:
        return None if least <= operand <= most else False  # type: ignore[operator]
    holds = OPERATORS[operator].holds
    one, other = holds(least, operand, on), holds(most, operand, on)
    return one if one == other else None


def _rule_state(leaf: RuleState, view: View) -> Truth:
    rule = view.rules[leaf.rule]
    if leaf.state == "met":
        return rule.met
    if not leaf.severities or rule.found is False:
        return rule.found
    among: Truth = False
    for severity, holds in reversed(rule.severities):  # the first case that holds counts
        if holds is True or (holds is None and (severity in leaf.severities) == among):
            among = severity in leaf.severities
        elif holds is None:
            among = None
    return all_of((rule.found, among))


def _all(condition: All, view: View) -> Truth:
    result: Truth = True
    for part in condition.parts:
        one = _TRUTH[type(part)](part, view)
        if one is False:
            return False
        if one is None:
            result = None
    return result


def _any(condition: Any, view: View) -> Truth:
    result: Truth = False
    for part in condition.parts:
        one = _TRUTH[type(part)](part, view)
        if one is True:
            return True
        if one is None:
            result = None
    return result


def _not(condition: Not, view: View) -> Truth:
    return negate(truth(condition.part, view))


def _quantified(leaf: Quantified, view: View) -> Truth:
    collected = view.collections.get(leaf.collection, NOT_GIVEN)
    inner, holds = leaf.condition, _TRUTH[type(leaf.condition)]
    members = _each(leaf, collected, view)
    others = holds(inner, _of_member(collected.others, view))
    exist = collected.others_exist
    if leaf.quantifier == "every":
        return all_of((*members, any_of((negate(exist), others))))
    if leaf.quantifier == "count":
        return _count(leaf, members, others, collected, view.on)
    some = any_of((*members, all_of((exist, others))))
    return some if leaf.quantifier == "some" else negate(some)


def _each(leaf: Quantified, collected: Collected, view: View) -> list[Truth]:
    """The truth for each member; those of whom the very same is known need but one look."""
    inner, holds = leaf.condition, _TRUTH[type(leaf.condition)]
    if len(collected.listed) < MANY:
        return [holds(inner, _of_member(own, view)) for _, own in collected.listed]
    different = {id(own): own for _, own in collected.listed}
    truths = {at: holds(inner, _of_member(own, view)) for at, own in different.items()}
    return [truths[id(own)] for _, own in collected.listed]


def _of_member(values: Values, view: View) -> View:
    """What a condition inside a quantifier sees: one member's values."""
    return View(values, view.collections, view.on, view.rules)


def _count(
    leaf: Quantified, members: list[Truth], others: Truth, collected: Collected, on: date
) -> Truth:
    """Compare the least and the most that it can be; where both agree, that is the answer."""
    least = members.count(True)
    most: float = least + members.count(None)
    if collected.others_exist is not False:
        unlisted = collected.others_count
        if others is True:
            least += unlisted if unlisted is not None else int(collected.others_exist is True)
        if others is not False:
            most += unlisted if unlisted is not None else float("inf")
    return _agreed(leaf.operator, leaf.bound, least, most, on)


_TRUTH: dict[type, Callable[[Anything, View], Truth]] = {
    Test: _test,
    RuleState: _rule_state,
    Quantified: _quantified,
    All: _all,
    Any: _any,
    Not: _not,
}
