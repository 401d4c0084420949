"""Which other answers would be worse than those given, so that no way leads through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from fruitful.explain.explanation import Address
from fruitful.firing import FINDING, Firing
from fruitful.firing.refiring import begin, reach_of, refire
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.value import Value
from fruitful.language.vocabulary import STAGE, Fact, Vocabulary
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.what_if.changed import changed

_BETTER_FIRST = ("yes", "partly", "no")

Worse = Callable[[Address, "Value | None", Value], bool]
"""Whether, for this answer, the second value is worse than the first, the one that is given."""


def worse_than_given(ruleset: Ruleset, facts: Facts, before: Firing) -> Worse:
    """What tells the answers that are worse than those given.

    Worse is an answer that by itself makes some rule a finding that was not; and of yes, partly and
    no one nearer to the end with which findings find fault or, where none speaks of it, every rule.
    A rule whose finding is no fault makes nothing worse. What is not known may be anything, and no
    stage is worse than another.
    """
    reach, at_fault = reach_of(ruleset), _faulted(ruleset, before)
    firing = begin(reach, before)

    def is_worse(address: Address, given: Value | None, other: Value) -> bool:
        path = address.path
        if given is None or path == STAGE:
            return False
        if path in at_fault and at_fault[path](given, other):
            return True
        after, reached = refire(
            reach, firing, changed(facts, {address: other}, ruleset.vocabulary), path
        )
        return any(is_new_finding(id, ruleset, before, after) for id in reached)

    return is_worse


def is_new_finding(id: str, ruleset: Ruleset, before: Firing, after: Firing) -> bool:
    """Whether a rule that finds fault has become a finding."""
    became = before.outcomes[id] != FINDING and after.outcomes[id] == FINDING
    return became and is_faulting(ruleset.rules[id])


def is_faulting(rule: Rule) -> bool:
    """Whether a finding of a rule is a fault, about which it advises."""
    return bool(rule.recommend) and rule.finds_fault


def _faulted(ruleset: Ruleset, before: Firing) -> Mapping[str, Callable[[Value, Value], bool]]:
    """By fact that yes or no answers: whether one answer is nearer to the fault than another."""
    rules = [rule for rule in ruleset.rules.values() if is_faulting(rule)]
    found_now = [rule for rule in rules if before.outcomes[rule.id] == FINDING]
    named, by_all = (_counted(some, ruleset.vocabulary) for some in (found_now, rules))
    found: dict[str, Callable[[Value, Value], bool]] = {}
    for path, fact in ruleset.vocabulary.facts.items():
        yes, no = named[path, "yes"], named[path, "no"]
        if not (yes or no) and fact.kind == "judgement":
            yes, no = by_all[path, "yes"], by_all[path, "no"]
            if yes and no:  # what is a fault to one rule is none to another
                continue
        if fact.kind in ("judgement", "yes_no") and yes != no:
            order = _BETTER_FIRST if no > yes else _BETTER_FIRST[::-1]
            found[path] = lambda given, other, order=order: (  # type: ignore[misc]
                order.index(str(other)) > order.index(str(given))
            )
    return found


def _counted(rules: Iterable[Rule], vocabulary: Vocabulary) -> Counter[tuple[str, str]]:
    return Counter(told for rule in rules for told in _named(rule.when, vocabulary))


def _named(
    condition: Condition, vocabulary: Vocabulary, collection: str = "", *, holds: bool = True
) -> Iterator[tuple[str, str]]:
    """The facts and answers by which a condition comes true."""
    if isinstance(condition, (All, Any)):
        for part in condition.parts:
            yield from _named(part, vocabulary, collection, holds=holds)
    elif isinstance(condition, Not):
        yield from _named(condition.part, vocabulary, collection, holds=not holds)
    elif isinstance(condition, Quantified):
        so = holds is not (condition.quantifier == "none")
        yield from _named(condition.condition, vocabulary, condition.collection, holds=so)
    elif not isinstance(condition, RuleState):
        path = f"{collection}.{condition.path}" if collection else condition.path
        yield from ((path, one) for one in _answers(condition, vocabulary.facts[path], holds=holds))


def _answers(test: Test, fact: Fact, *, holds: bool) -> Iterator[str]:
    operand = test.operand
    if test.operator == "one_of" and isinstance(operand, tuple):
        yield from (one for one in fact.choices if (one in operand) is holds)
