"""What is certain whatever the unknown answers: that, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from math import prod
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.advice.judging import stand
from fruitful.evaluation import profile_from
from fruitful.firing import FINDING, MET, UNDECIDED, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.profile.facts import Collected, Facts, facts_of
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset
from fruitful.what_if.certain import Certain, certain
from generated_rulesets import completed, profiles, rulesets
from plain_trial import OF_MEMBERS, OWN, examined, possible
from program import run
from reporting import certain_as_text
from small_packs import load, rule, small_pack

pytest.importorskip("z3")

MOST_COMPLETIONS = 600
"""That are all tried, of one profile."""
MORE = 2
"""Members that are added where it is not known how many there are."""
SAMPLES = 10


def totals(partners: Collected) -> list[int]:
    listed = len(partners.listed)
    if partners.others_count is not None:
        return [listed + partners.others_count]
    least = listed + (partners.others_exist is True)
    return [*range(least, least + MORE + 1)]


def answers_of_all(facts: Facts, total: int) -> list[list]:
    """What may be answered to each question, about so many partners in turn."""
    partners = facts.collections["partners"]
    everyone = [*partners.listed, *([("another", partners.others)] * total)][:total]
    each = [possible(known, OF_MEMBERS) for _, known in everyone]
    return [*possible(facts.values, OWN), *(one for some in each for one in some)]


def answered(facts: Facts, total: int, answers: tuple) -> Facts:
    """The facts with an answer to each question, and every partner listed."""
    rest = iter(answers[len(OWN) :])
    members = tuple(
        (f"partner {at}", {item: next(rest) for item in OF_MEMBERS}) for at in range(total)
    )
    values = {**dict(zip(OWN, answers, strict=False)), "partners.count": total}
    return Facts(values, {"partners": Collected(members, {}, False, 0)}, facts.on)


def completions(facts: Facts) -> Iterator[Facts]:
    """Every way to answer what is not known."""
    for total in totals(facts.collections["partners"]):
        for answers in product(*answers_of_all(facts, total)):
            yield answered(facts, total, answers)


def comes_of(ruleset: Ruleset, facts: Facts) -> dict[str, str]:
    """The verdict, under no name, and the outcome of every rule."""
    firing = fire(ruleset, facts, prepare(ruleset, REFERENCE))
    return {"": stand(ruleset, firing).verdict.id, **firing.outcomes}


def claimed(found: Certain) -> dict[str, str]:
    verdict = {} if found.verdict is None else {"": found.verdict}
    return {**verdict, **found.outcomes}


@st.composite
def nearly_answered(draw: st.DrawFn) -> Facts:
    """A profile in which little is not known, and it is known how many partners there are."""
    facts = draw(completed(draw(completed(draw(profiles())))))
    partners = draw(profiles()).collections["partners"]
    listed, unlisted = partners.listed[:1], draw(st.integers(0, 2))
    values = {**facts.values, "partners.count": len(listed) + unlisted}
    known = Collected(listed, partners.others, unlisted > 0, unlisted)
    return Facts(values, {"partners": known}, facts.on)


@examined
@given(ruleset=rulesets(), facts=nearly_answered())
def test_certain_is_exactly_what_all_completions_have_in_common(
    ruleset: Ruleset, facts: Facts
) -> None:
    each = (answers_of_all(facts, total) for total in totals(facts.collections["partners"]))
    assume(sum(prod(map(len, answers)) for answers in each) <= MOST_COMPLETIONS)
    now = comes_of(ruleset, facts)
    first, *others = (comes_of(ruleset, completion) for completion in completions(facts))
    common = {
        one: came
        for one, came in first.items()
        if now[one] == UNDECIDED or not one
        if all(other[one] == came for other in others)
    }
    found = certain(ruleset, facts, prepare(ruleset, REFERENCE))
    assert found.is_all
    assert claimed(found) == common


@examined
@given(ruleset=rulesets(), facts=profiles(), data=st.data())
def test_no_completion_contradicts_what_is_certain(
    ruleset: Ruleset, facts: Facts, data: st.DataObject
) -> None:
    claims = claimed(certain(ruleset, facts, prepare(ruleset, REFERENCE)))
    for _ in range(SAMPLES if claims else 0):
        total = data.draw(st.sampled_from(totals(facts.collections["partners"])))
        answers = (data.draw(st.sampled_from(some)) for some in answers_of_all(facts, total))
        came = comes_of(ruleset, answered(facts, total, tuple(answers)))
        assert {one: came[one] for one in claims} == claims


def certain_of(folder: Path, when: str, profile: str, **more: str) -> Certain:
    """What is certain of a rule R with this condition."""
    ruleset = load(small_pack(folder, rule("R", when, met="It is well.", **more)))
    answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
    return certain(ruleset, facts_of(answers, DAY), prepare(ruleset, REFERENCE))


AT_WORK = "stage: operating\n"


@pytest.mark.parametrize(
    ("when", "profile", "outcome"),
    [
        ("{any: [{board.fit: yes}, {board.fit: [partly, no]}]}", "", FINDING),
        ("{board.fit: [yes, partly, no]}", "", FINDING),
        ("{all: [{size: {at_least: 5}}, {size: {less_than: 5}}]}", "", MET),
        ("{tasks: {at_most: 3}}", "", FINDING),
        ("{all: [{tasks: {includes: vision}}, {tasks: {at_most: 0}}]}", "", MET),
        ("{share: {at_most: 100}}", "", FINDING),
        ("{any: [{ends: {passed: yes}}, {ends: {passed: no}}]}", "ends: 2026\n", FINDING),
        ("{any: [{ends: {passed: yes}}, {ends: {within: 2 months}}]}", "ends: 2026\n", FINDING),
        ("{all: [{starts: {passed: no}}, {ends: {passed: yes}}]}", "", MET),
        ("{all: [{ends: {passed: yes}}, {size: 3}]}", "starts: 2027\n", MET),
        ("{all: [{some: {partners: {willing: no}}}, {none: {partners: {willing: no}}}]}", "", MET),
        ("{all: [{some: {partners: {willing: no}}}, {partners.count: 0}]}", "", MET),
    ],
)
def test_answers_that_cannot_go_together_are_left_out(
    when: str, profile: str, outcome: str, tmp_path: Path
) -> None:
    found = certain_of(tmp_path, when, AT_WORK + profile)
    assert found.outcomes == {"R": outcome}
    assert found.is_all


@pytest.mark.parametrize(
    ("when", "profile"),
    [
        ("{board.fit: [yes, partly]}", ""),
        ("{share: {at_least: 100}}", ""),
        ("{any: [{ends: {passed: yes}}, {ends: {within: 1 month}}]}", "ends: 2026\n"),
        # Members who are not listed need not be alike.
        (
            "{all: [{some: {partners: {willing: no}}}, {some: {partners: {willing: yes}}}]}",
            "partners: {count: 2}\n",
        ),
        ("{count: {partners: {willing: no}, at_least: 2}}", "partners: {count: 2}\n"),
        ("{partners.count: {at_most: 40}}", ""),
    ],
)
def test_what_can_come_out_either_way_is_not_certain(
    when: str, profile: str, tmp_path: Path
) -> None:
    found = certain_of(tmp_path, when, AT_WORK + profile)
    assert found.outcomes == {}
    assert found.is_all


def test_it_says_where_there_are_more_unlisted_members_than_it_tells_apart(tmp_path: Path) -> None:
    many = "{count: {partners: {willing: no}, more_than: 30}}"
    also_not_so = "{board.fit: yes}, {not: {board.fit: yes}}"
    overlooked = certain_of(tmp_path / "1", f"{{any: [{many}, {{not: {many}}}]}}", AT_WORK)
    assert (overlooked.too_many, overlooked.is_all) == (("partners",), False)
    found = certain_of(tmp_path / "2", f"{{all: [{many}, {also_not_so}]}}", AT_WORK)
    assert found.outcomes == {"R": MET}  # what it says is certain is so all the same


def test_a_date_comes_after_those_that_it_cannot_precede(tmp_path: Path) -> None:
    profile = "stage: operating\npartners: [{name: A, joined: 2029, left: unknown}]\n"
    found = certain_of(tmp_path, "{some: {partners: {left: {passed: yes}}}}", profile)
    assert found.outcomes == {"R": MET}


def test_a_verdict_that_is_provisional_may_be_certain(tmp_path: Path) -> None:
    verdicts = """
verdicts:
  - {id: odd, title: Odd, text: It is odd., cites: P1, when: {met: R}}
  - {id: even, title: Even, text: It is even., cites: P1}
"""
    contradiction = "{any: [{board.fit: yes}, {board.fit: [partly, no]}]}"
    pack = small_pack(tmp_path, rule("R", contradiction, met="It is well."), verdicts=verdicts)
    ruleset = load(pack)
    facts = Facts({"stage": "operating"}, {}, DAY)
    engine = prepare(ruleset, REFERENCE)
    assert not stand(ruleset, fire(ruleset, facts, engine)).settled
    assert certain(ruleset, facts, engine).verdict == "even"


def test_a_verdict_that_counts_only_if_known_is_left_out_until_it_is(tmp_path: Path) -> None:
    verdicts = """
verdicts:
  - {id: odd, title: Odd, text: It is odd., cites: P1, when: {board.met: no}, only_if_known: yes}
  - {id: even, title: Even, text: It is even., cites: P1}
"""
    ruleset = load(small_pack(tmp_path, verdicts=verdicts))
    engine = prepare(ruleset, REFERENCE)
    found = [
        certain(ruleset, Facts({"stage": "operating", **known}, {}, DAY), engine)
        for known in ({}, {"board.met": "yes"}, {"board.met": "no"})
    ]
    assert [(one.verdict, one.left_out) for one in found] == [
        ("even", ("odd",)),
        ("even", ()),
        ("odd", ()),
    ]


@pytest.mark.parametrize(
    ("found", "phrases"),
    [
        (
            Certain("sound", ("outside_scope",), {"B1": FINDING}, (), False),
            ["certain: It is sound", "“This is not a formal partnership", "B1 ", "a finding"],
        ),
        (Certain(None, (), {}, (), False), ["The verdict is not certain.", "No rule"]),
        (Certain(None, (), {}, ("partners",), False), ["not known to be certain", "24 partners"]),
        (Certain(None, (), {}, (), True), ["there was too much to try"]),
    ],
    ids=["certain", "nothing", "too many", "gave up"],
)
def test_the_text_says_what_is_certain_and_what_may_be_overlooked(
    found: Certain, phrases: list[str], paper: Ruleset
) -> None:
    text = certain_as_text(found, "Ours", DAY, paper)
    assert all(phrase in " ".join(text.split()) for phrase in phrases)
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_command_tells_what_is_certain(tmp_path: Path) -> None:
    profile = tmp_path / "ours.yaml"
    profile.write_text("name: Ours\nstage: ended\nachievement: {aim_met: yes}\n")
    assert "The verdict is certain: " in run("explain", profile, "--certain").stdout.decode()
    data = json.loads(run("explain", profile, "--certain", "-f", "json").stdout)
    assert data["partnership"]["name"] == "Ours"
    assert data["certain"]["verdict"] == "closed_as_success"
    assert run("explain", profile, "E1", "--certain").returncode == 2
