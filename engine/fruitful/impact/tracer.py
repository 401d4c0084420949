"""The edits between two rulesets that are behind an effect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from fruitful.compare.cause import ALTERNATIVES, Cause, causes, of_rule, of_verdicts
from fruitful.compare.edits import (
    of_answers,
    of_fact,
    of_priorities,
    of_tier,
    wording,
)
from fruitful.language.condition import Condition, Quantified, RuleState, Test, leaves, paths
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules, rests_on

Causes = tuple[Cause, ...]
Leaf = Test | RuleState | Quantified
Beneath = Callable[[Quantified], Mapping[str | None, Causes]]
"""For each member of a collection of whom a test comes out otherwise, the edits elsewhere that
make it so."""


def nothing_beneath(leaf: Quantified) -> Mapping[str | None, Causes]:
    """Of what partnerships answer themselves no edit changes anything."""
    return {}


class Tracer:
    """Finds the edits behind an effect; what was found is remembered."""

    def __init__(
        self,
        old: Ruleset,
        new: Ruleset,
        beneath: Beneath = nothing_beneath,
        *,
        of_authority: bool = False,
    ) -> None:
        self.old, self.new = old, new
        self._beneath = beneath
        self._of_authority = of_authority
        self._rules: dict[str, Causes] = {}
        entries = (of_verdicts(old, new), of_verdicts(old, new, ALTERNATIVES))
        self.verdicts = self._own(one for some in entries for one in some)
        self.priorities = self._own(of_priorities(old, new))

    def _own(self, found: Iterable[Cause]) -> Causes:
        if self._of_authority:
            return tuple(one._replace(of_authority=True) for one in found)
        return tuple(found)

    def rule(self, id: str) -> Causes:
        """What makes a rule come out otherwise, itself or what it rests on."""
        if id not in self._rules:
            found = self._own(causes(id, self.old, self.new))
            beneath = (some for each in self._members(id) for some in each.values())
            answers = (one for path in self._paths(id) for one in self._answers(path))
            self._rules[id] = _once((*found, *(one for some in beneath for one in some), *answers))
        return self._rules[id]

    def rules(self, ids: Iterable[str]) -> Causes:
        """The same of several rules, each edit once."""
        return _once(one for id in ids for one in self.rule(id))

    def members(self, id: str, names: Collection[str | None]) -> Causes:
        """What makes a finding be about these members, or no longer."""
        found = [one for each in self._members(id) for name in names for one in each.get(name, ())]
        return _once((*self._own(causes(id, self.old, self.new)), *found)) or self.rule(id)

    def leaf(self, leaf: Leaf) -> Causes:
        """What makes a test come out otherwise."""
        if isinstance(leaf, RuleState):
            return self.rule(leaf.rule)
        beneath = self._beneath(leaf).values() if isinstance(leaf, Quantified) else ()
        some = (self.answer(path) for path in paths(leaf))
        return _once(one for found in (*beneath, *some) for one in found)

    def answer(self, path: str) -> Causes:
        """What makes the same answer count otherwise: rules that conclude it, or its own type."""
        ids = [
            id for one in (self.old, self.new) for id in concluding_rules(one.rules).get(path, ())
        ]
        return _once((*self.rules(ids), *self._answers(path)))

    def tier(self, id: str) -> Causes:
        """What makes a tier be given otherwise."""
        when = [one.tiers[id].when for one in (self.old, self.new) if id in one.tiers]
        read = (one for condition in when for leaf in leaves(condition) for one in self.leaf(leaf))
        return _once((*self._own(of_tier(id, self.old, self.new)), *read))

    def fact(self, path: str) -> Causes:
        """That a fact is asked for by one of the two only, or is asked for otherwise."""
        return self._own(of_fact(path, self.old, self.new))

    def wording(self, id: str) -> Causes:
        """What makes a rule that both have say something else."""
        return self._own(wording(id, self.old, self.new))

    def weight(self, id: str) -> Causes:
        """What makes more or fewer rules rest on a rule, or it be due at another stage."""
        before, after = (one.get(id, set()) for one in self._resting)
        resting = (
            one for rule in sorted(before ^ after) for one in of_rule(rule, self.old, self.new)
        )
        return _once((*self._own(resting), *self._own(causes(id, self.old, self.new))))

    @cached_property
    def _resting(self) -> tuple[Mapping[str, set[str]], ...]:
        """Of each ruleset, the rules that rest on each."""
        return tuple(_resting_on(one) for one in (self.old, self.new))

    def _answers(self, path: str) -> Causes:
        return self._own(of_answers(path, self.old, self.new))

    def _paths(self, id: str) -> Iterator[str]:
        for rule in self._below(id):
            for condition in _conditions(rule):
                yield from paths(condition)

    def _members(self, id: str) -> Iterator[Mapping[str | None, Causes]]:
        """The members of whom a rule, or one that it rests on, finds something else."""
        for rule in self._below(id):
            for condition in _conditions(rule):
                for leaf in leaves(condition):
                    if isinstance(leaf, Quantified):
                        yield self._beneath(leaf)

    def _below(self, id: str) -> Iterator[Rule]:
        """The rule and those that it rests on, as each of the two has them."""
        for ruleset in (self.old, self.new):
            concluding = concluding_rules(ruleset.rules)
            waiting, seen = [id], {id}
            while waiting:
                rule = ruleset.rules.get(waiting.pop())
                if rule is not None:
                    yield rule
                    more = rests_on(rule, concluding) - seen
                    waiting += sorted(more)
                    seen |= more


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    return (rule.applies, rule.when, *(case.when for case in rule.severity))


def _resting_on(ruleset: Ruleset) -> dict[str, set[str]]:
    concluding = concluding_rules(ruleset.rules)
    found: dict[str, set[str]] = {}
    for rule in ruleset.rules.values():
        for below in rests_on(rule, concluding):
            found.setdefault(below, set()).add(rule.id)
    return found


def _once(found: Iterable[Cause]) -> Causes:
    return tuple(dict.fromkeys(found))
