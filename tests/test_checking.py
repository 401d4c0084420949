"""What `fruitful rules check` finds in packs that load, beyond the faults that refuse them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from conftest import DAY
from fruitful.checking import Checked, check
from fruitful.cli.main import fruitful
from fruitful.coverage import coverage
from fruitful.evaluation import profile_from
from fruitful.firing import FINDING, fire
from fruitful.firing.engines import prepare
from fruitful.profile.facts import facts_of
from fruitful.ruleset import load_packs, stack
from small_packs import engine_names, local_pack, record, rule, small_pack, write_pack

pytest.importorskip("z3")

FINE = {"recommend": "Agree with the board what to do.", "finding": "It is not so."}


def checked(folder: Path, *, quick: bool = False) -> Checked:
    packs = load_packs([folder])
    return check(packs, stack(packs, DAY), ["small"], DAY, None, quick)


def codes(found: Checked, *rules: str) -> list[str]:
    """What is said of these rules, or of anything, but for the facts that the small pack asks."""
    about = [one for one in found.remarks if set(rules) <= set(one.rules)]
    return [one.code for one in about if not one.code.startswith(("unread-", "unused-"))]


class Seen(NamedTuple):
    code: str
    rules: tuple[str, ...]


PROVEN = {
    "conditions that exclude one another never fire": Seen(
        "never-fires", (rule("A", "{board.fit: yes, all: [{board.fit: no}]}", **FINE),)
    ),
    "a stage at which a rule does not matter keeps it from firing": Seen(
        "never-fires", (rule("A", "{stage: proposed}", settle_by="operating", **FINE),)
    ),
    "dates that stand in an order never come the other way round": Seen(
        "never-fires",
        (rule("A", "{ends: {passed: yes}, starts: {within: 12 months}}", **FINE),),
    ),
    "more of some than there are at all": Seen(
        "never-fires",
        (
            rule(
                "A",
                "{partners.count: {at_most: 1}, count: {partners: {willing: no}, at_least: 2}}",
                **FINE,
            ),
        ),
    ),
    "a concluded fact that excludes the condition": Seen(
        "never-fires", (rule("A", "{large: yes, size: {less_than: 10}}", **FINE),)
    ),
    "another rule's outcome that excludes the condition": Seen(
        "never-fires",
        (
            rule("B", "{board.fit: no}", **FINE),
            rule("A", "{met: B, board.fit: no}", **FINE),
        ),
    ),
    "what applies only where it is wrong is always a finding": Seen(
        "always-fires", (rule("A", "{board.fit: no}", applies="{board.fit: no}", **FINE),)
    ),
    "a severity that an earlier case covers": Seen(
        "unreached-severity",
        (
            rule(
                "A",
                "{board.fit: [no, partly]}",
                severity="[high: {board.fit: [no, partly]}, low]",
                **FINE,
            ),
        ),
    ),
    "two rules with the same condition in other words": Seen(
        "same-condition",
        (
            rule("A", "{board.fit: [no, partly]}", **FINE),
            rule("B", "{not: {board.fit: yes}}", finding="So.", recommend="Ask who is missing."),
        ),
    ),
    "a rule that is covered by another with the same advice": Seen(
        "same-advice",
        (
            rule("A", "{board.fit: no}", **FINE),
            rule("B", "{any: [{board.fit: no}, {board.met: no}]}", **FINE),
        ),
    ),
    "declared opposites that are findings together": Seen(
        "contradiction",
        (
            rule("A", "{board.fit: no}", **FINE),
            rule("B", "{board.met: no}", contradicts="[A]", **FINE),
        ),
    ),
}


@pytest.mark.parametrize("seen", PROVEN.values(), ids=PROVEN)
def test_what_no_profile_can_bring_about_is_found(seen: Seen, tmp_path: Path) -> None:
    found = checked(small_pack(tmp_path, "".join(seen.rules)))
    assert codes(found, "A") == [seen.code]
    assert found.fails(strict=False)
    assert found.proved


NEARLY = {
    "a bound that one number meets": rule(
        "A", "{all: [{size: {at_least: 5}}, {size: {at_most: 5}}]}", **FINE
    ),
    "every and none, of no partner at all": rule(
        "A", "{every: {partners: {willing: yes}}, none: {partners: {willing: yes}}}", **FINE
    ),
    "dates that are the same": rule(
        "A", "{ends: {passed: yes}, starts: {passed: yes}, board.met: no}", **FINE
    ),
    "all answers but one": rule("A", "{board.fit: [no, partly]}", **FINE),
    "conditions that only what is not known tells apart": rule("A", "{board.fit: no}", **FINE)
    + rule(
        "B",
        "{board.fit: no, board.met: [yes, no]}",
        finding="So.",
        recommend="Write to those who are missing.",
    ),
    "the same condition at other stages": rule("A", "{board.fit: no}", **FINE)
    + rule("B", "{board.fit: no}", until="ending", finding="So.", recommend="Write to them all."),
    "opposites of which one excludes the other": rule("A", "{board.fit: no}", **FINE)
    + rule("B", "{board.met: no, not: {finding: A}}", contradicts="[A]", **FINE),
    "opposites only where one is grave, which they are not together": rule(
        "A", "{board.fit: no}", severity="[high: {size: {more_than: 9}}, low]", **FINE
    )
    + rule(
        "B",
        "{board.met: no, size: {less_than: 3}}",
        contradicts="{rules: [A], severity: high}",
        **FINE,
    ),
    "advice that asks what is so": rule(
        "A", "{board.fit: no}", finding="So.", recommend="Check what is missing."
    ),
    "advice that begins with when to do it": rule(
        "A", "{board.fit: no}", finding="So.", recommend="Before it ends, ask the board."
    ),
}


@pytest.mark.parametrize("rules", NEARLY.values(), ids=NEARLY)
def test_what_is_nearly_so_is_left_alone(rules: str, tmp_path: Path) -> None:
    assert codes(checked(small_pack(tmp_path, rules))) == []


def test_rules_that_conclude_the_same_wherever_the_other_does_are_found(tmp_path: Path) -> None:
    nothing = {"severity": "", "finding": "", "recommend": "", "conclude": "large"}
    rules = rule("A", "{board.fit: no}", **nothing) + rule("B", "{board.fit: no}", **nothing)
    (found,) = (one for one in checked(small_pack(tmp_path, rules)).remarks if one.rules)
    assert (found.code, found.rules) == ("same-condition", ("A", "B"))
    assert "conclude `large` in exactly the same profiles" in found.message


def test_a_tier_that_an_earlier_one_covers_is_found(tmp_path: Path) -> None:
    tier = "title: T, text: X., review_every: 1 year, basis: Ours"
    tiers = (
        "tiers:\n"
        f"  - {{id: full, {tier}, when: {{board.fit: no}}}}\n"
        f"  - {{id: half, {tier}, when: {{board.fit: no, board.met: no}}}}\n"
        f"  - {{id: light, {tier}}}\n"
    )
    found = checked(small_pack(tmp_path, rule("A", "{board.fit: no}", **FINE), tiers))
    (one,) = (one for one in found.remarks if one.code == "unreached-tier")
    assert "`half`" in one.message
    assert one.place.line == 3


WHY = "reason: So., authority: The board, date: 2026-01-01, was: sha256:RECORD"


def checked_on_top(folder: Path, overrides: str, *more: str) -> Checked:
    national = small_pack(
        folder,
        rule("A", "{board.fit: no}", settle_by="operating", **FINE)
        + rule("B", "{board.met: no}", **FINE),
        *more,
    )
    own = local_pack(folder, f"overrides: [{{{overrides}, {WHY}}}]")
    record(national, own)
    packs = load_packs([national, own])
    ruleset = stack(packs, DAY)
    return check(packs, ruleset, ["our_council"], DAY, coverage(ruleset, []), quick=False)


OVERRIDDEN = {
    "it applies at no stage at which it matters": (
        "rule: A, applies: {stage: proposed}",
        {"never-fires", "no-case"},
    ),
    "its new advice asks for nothing": (
        "rule: A, recommend: The board is bad.",
        {"no-action", "no-case"},
    ),
    "no case shows what has become of it": ("rule: A, severity: low", {"no-case"}),
    "it is switched off, which needs no case": ("rule: A, off: yes", set[str]()),
}


@pytest.mark.parametrize(("override", "wanted"), OVERRIDDEN.values(), ids=OVERRIDDEN)
def test_a_rule_that_a_pack_overrides_is_looked_at_as_its_own(
    override: str, wanted: set[str], tmp_path: Path
) -> None:
    found = checked_on_top(tmp_path, override)
    assert {one.code for one in found.remarks} == wanted
    assert {one.place.file for one in found.remarks} <= {str(tmp_path / "local" / "00.yaml")}


def test_what_an_override_puts_out_of_reach_elsewhere_is_told_and_may_be_meant(
    tmp_path: Path,
) -> None:
    tier = "title: T, text: X., review_every: 1 year, basis: Theirs"
    tiers = f"tiers:\n  - {{id: full, {tier}, when: {{finding: A}}}}\n  - {{id: light, {tier}}}\n"
    found = checked_on_top(tmp_path, "rule: A, off: yes", tiers)
    assert [(one.code, one.level) for one in found.remarks] == [("unreached-tier", "advice")]
    assert not found.fails(strict=False)


def test_rules_that_are_switched_off_are_not_said_to_be_the_same(tmp_path: Path) -> None:
    found = checked_on_top(tmp_path, f"rule: A, off: yes, {WHY}}}, {{rule: B, off: yes")
    assert found.remarks == ()


def test_rules_that_differ_are_left_alone(tmp_path: Path) -> None:
    rules = (
        rule("A", "{board.fit: no}", **FINE),
        rule("B", "{board.met: no, board.fit: yes}", contradicts="[A]", **FINE),
        rule("C", "{ends: {passed: yes}, starts: {passed: yes}}", **FINE),
        rule("D", "{count: {partners: {willing: no}, at_least: 2}}", **FINE),
    )
    assert codes(checked(small_pack(tmp_path, "".join(rules)))) == []


def test_the_profile_that_shows_a_contradiction_makes_both_findings(tmp_path: Path) -> None:
    rules = (
        rule("A", "{some: {partners: {willing: no}}, board.fit: no}", **FINE),
        rule("B", "{some: {partners: {willing: yes}}, large: yes}", contradicts="A", **FINE),
    )
    folder = small_pack(tmp_path, "".join(rules))
    ruleset = stack(load_packs([folder]), DAY)
    (profile,) = (one.profile for one in checked(folder).remarks if one.profile)
    facts = facts_of(profile_from(profile.encode(), "p.yaml", ruleset.vocabulary), DAY)
    for engine in engine_names():
        outcomes = fire(ruleset, facts, prepare(ruleset, engine)).outcomes
        assert (outcomes["A"], outcomes["B"]) == (FINDING, FINDING)
    assert set(profile.split()) >= {"fit:", "size:", "no", "yes"}
    assert "met" not in profile, "nothing is said that does not matter"


TEXTS = {
    "advice that states and asks nothing": ("no-action", {"recommend": "Partners should meet."}),
    "advice that begins with no verb": ("no-action", {"recommend": "The board needs a chair."}),
    "a finding that goes on and on": ("long-text", {"finding": "It is " + "very " * 40 + "long."}),
    "advice of one word": ("no-action", {"recommend": "Insurance."}),
    "advice in four sentences": ("long-text", {"recommend": "Ask. Agree. Write. Publish."}),
}


@pytest.mark.parametrize(("code", "text"), TEXTS.values(), ids=TEXTS)
def test_wording_is_advised_on(code: str, text: dict[str, str], tmp_path: Path) -> None:
    found = checked(small_pack(tmp_path, rule("A", "{board.fit: no}", **{**FINE, **text})))
    assert codes(found, "A") == [code]
    assert not found.fails(strict=False)
    assert found.fails(strict=True)


def test_facts_settings_and_themes_without_a_use_are_told_of(tmp_path: Path) -> None:
    found = checked(small_pack(tmp_path, rule("A", "{board.fit: no}", **FINE)), quick=True)
    told = {(one.code, one.message.split("`")[1]) for one in found.remarks}
    assert {("unread-fact", "colour"), ("unread-fact", "partners.willing")} <= told
    assert {("unread-setting", "$many"), ("unused-theme", "exit")} <= told
    assert not {("unread-fact", "board.fit"), ("unread-fact", "stage")} & told


def test_a_citation_of_a_fact_or_verdict_stands_in_the_index(tmp_path: Path) -> None:
    index = "index: {P1: {kind: normative, about: All}, P12: {kind: normative, about: All}}\n"
    found = checked(small_pack(tmp_path, rule("A", "{board.fit: no}", **FINE), index), quick=True)
    wrong = [one.message for one in found.remarks if one.code == "bad-citation"]
    assert "the fact `board.met` cites P2, which is not in the `index`" in wrong
    assert not any("P1," in one or "P12," in one for one in wrong)
    assert found.fails(strict=False)


def test_a_verdict_that_is_never_given_is_found(tmp_path: Path) -> None:
    verdicts = (
        "verdicts:\n"
        "  - {id: bad, title: T, text: X., cites: P12, when: {board.fit: no}}\n"
        "  - {id: worse, title: T, text: X., cites: P12, when: {board.fit: no, board.met: no}}\n"
        "  - {id: sound, title: T, text: X., cites: P12}\n"
    )
    found = checked(small_pack(tmp_path, rule("A", "{board.fit: no}", **FINE), verdicts=verdicts))
    assert [one.message for one in found.remarks if one.code == "unreached-verdict"] == [
        "the verdict `worse` is never given, whatever a profile says"
    ]


CONTRADICTORY = rule("A", "{board.fit: no}", **FINE) + rule(
    "B", "{board.met: no}", contradicts="[A]", **FINE
)


def test_opposites_that_do_not_exist_are_faults(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, rule("A", "{board.fit: no}", contradicts="[A, Z]", **FINE))
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder)])
    assert done.exit_code == 1
    assert "`A` says that it contradicts itself" in done.stderr
    assert "there is no rule `Z`" in done.stderr


def test_a_profile_is_saved_as_a_case_that_says_what_came_of_it(tmp_path: Path) -> None:
    folder, cases = small_pack(tmp_path, CONTRADICTORY), tmp_path / "cases"
    words = ["rules", "check", str(folder), "--on", "2026-11-01", "--save", str(cases)]
    done = CliRunner().invoke(fruitful, words)
    assert done.exit_code == 1
    (case,) = cases.iterdir()
    text = case.read_text()
    assert case.name == "contradiction_b_a.yaml"
    assert text.endswith("board:\n  fit: no\n  met: no\nexpect: {findings: [B, A]}\n")
    ruleset = stack(load_packs([folder]), DAY)
    assert profile_from(text.encode(), case.name, ruleset.vocabulary).expect is not None
    again = CliRunner().invoke(fruitful, words)
    assert "is there already, and is left as it is" in again.stderr


def test_json_tells_the_same_as_the_text(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, CONTRADICTORY)
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder), "-f", "json"])
    told = json.loads(done.stdout)
    (wrong,) = (one for one in told["remarks"] if one["level"] == "wrong")
    assert (wrong["code"], wrong["rules"]) == ("contradiction", ["B", "A"])
    assert wrong["line"]
    assert wrong["profile"]
    assert (told["proved"], told["not_proved"]) == (True, [])
    text = CliRunner().invoke(fruitful, ["rules", "check", str(folder)]).stdout
    assert max(len(line) for line in text.splitlines() if not line.startswith("/")) <= 80


def test_a_folder_for_cases_with_nothing_in_it_yet_is_no_fault(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, rule("A", "{board.fit: no}", **FINE))
    (folder / "cases").mkdir()
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder), "--quick"])
    assert done.exit_code == 0
    assert "no case shows `A` as a finding or met or undecided" in done.stdout


def test_a_local_pack_that_forgets_its_prefix_is_told_so(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", manifest="id: ours\nversion: 1.0.0\ntitle: Ours\n")
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder), "--quick"])
    assert done.exit_code == 1
    assert "the pack `ours` stands on another one, so it needs a `prefix`" in done.stderr
    assert "1 fault" in done.stderr


def test_refused_packs_are_told_of_in_json_too(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, rule("A", "{board.fti: no}", **FINE))
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder), "-f", "json"])
    assert done.exit_code == 1
    assert [one["code"] for one in json.loads(done.stdout)["faults"]] == ["unknown-fact"]


def test_without_the_solver_the_rest_is_checked_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "z3", None)
    folder = small_pack(tmp_path, CONTRADICTORY + rule("C", "{board.met: yes}", **TEXTS_OF_C))
    done = CliRunner().invoke(fruitful, ["rules", "check", str(folder)])
    assert done.exit_code == 0
    assert "no-action" in done.stdout
    assert ": contradiction" not in done.stdout
    assert "Not proved" in done.stdout
    assert "pip install z3-solver" in done.stdout


TEXTS_OF_C = {"recommend": "The board.", "finding": "So."}
