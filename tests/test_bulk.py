"""Assessing many partnerships in brief says what assessing each by itself says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers import values
from conftest import DAY
from fruitful.diagnostic import Place
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.bulk import Bulk
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Screened
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Member, Members
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack, shipped_cases
from generated_rulesets import rulesets
from program import LOCAL_PACK

NOWHERE = Place("register.csv")


def rules_of(each: Ruleset, portfolio: Ruleset | None) -> Rules:
    own = prepare(portfolio, REFERENCE) if portfolio else None
    return Rules(each, portfolio, prepare(each, REFERENCE), own, REFERENCE, DAY)


def stacked(*local: object) -> Rules:
    packs = load_packs([paper_pack(), *local])  # type: ignore[list-item]
    each = stack(packs, DAY)
    return rules_of(each, stack_portfolio(packs, DAY, each))


PAPER = stacked()
PACKS = {"the paper's": PAPER, "with a local pack": stacked(LOCAL_PACK)}


def answerable(vocabulary: Vocabulary) -> list[str]:
    """The facts that a row can answer."""
    return [
        path
        for path, fact in vocabulary.facts.items()
        if not fact.concluded and not fact.collection and not path.endswith(".count")
    ]


@st.composite
def some_profiles(draw: st.DrawFn, vocabulary: Vocabulary, answered: list[str]) -> list[Profile]:
    """Profiles that answer some of these facts; now and then of members more than their names."""
    strategies = {path: values(vocabulary.facts[path]) for path in answered}
    found = []
    for at in range(draw(st.integers(2, 5))):
        chosen = draw(st.lists(st.sampled_from(answered), unique=True)) if answered else []
        answers = {
            path: Answer(draw(st.none() | strategies[path]), "", "", "", NOWHERE) for path in chosen
        }
        members = {name: draw(_members(vocabulary, name)) for name in vocabulary.collections}
        given_ones = {name: one for name, one in members.items() if one is not None}
        found.append(Profile(f"p{at}", f"P{at}", "", None, answers, given_ones, None, "r.csv"))
    return found


@st.composite
def _members(draw: st.DrawFn, vocabulary: Vocabulary, name: str) -> Members | None:
    if draw(st.booleans()):
        return None
    facts = [fact for fact in vocabulary.facts.values() if fact.collection == name]
    own = {}
    if facts and draw(st.integers(0, 9)) == 0:
        fact = draw(st.sampled_from(facts))
        own = {fact.item: Answer(draw(values(fact)), "", "", "", NOWHERE)}
    listed = tuple(Member(each, own) for each in draw(st.sets(st.sampled_from("ABCD"))))
    total = draw(st.none() | st.integers(len(listed), len(listed) + 30))
    return Members(listed, {}, total)


def holds_equal(rules: Rules, profiles: list[Profile], answered: list[str]) -> None:
    """One bulk assesses all of them, twice: what it has kept must not change what it says."""
    bulk = Bulk(rules, answered)
    entries = [Entry(NOWHERE, one) for one in profiles]
    alone = [assess(entry, rules, whole=False) for entry in entries]
    for _ in range(2):
        assert [bulk.assess(entry) for entry in entries] == alone


@pytest.mark.parametrize("rules", PACKS.values(), ids=PACKS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_said_in_bulk_is_what_is_said_of_each(data: st.DataObject, rules: Rules) -> None:
    vocabulary = rules.each.vocabulary
    every = answerable(vocabulary)
    with_columns = [path for path in every if vocabulary.facts[path].columns]
    answered = data.draw(st.sampled_from([every, with_columns, ["stage", "started", "ends"]]))
    holds_equal(rules, data.draw(some_profiles(vocabulary, answered)), answered)


@settings(max_examples=60)
@given(data=st.data())
def test_so_it_is_of_any_rules(data: st.DataObject) -> None:
    each = data.draw(rulesets())
    answered = answerable(each.vocabulary)
    profiles = data.draw(some_profiles(each.vocabulary, answered))
    holds_equal(rules_of(each, None), profiles, answered)


def test_so_it_is_of_every_case_in_whatever_order() -> None:
    vocabulary = PAPER.each.vocabulary
    profiles = [profile_from(p.read_bytes(), p.name, vocabulary) for p in shipped_cases()]
    plain = [one._replace(members={}) for one in profiles]
    holds_equal(PAPER, [*plain, *reversed(profiles)], answerable(vocabulary))


def test_what_was_not_said_to_be_answered_is_heard_all_the_same() -> None:
    one = Profile(
        "p", "P", "", None, {"stage": Answer("ended", "", "", "", NOWHERE)}, {}, None, "r.csv"
    )
    found = Bulk(PAPER, ["ends"]).assess(Entry(NOWHERE, one))
    assert isinstance(found, Screened)
    assert found.brief.stage == "ended"
    kept = assess(Entry(NOWHERE, one), PAPER)
    assert isinstance(kept, Screened)
    assert replace(kept, whole=None) == found
