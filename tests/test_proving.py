"""What the prover says of every profile is so of every profile that is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fruitful.advice.judging import stand
from fruitful.firing import OUTCOMES, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.linting.unused import every_condition
from fruitful.profile.facts import Facts
from fruitful.proving.profiles import facts_of_sketch
from fruitful.proving.prover import Prover
from fruitful.ruleset import Ruleset, stack
from fruitful.solving.formulas import Formula
from generated_rulesets import ON, pack_of, profiles, rulesets, sections
from plain_trial import OWN, examined

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


ASKED = ("stage", "board.fit", "board.met", "size", "tasks")
"""The questions of a vocabulary so small that every profile can be tried."""
_WHEN = st.sampled_from(
    (
        {"stage": "operating"},
        {"stage": ["proposed", "ending"]},
        {"board.fit": ["no", "partly"]},
        {"not": {"board.fit": "yes"}},
        {"board.met": "yes"},
        {"size": {"at_least": 2}},
        {"size": {"less_than": "$many"}},
        {"tasks": {"includes": "red"}},
        {"tasks": {"more_than": 1}},
        {"large": "yes"},
        {"finding": "R0"},
        {"met": "R0"},
    )
)


@st.composite
def small_packs(draw: st.DrawFn) -> dict[str, Any]:
    """The sections of a pack of rules on the few questions that can all be tried."""
    rules = []
    for number in range(3):
        conditions = [draw(_WHEN) for _ in range(4)] if number else [{"size": {"at_least": 3}}] * 4
        rules.append(
            {
                "id": f"R{number}",
                "title": "A rule",
                "theme": "board",
                "settle_by": "proposed",
                "until": "ended",
                "cites": "P1",
                "applies": {"any": [conditions[0], conditions[3]]},
                "when": {"any" if draw(st.booleans()) else "all": conditions[:2]},
                "severity": [{"high": conditions[2]}, "low"],
                "finding": "It is so.",
                "recommend": "Agree what to do.",
                **({"conclude": "large"} if not number else {}),
            }
        )
    verdicts = ({"finding": {"severity": "high"}}, draw(_WHEN), {"finding": "R1"})
    return sections(rules, *verdicts, conclusions=("large",))


def every_small_profile() -> Iterator[Facts]:
    for values in product(*([None, *OWN[path]] for path in ASKED)):
        given = zip(ASKED, values, strict=True)
        yield Facts({path: value for path, value in given if value is not None}, {}, ON)


@examined
@given(pack=small_packs())
def test_where_every_profile_is_tried_what_is_possible_is_what_comes(pack: dict[str, Any]) -> None:
    ruleset = stack([pack_of(pack)], ON)
    engine = prepare(ruleset, REFERENCE)
    came: set[object] = set()
    for facts in every_small_profile():
        firing = fire(ruleset, facts, engine)
        outcomes = [(id, firing.outcomes[id]) for id in ruleset.rules]
        came.update((*outcomes, *pairwise(outcomes), *firing.severities.items()))
        came.add(("", stand(ruleset, firing).verdict.id))
    prover = Prover(ruleset, every_condition(ruleset), ON)
    assert {key for key, names in named(prover).items() if prover.possible(*names)} == came
    assert not prover.gave_up


def named(prover: Prover) -> dict[object, tuple[Formula, ...]]:
    """All that can come of a profile, and of the next two rules together, with its formulas."""
    problem, rules = prover.problem, prover.ruleset.rules
    of_rules = {
        id: {one: prover.named(formula) for one, formula in problem.outcomes[id].items()}
        for id in rules
    }
    names: dict[object, tuple[Formula, ...]] = {
        (id, one): (name,) for id, outcomes in of_rules.items() for one, name in outcomes.items()
    }
    for id, other in pairwise(rules):
        for (one, name), (two, another) in product(of_rules[id].items(), of_rules[other].items()):
            names[(id, one), (other, two)] = name, another
    for id, severe in product(rules, ("high", "low")):
        names[id, severe] = (prover.named(problem.as_severe(id, severe)),)
    names |= {("", id): (prover.named(one),) for id, one in problem.verdicts().items()}
    return names
