"""What would have to be different for another verdict, as JSON, format 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fruitful.language.regions import Region, ends, joined
from fruitful.language.value import plain
from fruitful.language.vocabulary import Fact
from fruitful.ruleset import Ruleset
from fruitful.what_if.towards import Action, Towards


def towards_as_json(found: Towards, ruleset: Ruleset) -> dict[str, Any]:
    """The ways to a verdict as plain data."""
    return {
        "verdict": {
            "id": found.now.id,
            "title": found.now.title,
            "standing": "settled" if found.settled else "provisional",
        },
        "wished": {"id": found.wished.id, "title": found.wished.title},
        "fewest": len(found.ways[0].actions) if found.ways else None,
        "other_stage": found.other_stage,
        "only_worse": found.only_worse,
        "ways": [
            {
                "answers": [_action_as_json(action, ruleset) for action in way.actions],
                "standing": "settled" if way.settled else "provisional",
            }
            for way in found.ways
        ],
        "all_ways": found.are_all,
        "always": [str(action.address) for action in found.always],
        "choices": [
            [[str(action.address) for action in group] for group in choice]
            for choice in found.choices
        ],
        "kept": [
            {"answer": str(one.address), "is": plain(one.before), "why": one.why}
            for one in found.kept
        ],
    }


def _action_as_json(action: Action, ruleset: Ruleset) -> dict[str, Any]:
    fact = ruleset.vocabulary.facts[action.address.path]
    return {
        "answer": str(action.address),
        "fact": fact.path,
        "member": action.address.member,
        "is": None if action.before is None else plain(action.before),
        "to": _to_as_json(action.to, fact),
        "eases": list(action.eases),
        "ends": list(action.ends),
        "form": action.form,
        "cites": list(fact.cites),
    }


def _to_as_json(to: Sequence[Region], fact: Fact) -> list[dict[str, Any]]:
    """Each value that will do; of numbers and dates from where to where."""
    if fact.choices:
        return [{"value": plain(region.value)} for region in to]
    return [{how: plain(value) for how, value in ends(region)} for region in joined(to)]
