"""The reference evaluator: walks the condition tree in Kleene's logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any as Anything

from fruitful.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.facts import NOT_GIVEN, Collected, View
from fruitful.firing.programme import Engine, Name, programme
from fruitful.operators import OPERATORS
from fruitful.ruleset import Ruleset
from fruitful.truth import Truth, all_of, any_of, negate


def reference_engine(ruleset: Ruleset) -> Engine:
    """The engine that walks every condition in turn."""
    strata = programme(ruleset)

    def decide(number: int, view: View) -> Mapping[Name, Truth]:
        return {name: truth(condition, view) for name, condition in strata[number].items()}

    return decide


def truth(condition: Condition, view: View) -> Truth:
    """Whether the condition holds: True, False, or None where the answers cannot tell."""
    return _TRUTH[type(condition)](condition, view)


def _test(test: Test, view: View) -> Truth:
    value = view.values.get(test.path)
    if value is None:
        return None
    return OPERATORS[test.operator].holds(value, test.operand, view.on)


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
    members = member_truths(leaf, view)
    others = truth(leaf.condition, view._replace(values=collected.others))
    exist = collected.others_exist
    if leaf.quantifier == "every":
        return all_of((*members, any_of((negate(exist), others))))
    if leaf.quantifier == "count":
        return _count(leaf, members, others, collected, view.on)
    some = any_of((*members, all_of((exist, others))))
    return some if leaf.quantifier == "some" else negate(some)


def member_truths(leaf: Quantified, view: View) -> list[Truth]:
    """Whether the inner condition holds of each listed member."""
    collected = view.collections.get(leaf.collection, NOT_GIVEN)
    return [truth(leaf.condition, view._replace(values=own)) for _, own in collected.listed]


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
    holds = OPERATORS[leaf.operator].holds
    at_least, at_most = (holds(number, leaf.bound, on) for number in (least, most))
    return at_least if at_least == at_most else None


_TRUTH: dict[type, Callable[[Anything, View], Truth]] = {
    Test: _test,
    RuleState: _rule_state,
    Quantified: _quantified,
    All: _all,
    Any: _any,
    Not: _not,
}
