"""What would have to be different for another verdict: the fewest answers, and no fewer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changing import answers as answers_given
from changing import with_answer
from conftest import DAY
from fruitful.advice.judging import stand
from fruitful.cli.towards import verdict_called
from fruitful.evaluation import profile_from
from fruitful.explain.explanation import Address
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED, Firing, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.firing.programme import Engine
from fruitful.language.regions import joined
from fruitful.language.value import Span, Value
from fruitful.language.vocabulary import Fact
from fruitful.profile.facts import Facts, facts_of
from fruitful.render.layout import WIDTH
from fruitful.render.towards import in_region
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.ruleset.rule import SEVERITIES
from fruitful.shipped import paper_pack, shipped
from fruitful.what_if.towards import AS_IT_TURNS_OUT, NOTHING_WORSE, Action, Towards, towards
from fruitful.what_if.worsening import worse_than_given
from generated_rulesets import ON, profiles, rulesets
from plain_trial import OF_MEMBERS, OWN, Changes, changed, examined
from program import environment, run
from reporting import towards_as_text
from small_packs import load, rule, small_pack

pytest.importorskip("z3")

EXHAUSTIVE = 3
"""Sets of fewer answers than this are all tried."""
CASES = [
    shipped("cases") / name
    for name in (
        "synthetic/half_filled.yaml",
        "paper/cs13_merthyr_tydfil_estate.yaml",
        "box_b/plainly_good.yaml",
    )
]


def could_become(facts: Facts, *, keep_stage: bool) -> dict[Address, list[Value]]:
    """Every other value of every answer that can change, not only those that matter."""
    found: dict[Address, list[Value]] = {}
    for path, values in OWN.items():
        before = facts.values.get(path)
        if path == "stage" and before is not None:
            values = [] if keep_stage else values[values.index(before) + 1 :]
        if isinstance(before, Span):
            if before.last < ON:
                continue
            values = [one for one in values if isinstance(one, Span) and one.first >= ON]
        found[Address(path)] = [one for one in values if one != before]
    partners = facts.collections["partners"]
    subjects = [*partners.listed]
    if partners.others_exist is not False:
        subjects.append((None, partners.others))  # type: ignore[arg-type]
    for name, known in subjects:
        for item, values in OF_MEMBERS.items():
            address = Address(f"partners.{item}", name)
            found[address] = [one for one in values if one != known.get(item)]
    if partners.others_count is None:
        least = len(partners.listed) + (partners.others_exist is True)
        found[Address("partners.count")] = [*range(least, least + 8)]
    return found


def verdict_of(ruleset: Ruleset, facts: Facts, engine: Engine) -> tuple[str, bool]:
    standing = stand(ruleset, fire(ruleset, facts, engine))
    return standing.verdict.id, standing.settled


class Trial:
    """What comes of changes to some facts, by plain trial."""

    def __init__(self, ruleset: Ruleset, facts: Facts, engine: Engine) -> None:
        self.ruleset, self.facts, self.engine = ruleset, facts, engine
        self.before = fire(ruleset, facts, engine)
        self.given = dict(answers_given(facts))
        self.is_worse = worse_than_given(ruleset, facts, self.before)

    def gives(self, wished: str, changes: Changes, bound: str) -> bool:
        """Whether the changes give the verdict, and make no more worse than is allowed."""
        after = changed(self.facts, changes)
        if after is None or verdict_of(self.ruleset, after, self.engine)[0] != wished:
            return False
        if any(self.is_worse(one, self.given.get(one), value) for one, value in changes.items()):
            return False
        firing = fire(self.ruleset, after, self.engine)
        return all(
            before == after or after not in WORSE[bound].get(before, ())
            for before, after in self._outcomes(firing)
        )

    def _outcomes(self, after: Firing) -> Iterator[tuple[str, str]]:
        """Of each rule that gives advice: its outcome, or severity, before and after."""
        for id, one in self.ruleset.rules.items():
            if one.recommend:
                yield tuple(  # type: ignore[misc]
                    each.severities[id] if each.outcomes[id] == FINDING else each.outcomes[id]
                    for each in (self.before, after)
                )

    def sets(
        self, wished: str, size: int, bound: str, *, keep_stage: bool
    ) -> set[frozenset[Address]]:
        """The sets of so many answers of which some change gives the verdict."""
        could = could_become(self.facts, keep_stage=keep_stage)
        return {
            frozenset(addresses)
            for addresses in combinations(could, size)
            if any(
                self.gives(wished, dict(zip(addresses, values, strict=True)), bound)
                for values in product(*(could[one] for one in addresses))
            )
        }


WORSE = {
    NOTHING_WORSE: {
        **dict.fromkeys((MET, UNDECIDED, NOT_APPLICABLE), SEVERITIES),
        **{severity: SEVERITIES[:at] for at, severity in enumerate(SEVERITIES)},
    },
    AS_IT_TURNS_OUT: {MET: SEVERITIES},
}
"""From which outcome or severity to which others is worse."""
BEST_FIRST = [(keep, bound) for keep in (True, False) for bound in WORSE]


def told(found: Towards) -> list[frozenset[Address]]:
    return [frozenset(one.address for one in way.actions) for way in found.ways]


wishes = st.sampled_from(("verdict_0", "verdict_1"))


@examined
@given(ruleset=rulesets(), facts=profiles(), wished=wishes)
def test_no_smaller_set_gives_the_verdict_and_every_set_as_small_is_told(
    ruleset: Ruleset, facts: Facts, wished: str
) -> None:
    engine = prepare(ruleset, REFERENCE)
    found = towards(ruleset, facts, wished, engine, most_ways=10_000)
    trial = Trial(ruleset, facts, engine)
    taken = {one.address: one.to[0].value for one in found.ways[0].actions} if found.ways else {}
    for keep, bound in BEST_FIRST:
        is_this = bool(found.ways) and keep is not found.other_stage
        is_this = is_this and trial.gives(wished, taken, bound)
        fewest = len(taken) if is_this else EXHAUSTIVE
        for size in range(min(fewest, EXHAUSTIVE)):
            assert not trial.sets(wished, size, bound, keep_stage=keep)
        if is_this:
            assert found.are_all
            assert len(found.ways) == len(set(told(found)))
            if fewest < EXHAUSTIVE:
                assert set(told(found)) == trial.sets(wished, fewest, bound, keep_stage=keep)
            return
    assert not found.ways


@examined
@given(ruleset=rulesets(), facts=profiles(), wished=wishes)
def test_every_way_gives_the_verdict_whichever_of_its_values_are_taken(
    ruleset: Ruleset, facts: Facts, wished: str
) -> None:
    engine = prepare(ruleset, REFERENCE)
    for way in towards(ruleset, facts, wished, engine).ways:
        for at, values in enumerate(product(*map(values_of, way.actions))):
            given = zip((one.address for one in way.actions), values, strict=True)
            after = changed(facts, dict(given))
            assert after is not None
            assert not any(
                one.before == value for one, value in zip(way.actions, values, strict=True)
            )
            verdict, settled = verdict_of(ruleset, after, engine)
            assert verdict == wished
            assert at or settled is way.settled


def values_of(action: Action) -> list[Value]:
    """The values that are told of an action: of a region one in it, and its ends."""
    ends = (end.value for region in action.to for end in region[1:] if end and end.included)
    return [*dict.fromkeys((*(region.value for region in action.to), *ends))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_for_each_verdict_of_a_case_no_action_of_a_way_can_be_left_out(
    case: Path, paper: Ruleset
) -> None:
    engine = prepare(paper, REFERENCE)
    profile = profile_from(case.read_bytes(), str(case), paper.vocabulary)
    facts = facts_of(profile, profile.assessed_on or ON)
    for wished in paper.verdicts:
        for way in towards(paper, facts, wished, engine, most_ways=2).ways:
            actions = {one.address: one.to[0].value for one in way.actions}
            assert verdict_of(paper, paper_facts(facts, actions), engine)[0] == wished
            for one in actions:
                rest = {address: value for address, value in actions.items() if address != one}
                assert verdict_of(paper, paper_facts(facts, rest), engine)[0] != wished


EVERY = max(1, 101_000 // int(os.environ.get("FRUITFUL_EXAMPLES", "1000")))
"""Of all cases and verdicts so many apart are tried; with more examples, more of them."""
PAIRS = [
    (case, wished)
    for case in sorted(shipped("cases").rglob("*.yaml"))
    for wished in load_ruleset([paper_pack()], DAY).verdicts
    if case.parent.name != "authority"
][::EVERY]


def of_text(text: str, paper: Ruleset) -> Facts:
    return facts_of(profile_from(text.encode(), "a.yaml", paper.vocabulary), DAY)


ENDING = """
stage: ending
origin: {basis: voluntary}
achievement: {aim: capital_project, aim_met: no}
exit: {strategy: yes, gains_kept: yes}
"""


def test_an_aim_that_is_met_is_a_way_and_nothing_worse(paper: Ruleset) -> None:
    facts = of_text(ENDING, paper)
    engine = prepare(paper, REFERENCE)
    assert not paper.rules["E6"].finds_fault
    assert fire(paper, facts, engine).outcomes["E6"] != FINDING
    (way,) = towards(paper, facts, "close_as_success", engine).ways
    assert [str(one.address) for one in way.actions] == ["achievement.aim_met"]


def test_giving_up_what_no_finding_speaks_of_is_worse_where_every_rule_wants_it(
    paper: Ruleset,
) -> None:
    facts = of_text("stage: operating\nexit: {strategy: yes, gains_kept: no}\n", paper)
    before = fire(paper, facts, prepare(paper, REFERENCE))
    is_worse = worse_than_given(paper, facts, before)
    address = Address("exit.strategy")
    without = of_text("stage: operating\nexit: {strategy: no, gains_kept: no}\n", paper)
    after = fire(paper, without, prepare(paper, REFERENCE))
    assert after.outcomes["E1"] == UNDECIDED  # no new finding by itself
    assert is_worse(address, "yes", "no")
    assert is_worse(address, "yes", "partly")
    assert not is_worse(address, "no", "yes")


def test_no_way_of_any_case_to_any_verdict_leads_through_a_worse_answer(paper: Ruleset) -> None:
    engine = prepare(paper, REFERENCE)
    stages = list(paper.stages)
    ways = 0
    for case, wished in PAIRS:
        profile = profile_from(case.read_bytes(), str(case), paper.vocabulary)
        facts = facts_of(profile, profile.assessed_on or DAY)
        before = fire(paper, facts, engine)
        for way in towards(paper, facts, wished, engine, most_ways=2).ways:
            ways += 1
            for one in way.actions:
                fact = paper.vocabulary.facts[one.address.path]
                if one.before is None:
                    continue
                assert not fact.fixed
                assert one.before not in fact.fixed_once
                assert one.form is fact.form
                for region in one.to:
                    if fact.path == "stage":
                        assert stages.index(str(region.value)) > stages.index(str(one.before))
                        continue
                    after = fire(paper, paper_facts(facts, {one.address: region.value}), engine)
                    assert not found_anew(paper, before, after), one
            actions = {one.address: one.to[0].value for one in way.actions}
            after = fire(paper, paper_facts(facts, actions), engine)
            anew = found_anew(paper, before, after)
            assert not [id for id in anew if before.outcomes[id] == MET]
            if all(one.before is not None for one in way.actions) and "stage" not in actions:
                assert not anew
    assert ways > len(PAIRS) // 4


def found_anew(ruleset: Ruleset, before: Firing, after: Firing) -> list[str]:
    """The rules that have become findings."""
    advising = (id for id, one in ruleset.rules.items() if one.recommend)
    return [
        id for id in advising if before.outcomes[id] != FINDING and after.outcomes[id] == FINDING
    ]


def paper_facts(facts: Facts, changes: Changes) -> Facts:
    for address, value in changes.items():
        facts = with_answer(facts, address, value)
    return facts


# One verdict of a small pack ----------------------------------------------------------------------

FACTS: dict[str, Fact] = {}
"""The facts of the small packs."""
VERDICTS = """
verdicts:
  - {id: bad, title: Bad, text: It is bad., cites: P1, when: {finding: {severity: medium}}}
  - {id: good, title: Good, text: It is good., cites: P1}
"""


def to_good(
    folder: Path, when: str, profile: str, *more: str, wished: str = "good", others: str = ""
) -> Towards:
    """The ways to a verdict, where a rule R with this condition makes it another."""
    ruleset = load(small_pack(folder, rule("R", when) + others, *more, verdicts=VERDICTS))
    FACTS.update(ruleset.vocabulary.facts)
    answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
    return towards(ruleset, facts_of(answers, DAY), wished, prepare(ruleset, REFERENCE))


def answers_of(found: Towards) -> list[dict[str, list[str]]]:
    """Each way: its answers, with what they would have to become."""
    return [
        {
            str(one.address): [
                in_region(region, FACTS[one.address.path]) for region in joined(one.to)
            ]
            for one in way.actions
        }
        for way in found.ways
    ]


@pytest.mark.parametrize(
    ("when", "profile", "ways"),
    [
        ("{board.fit: [no, partly]}", "board.fit: no", [{"board.fit": ["yes"]}]),
        ("{board.fit: no}", "board.fit: no", [{"board.fit": ["yes", "partly"]}]),
        (
            "{board.fit: no, size: {at_least: 3}}",
            "{board.fit: no, size: 4}",
            [{"board.fit": ["yes", "partly"]}, {"size": ["at most 2"]}],
        ),
        (
            "{board.fit: no, budget: {more_than: 100}}",
            "{board.fit: no, budget: 4000}",
            [{"board.fit": ["yes", "partly"]}, {"budget": ["at most £100"]}],
        ),
        (
            "{tasks: {includes: [vision, planning]}}",
            "tasks: [vision, strategy]",
            [{"tasks": ["strategy, for instance"]}],
        ),
        (
            "{ends: {within: 1 month}}",
            "ends: 2026-11-20",
            [{"ends": ["from 2 December 2026"]}],  # a day that has not passed
        ),
        (
            "{some: {partners: {willing: no}}}",
            "partners: [{name: A, willing: no}, {name: B, willing: no}, {name: C}]",
            [{"partners[A].willing": ["yes", "partly"], "partners[B].willing": ["yes", "partly"]}],
        ),
        (
            "{some: {partners: {willing: no}}}",
            "partners: {each: {willing: no}}",
            [{"partners.each.willing": ["yes", "partly"]}],
        ),
    ],
)
def test_it_says_what_each_answer_would_have_to_become(
    when: str, profile: str, ways: list[dict[str, list[str]]], tmp_path: Path
) -> None:
    profile = profile if profile.startswith("{") else f"{{{profile}}}"
    found = to_good(tmp_path, when, f"{{stage: operating, {profile[1:-1]}}}")
    assert (found.now.id, found.wished.id, found.are_all) == ("bad", "good", True)
    assert answers_of(found) == ways


def test_what_is_not_known_may_stay_so_or_be_given(tmp_path: Path) -> None:
    found = to_good(tmp_path, "{board.fit: no}", "stage: operating", wished="bad")
    assert [one.before for one in found.ways[0].actions] == [None]
    assert answers_of(found) == [{"board.fit": ["no"]}]
    found = to_good(tmp_path / "2", "{board.fit: no}", "stage: operating")
    assert (found.now.id, answers_of(found), found.ways[0].settled) == ("good", [{}], False)


def test_a_number_of_members_that_is_not_known_can_be_given_but_not_changed(tmp_path: Path) -> None:
    when = "{partners.count: {at_least: 3}}"
    unknown = to_good(tmp_path / "1", when, "stage: operating", wished="bad")
    assert answers_of(unknown) == [{"partners.count": ["at least 3"]}]
    known = to_good(tmp_path / "2", when, "{stage: operating, partners: [A, B]}", wished="bad")
    assert (known.ways, known.kept) == ((), ())


@pytest.mark.parametrize(
    ("fact", "when", "profile", "why"),
    [
        (
            "duty: {ask: Is it a duty?, type: yes_no, cites: P1, fixed: yes}",
            "{duty: yes}",
            "duty: yes",
            ("duty", "fixed"),
        ),
        (
            "reviewed: {ask: When was that?, type: date, cites: P1}",
            "{reviewed: {longer_ago_than: 2 years}}",
            "reviewed: 2020",
            ("reviewed", "past"),
        ),
    ],
)
def test_what_cannot_be_changed_stays_and_is_named_where_it_is_in_the_way(
    fact: str, when: str, profile: str, why: tuple[str, str], tmp_path: Path
) -> None:
    found = to_good(tmp_path, when, f"{{stage: operating, {profile}}}", f"facts: {{{fact}}}\n")
    assert found.ways == ()
    assert [(str(one.address), one.why) for one in found.kept] == [why]


def test_the_stage_is_kept_unless_the_verdict_belongs_to_another(tmp_path: Path) -> None:
    here = "{stage: operating, board.fit: no}"
    found = to_good(tmp_path / "1", "{stage: operating, board.fit: no}", here)
    assert (found.other_stage, answers_of(found)) == (False, [{"board.fit": ["yes", "partly"]}])
    found = to_good(tmp_path / "2", "{stage: operating}", here)
    assert (found.other_stage, answers_of(found)) == (True, [{"stage": ["ending", "ended"]}])


def test_a_question_that_makes_no_sense_is_not_among_the_answers(tmp_path: Path) -> None:
    fact = "minutes: {ask: Are there?, type: yes_no, cites: P1, relevant: {board.met: yes}}"
    when = "{minutes: no, size: 3}"
    for met, ways in (
        ("no", [{"size": ["at most 2", "at least 4"]}]),
        ("yes", [{"minutes": ["yes"]}, {"size": ["at most 2", "at least 4"]}]),
    ):
        profile = f"{{stage: operating, board.met: {met}, minutes: no, size: 3}}"
        found = to_good(tmp_path / met, when, profile, f"facts: {{{fact}}}\n")
        assert sorted(answers_of(found), key=str) == ways


def test_a_date_is_not_put_before_one_that_it_cannot_precede(tmp_path: Path) -> None:
    when = "{not: {ends: {within: 6 months}}}"
    for starts, ways in (
        ("2026", [{"ends": ["from 1 November 2026 until 1 May 2027"]}]),
        ("2028", []),
    ):
        profile = f"{{stage: operating, starts: {starts}, ends: 2030}}"
        assert answers_of(to_good(tmp_path / starts, when, profile)) == ways


def test_a_fact_that_several_rules_conclude_needs_all_of_them_to_be_otherwise(
    tmp_path: Path,
) -> None:
    other = rule("OTHER", "{board.met: yes}", severity="", finding="", recommend="")
    other += "    conclude: large\n"
    ruleset = load(small_pack(tmp_path, other + rule("R", "{large: yes}"), verdicts=VERDICTS))
    facts = Facts({"stage": "operating", "size": 12, "board.met": "yes"}, {}, DAY)
    found = towards(ruleset, facts, "good", prepare(ruleset, REFERENCE))
    assert told(found) == [frozenset((Address("board.met"), Address("size")))]


def test_ways_are_taken_apart_into_what_is_always_and_what_can_be_chosen(tmp_path: Path) -> None:
    more = [
        rule(id, f"{{{one}: no, {other}: no}}")
        for id, one, other in (("S", "a.one", "a.two"), ("T", "b.one", "b.two"))
    ]
    facts = "facts:\n" + "".join(
        f"  {path}: {{ask: Is it?, type: yes_no, cites: P1}}\n"
        for path in ("a.one", "a.two", "b.one", "b.two")
    )
    ruleset = load(
        small_pack(tmp_path, rule("R", "{board.fit: no}") + "".join(more), facts, verdicts=VERDICTS)
    )
    values = {"stage": "operating", "board.fit": "no"}
    values |= dict.fromkeys(("a.one", "a.two", "b.one", "b.two"), "no")
    found = towards(ruleset, Facts(values, {}, DAY), "good", prepare(ruleset, REFERENCE))
    assert len(found.ways) == 4
    assert [str(one.address) for one in found.always] == ["board.fit"]
    chosen = [[[str(one.address) for one in group] for group in each] for each in found.choices]
    assert chosen == [[["a.one"], ["a.two"]], [["b.one"], ["b.two"]]]
    few = towards(ruleset, Facts(values, {}, DAY), "good", prepare(ruleset, REFERENCE), most_ways=1)
    assert (few.are_all, len(few.ways), few.always) == (False, 1, found.always)


def test_an_action_names_the_findings_that_it_eases_and_those_it_ends(tmp_path: Path) -> None:
    pack = small_pack(
        tmp_path, rule("R", "{board.fit: no}", applies="{board.met: yes}"), verdicts=VERDICTS
    )
    ruleset = load(pack)
    facts = Facts({"stage": "operating", "board.fit": "no", "board.met": "yes"}, {}, DAY)
    found = towards(ruleset, facts, "good", prepare(ruleset, REFERENCE))
    told = {str(one.address): (one.eases, one.ends) for way in found.ways for one in way.actions}
    assert told == {"board.fit": (("R",), ()), "board.met": ((), ("R",))}


def test_an_answer_never_becomes_one_on_which_a_finding_rests_more(tmp_path: Path) -> None:
    """R could be made not to apply by saying no of the board, which R finds fault with."""
    facts = "{stage: operating, board.met: yes, board.fit: partly}"
    when = "{board.met: yes, board.fit: [no, partly]}"
    found = to_good(tmp_path, when, facts, others=rule("S", "{board.fit: no}", severity="low"))
    assert answers_of(found) == [{"board.fit": ["yes"]}, {"board.met": ["no"]}]


def test_what_makes_a_finding_of_something_else_is_no_way(tmp_path: Path) -> None:
    other = rule("S", "{board.met: no}", severity="low")
    profile = "{stage: operating, board.met: yes}"
    found = to_good(tmp_path, "{board.met: yes}", profile, others=other)
    assert (found.ways, found.kept, found.only_worse) == ((), (), True)
    assert "an answer, or something else, worse" in towards_as_text(
        found, "Ours", DAY, load(tmp_path / "small")
    )


def test_the_form_stays_where_a_remedy_will_do_and_is_told_apart_where_none_will(
    tmp_path: Path,
) -> None:
    fact = "facts: {shape: {ask: Which?, type: yes_no, cites: P1, form: yes}}\n"
    profile = "{stage: operating, shape: yes, board.fit: no}"
    found = to_good(tmp_path / "1", "{shape: yes, board.fit: no}", profile, fact)
    assert answers_of(found) == [{"board.fit": ["yes", "partly"]}]
    found = to_good(tmp_path / "2", "{shape: yes}", profile, fact)
    assert [(str(one.address), one.form) for one in found.ways[0].actions] == [("shape", True)]
    text = towards_as_text(found, "Ours", DAY, load(tmp_path / "2" / "small"))
    assert "A change of its form, which is no remedy by itself" in text


def test_what_no_action_can_take_back_stays(tmp_path: Path) -> None:
    fact = "facts: {done: {ask: Is it done?, type: judgement, cites: P1, fixed: [yes]}}\n"
    for done, ways in (("yes", []), ("partly", [{"done": ["yes", "no"]}])):
        profile = f"{{stage: operating, done: {done}}}"
        when = f"{{done: {done}}}"
        found = to_good(tmp_path / done, when, profile, fact)
        assert answers_of(found) == ways


@pytest.mark.parametrize(
    ("called", "id"),
    [
        ("Sound", "sound"),
        ("It is sound", "sound"),
        ("carry on and IMPROVE it.", "improve"),
        ("“Close it as a success”", "close_as_success"),
        ("close-as-success", "close_as_success"),
    ],
)
def test_a_verdict_is_called_by_its_id_or_its_title(called: str, id: str, paper: Ruleset) -> None:
    assert verdict_called(called, paper) == id


def test_what_is_nearly_called_so_is_suggested_by_what_it_was_nearly(paper: Ruleset) -> None:
    with pytest.raises(click.UsageError, match="did you mean “It is sound” \\(`sound`\\)"):
        verdict_called("It is soun", paper)
    with pytest.raises(click.UsageError, match="Write outside_scope, "):
        verdict_called("xyz", paper)
    done = run("explain", HALF, "know the full costs")
    assert done.stdout.startswith(b"V1 ")


# What is written ----------------------------------------------------------------------------------

HALF = shipped("cases") / "synthetic" / "half_filled.yaml"


def test_the_text_names_actions_with_their_paragraphs_and_what_can_be_chosen() -> None:
    done = run("explain", HALF, "--to", "sound")
    text = " ".join(done.stdout.decode().split())
    assert (done.returncode, done.stderr) == (0, b"")
    for phrase in (
        "Verdict now: Carry on, and improve it (provisional)",
        "Wished: It is sound",
        "At least 10 answers would have to be different.",
        "Bring in the key players and interests that are missing [P2: P49, P50, CS08]",
        "Now partly; it would have to be yes. [choice.key_players_present: P49, P50, CS08]",
        "And one of these",
        "The verdict would still be provisional",
    ):
        assert phrase in text


@pytest.mark.parametrize("wished", ["sound", "improve", "proceed", "not_the_best_approach"])
def test_every_text_fits_the_terminal_and_says_the_same_twice(wished: str, paper: Ruleset) -> None:
    profile = profile_from(HALF.read_bytes(), "half.yaml", paper.vocabulary)
    facts, engine = facts_of(profile, DAY), prepare(paper, REFERENCE)
    texts = [
        towards_as_text(towards(paper, facts, wished, engine), "Ours", DAY, paper) for _ in "12"
    ]
    assert texts[0] == texts[1]
    assert max(map(len, texts[0].splitlines())) <= WIDTH


def test_the_json_holds_every_way() -> None:
    data = json.loads(run("explain", HALF, "--to", "sound", "-f", "json").stdout)
    assert (data["verdict"]["id"], data["wished"]["id"]) == ("improve", "sound")
    assert (data["fewest"], len(data["ways"]), data["all_ways"]) == (10, 4, True)
    assert len(data["always"]) + len(data["choices"]) == data["fewest"]
    (exit,) = (one for one in data["ways"][0]["answers"] if one["answer"] == "exit.strategy")
    assert exit == {
        "answer": "exit.strategy",
        "fact": "exit.strategy",
        "member": "",
        "is": "no",
        "to": [{"value": "yes"}],
        "eases": ["E1"],
        "ends": [],
        "form": False,
        "cites": ["P108", "Q28"],
    }


def test_a_verdict_that_does_not_exist_is_refused() -> None:
    done = run("explain", HALF, "--to", "soundd")
    assert done.returncode == 2
    assert b"there is no verdict `soundd`. did you mean `sound`?" in done.stderr
    assert run("explain", HALF, "E1", "--to", "sound").returncode == 2


@pytest.mark.parametrize("option", [["--to", "sound"], ["--certain"]], ids=" ".join)
def test_without_the_solver_it_says_how_to_install_it(option: list[str], tmp_path: Path) -> None:
    (tmp_path / "z3.py").write_text("raise ImportError('there is none')\n")
    path = f"{tmp_path}:{environment()['PYTHONPATH']}"
    done = run("explain", HALF, *option, env=environment(PYTHONPATH=path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"pip install z3-solver" in done.stderr
    assert run("explain", HALF, env=environment(PYTHONPATH=path)).returncode == 0
