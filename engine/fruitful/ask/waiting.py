"""What waits for an answer: the unanswered facts that could still tell something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fruitful.advice.behind import Behind
from fruitful.advice.judging import Standing
from fruitful.firing import FINDING, UNDECIDED, Firing
from fruitful.firing.programme import APPLIES, WHEN
from fruitful.firing.refiring import RELEVANT
from fruitful.firing.trace import Trace, decisive, trace
from fruitful.language.condition import Condition, Quantified, RuleState, Test
from fruitful.language.value import Span
from fruitful.language.vocabulary import STAGE
from fruitful.profile import Profile
from fruitful.profile.facts import NOT_GIVEN, Facts
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule


class Waiting(NamedTuple):
    """The unanswered facts, and what waits for them."""

    rules: Mapping[str, tuple[str, ...]]
    """By fact: the rules that wait for it; none where only something else does."""
    verdict: frozenset[str]
    """The facts that the verdict hangs on, alone or with others."""
    gates: Mapping[str, tuple[str, ...]]
    """By fact: the facts that decide whether it makes sense to ask for it, where that is open."""
    at_most: frozenset[str]
    """The facts that can come to stand before the verdict, whatever is answered first."""


def what_waits(ruleset: Ruleset, firing: Firing, standing: Standing) -> Waiting:
    """What waits for an answer that makes sense; a fact that nothing waits for is not in it.

    ``firing`` tells of every question whether it makes sense, as ``refiring.begin`` makes it do.
    """
    behind = Behind(ruleset, firing.view)
    rules: dict[str, list[str]] = {}
    for rule in ruleset.rules.values():
        if rule.recommend:
            for path in _unanswered(behind, _undecided(rule, firing)):
                rules.setdefault(path, []).append(rule.id)
    verdict = frozenset(_unanswered(behind, _of_verdict(ruleset, firing, standing)))
    last = firing.view.values.get(STAGE) == list(ruleset.stages)[-1]
    first = () if standing.settled or last else ruleset.asking.first
    for path in (*verdict, *_unanswered(behind, _beside_rules(ruleset, firing)), *first):
        rules.setdefault(path, [])
    sensible = [path for path in rules if firing.truths.get((path, RELEVANT), True) is not False]
    gates: dict[str, tuple[str, ...]] = {}
    for path in sensible:  # which grows: a gate may have a gate of its own
        if firing.truths.get((path, RELEVANT), True) is None and path not in gates:
            gates[path] = tuple(_unanswered(behind, [ruleset.relevance[path]]))
            sensible += [gate for gate in gates[path] if gate not in sensible]
    before = set(first)
    if not standing.settled:
        before.update(_unanswered(behind, _could_stand_before(ruleset, firing)))
    for path in list(before):
        before.update(_all_gates(path, gates))
    waiting = {path: tuple(rules.get(path, ())) for path in sensible}
    return Waiting(waiting, verdict, gates, frozenset(before))


def _all_gates(path: str, gates: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [path]
    while waiting:
        fresh = [one for one in gates.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _could_stand_before(ruleset: Ruleset, firing: Firing) -> Iterator[Condition]:
    """The conditions that the verdict hangs on, or can come to hang on while it is open.

    Whatever is answered, they become fewer: what is decided stays so.
    """
    for entry in ruleset.verdicts.values():
        holds = firing.truths[entry.id, "verdict"]
        if holds is None and not entry.only_if_known:
            yield entry.when
        if holds is not False:
            for id in entry.most_undecided:
                yield from _undecided(ruleset.rules[id], firing)
        if holds and not entry.most_undecided:
            break
    yield from (
        entry.when
        for entry in ruleset.alternatives.values()
        if firing.truths[entry.id, "alternative"] is None
    )


def _undecided(rule: Rule, firing: Firing) -> Iterator[Condition]:
    """The conditions by which something else may yet come of a rule."""
    outcome, truths = firing.outcomes[rule.id], firing.truths
    if truths[rule.id, APPLIES] is None:
        yield rule.applies
    if outcome == UNDECIDED and truths[rule.id, WHEN] is None:
        yield rule.when
    if outcome == FINDING:
        for at, case in enumerate(rule.severity):
            if truths[rule.id, str(at)]:
                return
            if truths[rule.id, str(at)] is None:
                yield case.when


def _of_verdict(ruleset: Ruleset, firing: Firing, standing: Standing) -> Iterator[Condition]:
    """The conditions that the verdict hangs on."""
    yield from (entry.when for entry in standing.earlier)
    for id in standing.verdict.most_undecided:
        if firing.outcomes[id] == UNDECIDED:
            yield from _undecided(ruleset.rules[id], firing)
    if standing.verdict.offers_alternative:
        for entry in ruleset.alternatives.values():
            if firing.truths[entry.id, "alternative"]:
                return
            yield entry.when


def _beside_rules(ruleset: Ruleset, firing: Firing) -> Iterator[Condition]:
    """What undecided verdicts test themselves, beside the outcomes of rules."""
    for entry in ruleset.verdicts.values():
        if firing.truths[entry.id, "verdict"] is None:
            for leaf in decisive(trace(entry.when, firing.view)):
                if not isinstance(leaf.condition, RuleState):
                    yield leaf.condition


def _unanswered(behind: Behind, conditions: Iterable[Condition]) -> dict[str, None]:
    """The unanswered facts that leave these conditions undecided."""
    return dict.fromkeys(
        path for leaf in behind.leaves(conditions) if leaf.truth is None for path in _of_leaf(leaf)
    )


def _of_leaf(leaf: Trace) -> Iterator[str]:
    condition = leaf.condition
    if isinstance(condition, Test):
        yield condition.path
    elif isinstance(condition, Quantified):
        for _, member in leaf.members:
            if member.truth is None:
                for inner in decisive(member):
                    assert isinstance(inner.condition, Test)
                    yield f"{condition.collection}.{inner.condition.path}"
        yield f"{condition.collection}.count"


def is_askable(ruleset: Ruleset, facts: Facts, profile: Profile, path: str) -> bool:
    """Whether a fact can be asked for, and is not known exactly."""
    fact = ruleset.vocabulary.facts[path]
    if fact.concluded:
        return False
    if fact.collection:
        return _some_are_unknown(facts, profile, fact.collection, fact.item)
    known = facts.values.get(path)
    return known is None or (isinstance(known, Span) and known.first < known.last)


def _some_are_unknown(facts: Facts, profile: Profile, collection: str, item: str) -> bool:
    """Whether what holds of each is not told, and there may be members that do not say it."""
    collected = facts.collections.get(collection, NOT_GIVEN)
    if item in collected.others:
        return False
    members = profile.members.get(collection)
    silent = members is not None and any(item not in one.answers for one in members.listed)
    return silent or collected.others_exist is not False
