"""Finds, by plain search, facts under which a rule of a ruleset is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from fruitful.firing import FINDING, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.condition import (
    ALWAYS,
    All,
    Any,
    Condition,
    Not,
    Quantified,
    RuleState,
    Test,
)
from fruitful.language.operators import OPERATORS
from fruitful.language.value import Duration, Span, Value
from fruitful.language.vocabulary import Fact
from fruitful.profile.facts import Collected, Facts
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule

Known = dict[str, Value]
"""Values by path; a member's facts as ``partners/0/willing``."""
MEMBERS = 2
MOST_TRIED = 2_000


def facts_in_which_it_fires(ruleset: Ruleset, rule: Rule, on: date) -> Facts | None:
    """Facts in which the rule is a finding, if the search finds any."""
    search = _Search(ruleset, on)
    engine = prepare(ruleset, REFERENCE)
    wanted = All((rule.applies, rule.when))
    for known in islice(search.solutions(wanted, True, {}), MOST_TRIED):
        facts = search.facts(known)
        if fire(ruleset, facts, engine).outcomes[rule.id] == FINDING:
            return facts
    return None


class _Search:
    def __init__(self, ruleset: Ruleset, on: date) -> None:
        self.ruleset, self.on = ruleset, on

    def solutions(self, condition: Condition, wanted: bool, known: Known) -> Iterator[Known]:
        """Extensions of what is known in which the condition is as wanted."""
        if isinstance(condition, Not):
            yield from self.solutions(condition.part, not wanted, known)
        elif isinstance(condition, (All, Any)):
            if isinstance(condition, All) is wanted:
                yield from self._each(list(condition.parts), wanted, known)
            else:
                for part in condition.parts:
                    yield from self.solutions(part, wanted, known)
        elif isinstance(condition, Quantified):
            yield from self._quantified(condition, wanted, known)
        elif isinstance(condition, RuleState):
            yield from self._rule_state(condition, wanted, known)
        else:
            yield from self._test(condition, wanted, known)

    def _each(self, parts: list[Condition], wanted: bool, known: Known) -> Iterator[Known]:
        if not parts:
            yield known
            return
        for extended in self.solutions(parts[0], wanted, known):
            yield from self._each(parts[1:], wanted, extended)

    def _rule_state(self, leaf: RuleState, wanted: bool, known: Known) -> Iterator[Known]:
        rule = self.ruleset.rules[leaf.rule]
        when = Not(rule.when) if leaf.state == "met" else rule.when
        severe = [case.when for case in rule.severity if case.severity in leaf.severities]
        parts = (rule.applies, when, Any(tuple(severe)) if severe else ALWAYS)
        yield from self.solutions(All(parts), wanted, known)

    def _quantified(self, leaf: Quantified, wanted: bool, known: Known) -> Iterator[Known]:
        inner = [_of_member(leaf.condition, leaf.collection, at) for at in range(MEMBERS)]
        if leaf.quantifier == "count":
            raise NotImplementedError("no rule of the paper counts members")
        yes = leaf.quantifier != "none"
        whole = All(tuple(inner)) if leaf.quantifier == "every" else Any(tuple(inner))
        yield from self.solutions(whole, wanted is yes, known)

    def _test(self, test: Test, wanted: bool, known: Known) -> Iterator[Known]:
        concluding = [rule for rule in self.ruleset.rules.values() if rule.conclude == test.path]
        if concluding:
            found = Any(tuple(All((rule.applies, rule.when)) for rule in concluding))
            yes = test.operand == ("yes",)
            yield from self.solutions(found, wanted is yes, known)
            return
        candidates = [known[test.path]] if test.path in known else self._candidates(test)
        for value in candidates:
            if OPERATORS[test.operator].holds(value, test.operand, self.on) is wanted:
                yield {**known, test.path: value}

    def _candidates(self, test: Test) -> list[Value]:
        head, _, rest = test.path.partition("/")
        path = f"{head}.{rest.partition('/')[2]}" if rest else test.path
        fact: Fact = self.ruleset.vocabulary.facts[path]
        if fact.kind == "set":
            one_each: list[Value] = [frozenset((choice,)) for choice in fact.choices]
            return [frozenset(fact.choices), *one_each, frozenset()]
        if fact.choices:
            return list(fact.choices)
        if fact.kind == "date":
            days = [date(year, 6, 1) for year in range(self.on.year - 10, self.on.year + 10)]
            return [Span(day, day) for day in days]
        assert not isinstance(test.operand, (str, tuple, frozenset, Duration))
        return [max(0, int(test.operand) + by) for by in (0, 1, -1)]

    def facts(self, known: Known) -> Facts:
        """What is known, as facts; collections are listed whole where a size allows it."""
        values = {path: value for path, value in known.items() if "/" not in path}
        collections = {}
        for name in self.ruleset.vocabulary.collections:
            members = [
                {
                    path.split("/", 2)[2]: value
                    for path, value in known.items()
                    if path.startswith(f"{name}/{at}/")
                }
                for at in range(MEMBERS)
            ]
            total = values.get(f"{name}.count", MEMBERS)
            assert isinstance(total, int)
            if total:
                values[f"{name}.count"] = max(total, MEMBERS)
                listed = tuple((f"{name} {at}", one) for at, one in enumerate(members))
                more = max(total, MEMBERS) - MEMBERS
                collections[name] = Collected(listed, members[-1], more > 0, more)
            else:
                collections[name] = Collected((), {}, False, 0)
        return Facts(values, collections, self.on)


def _of_member(condition: Condition, collection: str, at: int) -> Condition:
    """An inner condition, about one member."""
    if isinstance(condition, Test):
        path = f"{collection}/{at}/{condition.path}"
        return Test(path, condition.operator, condition.operand, condition.setting)
    if isinstance(condition, Not):
        return Not(_of_member(condition.part, collection, at))
    assert isinstance(condition, (All, Any))
    return type(condition)(tuple(_of_member(part, collection, at) for part in condition.parts))
