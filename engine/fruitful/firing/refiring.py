"""Firing again after one more answer: only what the answer can reach is decided anew.

To try every possible answer to every open question, a ruleset is fired some hundreds of times; an
answer reaches one or two rules of a hundred. A property test holds it to what ``fire`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from fruitful.firing import Firing, Memory
from fruitful.firing.programme import Name, programme
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.language.reads import facts_read, rules_read
from fruitful.profile.facts import NOT_GIVEN, Facts
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules

Reader = TypeVar("Reader", str, Name)

RELEVANT = "relevant"
"""The name under which it stands whether a question makes sense."""


class Reach(NamedTuple):
    """What each answer can reach, worked out once for a ruleset."""

    ruleset: Ruleset
    rules: Mapping[str, tuple[str, ...]]
    """By fact: the rules to decide anew, in the order of firing."""
    conditions: Mapping[str, Mapping[Name, Condition]]
    """By rule: its conditions."""
    last: Mapping[Name, Condition]
    """What nothing rests on: verdicts, alternatives, models, and whether questions make sense."""
    last_by_fact: Mapping[str, tuple[Name, ...]]
    last_by_rule: Mapping[str, tuple[Name, ...]]
    concluded: frozenset[str]


def reach_of(ruleset: Ruleset) -> Reach:
    """What each answer to a question of the ruleset can reach."""
    *strata, last = programme(ruleset)
    conditions: dict[str, dict[Name, Condition]] = {}
    for stratum in strata:
        for name, condition in stratum.items():
            conditions.setdefault(name[0], {})[name] = condition
    final = {**last, **{(path, RELEVANT): one for path, one in ruleset.relevance.items()}}
    concluding = concluding_rules(ruleset.rules)
    by_fact = _inverted((id, facts_read(some.values())) for id, some in conditions.items())
    by_rule = _inverted((id, rules_read(some.values())) for id, some in conditions.items())
    for id, rule in ruleset.rules.items():
        if rule.conclude:  # those that conclude the same fact are decided together
            beside = (*concluding[rule.conclude], *by_fact.get(rule.conclude, ()))
            by_rule[id] = (*by_rule.get(id, ()), *beside)
    return Reach(
        ruleset,
        {path: _closure(first, by_rule, conditions) for path, first in by_fact.items()},
        conditions,
        final,
        _inverted((name, facts_read([one])) for name, one in final.items()),
        _inverted((name, rules_read([one])) for name, one in final.items()),
        frozenset(concluding),
    )


def _inverted(reading: Iterable[tuple[Reader, Iterable[str]]]) -> dict[str, tuple[Reader, ...]]:
    """From what each reads, by whom each is read."""
    found: dict[str, list[Reader]] = {}
    for reader, read in reading:
        for one in dict.fromkeys(read):
            found.setdefault(one, []).append(reader)
    return {one: tuple(readers) for one, readers in found.items()}


def _closure(
    first: Iterable[str], by_rule: Mapping[str, tuple[str, ...]], order: Iterable[str]
) -> tuple[str, ...]:
    """The rules, those that rest on them, and so on, in the order of firing."""
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += by_rule.get(id, ())
    return tuple(id for id in order if id in found)


def begin(reach: Reach, firing: Firing) -> Firing:
    """A firing with what ``refire`` needs beside: whether each question makes sense."""
    relevant = {
        (path, RELEVANT): truth(condition, firing.view)
        for path, condition in reach.ruleset.relevance.items()
    }
    return firing._replace(truths={**firing.truths, **relevant})


class Refired(NamedTuple):
    """What came of one more answer."""

    firing: Firing
    reached: tuple[str, ...]
    """The rules that were decided anew; no other can have changed."""


def refire(reach: Reach, before: Firing, facts: Facts, path: str) -> Refired:
    """What comes of facts that differ from those before in the answer at this path only.

    ``before`` is what ``begin`` or ``refire`` gave, on the same day.
    """
    rules = reach.ruleset.rules
    changed = _changed(before, facts, path)
    ids = _reached(reach, changed)
    memory = Memory(facts)
    for concluded in reach.concluded.difference(rules[id].conclude for id in ids):
        if concluded in before.view.values:
            memory.values[concluded] = before.view.values[concluded]
    memory.rules.update(before.view.rules)
    memory.outcomes.update(before.outcomes)
    memory.severities.update(before.severities)
    truths = dict(before.truths)
    for id in ids:
        decided = {name: truth(one, memory.view) for name, one in reach.conditions[id].items()}
        truths.update(decided)
        memory.note(rules[id], decided)
    for name in _last_reached(reach, before, memory, changed, ids):
        truths[name] = truth(reach.last[name], memory.view)
    return Refired(Firing(memory.outcomes, memory.severities, truths, memory.view), ids)


def _changed(before: Firing, facts: Facts, path: str) -> tuple[str, ...]:
    """What the answer tells: itself, and perhaps that there are members at all."""
    for name, collected in facts.collections.items():
        known = before.view.collections.get(name, NOT_GIVEN)
        if (known.others_exist, known.others_count) != collected[2:] and path != f"{name}.count":
            return path, f"{name}.count"
    return (path,)


def _reached(reach: Reach, changed: tuple[str, ...]) -> tuple[str, ...]:
    if len(changed) == 1:
        return reach.rules.get(changed[0], ())
    union = {id for path in changed for id in reach.rules.get(path, ())}
    return tuple(id for id in reach.conditions if id in union)


def _last_reached(
    reach: Reach, before: Firing, memory: Memory, changed: tuple[str, ...], ids: Iterable[str]
) -> Iterator[Name]:
    """What nothing rests on, where something that it reads has changed."""
    for path in changed:
        yield from reach.last_by_fact.get(path, ())
    for id in ids:
        if memory.rules[id] != before.view.rules[id]:
            yield from reach.last_by_rule.get(id, ())
            yield from reach.last_by_fact.get(reach.ruleset.rules[id].conclude, ())
