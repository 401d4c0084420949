"""Why a rule has come out as it has: its named answers, what would change it, how it reads."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from changing import answers, with_answer, without_members
from fruitful.evaluation import profile_from
from fruitful.explain import explain
from fruitful.explain.explanation import Address, Explanation, Part, Ways
from fruitful.explain.naming import named
from fruitful.explain.ways import NO_FINDING
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED, Firing, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.firing.programme import Engine
from fruitful.language.condition import Any as AnyOf
from fruitful.language.condition import Not, Quantified, Test
from fruitful.language.operators import OPERATORS
from fruitful.language.reads import reads_of
from fruitful.language.truth import Truth
from fruitful.language.value import Span, Value
from fruitful.language.vocabulary import Fact
from fruitful.profile import Profile
from fruitful.profile.facts import Facts, facts_of
from fruitful.records.from_explanation import explanation_record
from fruitful.records.writing import dumps
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules, rests_on
from fruitful.shipped import shipped, shipped_cases
from generated_rulesets import (
    CHOICES,
    JUDGEMENTS,
    ON,
    STAGES,
    profiles,
    ruleset_of,
    rulesets,
    sections,
)
from program import LOCAL_PACK, run
from reporting import explanation_as_text

CASES = shipped_cases()
HALF_FILLED = shipped("cases") / "synthetic" / "half_filled.yaml"
thorough = settings(max_examples=30)


def profile_of(path: Path, ruleset: Ruleset) -> tuple[Profile, Facts]:
    profile = profile_from(path.read_bytes(), path.name, ruleset.vocabulary)
    assert profile.assessed_on is not None
    return profile, facts_of(profile, profile.assessed_on)


def without(facts: Facts, addresses: set[Address]) -> Facts:
    """The facts without these answers; without a collection where its number is among them."""
    for address in addresses:
        facts = with_answer(facts, address, None)
    for address in addresses:
        if address.path.endswith(".count"):
            facts = without_members(facts, address.path.removesuffix(".count"))
    return facts


# The named answers -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fired(paper: Ruleset) -> list[tuple[str, Profile, Facts, Firing]]:
    """Every case, and what came of the rules in it."""
    engine = prepare(paper, REFERENCE)
    read = ((path.stem, *profile_of(path, paper)) for path in CASES)
    return [(*one, fire(paper, one[2], engine)) for one in read]


Fired = list[tuple[str, Profile, Facts, Firing]]


def named_of(rule: str, ruleset: Ruleset, firing: Firing) -> set[Address]:
    one = ruleset.rules[rule]
    return named(
        [one.applies, one.when], firing.view, ruleset.rules, concluding_rules(ruleset.rules)
    )


def findings(firing: Firing) -> list[str]:
    return [rule for rule, outcome in firing.outcomes.items() if outcome == FINDING]


def only(rules: Iterable[str], ruleset: Ruleset) -> tuple[Ruleset, Engine]:
    """Some rules and those that they rest on, so that they are fired fast."""
    concluding = concluding_rules(ruleset.rules)
    kept, waiting = set[str](), set(rules)
    while waiting:
        kept |= waiting
        waiting = {one for id in waiting for one in rests_on(ruleset.rules[id], concluding)} - kept
    some = replace(
        ruleset,
        rules={id: rule for id, rule in ruleset.rules.items() if id in kept},
        strata=tuple(tuple(id for id in ids if id in kept) for ids in ruleset.strata),
        verdicts={},
        alternatives={},
        models={},
    )
    return some, prepare(some, REFERENCE)


def test_a_finding_is_none_without_the_answers_that_it_names(paper: Ruleset, fired: Fired) -> None:
    for case, _, facts, firing in fired:
        some, engine = only(findings(firing), paper)
        for rule in findings(firing):
            less = without(facts, named_of(rule, paper, firing))
            assert fire(some, less, engine).outcomes[rule] == UNDECIDED, (case, rule)


def test_no_other_answer_changes_a_finding(paper: Ruleset, fired: Fired) -> None:
    """Every answer of every case is taken away and changed, one at a time."""
    for case, _, facts, firing in fired:
        some, engine = only(findings(firing), paper)
        names = {rule: named_of(rule, paper, firing) for rule in findings(firing)}
        for address, value in answers(facts):
            unnamed = [rule for rule, addresses in names.items() if address not in addresses]
            for other in other_values(paper.vocabulary.facts[address.path], value):
                outcomes = fire(some, with_answer(facts, address, other), engine).outcomes
                changed = [rule for rule in unnamed if outcomes[rule] != FINDING]
                assert not changed, (case, address, other)


def test_a_finding_for_one_reason_is_none_once_any_of_its_answers_is_otherwise(
    paper: Ruleset, fired: Fired
) -> None:
    tried = 0
    for case, profile, facts, firing in fired:
        some, engine = only(findings(firing), paper)
        for rule in findings(firing):
            found = explain(paper, profile, firing, rule)
            if not (has_one_reason(found.applies) and has_one_reason(found.when)):
                continue
            reads = reads_of([found.rule.applies, found.rule.when])
            given = dict(answers(facts))
            for address, part in [*deciding_tests(found.applies), *deciding_tests(found.when)]:
                others = [test for test in reads.tests[address.path] if test != part.condition]
                fact = paper.vocabulary.facts[address.path]
                others_say = overturning(part, others, fact, given[address], facts.on)
                changed = [with_answer(facts, address, other) for other in others_say]
                for one in (without(facts, {address}), *changed):
                    assert fire(some, one, engine).outcomes[rule] != FINDING, (case, rule, address)
                    tried += 1
    assert tried > 2_000


def other_values(fact: Fact, value: Value) -> list[Value | None]:
    """What an answer of the paper's vocabulary could be instead; and nothing."""
    if isinstance(value, frozenset):
        return [None, frozenset(), *(value ^ {choice} for choice in fact.choices)]
    if isinstance(value, int) and fact.path.endswith(".count"):
        return [None, value + 1, value + 50]
    if isinstance(value, Span):
        return [None, *(Span(day, day) for day in (date(1990, 1, 1), date(2100, 1, 1)))]
    choices: Iterable[Value] = fact.choices or (() if isinstance(value, str) else (0, 100))
    return [None, *(choice for choice in choices if choice != value)]


def overturning(
    part: Part, others: list[Test], fact: Fact, value: Value, on: date
) -> Iterator[Value]:
    """Answers of which a test says the opposite, and every other test of the fact the same."""

    def told(test: Test, answer: Value) -> Truth:
        return OPERATORS[test.operator].holds(answer, test.operand, on)

    assert isinstance(part.condition, Test)
    for other in other_values(fact, value):
        if other is None or told(part.condition, other) is not (not part.truth):
            continue
        if all(told(test, other) is told(test, value) for test in others):
            yield other


def deciding_tests(part: Part) -> Iterator[tuple[Address, Part]]:
    """The tests that a condition rests on, and where the answers stand that they read."""
    if isinstance(part.condition, Test) and part.decisive and part.given is not None:
        yield part.given.address, part
    deciding = [one.part for one in part.members if one.decides]
    for inner in (*part.parts, *(deciding if part.decisive else ())):
        yield from deciding_tests(inner)


def has_one_reason(part: Part) -> bool:
    """Whether nothing in a condition is as it is for two reasons at once."""
    if isinstance(part.condition, Quantified):
        deciding = [one.part for one in part.members if one.decides]
        return len(deciding) == 1 and has_one_reason(deciding[0])
    if isinstance(part.condition, Not):
        return has_one_reason(part.parts[0])
    deciding = [one for one in part.parts if one.truth is part.truth]
    needs_all = isinstance(part.condition, AnyOf) is not part.truth
    return (needs_all or len(deciding) == 1) and all(map(has_one_reason, deciding))


def test_what_is_named_are_the_answers_that_the_tree_marks(paper: Ruleset, fired: Fired) -> None:
    for case, profile, _, firing in fired[::4]:
        for rule in findings(firing):
            found = explain(paper, profile, firing, rule)
            trees = [tree for one in (found, *found.rests_on) for tree in (one.applies, one.when)]
            marked = {address for tree in trees for address, _ in deciding_tests(tree)}
            told = {given.address for given in found.because}
            numbers = {address for address in told - marked if address.path.endswith(".count")}
            assert told - numbers <= marked, (case, rule)
            if not found.rests_on:
                assert marked <= told, (case, rule)


DOMAINS: dict[str, tuple[Value, ...]] = {
    "stage": STAGES,
    "board.fit": JUDGEMENTS,
    "board.met": ("yes", "no"),
    "size": tuple(range(6)),
    "tasks": tuple(frozenset(some) for n in range(4) for some in combinations(CHOICES, n)),
    "ends": tuple(
        Span(day, day)
        for day in (date(2020, 1, 1), date(2026, 10, 31), ON, date(2027, 1, 1), date(2028, 1, 1))
    ),
    "partners.willing": JUDGEMENTS,
    "partners.staff": tuple(range(6)),
}
"""What the answers in generated profiles could be, as far as generated rules tell it apart."""


def could_be(facts: Facts, address: Address) -> list[Value]:
    """The values of an answer, the present one left out."""
    if address.path == "partners.count":
        least = smallest_number(facts)
        values: tuple[Value, ...] = tuple(range(least, least + 8))
    else:
        values = DOMAINS[address.path]
    now = dict(answers(facts)).get(address)
    return [value for value in values if value != now]


def smallest_number(facts: Facts) -> int:
    partners = facts.collections["partners"]
    return len(partners.listed) + (partners.others_exist is True or bool(partners.others))


@thorough
@given(ruleset=rulesets(), facts=profiles())
def test_named_answers_and_no_others_decide_an_outcome(ruleset: Ruleset, facts: Facts) -> None:
    engine = prepare(ruleset, REFERENCE)
    firing = fire(ruleset, facts, engine)
    unanswered = fire(ruleset, Facts({}, {}, ON), engine).outcomes
    settled = {
        rule: named_of(rule, ruleset, firing)
        for rule, outcome in firing.outcomes.items()
        if outcome in (FINDING, MET)
    }
    for rule, addresses in settled.items():
        outcome = firing.outcomes[rule]
        less = fire(ruleset, without(facts, addresses), engine).outcomes[rule]
        assert less != outcome or unanswered[rule] == outcome, rule
    for address, _ in answers(facts):
        for other in (None, *could_be(facts, address)):
            outcomes = fire(ruleset, with_answer(facts, address, other), engine).outcomes
            for rule, addresses in settled.items():
                assert address in addresses or outcomes[rule] == firing.outcomes[rule], rule


# What would change it, what would settle it ------------------------------------------------------


def outcome_with(
    changes: Iterable[tuple[Address, Value]],
    facts: Facts,
    rule: str,
    ruleset: Ruleset,
    engine: Engine,
) -> str:
    """What comes of a rule with these answers; how many members there are is told first."""
    for address, value in sorted(changes, key=lambda change: change[0].path != "partners.count"):
        facts = with_answer(facts, address, value)
    return fire(ruleset, facts, engine).outcomes[rule]


def ways_of(rule: str, ruleset: Ruleset, profile: Profile, firing: Firing) -> Ways | None:
    return explain(ruleset, profile, firing, rule).ways


NOBODY = Profile("nobody", "Nobody", "", None, {}, {}, None, "nobody.yaml")
"""A profile without evidence, for facts that come from nowhere."""


def sets_of(ways: Ways) -> list[frozenset[Address]]:
    return [frozenset(change.address for change in way.changes) for way in ways.each]


@thorough
@given(ruleset=rulesets(), facts=profiles(), data=st.data())
def test_every_way_does_what_it_says_and_every_smaller_set_does_nothing(
    ruleset: Ruleset, facts: Facts, data: st.DataObject
) -> None:
    """Every set of one or two answers is tried, with every combination of values."""
    engine = prepare(ruleset, REFERENCE)
    firing = fire(ruleset, facts, engine)
    rule = data.draw(st.sampled_from(sorted(set(ruleset.rules) - set(findings(firing))) or ["R0"]))
    ways = ways_of(rule, ruleset, NOBODY, firing)
    if ways is None:
        return
    ruleset, engine = only([rule], ruleset)
    only_open = firing.outcomes[rule] == UNDECIDED
    for way in ways.each:
        addresses = [change.address for change in way.changes]
        for values in product(*(change.to[:3] for change in way.changes)):
            became = outcome_with(zip(addresses, values, strict=True), facts, rule, ruleset, engine)
            assert became == way.outcome or (
                way.outcome == NO_FINDING and became in (MET, NOT_APPLICABLE)
            )
    aims = {FINDING, MET, NOT_APPLICABLE} if only_open else {FINDING}
    found = sets_of(ways)
    assert not any(one < other for one in found for other in found)
    free = list(changeable(facts, only_open=only_open))
    for size in (1, 2):
        for some in combinations(free, size):
            if any(one <= set(some) for one in found) or says_that_there_are_some(some, facts):
                continue
            for values in product(*(free_values(facts, one, only_open=only_open) for one in some)):
                pairs = zip(some, values, strict=True)
                assert outcome_with(pairs, facts, rule, ruleset, engine) not in aims, some


def changeable(facts: Facts, *, only_open: bool) -> Iterator[Address]:
    """The answers that can become another one; with ``only_open`` only what is not known."""
    partners = facts.collections["partners"]
    names = [name for name, _ in partners.listed]
    unlisted = [None] if partners.others_exist is not False else []
    addresses = [Address(path) for path in DOMAINS if not path.startswith("partners.")]
    for member in (*names, *unlisted):
        addresses += (Address(f"partners.{item}", member) for item in ("willing", "staff"))
    if partners.others_exist is not False:
        addresses.append(Address("partners.count"))
    given = dict(answers(facts))
    for address in addresses:
        now = given.get(address)
        inexact = isinstance(now, Span) and now.first != now.last
        if now is None or inexact or not only_open:
            yield address


def free_values(facts: Facts, address: Address, *, only_open: bool) -> list[Value]:
    now = dict(answers(facts)).get(address)
    if not only_open or not isinstance(now, Span):
        return could_be(facts, address)
    days = (now.first, now.last, date(2026, 10, 31), ON)
    return [Span(day, day) for day in days if now.first <= day <= now.last]


def says_that_there_are_some(some: Iterable[Address], facts: Facts) -> bool:
    """Whether it tells of a collection for the first time, by what holds of each member.

    That there are members then follows; ways tell it by the number.
    """
    partners = facts.collections["partners"]
    untold = partners.others_exist is None and not partners.listed
    return untold and any(address.member is None for address in some)


def test_the_ways_of_the_cases_do_what_they_say(paper: Ruleset, fired: Fired) -> None:
    bounds: Counter[int | None] = Counter()
    for at, (case, profile, facts, firing) in enumerate(fired):
        for rule in list(paper.rules)[at % 10 :: 10]:
            ways = ways_of(rule, paper, profile, firing)
            if ways is None:
                continue
            bounds[ways.up_to] += 1
            for way in ways.each[:4]:
                changes = [(change.address, change.to[0]) for change in way.changes]
                became = outcome_with(changes, facts, rule, *only([rule], paper))
                assert became == way.outcome or way.outcome == NO_FINDING, (case, rule, way)
    assert bounds[None] > 0.99 * bounds.total()


# How it reads ------------------------------------------------------------------------------------


def told(answers: str, rule: str, *options: str) -> str:
    """The explanation as text, each paragraph of it on one line."""
    done = run("explain", "-", rule, "--on", "2026-11-01", *options, stdin=answers.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    return " ".join(done.stdout.decode().split())


def in_json(answers: str, rule: str, *options: str) -> Any:
    options = ("--on", "2026-11-01", "-f", "json", *options)
    return json.loads(run("explain", "-", rule, *options, stdin=answers.encode()).stdout)


ENDING = """
stage: operating
funding: {ends: 2027-03}
exit:
  strategy: {answer: no, evidence: "Board minutes, March", by: A. Officer, on: 2026-03-14}
  continuation_strategy: partly
"""


def test_a_finding_is_told_with_its_answers_and_their_evidence() -> None:
    text = told(ENDING, "E1")
    assert "Outcome: a finding, critical The partnership has neither a" in text
    assert "Decided by: stage, exit.strategy, exit.continuation_strategy." in text
    assert (
        "true - “Is there a plan for how the partnership ends?” is answered partly or no "
        "[exit.strategy] Answer: no. Evidence: Board minutes, March; A. Officer; 2026-03-14."
    ) in text
    assert "P108 An exit strategy or a continuation strategy" in text
    assert "What would" not in text


def test_the_severity_case_that_held_is_told_and_the_graver_ones_before_it() -> None:
    text = told(ENDING, "E1")
    assert "How severe is it? Critical Critical where true at least one of these: false -" in text
    assert (
        "true - the answer to “When does the partnership's present funding end?” is within 12 "
        "months ($end_is_near) [funding.ends] Answer: 2027-03."
    ) in text
    later = told(ENDING.replace("2027-03", "2031"), "E1")
    assert "How severe is it? High Critical where not known at least one of these:" in later
    assert "High in all other cases." in later


PARTNERS = """
stage: operating
partners:
  each: {representative_has_authority: yes}
  count: 5
  list:
    - name: Council
      feels_involved: {answer: no, evidence: Its letter of May}
    - name: Police
      feels_involved: yes
    - Health Trust
"""


def test_the_members_whom_it_is_about_are_named_with_their_answers() -> None:
    text = told(PARTNERS, "C1")
    assert "Decided by: stage, partners[Council].feels_involved." in text
    assert "Concerns these partners: Council." in text
    assert "true Council: no (Its letter of May)" in text
    assert "false of Police" in text
    assert "not known of Health Trust and partners not listed by name" in text


def test_an_answer_that_holds_of_each_member_is_told_as_such() -> None:
    rule = {"every": {"partners": {"willing": "yes"}}}
    found = explanation({"partners": {"count": "3", "each": {"willing": "yes"}}}, rule)
    assert [str(given.address) for given in found.because] == ["stage", "partners.each.willing"]
    (member,) = found.when.members
    assert (member.name, member.decides) == (None, True)
    listed = {"list": [{"name": "A"}, {"name": "B", "willing": "yes"}], "count": "2"}
    found = explanation({"partners": {**listed, "each": {"willing": "yes"}}}, rule)
    assert [(str(one.address), one.of_each) for one in found.because] == [
        ("partners.count", False),
        ("stage", False),
        ("partners[A].willing", True),
        ("partners[B].willing", False),
    ]


def test_whoever_may_not_exist_decides_nothing() -> None:
    partners = {"each": {"willing": "no"}, "list": [{"name": "A"}, {"name": "B"}]}
    found = explanation({"partners": partners}, {"some": {"partners": {"willing": "no"}}})
    assert [str(one.address) for one in found.because][1:] == [
        "partners[A].willing",
        "partners[B].willing",
    ]
    assert [(one.name, one.decides) for one in found.when.members] == [
        ("A", True),
        ("B", True),
        (None, False),
    ]


def test_a_member_called_each_is_one_of_its_own() -> None:
    text = """
        stage: operating
        partners:
          each: {feels_involved: partly}
          count: 3
          list: [{name: each, feels_involved: no}, {name: Police, feels_involved: yes}]
        """
    shown = told(text, "C1")
    assert "Concerns these partners: each, partners not listed by name." in shown
    assert "true each: no" in shown
    assert "true partners not listed by name: partly" in shown


def test_what_is_said_of_each_shows_that_there_are_some() -> None:
    partners = {"each": {"willing": "no", "staff": "3"}}
    found = explanation({"partners": partners}, {"partners.count": {"at_least": 1}})
    assert found.outcome == FINDING
    assert {str(one.address) for one in found.because} == {
        "stage",
        "partners.count",
        "partners.each.willing",
        "partners.each.staff",
    }


def test_a_number_of_members_is_told_with_its_evidence() -> None:
    count = "{answer: 30, evidence: The list of members, by: A. Officer}"
    text = told(f"stage: operating\npartners: {{count: {count}}}", "LARGE")
    assert "Answer: 30. Evidence: The list of members; A. Officer." in text


def explanation(known: dict[str, Any], when: Any, *more: dict[str, Any]) -> Explanation:
    """The explanation of a rule on this condition, over the rules R1, R2… that are given too."""
    return explanation_of(ruleset_of(sections([{**RULE, "id": "R0", "when": when}, *more])), known)


def explanation_of(ruleset: Ruleset, known: dict[str, Any]) -> Explanation:
    """The explanation of the rule R0 over these answers."""
    text = yaml.safe_dump({"stage": "operating", **known})
    profile = profile_from(text.encode(), "known.yaml", ruleset.vocabulary)
    firing = fire(ruleset, facts_of(profile, ON), prepare(ruleset, REFERENCE))
    return explain(ruleset, profile, firing, "R0")


RULE = {
    "title": "A rule",
    "theme": "board",
    "settle_by": "proposed",
    "cites": "P1",
    "severity": "high",
    "finding": "Something is wrong.",
    "recommend": "Put it right.",
}


def test_every_rule_that_it_rests_on_is_explained_once() -> None:
    ladder = [
        {**RULE, "id": f"R{n}", "when": {"any": [{"finding": f"R{n + 1}"}, {"met": f"R{n + 2}"}]}}
        for n in range(1, 6)
    ]
    ends = [{**RULE, "id": f"R{n}", "when": {"board.fit": "no"}} for n in (6, 7)]
    found = explanation(
        {"board": {"fit": "no"}}, {"all": [{"finding": "R1"}, {"finding": "R2"}]}, *ladder, *ends
    )
    assert [one.rule.id for one in found.rests_on] == [f"R{n}" for n in range(1, 8)]
    assert [str(one.address) for one in found.because] == ["stage", "board.fit"]


def test_a_conclusion_that_it_rests_on_is_explained_in_turn() -> None:
    text = told("stage: operating\npartners: {count: 30}\nexecutive: {exists: no}", "B2")
    assert "Decided by: partners.count, stage, executive.exists." in text
    assert "“The partnership is large” is concluded: yes [partnership.large] See LARGE" in text
    assert "It rests on LARGE: The partnership is large Outcome: partnership.large is" in text
    assert (
        "“How many partners are there?” is at least 20 ($large_partnership) [partners.count] "
        "Answer: 30."
    ) in text


def test_why_not_names_the_smallest_sets_of_answers_that_would_make_it_a_finding() -> None:
    text = told("stage: operating\nexit: {strategy: yes}", "E1")
    assert "Outcome: met The end of the partnership, or its continuation, is planned." in text
    assert (
        "What would make it a finding 1. “Is there a plan for how the partnership ends?” "
        "[exit.strategy]: partly or no (now yes) and “Is there a plan for how the partnership "
        "carries on, where ending it would not be right?” [exit.continuation_strategy]: partly or "
        "no (not answered now)"
    ) in text


def test_why_undecided_names_the_smallest_sets_of_answers_that_would_settle_it() -> None:
    text = told("stage: operating", "E1")
    assert "What would settle it: any one of these" in text
    assert "[exit.strategy] - yes: it is met. - partly or no: it stays open. 2." in text
    ways = in_json("stage: operating", "E1")["explanation"]["ways"]
    assert ways["up_to"] is None
    assert [
        (way["outcome"], [(change["path"], change["to"]) for change in way["changes"]])
        for way in ways["each"]
    ] == [
        ("met", [("exit.strategy", ["yes"])]),
        ("met", [("exit.continuation_strategy", ["yes"])]),
    ]


def test_a_date_that_is_not_exact_enough_can_be_told_more_exactly() -> None:
    rule = {"ends": {"within": "12 months"}}
    found = explanation({"ends": "2027"}, rule)
    assert found.outcome == UNDECIDED
    assert found.ways is not None
    for way in found.ways.each:
        ((change,), outcome) = way.changes, way.outcome
        days = [day for day in change.to if isinstance(day, Span)]
        assert {day.first.year for day in days} == {2027}
        assert outcome == (FINDING if days[0].first <= date(2027, 11, 1) else MET)


def test_where_members_are_listed_whole_none_is_thought_up() -> None:
    found = explanation({"partners": []}, {"some": {"partners": {"willing": "no"}}})
    assert (found.outcome, found.ways) == (MET, Ways((), None))


def test_a_question_that_makes_no_sense_settles_nothing() -> None:
    pack = sections([{**RULE, "id": "R0", "when": {"any": [{"size": "3"}, {"board.fit": "no"}]}}])
    relevant = {"relevant": {"board.met": "yes"}}
    facts = {**pack["facts"], "board.fit": {**pack["facts"]["board.fit"], **relevant}}
    found = explanation_of(ruleset_of({**pack, "facts": facts}), {"board": {"met": "no"}})
    assert found.ways is not None
    assert sets_of(found.ways) == [{Address("size")}]
    found = explanation_of(
        ruleset_of({**pack, "facts": facts}), {"board": {"met": "no"}, "size": 2}
    )
    assert (found.outcome, found.missing, found.ways) == (UNDECIDED, (), Ways((), None))


def test_one_answer_about_members_of_whom_nothing_is_known_is_enough() -> None:
    found = explanation({}, {"some": {"partners": {"willing": "no"}}})
    assert found.ways is not None
    assert [
        (way.outcome, [str(one.address) for one in way.changes]) for way in found.ways.each
    ] == [
        (MET, ["partners.count"]),
        (FINDING, ["partners.each.willing"]),
        (MET, ["partners.each.willing"]),
    ]


@pytest.mark.parametrize(
    ("size", "met", "outcome", "because"),
    [
        (1, "yes", FINDING, {"stage", "board.fit", "size"}),
        (1, "no", FINDING, {"stage", "board.fit", "size", "board.met"}),
        (2, "no", FINDING, {"stage", "board.fit", "size", "board.met"}),
        (5, "no", MET, {"stage", "size"}),
    ],
)
def test_the_severity_that_a_rule_rests_on_is_among_its_reasons(
    size: int, met: str, outcome: str, because: set[str]
) -> None:
    cases = [{"low": {"size": {"at_least": 3}}}, {"high": {"size": 1}}]
    severity = [*cases, {"high": {"board.met": "no"}}, "low"]
    other = {**RULE, "id": "R1", "when": {"board.fit": "no"}, "severity": severity}
    condition = {"finding": {"rules": ["R1"], "severity": "high"}}
    found = explanation({"board": {"fit": "no", "met": met}, "size": size}, condition, other)
    assert found.outcome == outcome
    assert {str(one.address) for one in found.because} == because


@pytest.mark.parametrize(("size", "outcome"), [(1, FINDING), (5, MET)])
def test_a_fact_that_is_concluded_not_to_be_so_is_traced_to_its_answers(
    size: int, outcome: str
) -> None:
    large = {**RULE, "id": "R1", "when": {"size": {"at_least": 3}}, "conclude": "large"}
    rules = [{**RULE, "id": "R0", "when": {"large": "no"}}, large]
    found = explanation_of(ruleset_of(sections(rules, conclusions=("large",))), {"size": size})
    assert found.outcome == outcome
    assert [str(one.address) for one in found.because] == ["stage", "size"]
    if found.ways is not None:
        (way,) = found.ways.each
        assert [one.address for one in way.changes] == [Address("size")]


def test_severity_cases_are_told_no_further_than_the_one_that_held() -> None:
    cases = [{"critical": {"size": 9}}, {"high": {"size": 5}}, {"medium": {"size": 5}}, "low"]
    rule = {**RULE, "id": "R0", "when": {"board.fit": "no"}, "severity": cases}
    found = explanation_of(ruleset_of(sections([rule])), {"size": 5, "board": {"fit": "no"}})
    assert [(one.severity, one.held) for one in found.cases] == [
        ("critical", False),
        ("high", True),
    ]


def test_where_there_are_too_many_ways_it_says_how_far_it_looked() -> None:
    names = [{"name": f"Partner {n}"} for n in range(40)]
    condition = {"count": {"partners": {"willing": "no"}, "at_least": 20}}
    found = explanation({"partners": names}, condition)
    assert found.ways is not None
    assert found.ways.up_to is not None
    assert all(len(way.changes) <= found.ways.up_to for way in found.ways.each)


def test_local_policy_is_told_of_the_rule_that_it_changes() -> None:
    text = told("stage: operating", "E6", "--pack", str(LOCAL_PACK))
    assert "Local policy: our_council changed its severity (Audit Committee, minute" in text
    assert "Local policy: this rule is our_council's own." in told(
        "stage: operating", "OC1", "--pack", str(LOCAL_PACK)
    )


def test_a_rule_that_is_switched_off_has_no_way_to_become_a_finding(tmp_path: Path) -> None:
    shutil.copytree(LOCAL_PACK, tmp_path / "pack")
    rules = next((tmp_path / "pack").glob("policy.yaml"))
    rules.write_text(rules.read_text().replace("severity: high", "off: yes"))
    text = told("stage: operating", "E6", "--pack", str(tmp_path / "pack"))
    assert "Outcome: it does not apply" in text
    assert "What would make it a finding No other answer would" in text


def test_without_a_rule_every_outcome_has_a_line(paper: Ruleset) -> None:
    done = run("explain", HALF_FILLED)
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= WIDTH
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(paper.rules)
    evaluated = json.loads(run("evaluate", HALF_FILLED, "-f", "json").stdout)["outcomes"]
    told = json.loads(run("explain", HALF_FILLED, "-f", "json").stdout)["outcomes"]
    assert {one["rule"]: one["outcome"] for one in told} == evaluated
    assert [one["rule"] for one in told] == list(paper.rules)


def test_the_engines_are_explained_alike(engine: tuple[Engine, str]) -> None:
    one, other = (
        json.loads(run("explain", HALF_FILLED, "B2", "-f", "json", "--engine", name).stdout)
        for name in (engine[1], REFERENCE)
    )
    assert (one.pop("engine"), other.pop("engine")) == (engine[1], REFERENCE)
    assert one == other


def test_a_rule_that_does_not_exist_is_said_plainly() -> None:
    done = run("explain", HALF_FILLED, "MATUR")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"there is no rule `MATUR`. did you mean `MATURE`?" in done.stderr


def test_a_bad_profile_is_refused_with_its_faults() -> None:
    done = run("explain", "-", "E1", stdin=b"stage: opperating\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input:1:8: error[bad-choice]" in done.stderr


def test_the_explanation_goes_into_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "why.txt"
    assert run("explain", HALF_FILLED, "E1", "-o", file).stdout == b""
    assert file.read_bytes() == run("explain", HALF_FILLED, "E1").stdout


def test_every_explanation_fits_the_terminal_and_is_told_in_json_too(
    paper: Ruleset, fired: Fired
) -> None:
    for at, (_, profile, facts, firing) in enumerate(fired):
        rule = list(paper.rules)[at % len(paper.rules)]
        found = explain(paper, profile, firing, rule)
        text = explanation_as_text(found, profile.name, facts.on, paper)
        assert max(map(len, text.splitlines())) <= WIDTH, rule
        again = json.loads(dumps(explanation_record(found, paper)))
        assert (again["rule"], again["outcome"]) == (rule, firing.outcomes[rule])
