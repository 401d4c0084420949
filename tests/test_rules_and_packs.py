"""What rules and packs can say, and what comes of it: outcomes, texts, local policy, verdicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.ruleset import Ruleset
from reporting import advice_as_text
from small_packs import (
    BASE,
    LARGE,
    MANIFEST,
    VERDICTS,
    advised,
    engine_names,
    fired,
    load,
    local_pack,
    recommended,
    refusal,
    rule,
    small_pack,
    write_pack,
)

either_engine = pytest.mark.parametrize("engine", engine_names())


class TestOutcomes:
    OUTCOMES = (
        ("red", "no", FINDING),
        ("red", "yes", MET),
        ("red", "unknown", UNDECIDED),
        ("green", "no", NOT_APPLICABLE),
        ("green", "yes", NOT_APPLICABLE),
        ("green", "unknown", NOT_APPLICABLE),
        ("unknown", "no", UNDECIDED),
        ("unknown", "yes", NOT_APPLICABLE),
        ("unknown", "unknown", UNDECIDED),
    )

    @either_engine
    @pytest.mark.parametrize(("colour", "met", "outcome"), OUTCOMES)
    def test_a_rule_has_four(
        self, colour: str, met: str, outcome: str, engine: str, tmp_path: Path
    ) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", applies="{colour: red}")))
        profile = f"colour: {colour}\nboard.met: {met}\n"
        assert fired(ruleset, profile, engine=engine).outcomes["A"] == outcome

    def test_a_rule_that_is_met_is_a_strength_where_it_has_a_text(self, tmp_path: Path) -> None:
        rules = rule("A", "{board.met: no}") + rule("B", "{board.met: no}", met="it meets.")
        advice = advised(load(small_pack(tmp_path, rules)), "board.met: yes")
        assert [(one.rule, one.text, one.cites) for one in advice.strengths] == [
            ("B", "It meets.", ("P1",))
        ]

    def test_strengths_come_in_the_order_of_the_rules(self, tmp_path: Path) -> None:
        rules = "".join(rule(id, "{board.met: no}", met="It meets.") for id in ("B", "C", "A"))
        advice = advised(load(small_pack(tmp_path, rules)), "board.met: yes")
        assert [one.rule for one in advice.strengths] == ["B", "C", "A"]

    STAGES = ("proposed", "getting_started", "operating", "ending", "ended")

    @pytest.mark.parametrize(
        ("keys", "stages"),
        [
            ({"settle_by": "proposed", "until": ""}, STAGES[:4]),
            ({"settle_by": "operating", "until": ""}, STAGES[2:4]),
            ({"settle_by": "ended", "until": ""}, STAGES[4:]),
            ({"settle_by": "operating", "from": "proposed", "until": ""}, STAGES[:4]),
            ({"settle_by": "operating", "until": "operating"}, STAGES[2:3]),
            ({"settle_by": "proposed", "from": "ending", "until": "ended"}, STAGES[3:]),
        ],
        ids=str,
    )
    def test_a_rule_matters_at_its_stages(
        self, keys: dict[str, str], stages: tuple[str, ...], tmp_path: Path
    ) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", **keys)))
        at = {
            stage: fired(ruleset, f"stage: {stage}\nboard.met: no\n").outcomes["A"]
            for stage in self.STAGES
        }
        assert at == {
            stage: FINDING if stage in stages else NOT_APPLICABLE for stage in self.STAGES
        }

    def test_at_an_unknown_stage_a_rule_is_undecided_or_nothing(self, tmp_path: Path) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", until="ending")))
        assert fired(ruleset, "board.met: no").outcomes["A"] == UNDECIDED
        assert fired(ruleset, "board.met: yes").outcomes["A"] == NOT_APPLICABLE


class TestSeverity:
    CASES = "[critical: {board.fit: no}, high: {size: {more_than: 5}}, low]"

    @either_engine
    @pytest.mark.parametrize(
        ("profile", "severity"),
        [
            ("{board.fit: no, size: 9}", "critical"),
            ("{board.fit: no}", "critical"),
            ("{board.fit: yes, size: 9}", "high"),
            ("{board.fit: yes, size: 5}", "low"),
            ("{}", "low"),
            ("{size: 9}", "high"),
        ],
    )
    def test_is_that_of_the_first_case_that_is_known_to_hold(
        self, profile: str, severity: str, engine: str, tmp_path: Path
    ) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", severity=self.CASES)))
        profile = profile.replace("{", "{board.met: no, ", 1)
        assert fired(ruleset, profile, engine=engine).severities == {"A": severity}

    def test_is_told_of_findings_only(self, tmp_path: Path) -> None:
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", severity="high")))
        assert fired(ruleset, "board.met: yes").severities == {}
        assert fired(ruleset, "{}").severities == {}

    def test_of_a_rule_is_at_its_gravest_whichever_case_comes_first(self, tmp_path: Path) -> None:
        cases = "[low: {board.fit: no}, critical: {board.fit: partly}, medium]"
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", severity=cases)))
        assert ruleset.rules["A"].gravest == "critical"


class TestConclusions:
    CHAIN = (
        rule("LAST", "{met: NEXT}")
        + rule("NEXT", "{finding: FIRST}")
        + rule("FIRST", "{large: yes}")
    )

    def test_rules_fire_after_those_that_they_rest_on(self, tmp_path: Path) -> None:
        strata = load(small_pack(tmp_path, self.CHAIN)).strata
        assert strata == (("LARGE",), ("FIRST",), ("NEXT",), ("LAST",))

    @either_engine
    @pytest.mark.parametrize(
        ("size", "outcomes"),
        [
            ("10", (FINDING, FINDING, MET)),
            ("9", (MET, MET, FINDING)),
            ("unknown", (UNDECIDED, UNDECIDED, UNDECIDED)),
        ],
    )
    def test_go_from_rule_to_rule(
        self, size: str, outcomes: tuple[str, ...], engine: str, tmp_path: Path
    ) -> None:
        ruleset = load(small_pack(tmp_path, self.CHAIN))
        firing = fired(ruleset, f"size: {size}", engine=engine)
        assert tuple(firing.outcomes[id] for id in ("FIRST", "NEXT", "LAST")) == outcomes

    def test_a_severity_and_a_relevance_rest_on_other_rules_too(self, tmp_path: Path) -> None:
        rules = rule("A", "{board.met: no}", severity="[high: {finding: B}, low]") + rule(
            "B", "{board.met: no}", applies="{large: yes}"
        )
        strata = load(small_pack(tmp_path, rules)).strata
        assert strata == (("LARGE",), ("B",), ("A",))

    @either_engine
    @pytest.mark.parametrize(
        ("profile", "large"),
        [
            ("{size: 10, board.met: yes}", "yes"),
            ("{size: 9, board.met: no}", "yes"),
            ("{board.met: no}", "yes"),
            ("{size: 9, board.met: yes}", "no"),
            ("{size: 9}", None),
            ("{board.met: yes}", None),
        ],
    )
    def test_one_rule_is_enough_for_yes_and_no_takes_them_all(
        self, profile: str, large: str | None, engine: str, tmp_path: Path
    ) -> None:
        rules = rule("A", "{board.met: no}", conclude="large")
        firing = fired(load(small_pack(tmp_path, rules)), profile, engine=engine)
        assert firing.view.values.get("large") == large

    @pytest.mark.parametrize(
        ("colour", "met", "large"),
        [
            ("red", "no", "yes"),
            ("red", "yes", "no"),
            ("green", "no", "no"),
            ("green", "unknown", "no"),
            ("unknown", "yes", "no"),
            ("unknown", "no", None),
            ("red", "unknown", None),
        ],
    )
    def test_a_rule_that_does_not_apply_concludes_no(
        self, colour: str, met: str, large: str | None, tmp_path: Path
    ) -> None:
        rules = rule("A", "{board.met: no}", applies="{colour: red}", conclude="large")
        ruleset = load(small_pack(tmp_path, rules))
        firing = fired(ruleset, f"size: 1\ncolour: {colour}\nboard.met: {met}\n")
        assert firing.view.values.get("large") == large

    def test_a_rule_that_only_concludes_gives_no_advice(self, tmp_path: Path) -> None:
        advice = advised(load(small_pack(tmp_path)), "size: 10")
        assert advice.outcomes == {"LARGE": FINDING}
        assert advice.recommendations == ()
        assert advised(load(small_pack(tmp_path / "2")), "{}").questions == ()


class TestTexts:
    def test_hold_the_values_of_settings(self, tmp_path: Path) -> None:
        finding = "More than $many, within $soon, over $dear, above $most or $heavy."
        ruleset = load(small_pack(tmp_path, rule("A", "{board.met: no}", finding=finding)))
        text = recommended(advised(ruleset, "board.met: no"), "A").finding
        assert text == "More than 3, within 6 months, over £1,500, above 50% or 2.5."

    @pytest.mark.parametrize(
        ("partners", "names"),
        [
            ("[{name: Council, willing: no}]", "Council"),
            ("[{name: B, willing: no}, {name: A, willing: no}]", "B and A"),
            ("[{name: A, willing: no}, {name: B, willing: no}, {name: C, willing: no}]",
             "A, B and C"),
            ("[{name: A, willing: no}, {name: B, willing: yes}, {name: C}]", "A"),
            ("[{willing: yes}, {willing: no}]", "partner 2"),
            ("{each: {willing: no}}", "the partners"),
            ("{count: 3, each: {willing: no}, list: [A]}", "A and others"),
            (
                "{count: 3, each: {willing: no}, list: [{name: A, willing: yes}]}",
                "the other partners",
            ),
            ("{each: {willing: no}, list: [A]}", "A"),
        ],
    )  # fmt: skip
    def test_name_the_members_that_were_recommended(
        self, partners: str, names: str, tmp_path: Path
    ) -> None:
        text = "ask {partners}, all of {partners}."
        rules = rule("A", "{some: {partners: {willing: no}}}", recommend=f'"{text}"')
        advice = advised(load(small_pack(tmp_path, rules)), f"partners: {partners}")
        assert recommended(advice, "A").text == f"Ask {names}, all of {names}."

    @pytest.mark.parametrize(
        ("when", "names"),
        [
            ("{every: {partners: {willing: [no, partly]}}}", "A and B"),
            ("{none: {partners: {willing: yes}}}", "A and B"),
            ("{count: {partners: {willing: no}, at_least: 1}}", "A"),
            ("{count: {partners: {willing: partly}, less_than: 2}}", "A"),
            ("{not: {count: {partners: {willing: partly}, more_than: 1}}}", "A"),
            ("{any: [{some: {partners: {willing: partly}}}, {board.met: no}]}", "B"),
            ("{not: {every: {partners: {willing: partly}}}}", "A"),
        ],
    )
    def test_name_the_members_that_decided(self, when: str, names: str, tmp_path: Path) -> None:
        rules = rule("A", when, finding='"{partners}: see to it."')
        profile = "partners: [{name: A, willing: no}, {name: B, willing: partly}]"
        advice = advised(load(small_pack(tmp_path, rules)), profile)
        assert recommended(advice, "A").finding == f"{names}: see to it."

    def test_of_strengths_name_members_too(self, tmp_path: Path) -> None:
        text = '"{partners} help within $soon."'
        rules = rule("A", "{some: {partners: {willing: no}}}", met=text)
        profile = "partners: [{name: A, willing: yes}, {name: B, willing: yes}]"
        (strength,) = advised(load(small_pack(tmp_path, rules)), profile).strengths
        assert strength.text == "A and B help within 6 months."


WHY = """\
    reason: Two partnerships ended badly.
    authority: Audit Committee, minute 2026/14
    date: 2026-03-01
    was: sha256:RECORD
"""


def override(what: str, *, expires: str = "") -> str:
    """An override of the small pack's rule A or of a setting, in force since March 2026."""
    end = f"    expires: {expires}\n" if expires else ""
    return f"overrides:\n  - {what}\n{WHY}{end}"


class TestLocalPacks:
    RULES = rule(
        "A",
        "{board.fit: [no, partly]}",
        until="ending",
        finding="There are more than $many.",
        met="It is fit.",
    )
    NOT_FIT = "stage: operating\nboard: {fit: no, met: no}\n"

    def stacked(self, tmp_path: Path, *texts: str, on: date = date(2026, 11, 1)) -> Ruleset:
        return load(small_pack(tmp_path, self.RULES), local_pack(tmp_path, *texts), on=on)

    def test_add_facts_settings_and_rules_of_their_own(self, tmp_path: Path) -> None:
        text = (
            "facts:\n  oc_unions.told: {ask: Are the unions told?, type: judgement, "
            "cites: 'local: HR policy'}\n"
            "  partners.oc_insured: {ask: Is it insured?, type: yes_no, cites: 'local: note 3'}\n"
            "settings:\n  oc_few: {title: Few, type: count, value: 2, basis: A guess.}\n"
            "theme: board\nrules:\n"
            + rule("OC1", "{oc_unions.told: no}", cites="'local: HR policy'")
            + rule("OC2", "{count: {partners: {oc_insured: no}, at_least: $oc_few}}")
        )
        ruleset = self.stacked(tmp_path, text)
        partners = "partners: {count: 2, each: {oc_insured: no}}"
        profile = f"{self.NOT_FIT}oc_unions: {{told: no}}\n{partners}\n"
        advice = advised(ruleset, profile)
        assert ruleset.packs == (("small", "1.0.0"), ("our_council", "2.0.0"))
        own = {one.rule: one.local and one.local.pack for one in advice.recommendations}
        assert own == {"A": None, "OC1": "our_council", "OC2": "our_council"}
        assert recommended(advice, "OC1").cites == ("local: HR policy",)
        assert "Local policy: this rule is our_council's own." in advice_as_text(advice, ruleset)

    def test_leave_the_national_rules_as_they_are(self, tmp_path: Path) -> None:
        small = load(small_pack(tmp_path / "1", self.RULES))
        both = self.stacked(tmp_path, "theme: board\nrules:\n" + rule("OC1", "{board.met: no}"))
        assert {id: one.title for id, one in both.rules.items() if id in small.rules} == {
            id: one.title for id, one in small.rules.items()
        }
        assert advised(both, self.NOT_FIT).recommendations[0].local is None

    @pytest.mark.parametrize(
        ("change", "attribute", "value"),
        [
            ("title: Our title", "title", "Our title"),
            ("finding: our finding of $many.", "finding", "Our finding of 3."),
            ("recommend: our advice.", "text", "Our advice."),
            ("severity: critical", "severity", "critical"),
            ("severity: [low: {board.met: yes}, high: {board.met: no}, low]", "severity", "high"),
        ],
    )
    def test_override_what_a_rule_says(
        self, change: str, attribute: str, value: str, tmp_path: Path
    ) -> None:
        ruleset = self.stacked(tmp_path, override(f"rule: A\n    {change}"))
        one = recommended(advised(ruleset, self.NOT_FIT), "A")
        assert getattr(one, attribute) == value
        assert one.local is not None
        assert one.local.override is not None
        assert one.local.override.changed == (change.partition(":")[0],)

    def test_override_the_text_of_a_strength(self, tmp_path: Path) -> None:
        ruleset = self.stacked(tmp_path, override("rule: A\n    met: our strength."))
        (strength,) = advised(ruleset, "{stage: operating, board.fit: yes}").strengths
        assert strength.text == "Our strength."

    def test_switch_a_rule_off(self, tmp_path: Path) -> None:
        off = self.stacked(tmp_path, override("rule: A\n    off: yes"))
        assert advised(off, self.NOT_FIT).outcomes["A"] == NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("profile", "outcome"),
        [
            ("{stage: operating, board: {fit: no, met: no}}", FINDING),
            ("{stage: operating, board: {fit: no, met: yes}}", NOT_APPLICABLE),
            ("{stage: ended, board: {fit: no, met: no}}", NOT_APPLICABLE),
        ],
    )
    def test_override_when_a_rule_applies_and_not_at_which_stages(
        self, profile: str, outcome: str, tmp_path: Path
    ) -> None:
        ruleset = self.stacked(tmp_path, override("rule: A\n    applies: {board.met: no}"))
        assert advised(ruleset, profile).outcomes["A"] == outcome

    def test_override_a_setting_in_conditions_and_texts(self, tmp_path: Path) -> None:
        more = "theme: board\nrules:\n" + rule("OC1", "{size: {more_than: $many}}")
        ruleset = self.stacked(tmp_path, more, override("setting: many\n    value: 8"))
        advice = advised(ruleset, f"{self.NOT_FIT}size: 8\n")
        assert advice.outcomes["OC1"] == MET
        assert recommended(advice, "A").finding == "There are more than 8."
        setting = ruleset.settings["many"]
        assert (setting.pack, setting.declared_by) == ("our_council", "small")
        assert setting.basis == "Audit Committee, minute 2026/14: Two partnerships ended badly."

    @pytest.mark.parametrize(
        ("on", "severity"),
        [
            (date(2026, 2, 28), "medium"),
            (date(2026, 3, 1), "critical"),
            (date(2027, 2, 28), "critical"),
            (date(2027, 3, 1), "medium"),
        ],
    )
    def test_overrides_are_in_force_from_their_day_until_they_expire(
        self, on: date, severity: str, tmp_path: Path
    ) -> None:
        text = override("rule: A\n    severity: critical", expires="2027-02-28")
        ruleset = self.stacked(tmp_path, text, on=on)
        advice = advised(ruleset, self.NOT_FIT, on=on)
        assert recommended(advice, "A").severity == severity
        assert [one.rule for one in ruleset.lapsed] == (["A"] if severity == "medium" else [])

    def test_an_override_until_a_month_or_year_holds_to_its_end(self, tmp_path: Path) -> None:
        text = override("rule: A\n    severity: critical", expires="2027-02")
        assert not self.stacked(tmp_path / "1", text, on=date(2027, 2, 28)).lapsed
        assert self.stacked(tmp_path / "2", text, on=date(2027, 3, 1)).lapsed

    def test_the_report_shows_what_was_changed_by_whom_and_why(self, tmp_path: Path) -> None:
        text = override("rule: A\n    severity: high\n    title: Ours", expires="2028-03-01")
        ruleset = self.stacked(tmp_path, text)
        shown = " ".join(advice_as_text(advised(ruleset, self.NOT_FIT), ruleset).split())
        assert (
            "Local policy: our_council changed its title, severity (Audit Committee, minute "
            "2026/14, 2026-03-01, until 2028-03-01): Two partnerships ended badly."
        ) in shown

    def test_need_a_prefix(self, tmp_path: Path) -> None:
        local = write_pack(tmp_path / "local", manifest=MANIFEST.replace("small", "council"))
        assert "stands on another one, so it needs a `prefix`" in refusal(
            small_pack(tmp_path, self.RULES), local
        )

    def test_may_stand_on_one_another(self, tmp_path: Path) -> None:
        county = write_pack(
            tmp_path / "county",
            "theme: board\nrules:\n" + rule("CC1", "{board.met: no}"),
            manifest=MANIFEST.replace("small", "county") + "prefix: CC\n",
        )
        council = local_pack(tmp_path, override("rule: CC1\n    severity: low"))
        ruleset = load(small_pack(tmp_path, self.RULES), county, council)
        one = recommended(advised(ruleset, self.NOT_FIT), "CC1")
        assert one.severity == "low"
        assert one.local is not None
        assert one.local.pack == "our_council"


class TestRulesets:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("stages:", "years:"),
            ("type: choice, choices: stages", "type: set, choices: stages"),
            ("type: choice, choices: stages", "type: choice, choices: {proposed: p, ended: e}"),
            ("  stage: {ask: Which stage?,", "  phase: {ask: Which stage?,"),
        ],
    )
    def test_need_stages_and_a_fact_that_tells_the_stage(
        self, old: str, new: str, tmp_path: Path
    ) -> None:
        assert old in BASE
        pack = write_pack(tmp_path / "small", BASE.replace(old, new), LARGE, VERDICTS)
        if new == "years:":
            assert "has no key `years`" in refusal(pack)
        else:
            assert "needs `stages` and a fact `stage`" in refusal(pack)

    def test_need_verdicts(self, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "small", BASE, LARGE)
        assert "a ruleset needs `verdicts`" in refusal(pack)

    def test_need_a_rule_for_every_conclusion(self, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "small", BASE, VERDICTS)
        assert "no rule concludes `large`" in refusal(pack)


class TestFingerprint:
    PLAIN = """\
facts:
  extra.one: {ask: One?, type: yes_no, cites: P1}
theme: board
rules:
  - id: A
    title: A
    settle_by: proposed
    cites: [P1]
    when: {extra.one: no}
    severity: low
    finding: It is so.
    recommend: Change it.
"""

    def of(self, folder: Path, text: str, manifest: str = MANIFEST) -> str:
        pack = write_pack(folder, BASE, LARGE, VERDICTS, text, manifest=manifest)
        return load(pack).fingerprint

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("facts:", "# A comment\n\nfacts:   # another"),
            ("title: A", "title:   'A'"),
            ("cites: [P1]\n", "cites:\n      - P1\n"),
            ("when: {extra.one: no}", "when:\n      extra.one:  no"),
            ("\n", "\r\n"),
            ("facts:", "\N{BYTE ORDER MARK}facts:"),
            ("finding: It is so.", "finding: It\n      is so."),
        ],
    )
    def test_stays_with_comments_and_layout(self, old: str, new: str, tmp_path: Path) -> None:
        other = self.PLAIN.replace(old, new)
        assert other != self.PLAIN
        assert self.of(tmp_path / "1", self.PLAIN) == self.of(tmp_path / "2", other)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("title: A", "title: B"),
            ("cites: [P1]", "cites: [P2]"),
            ("cites: [P1]", "cites: [P1, P1]"),
            ("when: {extra.one: no}", "when: {extra.one: yes}"),
            ("One?", "one?"),
            ("It is so.", "It is so!"),
            ("severity: low", "severity: [low]"),
            ("theme: board", "theme: exit"),
        ],
    )
    def test_changes_with_what_is_said(self, old: str, new: str, tmp_path: Path) -> None:
        other = self.PLAIN.replace(old, new)
        assert other != self.PLAIN
        assert self.of(tmp_path / "1", self.PLAIN) != self.of(tmp_path / "2", other)

    def test_changes_with_the_version(self, tmp_path: Path) -> None:
        newer = MANIFEST.replace("1.0.0", "1.0.1")
        assert self.of(tmp_path / "1", "theme: board") != self.of(
            tmp_path / "2", "theme: board", newer
        )

    def test_is_of_all_packs_in_their_order(self, tmp_path: Path) -> None:
        small = small_pack(tmp_path)
        one, other = (
            write_pack(
                tmp_path / id, manifest=f"{MANIFEST.replace('small', id)}prefix: {id.upper()}\n"
            )
            for id in ("aa", "bb")
        )
        prints = {
            load(small).fingerprint,
            load(small, one).fingerprint,
            load(small, one, other).fingerprint,
            load(small, other, one).fingerprint,
        }
        assert len(prints) == 4

    def test_does_not_hang_on_the_day(self, tmp_path: Path) -> None:
        packs = (
            small_pack(tmp_path, TestLocalPacks.RULES),
            local_pack(tmp_path, override("rule: A\n    severity: critical", expires="2026-06-01")),
        )
        assert (
            load(*packs, on=date(2026, 4, 1)).fingerprint
            == load(*packs, on=date(2026, 8, 1)).fingerprint
        )

    def test_is_a_hash(self, tmp_path: Path) -> None:
        kind, _, digits = load(small_pack(tmp_path)).fingerprint.partition(":")
        assert kind == "sha256"
        assert len(digits) == 64
