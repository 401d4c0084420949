"""Laws of firing: the engines agree, and one more answer never overturns an outcome."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fruitful.firing import FINDING, MET, NOT_APPLICABLE, fire
from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack
from generated_rulesets import ON, completed, profiles, ruleset_of, rulesets, sections
from satisfying import facts_in_which_it_fires

EXAMPLES = int(os.environ.get("FRUITFUL_EXAMPLES", "1000"))
"""Random pairs of a ruleset and a profile on which laws are tested; more on demand."""
PROFILES = 4
"""Random profiles for each random ruleset."""

needs_durable = pytest.mark.skipif(
    default_engine() != DURABLE, reason="durable_rules is not installed here"
)
thorough = settings(max_examples=-(-EXAMPLES // PROFILES))


@needs_durable
@thorough
@given(ruleset=rulesets(), some=st.lists(profiles(), min_size=PROFILES, max_size=PROFILES))
def test_the_engines_agree_on_every_condition_and_outcome(
    ruleset: Ruleset, some: list[Facts]
) -> None:
    durable, reference = (prepare(ruleset, name) for name in (DURABLE, REFERENCE))
    for facts in some:
        one, other = fire(ruleset, facts, durable), fire(ruleset, facts, reference)
        assert one.truths == other.truths
        assert one.outcomes == other.outcomes
        assert one.severities == other.severities
        assert one.view.values == other.view.values


@thorough
@given(ruleset=rulesets(), data=st.data())
def test_one_more_answer_never_overturns_an_outcome(ruleset: Ruleset, data: st.DataObject) -> None:
    engine = prepare(ruleset, REFERENCE)
    for _ in range(PROFILES):
        facts = data.draw(profiles())
        before = fire(ruleset, facts, engine)
        after = fire(ruleset, data.draw(completed(facts)), engine)
        lasting = {FINDING: {FINDING}, MET: {MET}, NOT_APPLICABLE: {NOT_APPLICABLE, MET}}
        for rule, outcome in before.outcomes.items():
            assert outcome not in lasting or after.outcomes[rule] in lasting[outcome], rule
        for name, truth in before.truths.items():
            assert truth is None or after.truths[name] is truth, name


PAPER = load_ruleset([paper_pack()], ON)


@pytest.mark.parametrize("rule", PAPER.rules.values(), ids=lambda rule: rule.id)
def test_there_is_a_profile_in_which_the_rule_fires(
    rule, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    facts = facts_in_which_it_fires(paper, rule, ON)
    assert facts is not None, "the search found no profile"
    assert fire(paper, facts, engine[0]).outcomes[rule.id] == FINDING


@needs_durable
def test_hundreds_of_rules_that_share_one_condition_all_fire_at_once() -> None:
    rules = [
        {
            "id": f"R{number}",
            "title": "A rule",
            "theme": "board",
            "settle_by": "proposed",
            "cites": "P1",
            "applies": {"board.met": "yes"},
            "when": {"board.fit": "no"},
            "severity": "high",
            "finding": "Something is wrong.",
            "recommend": "Put it right.",
        }
        for number in range(600)
    ]
    ruleset = ruleset_of(sections(rules))
    values = {"stage": "proposed", "board.met": "yes", "board.fit": "no"}
    firing = fire(ruleset, Facts(values, {}, ON), prepare(ruleset, DURABLE))
    assert set(firing.outcomes.values()) == {FINDING}


@needs_durable
def test_a_condition_with_very_many_ways_to_hold_is_decided_exactly() -> None:
    wide = {"all": [{"any": [{"size": str(n)}, {"board.fit": "no"}]} for n in range(12)]}
    long = {"all": [{"size": {"at_least": str(n)}} for n in range(300)]}
    rule = {
        "title": "A rule",
        "theme": "board",
        "settle_by": "proposed",
        "cites": "P1",
        "severity": "high",
        "finding": "Something is wrong.",
        "recommend": "Put it right.",
    }
    ruleset = ruleset_of(
        sections([{"id": "R1", "when": wide, **rule}, {"id": "R2", "when": long, **rule}])
    )
    durable, reference = (prepare(ruleset, name) for name in (DURABLE, REFERENCE))
    for size in (0, 5, 299, None):
        for fit in ("yes", "no", None):
            known = {"stage": "proposed", "size": size, "board.fit": fit}
            values = {path: value for path, value in known.items() if value is not None}
            facts = Facts(values, {}, ON)
            assert (
                fire(ruleset, facts, durable).outcomes == fire(ruleset, facts, reference).outcomes
            )
