"""Explanations and outcomes as JSON, format 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fruitful.advice.local import local_policies
from fruitful.explain.explanation import Came, Case, Change, Explanation, Given, Part, Way, Ways
from fruitful.firing.trace import EACH
from fruitful.language.condition import All, Not, Quantified, RuleState
from fruitful.language.condition import Any as AnyOf
from fruitful.language.value import plain
from fruitful.render.as_json import witnesses_as_json
from fruitful.render.english import predicate, quantifier_head
from fruitful.render.local_json import local_as_json
from fruitful.render.reasoning import leaf_in_words
from fruitful.ruleset import Ruleset


def explanation_as_json(explained: Explanation, ruleset: Ruleset) -> dict[str, Any]:
    """The explanation as plain data: the rule asked for, and those that it rests on."""
    ways = explained.ways
    return {
        **_rule(explained, ruleset),
        "ways": None if ways is None else _ways(ways, ruleset),
        "rests_on": [_rule(one, ruleset) for one in explained.rests_on],
    }


def outcomes_as_json(all_rules: Iterable[Came], ruleset: Ruleset) -> list[dict[str, Any]]:
    """What came of every rule, in the paper's order."""
    local = local_policies(ruleset)
    return [
        {
            "rule": one.rule.id,
            "title": one.rule.title,
            "outcome": one.outcome,
            "severity": one.severity or None,
            "local": local_as_json(local.get(one.rule.id)),
        }
        for one in all_rules
    ]


def _rule(explained: Explanation, ruleset: Ruleset) -> dict[str, Any]:
    rule = explained.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "theme": rule.theme,
        "outcome": explained.outcome,
        "severity": explained.severity or None,
        "text": explained.text,
        "concludes": {"fact": rule.conclude, "is": explained.concluded} if rule.conclude else None,
        "cites": list(rule.cites),
        "because": [given_as_json(one) for one in explained.because],
        "missing": list(explained.missing),
        "witnesses": witnesses_as_json(explained.witnesses),
        "local": local_as_json(explained.local),
        "applies": _part(explained.applies, ruleset),
        "when": _part(explained.when, ruleset),
        "severities": [_case(case, ruleset) for case in explained.cases],
    }


def given_as_json(given: Given) -> dict[str, Any]:
    """An answer with its evidence."""
    return {
        "path": str(given.address),
        "fact": given.address.path,
        "member": EACH if given.address.member is None else given.address.member or None,
        "answer": None if given.value is None else plain(given.value),
        "evidence": given.evidence,
        "by": given.by,
        "on": given.on,
        "of_each": given.of_each,
    }


def _case(case: Case, ruleset: Ruleset) -> dict[str, Any]:
    return {
        "severity": case.severity,
        "held": case.held,
        "condition": _part(case.part, ruleset),
    }


def _part(part: Part, ruleset: Ruleset, collection: str = "") -> dict[str, Any]:
    condition = part.condition
    shown: dict[str, Any] = {"truth": part.truth, "decisive": part.decisive}
    if isinstance(condition, (All, AnyOf, Not)):
        kinds = {All: "all", AnyOf: "any", Not: "not"}
        parts = [_part(one, ruleset, collection) for one in part.parts]
        return {"kind": kinds[type(condition)], **shown, "parts": parts}
    if isinstance(condition, Quantified):
        head = quantifier_head(condition, ruleset.vocabulary)
        members = [
            {
                "name": EACH if one.name is None else one.name,
                "listed": one.name is not None,
                "decides": one.decides,
                "condition": _part(one.part, ruleset, condition.collection),
            }
            for one in part.members
        ]
        shown |= {"text": head, "collection": condition.collection, "members": members}
        return {"kind": condition.quantifier, **shown}
    shown |= {
        "text": leaf_in_words(condition, ruleset, collection),
        "rests_on": list(part.rests_on),
    }
    if isinstance(condition, RuleState):
        return {"kind": condition.state, **shown, "rule": condition.rule}
    path = f"{collection}.{condition.path}" if collection else condition.path
    answer = None if part.given is None else given_as_json(part.given)
    return {"kind": "test", **shown, "fact": path, "answer": answer}


def _ways(ways: Ways, ruleset: Ruleset) -> dict[str, Any]:
    return {"up_to": ways.up_to, "each": [_way(way, ruleset) for way in ways.each]}


def _way(way: Way, ruleset: Ruleset) -> dict[str, Any]:
    return {"outcome": way.outcome, "changes": [_change(one, ruleset) for one in way.changes]}


def _change(change: Change, ruleset: Ruleset) -> dict[str, Any]:
    address = change.address
    fact = ruleset.vocabulary.facts[address.path]
    tests = dict.fromkeys(predicate(test, fact, holds=holds) for test, holds in change.tests)
    return {
        "path": str(address),
        "fact": address.path,
        "member": EACH if address.member is None else address.member or None,
        "now": None if change.now is None else plain(change.now),
        "to": [plain(value) for value in change.to],
        "exhaustive": bool(fact.choices) and fact.kind != "set",
        "tests": list(tests),
        "fixed": fact.fixed,
    }
