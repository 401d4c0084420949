"""In which order rules fire: each after those that it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.diagnostic import Diagnostic
from fruitful.language.condition import RuleState, leaves, paths
from fruitful.ruleset.rule import Rule


def strata_of(rules: Mapping[str, Rule], faults: list[Diagnostic]) -> tuple[tuple[str, ...], ...]:
    """Rule ids in layers; a layer rests on earlier ones only. A circle is a fault."""
    concluding = concluding_rules(rules)
    waiting = {rule.id: rests_on(rule, concluding) & rules.keys() for rule in rules.values()}
    followers: dict[str, list[str]] = {}
    for id, needed in waiting.items():
        for one in needed:
            followers.setdefault(one, []).append(id)
    order = {id: at for at, id in enumerate(rules)}
    strata: list[tuple[str, ...]] = []
    ready = [id for id, needed in waiting.items() if not needed]
    while ready:
        strata.append(tuple(ready))
        following = []
        for id in ready:
            del waiting[id]
            for follower in followers.get(id, ()):
                waiting[follower].discard(id)
                if not waiting[follower]:
                    following.append(follower)
        ready = sorted(following, key=order.__getitem__)
    if waiting:
        circle = _circle(waiting)
        message = f"these rules rest on each other in a circle: {' → '.join(circle)}"
        help = "let one of them rest on facts alone"
        faults.append(Diagnostic(rules[circle[0]].place, "circle", message, help))
    return tuple(strata)


def concluding_rules(rules: Mapping[str, Rule]) -> dict[str, list[str]]:
    """The ids of the rules that conclude each concluded fact."""
    concluding: dict[str, list[str]] = {}
    for rule in rules.values():
        if rule.conclude:
            concluding.setdefault(rule.conclude, []).append(rule.id)
    return concluding


def rests_on(rule: Rule, concluding: Mapping[str, list[str]]) -> set[str]:
    """The rules whose outcome or conclusion a rule's conditions read."""
    found: set[str] = set()
    for condition in (rule.applies, rule.when, *(case.when for case in rule.severity)):
        found.update(leaf.rule for leaf in leaves(condition) if isinstance(leaf, RuleState))
        for path in paths(condition):
            found.update(concluding.get(path, ()))
    return found


def _circle(waiting: Mapping[str, set[str]]) -> list[str]:
    """One circle among rules that wait for each other, its first rule repeated at the end."""
    trail = [min(waiting)]
    seen: set[str] = set()
    while trail[-1] not in seen:
        seen.add(trail[-1])
        trail.append(min(waiting[trail[-1]] & waiting.keys()))
    return trail[trail.index(trail[-1]) :]
