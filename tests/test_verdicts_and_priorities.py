"""What the advice makes of outcomes: the verdict, the order of what to do, what to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from small_packs import (
    VERDICTS,
    advised,
    engine_names,
    load,
    local_pack,
    recommended,
    rule,
    small_pack,
)

either_engine = pytest.mark.parametrize("engine", engine_names())


def verdict(id: str, **keys: str) -> str:
    """An entry of a list of verdicts or alternatives, as YAML."""
    all_keys = {"id": id, "title": f"Title of {id}", "text": "It is so.", "cites": "P1", **keys}
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in all_keys.items()) + "}\n"


class TestVerdicts:
    RULES = rule("A", "{board.met: no}", severity="[critical: {board.fit: no}, low]") + rule(
        "B", "{colour: red}"
    )

    def judged(
        self, tmp_path: Path, profile: str, *entries: str, more: str = "", engine: str = "reference"
    ) -> Any:
        verdicts = "verdicts:\n" + "".join(entries) + more
        ruleset = load(small_pack(tmp_path, self.RULES, verdicts=verdicts))
        return advised(ruleset, profile, engine=engine).judged

    LIST = (
        verdict("bad", when="{finding: {rules: A, severity: critical}}"),
        verdict("fair", applies="{stage: operating}", when="{finding: [A, B]}"),
        verdict("good"),
    )

    @either_engine
    @pytest.mark.parametrize(
        ("profile", "id", "settled", "because", "could"),
        [
            ("{stage: operating, board: {met: no, fit: no}}", "bad", True, ("A",), {}),
            ("{stage: operating, board: {met: no, fit: yes}}", "fair", True, ("A",), {}),
            ("{stage: operating, board: {met: yes}, colour: red}", "fair", True, ("B",), {}),
            ("{stage: operating, board: {met: yes}, colour: green}", "good", True, (), {}),
            ("{stage: ending, board: {met: no, fit: yes}}", "good", True, (), {}),
            ("{stage: operating, board: {met: no}}", "fair", False, ("A",),
             {"bad": ("board.fit",)}),
            ("{stage: operating, colour: red}", "fair", False, ("B",),
             {"bad": ("board.met",)}),
            ("{stage: operating}", "good", False, (),
             {"bad": ("board.met",), "fair": ("board.met", "colour")}),
            ("{board.met: no, board.fit: yes}", "good", False, (), {"fair": ("stage",)}),
            ("{stage: operating, board.fit: yes, colour: green}", "good", False, (),
             {"fair": ("board.met",)}),
        ],
    )  # fmt: skip
    def test_the_first_that_is_true_counts_and_open_ones_before_it_make_it_provisional(
        self,
        profile: str,
        id: str,
        settled: bool,
        because: tuple[str, ...],
        could: dict[str, tuple[str, ...]],
        engine: str,
        tmp_path: Path,
    ) -> None:
        judged = self.judged(tmp_path, profile, *self.LIST, engine=engine)
        assert (judged.verdict.id, judged.settled, judged.because) == (id, settled, because)
        assert {one.verdict.id: one.on for one in judged.could_become} == could

    def test_where_nothing_is_true_the_last_stands_provisionally(self, tmp_path: Path) -> None:
        entries = (verdict("bad", when="{finding: A}"), verdict("fair", when="{finding: B}"))
        for at, profile in enumerate(("{}", "board.met: yes", "{board.met: yes, colour: green}")):
            judged = self.judged(tmp_path / str(at), profile, *entries)
            assert (judged.verdict.id, judged.settled) == ("fair", False), profile

    def test_one_that_counts_only_if_known_is_not_waited_for(self, tmp_path: Path) -> None:
        entries = (verdict("bad", when="{finding: A}", only_if_known="yes"), verdict("good"))
        unknown = self.judged(tmp_path / "1", "{}", *entries)
        assert (unknown.verdict.id, unknown.settled, unknown.could_become) == ("good", True, ())
        known = self.judged(tmp_path / "2", "board.met: no", *entries)
        assert (known.verdict.id, known.settled) == ("bad", True)

    OPEN = (
        verdict("bad", when="{finding: {rules: A, severity: critical}}"),
        verdict("open", most_undecided="[A, B]"),
        verdict("fair", when="{finding: A}"),
        verdict("good"),
    )

    @pytest.mark.parametrize(
        ("profile", "id", "settled"),
        [
            ("{}", "open", False),
            ("{board.met: yes}", "good", True),  # one of two is not most of them
            ("{board.met: no, board.fit: yes}", "fair", True),
            ("{board.met: no, board.fit: no}", "bad", True),
        ],
    )
    def test_while_most_essential_rules_are_undecided_it_cannot_be_said(
        self, profile: str, id: str, settled: bool, tmp_path: Path
    ) -> None:
        judged = self.judged(tmp_path, profile, *self.OPEN)
        assert (judged.verdict.id, judged.settled) == (id, settled)

    def test_while_it_cannot_be_said_every_later_verdict_is_possible(self, tmp_path: Path) -> None:
        judged = self.judged(tmp_path, "{}", *self.OPEN)
        assert {one.verdict.id: one.on for one in judged.could_become} == {
            "bad": ("board.met",),
            "fair": ("board.met",),
            "good": ("board.met", "colour"),
        }

    def test_while_it_cannot_be_said_no_false_one_is_possible_nor_any_after_a_true_one(
        self, tmp_path: Path
    ) -> None:
        false = verdict("bad", when="{board.fit: no}")
        true = verdict("fair", when="{board.fit: yes}")
        entries = (self.OPEN[1], false, true, verdict("good"))
        judged = self.judged(tmp_path, "board.fit: yes", *entries)
        assert judged.verdict.id == "open"
        assert {one.verdict.id: one.on for one in judged.could_become} == {
            "fair": ("board.met", "colour")
        }

    def test_what_does_not_apply_does_not_count_among_the_essential(self, tmp_path: Path) -> None:
        rules = rule("A", "{board.met: no}") + rule("B", "{colour: red}", settle_by="ending")
        verdicts = "verdicts:\n" + verdict("open", most_undecided="[A, B]") + verdict("good")
        ruleset = load(small_pack(tmp_path, rules, verdicts=verdicts))
        assert advised(ruleset, "stage: operating").judged.verdict.id == "open"
        assert advised(ruleset, "{stage: operating, board.met: yes}").judged.verdict.id == "good"

    ALTERNATIVES = (
        "alternatives:\n"
        + verdict("network", when="{board.fit: no}")
        + verdict("contract", when="{colour: red}")
    )

    @either_engine
    @pytest.mark.parametrize(
        ("profile", "alternative"),
        [
            ("{board.met: no, board.fit: no, colour: red}", "network"),
            ("{board.met: no, colour: red}", "contract"),
            ("{board.met: no, board.fit: yes}", None),
            ("{board.met: yes, colour: red}", None),
        ],
    )
    def test_the_first_alternative_that_is_true_is_offered_where_one_is(
        self, profile: str, alternative: str | None, engine: str, tmp_path: Path
    ) -> None:
        entries = (verdict("bad", when="{finding: A}", offers_alternative="yes"), verdict("good"))
        judged = self.judged(tmp_path, profile, *entries, more=self.ALTERNATIVES, engine=engine)
        assert (judged.alternative and judged.alternative.id) == alternative

    def test_a_local_pack_s_come_before_the_national_ones(self, tmp_path: Path) -> None:
        small = small_pack(tmp_path, self.RULES, verdicts="verdicts:\n" + "".join(self.LIST))
        own = verdict("oc_one", when="{colour: green}") + verdict("oc_two", when="{finding: B}")
        local = local_pack(tmp_path, f"verdicts:\n{own}")
        ruleset = load(small, local)
        assert list(ruleset.verdicts) == ["oc_one", "oc_two", "bad", "fair", "good"]
        judged = advised(ruleset, "{board.met: no, board.fit: no, colour: green}").judged
        assert judged.verdict.id == "oc_one"


class TestPriorities:
    RULES = (
        rule("EARLY", "{board.met: no}", settle_by="proposed", severity="medium")
        + rule("GRAVE", "{board.met: no}", settle_by="operating", severity="critical")
        + rule("LATE", "{board.met: no}", settle_by="operating", severity="medium")
        + rule("BASE", "{board.met: no}", settle_by="operating", severity="medium")
        + rule("SLIGHT", "{board.met: no}", settle_by="getting_started", severity="advisory")
        + rule("RESTS", "{finding: BASE}", settle_by="operating", severity="low")
    )
    PROFILE = "{stage: operating, board.met: no}"

    def order(self, tmp_path: Path, *texts: str) -> list[str]:
        ruleset = load(small_pack(tmp_path, self.RULES, *texts))
        return [one.rule for one in advised(ruleset, self.PROFILE).recommendations]

    def test_are_severity_then_what_is_overdue_then_what_hangs_on_it_then_the_paper(
        self, tmp_path: Path
    ) -> None:
        assert self.order(tmp_path) == ["GRAVE", "EARLY", "BASE", "LATE", "RESTS", "SLIGHT"]

    @pytest.mark.parametrize(
        ("priorities", "order"),
        [
            ("[overdue, severity, dependants, paper]",
             ["EARLY", "SLIGHT", "GRAVE", "BASE", "LATE", "RESTS"]),
            ("[dependants, severity, overdue, paper]",
             ["BASE", "GRAVE", "EARLY", "LATE", "RESTS", "SLIGHT"]),
            ("[paper, severity, overdue, dependants]",
             ["EARLY", "GRAVE", "LATE", "BASE", "SLIGHT", "RESTS"]),
        ],
    )  # fmt: skip
    def test_can_be_changed_by_a_pack(
        self, priorities: str, order: list[str], tmp_path: Path
    ) -> None:
        assert self.order(tmp_path, f"priorities: {priorities}") == order

    def test_of_the_last_pack_count(self, tmp_path: Path) -> None:
        national = "priorities: [overdue, severity, paper, dependants]"
        small = small_pack(tmp_path, self.RULES, national)
        local = local_pack(tmp_path, "priorities: [paper, severity, overdue, dependants]")
        assert load(small, local).priorities[0] == "paper"

    def test_what_the_verdict_rests_on_stands_first(self, tmp_path: Path) -> None:
        verdicts = "verdicts:\n" + verdict("bad", when="{finding: LATE}") + verdict("good")
        ruleset = load(small_pack(tmp_path, self.RULES, verdicts=verdicts))
        advice = advised(ruleset, self.PROFILE)
        order = [one.rule for one in advice.recommendations]
        assert order == ["LATE", "GRAVE", "EARLY", "BASE", "RESTS", "SLIGHT"]
        assert recommended(advice, "LATE").why_here.endswith("; the verdict rests on it.")

    def test_each_says_why_it_stands_where_it_stands(self, tmp_path: Path) -> None:
        advice = advised(load(small_pack(tmp_path, self.RULES)), self.PROFILE)
        said = {one.rule: (one.rank, one.overdue, one.why_here) for one in advice.recommendations}
        assert said == {
            "GRAVE": (1, 0, "Critical; due now."),
            "EARLY": (2, 2, "Medium; due since the stage “proposed”, two stages ago."),
            "BASE": (3, 0, "Medium; due now."),
            "LATE": (4, 0, "Medium; due now."),
            "RESTS": (5, 0, "Low; due now."),
            "SLIGHT": (6, 1, "Advisory; due since the stage “getting started”, one stage ago."),
        }

    def test_nothing_is_overdue_at_an_unknown_stage(self, tmp_path: Path) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}")))
        assert recommended(advised(ruleset, "board.met: no"), "A").overdue == 0

    def test_nothing_is_overdue_before_its_stage(self, tmp_path: Path) -> None:
        keys = {"settle_by": "ending", "from": "proposed"}
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", **keys)))
        one = recommended(advised(ruleset, "{stage: operating, board.met: no}"), "A")
        assert (one.overdue, one.why_here) == (0, "Medium; due by the stage “ending”.")


class TestQuestions:
    RULES = (
        rule("A", "{board.met: no}", severity="low")
        + rule("B", "{any: [{board.met: no}, {colour: red}]}", severity="low")
        + rule("C", "{size: {more_than: 3}}", severity="[critical: {colour: red}, low]")
        + rule("D", "{some: {partners: {willing: no}}}", severity="high")
        + rule("E", "{large: yes}", severity="low")
    )

    def asked(
        self, tmp_path: Path, profile: str, verdicts: str = VERDICTS
    ) -> dict[str, tuple[str, ...]]:
        ruleset = load(small_pack(tmp_path, self.RULES, verdicts=verdicts))
        return {one.fact: one.settles for one in advised(ruleset, profile).questions}

    def test_come_by_the_gravest_rule_then_by_their_number_then_as_declared(
        self, tmp_path: Path
    ) -> None:
        asked = self.asked(tmp_path, "{}")
        assert list(asked.items()) == [
            ("size", ("C", "E")),
            ("partners.willing", ("D",)),
            ("board.met", ("A", "B")),
            ("colour", ("B",)),
        ]

    def test_that_the_verdict_hangs_on_come_first(self, tmp_path: Path) -> None:
        verdicts = "verdicts:\n" + verdict("bad", when="{colour: red}") + verdict("good")
        assert next(iter(self.asked(tmp_path, "{}", verdicts))) == "colour"

    def test_of_a_verdict_alone_settle_no_rule(self, tmp_path: Path) -> None:
        verdicts = "verdicts:\n" + verdict("bad", when="{hours: {more_than: 9}}") + verdict("good")
        assert self.asked(tmp_path, "{}", verdicts)["hours"] == ()

    def test_are_what_settles_a_rule_and_nothing_else(self, tmp_path: Path) -> None:
        profile = "{board.met: yes, size: 3, partners: []}"
        assert self.asked(tmp_path, profile) == {"colour": ("B",)}

    def test_are_asked_as_their_facts_say(self, tmp_path: Path) -> None:
        ruleset = load(small_pack(tmp_path, self.RULES))
        asks = {one.fact: one.ask for one in advised(ruleset, "{}").questions}
        assert asks["board.met"] == "Has the board met?"
        assert asks["partners.willing"] == "For each partner: is it willing?"

    @pytest.mark.parametrize(
        ("partners", "question"),
        [
            ("[{name: A}]", "partners.willing"),
            ("{count: 2, list: [{name: A, willing: yes}]}", "partners.willing"),
            ("{each: {willing: no}, list: [{name: A, willing: yes}]}", "partners.count"),
        ],
    )
    def test_about_members_are_about_what_is_missing_of_them(
        self, partners: str, question: str, tmp_path: Path
    ) -> None:
        profile = f"{{board.met: yes, colour: green, size: 3, partners: {partners}}}"
        assert self.asked(tmp_path, profile) == {question: ("D",)}

    @pytest.mark.parametrize(("red", "asked"), [("red", True), ("green", False), ("unknown", True)])
    def test_that_make_no_sense_are_not_asked(self, red: str, asked: bool, tmp_path: Path) -> None:
        depth = "{ask: How deep?, type: count, relevant: {colour: red}, cites: P1}"
        facts = f"facts:\n  depth: {depth}\n"
        rules = rule("A", "{depth: {more_than: 3}}")
        ruleset = load(small_pack(tmp_path, rules, facts))
        questions = [one.fact for one in advised(ruleset, f"colour: {red}").questions]
        assert ("depth" in questions) is asked
