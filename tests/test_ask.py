"""What to ask: what answers would change is what they do change, and the order follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers import values
from conftest import DAY
from fruitful.advice.behind import Behind
from fruitful.advice.judging import judge
from fruitful.ask import Asking, open_questions, questioner
from fruitful.ask.order import CONCERNS
from fruitful.ask.waiting import is_askable
from fruitful.diagnostic import Refused
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing import Firing, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.firing.programme import Engine, Name
from fruitful.firing.reference import truth
from fruitful.firing.refiring import begin, reach_of, refire
from fruitful.language import condition
from fruitful.language.truth import Truth
from fruitful.profile import Profile
from fruitful.profile.facts import Collected, Facts, View, facts_of, facts_with
from fruitful.profile.writing import NewAnswer, with_answer
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack, shipped, shipped_cases
from generated_rulesets import completed, profiles, ruleset_of, rulesets, sections
from program import LOCAL_PACK, run

PAPER = load_ruleset([paper_pack()], DAY)
ENGINE = prepare(PAPER, REFERENCE)
ASKER = questioner(PAPER, ENGINE)
CASES = {path.stem: path.read_bytes() for path in shipped_cases()}
HALF = shipped("cases") / "synthetic" / "half_filled.yaml"


def asked(text: str | bytes) -> Asking:
    """What is open in a profile."""
    return open_questions(ASKER, read(text), DAY)


def read(text: str | bytes) -> Profile:
    """A profile from its text."""
    data = text.encode() if isinstance(text, str) else text
    return profile_from(data, "profile.yaml", PAPER.vocabulary)


def paths(asking: Asking) -> list[str]:
    """The facts asked for, in their order."""
    return [one.fact.path for one in asking.questions]


# The order ----------------------------------------------------------------------------------------


def test_what_was_fired_is_not_fired_again_for_the_first_question() -> None:
    profile, fired = read(HALF.read_bytes()), []

    def counting(number: int, view: View) -> Mapping[Name, Truth]:
        fired.append(number)
        return ENGINE(number, view)

    evaluate(PAPER, profile, DAY, counting, REFERENCE)
    assert len(fired) == len(PAPER.strata) + 1


@pytest.mark.parametrize("case", sorted(CASES)[::6])
def test_evaluate_ask_and_the_interview_agree_which_question_comes_first(case: str) -> None:
    profile = read(CASES[case])
    asking = open_questions(ASKER, profile, DAY)
    first = asking.next()
    listed = [one.fact.path for one in (*asking.questions, *asking.together)][:1]
    assert listed == ([first.fact.path] if first else [])
    questions = evaluate(PAPER, profile, DAY, ENGINE, REFERENCE).questions
    assert [one.fact for one in questions][:1] == listed


def test_what_kind_of_partnership_it_is_is_asked_first() -> None:
    sitting, asked_for = "name: A", []
    for answer in ("operating", "voluntary", "coordination"):
        one = asked(sitting).next()
        assert one is not None
        asked_for.append(one.fact.path)
        sitting += f"\n{one.fact.path}: {answer}"
    assert asked_for == ["stage", "origin.basis", "achievement.aim"]


def test_a_topic_is_kept_to_while_what_it_gains_is_near_the_best() -> None:
    asking = asked("stage: operating\norigin.basis: voluntary\nachievement.aim: other")
    best = asking.next()
    assert best is not None
    left = [*asking.questions, *asking.together]
    for topic in {one.topic for one in left}:
        one = asking.next(topic=topic)
        assert one is not None
        assert one.concerns == best.concerns
        if one != best:
            assert one.topic == topic
            gains = zip(one.gains, best.gains, strict=True)
            gain, most = next((pair for pair in gains if pair[1]), (0, 0))
            assert gain >= 0.75 * most
    never = replace(PAPER, asking=PAPER.asking._replace(keeps_to_topic=None))
    kept = asking._replace(ruleset=never)
    assert all(kept.next(topic=one.topic) == best for one in left)


@pytest.mark.parametrize("case", sorted(CASES)[::40])
def test_no_more_questions_stand_before_the_verdict_than_was_said(case: str) -> None:
    profile = read(CASES[case])
    text = f"stage: {profile.answers['stage'].value if 'stage' in profile.answers else 'operating'}"
    data = text.encode()
    asking = asked(data)
    said = asking.before_verdict()
    for at in range(60):
        if asking.now.standing.settled:
            break
        one = asking.next()
        assert one is not None
        more = asking.before_verdict({one.fact.path})
        assert at + 1 + more <= said
        value = one.effects[at % len(one.effects)].answer.value
        data = with_answer(data, "profile.yaml", PAPER.vocabulary, NewAnswer(one.fact.path, value))
        asking = asked(data)
    assert said


# Firing again -------------------------------------------------------------------------------------


@st.composite
def one_more_answer(draw: st.DrawFn, facts: Facts) -> tuple[Facts, str]:
    """The same partnership with one more answer, and the fact that it is the answer to."""
    more = draw(completed(facts))
    values = {path: value for path, value in more.values.items() if path not in facts.values}
    known, filled = facts.collections["partners"], more.collections["partners"]
    items = [item for item in filled.others if item not in known.others]
    new = draw(st.sampled_from([*values, *items, ""]))
    if new in values:
        return facts._replace(values={**facts.values, new: values[new]}), new
    if not new:
        return facts, "size"
    others = {**known.others, new: filled.others[new]}
    listed = tuple((name, {new: filled.others[new], **own}) for name, own in known.listed)
    exist = known.others_exist
    if exist is None and not listed:
        exist = True
    partners = Collected(listed, others, exist, known.others_count)
    return facts._replace(collections={"partners": partners}), f"partners.{new}"


@settings(max_examples=30)
@given(ruleset=rulesets(), data=st.data())
def test_firing_again_comes_to_what_firing_anew_does(ruleset: Ruleset, data: st.DataObject) -> None:
    engine, reach = prepare(ruleset, REFERENCE), reach_of(ruleset)
    for _ in range(4):
        facts = data.draw(profiles())
        again = begin(reach, fire(ruleset, facts, engine))
        for _ in range(2):
            facts, path = data.draw(one_more_answer(facts))
            again = refire(reach, again, facts, path).firing
            anew = begin(reach, fire(ruleset, facts, engine))
            assert again == anew


_RULE = {
    "title": "A rule",
    "theme": "board",
    "settle_by": "proposed",
    "until": "ended",
    "cites": "P1",
}
_FOUND = {"severity": "high", "finding": "It is wrong.", "recommend": "Put it right."}
FAR = [
    (
        "a fact that two rules conclude",
        [
            {"id": "A", "when": {"board.met": "yes"}, "conclude": "large"},
            {"id": "B", "when": {"board.fit": "yes"}, "conclude": "large"},
            {"id": "C", "when": {"large": "yes"}, **_FOUND},
        ],
        {"large": "no"},
        {"board.met": "no"},
        ("board.fit", "no"),
    ),
    (
        "a fact that another rule has concluded already",
        [
            {"id": "A", "when": {"board.met": "yes"}, "conclude": "large"},
            {"id": "B", "when": {"board.fit": "yes"}, "conclude": "large"},
        ],
        {"large": "yes"},
        {"board.met": "yes"},
        ("board.fit", "no"),
    ),
    (
        "how many there are, from what holds of each",
        [{"id": "A", "when": {"partners.count": {"at_least": "1"}}, **_FOUND}],
        {"finding": "A"},
        {},
        ("partners.willing", "yes"),
    ),
]


@pytest.mark.parametrize(
    ("rules", "verdict", "known", "answer"), [row[1:] for row in FAR], ids=[row[0] for row in FAR]
)
def test_an_answer_reaches_far(
    rules: list[dict[str, Any]], verdict: Any, known: dict[str, str], answer: tuple[str, str]
) -> None:
    ruleset = ruleset_of(
        sections(
            [{**_RULE, **rule} for rule in rules],
            verdict,
            {"stage": "ended"},
            conclusions=("large",) if len(rules) > 1 else (),
        )
    )
    engine, reach = prepare(ruleset, REFERENCE), reach_of(ruleset)
    path, value = answer
    profile = profile_from(json.dumps(known).encode(), "a.yaml", ruleset.vocabulary)
    facts = facts_of(profile, DAY)
    more = facts_with(facts, profile, ruleset.vocabulary, path, value)
    again = refire(reach, begin(reach, fire(ruleset, facts, engine)), more, path).firing
    anew = fire(ruleset, more, engine)
    assert again == anew
    assert again.truths["verdict_0", "verdict"] is True


def test_what_a_verdict_tests_itself_is_asked_for() -> None:
    rule = {**_RULE, **_FOUND, "id": "A", "when": {"board.fit": "no"}}
    pack = sections([rule], {"board.met": "no"}, {"stage": ["proposed", "ended"]})
    pack["verdicts"][0]["only_if_known"] = "yes"
    ruleset = ruleset_of(pack)
    asker = questioner(ruleset, prepare(ruleset, REFERENCE))
    profile = profile_from(b"stage: ended", "a.yaml", ruleset.vocabulary)
    assert paths(open_questions(asker, profile, DAY)) == ["board.met", "board.fit"]


# What answers would change ------------------------------------------------------------------------


def outcome_of(profile: Profile) -> tuple[Any, ...]:
    """The verdict, how firmly it stands and what instead; every rule's outcome and severity."""
    firing = fire(PAPER, facts_of(profile, DAY), ENGINE)
    return (*verdict_of(firing), dict(firing.outcomes), dict(firing.severities))


def verdict_of(firing: Firing) -> tuple[Any, ...]:
    judged = judge(PAPER, firing, Behind(PAPER, firing.view))
    could = {one.verdict.id for one in judged.could_become}
    instead = judged.alternative.id if judged.alternative else None
    return judged.verdict.id, judged.settled, instead, could


def answered(data: bytes, path: str, value: Any) -> Profile:
    """The profile with this answer written into it."""
    return read(with_answer(data, "profile.yaml", PAPER.vocabulary, NewAnswer(path, value)))


@settings(max_examples=25)
@given(data=st.data())
def test_an_answer_changes_what_was_told_and_nothing_else(data: st.DataObject) -> None:
    text = CASES[data.draw(st.sampled_from(sorted(CASES)))]
    asking = asked(text)
    before = outcome_of(read(text))
    for one in some_of([*asking.questions, *asking.together], data):
        effect = data.draw(st.sampled_from(one.effects))
        standing = effect.standing
        try:
            profile = answered(text, one.fact.path, effect.answer.value)
        except Refused:  # a date before one that it cannot precede
            continue
        verdict, settled, alternative, could, outcomes, severities = outcome_of(profile)
        assert (verdict, settled, alternative) == (
            standing.verdict.id,
            standing.settled,
            effect.alternative.id if effect.alternative else None,
        )
        assert {one.id for one in standing.possible} == could
        told = {change.rule: (change.outcome, change.severity) for change in effect.changes}
        for rule in PAPER.rules.values():
            was = before[4][rule.id], before[5].get(rule.id, "")
            if rule.recommend:
                now = outcomes[rule.id], severities.get(rule.id, "")
                assert now == told.get(rule.id, was), rule.id


def some_of(things: list[Any], data: st.DataObject) -> list[Any]:
    """A few of these; none where there are none."""
    return data.draw(st.lists(st.sampled_from(things), max_size=4)) if things else []


@settings(max_examples=25)
@given(data=st.data())
def test_what_is_not_asked_would_change_nothing(data: st.DataObject) -> None:
    text = CASES[data.draw(st.sampled_from(sorted(CASES)))]
    profile, asking = read(text), asked(text)
    facts = facts_of(profile, DAY)
    behind = Behind(PAPER, asking.now.firing.view)
    idle = [
        fact
        for path, fact in PAPER.vocabulary.facts.items()
        if path not in paths(asking)
        and is_askable(PAPER, facts, profile, path)
        and behind.makes_sense(path)
    ]
    before = seen(profile)
    for fact in some_of(idle, data):
        try:
            assert seen(answered(text, fact.path, data.draw(values(fact)))) == before
        except Refused:
            continue


def seen(profile: Profile) -> Any:
    """What is seen of a profile: not the rules that only conclude and say nothing themselves, nor
    those on which a verdict that limits what is shown leaves nothing to say."""
    *rest, outcomes, severities = outcome_of(profile)
    only = PAPER.verdicts[rest[0]].shows_only
    shown = {id for id, rule in PAPER.rules.items() if rule.recommend and only in ("", rule.theme)}
    said = {id: (outcomes[id], severities.get(id)) for id in outcomes if id in shown}
    return rest, said


# Which questions, and in which order --------------------------------------------------------------


def test_what_the_verdict_hangs_on_comes_first_then_grave_rules_then_the_rest() -> None:
    for text in list(CASES.values())[::10]:
        concerns = [CONCERNS.index(one.concerns) for one in asked(text).questions]
        assert concerns == sorted(concerns)


def test_of_a_blank_profile_the_stage_is_asked_for_first() -> None:
    assert paths(asked("name: New"))[0] == "stage"


def test_a_question_says_what_each_answer_would_change() -> None:
    questions = {one.fact.path: one for one in asked("stage: operating").questions}
    one = questions["exit.strategy"]
    changes = {effect.answer.value: effect.changes for effect in one.effects}
    assert [(change.rule, change.outcome) for change in changes["yes"]] == [("E1", "met")]
    # There may still be a plan to carry on, so E1 waits for that.
    assert [(change.rule, change.outcome) for change in changes["no"]] == [("E3", "not_applicable")]


def test_once_an_answer_makes_it_pointless_a_question_is_gone() -> None:
    before = asked("stage: proposed\npartners.count: 4")
    gate = next(one for one in before.questions if one.fact.path == "history.poor_relations")
    falls_away = {effect.answer.value: effect.pointless for effect in gate.effects}
    assert falls_away["no"] == ("history.commitment_to_change",)
    assert falls_away["yes"] == ()
    for answer, asks in (("no", False), ("yes", True)):
        after = asked(f"stage: proposed\npartners.count: 4\nhistory.poor_relations: {answer}")
        assert ("history.commitment_to_change" in paths(after)) is asks


def in_order(asking: Asking) -> list[str]:
    """The facts in the order of an interview in which nothing is known."""
    order: list[str] = []
    while (one := asking.next(order)) is not None:
        order.append(one.fact.path)
    return order


@pytest.mark.parametrize("stage", PAPER.stages)
def test_a_question_comes_after_those_that_decide_whether_it_makes_sense(stage: str) -> None:
    asking = asked(f"stage: {stage}")
    order, behind = in_order(asking), Behind(PAPER, asking.now.firing.view)
    for path in order:
        assert behind.makes_sense(path)
        if path in PAPER.relevance and not truth(PAPER.relevance[path], behind.view):
            gates = [gate for gate in condition.paths(PAPER.relevance[path]) if gate in order]
            assert max(map(order.index, gates)) < order.index(path), path


def test_what_matters_only_together_with_others_stands_apart() -> None:
    asking = asked("stage: operating\nhistory.cost_shunting:")
    apart = {one.fact.path: one for one in asking.together}
    settled = apart["history.who_pays_settled"]  # a partial yes to both makes D14 a finding
    assert not any(effect.changes_something for effect in settled.effects)
    assert "D14" in settled.rules
    assert not {one.fact.path for one in asking.questions} & set(apart)


def test_each_engine_leads_to_the_same_questions(engine: tuple[Engine, str]) -> None:
    profile = read(HALF.read_bytes())
    other = open_questions(questioner(PAPER, engine[0]), profile, DAY)
    here = open_questions(ASKER, profile, DAY)
    assert (other.questions, other.together) == (here.questions, here.together)


@settings(max_examples=4)
@given(stage=st.sampled_from(["proposed", "ended"]), data=st.data())
def test_one_answer_after_the_other_it_comes_to_an_end(stage: str, data: st.DataObject) -> None:
    text, seen = f"stage: {stage}\n".encode(), set[str]()
    while (one := asked(text).next()) is not None:
        path = one.fact.path
        assert path not in seen
        seen.add(path)
        answer = NewAnswer(path, data.draw(st.sampled_from(one.effects)).answer.value)
        text = with_answer(text, "profile.yaml", PAPER.vocabulary, answer)
    assert len(seen) < len(PAPER.vocabulary.facts)


def test_a_date_that_is_not_known_exactly_enough_is_asked_for_again() -> None:
    known = "stage: operating\nexit: {strategy: no, continuation_strategy: no}\nfunding.ends: "
    (one,) = (one for one in asked(f"{known}2027").questions if one.fact.path == "funding.ends")
    assert one.known is not None
    words = {effect.answer.words: effect.changes for effect in one.effects}
    assert list(words) == ["2027-01-01 to 2027-11-01", "2027-11-02 to 2027-12-31"]
    assert words["2027-01-01 to 2027-11-01"][0].severity == "critical"
    assert "funding.ends" not in paths(asked(f"{known}2027-03"))


def test_how_many_there_are_is_asked_where_none_would_settle_it() -> None:
    questions = {one.fact.path: one for one in asked("stage: ended").questions}
    effects = {one.answer.words: one.changes for one in questions["commitments.count"].effects}
    assert list(effects) == ["0", "1 or more"]
    assert effects["0"]
    assert not effects["1 or more"]


def test_a_question_about_members_is_asked_of_those_of_whom_it_is_not_told() -> None:
    for partners, asks in (
        ("[A, B]", True),
        ("[{name: A, willing_to_adapt: yes}, B]", True),
        ("[{name: A, willing_to_adapt: yes}]", False),
        ("{count: 2, list: [{name: A, willing_to_adapt: yes}]}", True),
        ("{each: {willing_to_adapt: yes}}", False),
        ("[{name: A, willing_to_adapt: unknown}]", False),
    ):
        text = f"{{stage: proposed, case.other_work_affected: yes, partners: {partners}}}"
        asking = asked(text)
        open_ones = {one.fact.path for one in (*asking.questions, *asking.together)}
        assert ("partners.willing_to_adapt" in open_ones) is asks, partners


def test_the_next_question_is_the_first_that_is_not_skipped() -> None:
    asking = asked("stage: operating")
    first, second, *_ = paths(asking)
    assert asking.next().fact.path == first
    assert asking.next({first}).fact.path == second
    everything = {one.fact.path: one for one in (*asking.questions, *asking.together)}
    assert asking.next(everything) is None
    # What matters for the verdict together with others comes before what is not about the verdict.
    concerns = [CONCERNS.index(everything[path].concerns) for path in in_order(asking)]
    assert concerns == sorted(concerns)
    assert len(concerns) == len(everything)


# The command --------------------------------------------------------------------------------------


def test_ask_shows_what_comes_first_and_says_how_much_more_there_is() -> None:
    done = run("ask", HALF)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.startswith("Brightwater Safer Communities Partnership\n")
    assert "Verdict so far: Carry on, and improve it (provisional)\n" in text
    assert text.count("? ") >= 10
    assert "more, which `--all` shows; these come first." in text
    assert "What the verdict hangs on\n  1? " in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_what_is_asked_to_know_the_kind_is_not_said_to_decide_the_verdict() -> None:
    text = b"stage: proposed\norigin: {basis: voluntary}\n"
    said = run("ask", "-", stdin=text).stdout.decode()
    kind, verdict = said.index("What kind of partnership this is"), said.index("hangs on")
    assert kind < said.index("mainly set up to do") < verdict
    hanging = run("ask", "-", stdin=b"stage: proposed\n").stdout.decode()
    assert hanging.index("What the verdict hangs on") < hanging.index("Why is this a partnership")


def test_ask_shows_everything_when_it_is_asked_to() -> None:
    text = run("ask", HALF, "--all").stdout.decode()
    assert "which `--all` shows" not in text
    headings = [line for line in text.splitlines() if line.startswith("What ")]
    assert headings == [
        "What the verdict hangs on",
        "What critical and high rules wait for",
        "What else is open",
        "What matters only together with others",
    ]
    shown = set(re.findall(r"\[([a-z_.]+)[:;\]]", text))
    asking = open_questions(ASKER, read(HALF.read_bytes()), DAY)
    assert shown == {one.fact.path for one in (*asking.questions, *asking.together)}
    assert max(map(len, text.splitlines())) <= WIDTH


def test_ask_as_json_tells_all_of_it() -> None:
    done = run("ask", "-", "-f", "json", "--on", DAY.isoformat(), stdin=HALF.read_bytes())
    data = json.loads(done.stdout)
    asking = open_questions(ASKER, read(HALF.read_bytes()), DAY)
    assert (data["format"], data["on"]) == (1, DAY.isoformat())
    assert data["verdict"]["id"] == "improve"
    assert data["verdict"]["standing"] == "provisional"
    assert [one["fact"] for one in data["questions"]] == paths(asking)
    assert [one["fact"] for one in data["together"]] == [o.fact.path for o in asking.together]
    first, effect = data["questions"][0], asking.questions[0].effects[0]
    assert first["concerns"] == "verdict"
    assert first["answers"][0]["verdict"] == effect.standing.verdict.id
    assert first["answers"][0]["outcomes"] == {one.rule: one.outcome for one in effect.changes}


def test_the_questions_of_local_policy_are_asked_too() -> None:
    text = run("ask", HALF, "--pack", LOCAL_PACK, "--all", "--on", "2026-11-01").stdout.decode()
    assert "[oc_register.entered (our_council's own): local: Constitution, part 4]" in " ".join(
        text.split()
    )


def test_where_nothing_is_open_it_says_so() -> None:
    text = b"stage: ended\n"
    while (one := asked(text).next()) is not None:
        answer = NewAnswer(one.fact.path, one.effects[0].answer.value)
        text = with_answer(text, "profile.yaml", PAPER.vocabulary, answer)
    done = run("ask", "-", stdin=text)
    assert b"\nNothing is open: every question that makes sense here is answered.\n" in done.stdout
    assert b"Verdict: " in done.stdout


def test_out_of_scope_it_says_why_nothing_more_is_asked() -> None:
    text = b"stage: operating\narrangement: {kind: network}\n"
    said = run("ask", "-", stdin=text).stdout.decode()
    assert "Verdict: This is not a formal partnership, so this guidance does not apply" in said
    assert "every question that makes sense here is answered" not in said
    assert "With this verdict nothing more is asked. It rests on this:" in said
    assert "  - The arrangement is informal working, a consultation or a network" in said
    assert "[S1: P13, P34, P35, P115]" in " ".join(said.split())


def test_in_scope_there_is_no_such_reason() -> None:
    assert asked(b"stage: operating\n").not_asked_since == ()


def test_a_profile_with_faults_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: Bad\nstage: opperating\n")
    done = run("ask", bad)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"bad.yaml:2:8: error[bad-choice]" in done.stderr
    assert run("ask", tmp_path / "missing.yaml").returncode == 2
