"""Where the answers that decide one rule make another a finding too, only one of them speaks, or
it has been decided that both have something of their own to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from fruitful.firing import FINDING
from fruitful.language.condition import All, Any, Condition, Not
from fruitful.language.vocabulary import STAGE
from fruitful.linting.unused import every_condition
from fruitful.proving.prover import Prover
from fruitful.proving.showing import ground_of
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.ruleset.rule import gives_way
from fruitful.shipped import paper_pack
from fruitful.solving.formulas import Formula, both, opposite

pytest.importorskip("z3")

ON = date(2026, 11, 1)
BOTH_SPEAK = {
    ("M6", "TR3"): "a form that suits low trust is one thing, steps that raise trust are another",
    ("BN2", "S1"): "S1 says how to share information, BN2 what to do with skills and rooms",
}
"""Pairs of which the first is never a finding for some of its reasons without the second."""

Limb = tuple[tuple[Condition, bool], ...]
"""Conditions, and whether they are to hold: one way in which a rule finds something wrong."""


def limbs(condition: Condition, *, holds: bool = True) -> list[Limb]:
    """The ways in which a condition comes out so."""
    if isinstance(condition, Not):
        return limbs(condition.part, holds=not holds)
    if not isinstance(condition, (All, Any)):
        return [((condition, holds),)]
    parts = [limbs(part, holds=holds) for part in condition.parts]
    if isinstance(condition, All) is holds:
        return [sum(one, ()) for one in product(*parts)]
    return [limb for part in parts for limb in part]


def test_where_one_finding_brings_another_it_gives_way_or_both_were_decided_to_speak() -> None:
    ruleset = load_ruleset([paper_pack()], ON)
    found = {
        pair
        for pair in overlaps(ruleset)
        if not gives_way(*pair, ruleset.rules) and not gives_way(*pair[::-1], ruleset.rules)
    }
    assert found == set(BOTH_SPEAK)


def overlaps(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """Rules, and those that are findings at some stage wherever one of their limbs is."""
    prover = Prover(ruleset, every_condition(ruleset), ON)
    problem = prover.problem
    advising = [id for id, rule in ruleset.rules.items() if rule.recommend]
    named = {id: prover.named(problem.outcomes[id][FINDING]) for id in advising}
    stages = [prover.named(formula) for formula, _ in problem.answers.own[STAGE].takes]
    facts = {id: ground_of(ruleset, [id]).facts - {STAGE} for id in advising}

    def so(limb: Limb) -> Formula:
        rails = ((problem.rails(condition), holds) for condition, holds in limb)
        return prover.named(both(one.yes if holds else one.no for one, holds in rails))

    ways = {id: [so(limb) for limb in limbs(ruleset.rules[id].when)] for id in advising}
    for one, other in product(advising, repeat=2):
        if one != other and facts[one] & facts[other]:
            reasons = [(way, named[one], stage) for way in ways[one] for stage in stages]
            if any(
                prover.possible(*reason) and not prover.possible(*reason, opposite(named[other]))
                for reason in reasons
            ):
                yield one, other
