"""Which rules hang on which answers: those that hang on the same ones are decided together.

What comes of a rule depends on the answers that its conditions read, and on those that the rules
read that it rests on; on nothing else. So does a part of a verdict's condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from fruitful.firing.programme import Name, programme
from fruitful.language.condition import All, Any, Condition
from fruitful.language.reads import facts_read, rules_read
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules

Inputs = frozenset[str]
"""Paths of facts. That of a collection's number stands for all that is known of its members."""


class Joined(NamedTuple):
    """A condition taken apart into parts that hang on different answers."""

    is_all: bool
    """Whether it takes all of them, or any."""
    branches: tuple[int | Joined, ...]
    """Parts by their number, and conditions that are taken apart further."""


Node = int | Joined


class Group(NamedTuple):
    """What hangs on the same answers."""

    inputs: Inputs
    rules: list[str]
    """In the order of firing."""
    relevant: list[str]
    """Facts of which these answers tell whether it makes sense to ask."""
    parts: dict[int, Condition]
    """Parts of the conditions of verdicts, by number."""


class Grouped(NamedTuple):
    """A ruleset, by the answers that things hang on."""

    groups: tuple[Group, ...]
    """Each after those that its rules rest on."""
    conditions: Mapping[str, Mapping[Name, Condition]]
    """By rule: its conditions."""
    verdicts: Mapping[str, Node]
    """The condition of each verdict."""
    stature: Inputs
    """What the tiers hang on, and which questions make sense of those that they wait for."""


def grouped(ruleset: Ruleset, answered: Set[str], beside: Iterable[Condition]) -> Grouped:
    """Group a ruleset, where no other facts than these are ever answered.

    Conditions ``beside`` the tiers are decided together with them.
    """
    grouping = _Grouping(ruleset, answered)
    for id, inputs in grouping.rules.items():
        grouping.group(inputs).rules.append(id)
    for path, condition in ruleset.relevance.items():
        grouping.group(grouping.read([condition])).relevant.append(path)
    verdicts = {id: grouping.split(verdict.when) for id, verdict in ruleset.verdicts.items()}
    tiers = [tier.when for tier in ruleset.tiers.values()]
    waits = [ruleset.relevance[path] for path in grouping.read(tiers) & ruleset.relevance.keys()]
    # What a rule rests on reads no more than the rule does, so its group comes first.
    groups = sorted(grouping.groups.values(), key=lambda one: (len(one.inputs), sorted(one.inputs)))
    stature = grouping.read([*tiers, *beside, *waits]) & answered
    return Grouped(tuple(groups), grouping.conditions, verdicts, stature)


class _Grouping:
    """Gathers groups while conditions are read."""

    def __init__(self, ruleset: Ruleset, answered: Set[str]) -> None:
        self._answered = answered
        self._concluding = concluding_rules(ruleset.rules)
        self.groups: dict[Inputs, Group] = {}
        self.conditions: dict[str, dict[Name, Condition]] = {}
        self.rules: dict[str, Inputs] = {}
        """What each rule hangs on in the end, in the order of firing."""
        self._parts = 0
        for stratum in programme(ruleset)[:-1]:
            for name, condition in stratum.items():
                self.conditions.setdefault(name[0], {})[name] = condition
        for id, conditions in self.conditions.items():
            self.rules[id] = self.read(conditions.values())

    def read(self, conditions: Iterable[Condition]) -> Inputs:
        """The facts behind conditions, about rules too if these have been read."""
        conditions = tuple(conditions)
        found: set[str] = set()
        for path in facts_read(conditions):
            found.add(path)
            for id in self._concluding.get(path, ()):
                found |= self.rules[id]
        for id in rules_read(conditions):
            found |= self.rules[id]
        return frozenset(found)

    def group(self, inputs: Inputs) -> Group:
        """The group of what hangs on those of these facts that may be answered."""
        inputs &= self._answered
        return self.groups.setdefault(inputs, Group(inputs, [], [], {}))

    def split(self, condition: Condition) -> Node:
        """Take a condition apart; what hangs on the same answers becomes a part of their group."""
        if not isinstance(condition, (All, Any)):
            return self._part(condition)
        kind = type(condition)
        plain: dict[Inputs, list[Condition]] = {}
        branches: list[Node] = []
        for part in condition.parts:
            if isinstance(part, (All, Any)):
                branches.append(self.split(part))
            else:
                plain.setdefault(self.read([part]) & self._answered, []).append(part)
        parts = [self._part(kind(tuple(some))) for some in plain.values()]
        return Joined(kind is All, (*parts, *branches))

    def _part(self, condition: Condition) -> int:
        self._parts += 1
        self.group(self.read([condition])).parts[self._parts] = condition
        return self._parts


def numbers_in(node: Node) -> tuple[int, ...]:
    """The numbers of all parts of a condition."""
    if isinstance(node, int):
        return (node,)
    return tuple(number for branch in node.branches for number in numbers_in(branch))
