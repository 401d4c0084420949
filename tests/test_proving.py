"""What the prover says of every profile is so of every profile that is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fruitful.firing import OUTCOMES, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.linting.unused import every_condition
from fruitful.profile.facts import Facts
from fruitful.proving.profiles import facts_of_sketch
from fruitful.proving.prover import Prover
from fruitful.ruleset import Ruleset
from generated_rulesets import ON, profiles, rulesets
from plain_trial import examined

pytest.importorskip("z3")

TRIALS = 20
"""Random profiles of each random ruleset."""
Question = tuple[tuple[str, str], ...]
"""Rules with the outcomes that one profile is to give them."""


def questions(ruleset: Ruleset) -> Iterator[Question]:
    """Each outcome of each rule, and pairs of findings."""
    rules = list(ruleset.rules)
    for id in rules:
        yield from (((id, outcome),) for outcome in OUTCOMES)
    for one, other in pairwise(rules):
        yield (one, "finding"), (other, "finding")
        yield (one, "met"), (other, "undecided")


@examined
@given(ruleset=rulesets(), data=st.data())
def test_what_is_possible_is_shown_and_what_is_not_never_comes(
    ruleset: Ruleset, data: st.DataObject
) -> None:
    prover = Prover(ruleset, every_condition(ruleset), ON)
    asked = {
        question: [prover.named(prover.problem.outcomes[id][one]) for id, one in question]
        for question in questions(ruleset)
    }
    engine = prepare(ruleset, REFERENCE)
    never = set()
    for question, names in asked.items():
        possible = prover.possible(*names)
        if possible and not prover.too_many:
            facts = facts_of_sketch(prover.sketch(), ruleset.vocabulary, Facts({}, {}, ON))
            outcomes = fire(ruleset, facts, engine).outcomes
            assert all(outcomes[id] == one for id, one in question)
        elif possible is False:
            never.add(question)
    for _ in range(TRIALS):
        outcomes = fire(ruleset, data.draw(profiles()), engine).outcomes
        came = {one for one in never if all(outcomes[id] == outcome for id, outcome in one)}
        assert not came
