"""Conditions wider than any rule's, near the limits of durable_rules: both engines still agree."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from fruitful.firing.engines import DURABLE, default_engine
from fruitful.firing.programme import Name
from fruitful.firing.reference import truth
from fruitful.language.condition import ALWAYS, All, Any, Condition, Not, Test
from fruitful.profile.facts import View

pytestmark = pytest.mark.skipif(
    default_engine() != DURABLE, reason="durable_rules is not installed here"
)

FACTS = 200
WIDTHS = (40, 41, 64, 65, 120)
"""Round the number of rules in a network, of durable_rules' stack, and of parts before a split."""


def condition(depth: int, chance: Random, widths: tuple[int, ...] = (2, 3, 8)) -> Condition:
    """A random tree; some of its parts are always true, some never."""
    kind = chance.random()
    if depth == 0 or kind < 0.2:
        answer = chance.choice(("yes", "no"))
        return Test(f"f{chance.randrange(FACTS)}", "one_of", (answer,))
    if kind < 0.25:
        return chance.choice((ALWAYS, Any(())))
    if kind < 0.35:
        return Not(condition(depth - 1, chance))
    parts = tuple(condition(depth - 1, chance) for _ in range(chance.choice(widths)))
    return chance.choice((All, Any))(parts)


def views(chance: Random) -> list[View]:
    """Nothing known, all known and alike, and mixtures: so that few, and all, rules match."""
    found = []
    for known, share_of_yes in ((0, 0), (1, 1), (1, 0), (1, 0.5), (0.5, 0.5), (0.9, 0.9)):
        values = {
            f"f{number}": "yes" if chance.random() < share_of_yes else "no"
            for number in range(FACTS)
            if chance.random() < known
        }
        found.append(View(values, {}, date(2026, 11, 1), {}))
    return found


def test_one_fact_may_match_every_rule_of_every_network() -> None:
    """durable_rules fails where a fact matches more than 64 nodes: no network is so large."""
    from fruitful.firing.rete import _Rails

    tests = [Test(f"f{number}", "one_of", ("yes",)) for number in range(FACTS)]
    stratum: dict[Name, Condition] = {
        (str(at), "when"): Any(tuple(tests[at : at + 8])) for at in range(0, FACTS, 8)
    }
    values = {f"f{number}": "yes" for number in range(FACTS)}
    decided = _Rails(stratum).decide(View(values, {}, date(2026, 11, 1), {}))
    assert set(decided.values()) == {True}


@pytest.mark.parametrize("seed", range(6))
def test_the_engines_agree_on_wide_conditions(seed: int) -> None:
    from fruitful.firing.rete import _Rails

    chance = Random(seed)
    wide = [condition(2, chance, WIDTHS) for _ in range(8)]
    narrow = [condition(3, chance) for _ in range(40)]
    stratum: dict[Name, Condition] = {
        (str(number), "when"): one for number, one in enumerate((*wide, *narrow))
    }
    rails = _Rails(stratum)
    for view in views(chance):
        assert rails.decide(view) == {name: truth(one, view) for name, one in stratum.items()}
