"""What changed between two assessments, and what made each difference."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import DAY
from fruitful.compare import Comparison, compare
from fruitful.evaluation import Assessment, assess, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped, shipped_cases
from program import LOCAL_PACK, run
from reporting import comparison_as_text
from small_packs import RECORD, load, local_pack, rule, small_pack

CASES = shipped_cases()
VERDICTS = """
verdicts:
  - {id: bad, title: It is bad, text: So it is., cites: P1, when: {finding: {severity: high}}}
  - {id: good, title: It is good, text: So it is., cites: P1}
"""
FIT = rule(
    "FIT",
    "{board.fit: [no, partly]}",
    severity="[{high: {board.fit: no}}, medium]",
    met="The board is fit.",
)
MET = rule("MET", "{board.met: no}", applies="{size: {at_least: $many}}", severity="low")
SOON = rule("SOON", "{ends: {within: $soon}}", severity="high")
CALM = rule("CALM", "{some: {partners: {willing: no}}}", severity="low")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A national pack of a few rules."""
    folder = tmp_path_factory.mktemp("packs")
    return small_pack(folder, FIT + MET + SOON + CALM, verdicts=VERDICTS)


def assessed(ruleset: Ruleset, profile: str, on: date = DAY) -> Assessment:
    text = f"name: Ours\nstage: operating\n{profile}\n"
    read = profile_from(text.encode(), "ours.yaml", ruleset.vocabulary)
    return assess(ruleset, read, on, prepare(ruleset, REFERENCE), REFERENCE)


def between(pack: Path, before: str, after: str) -> Comparison:
    ruleset = load(pack)
    return compare(assessed(ruleset, before), assessed(ruleset, after))


def differences(found: Comparison) -> dict[str, tuple[str, str, str]]:
    """Of each rule how its finding differs, and its severity or outcome before and after."""
    return {
        one.rule.id: (
            one.how,
            *(came.severity or came.outcome for came in (one.before, one.after)),
        )
        for one in found.differences
    }


def said(found: Comparison) -> str:
    return " ".join(comparison_as_text(found).split())


# What becomes of findings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("board.fit: no", "board.fit: yes", ("closed", "high", "met")),
        ("board.fit: yes", "board.fit: no", ("opened", "met", "high")),
        ("", "board.fit: no", ("opened", "undecided", "high")),
        ("board.fit: no", "", ("closed", "high", "undecided")),
        ("board.fit: no", "board.fit: partly", ("eased", "high", "medium")),
        ("board.fit: partly", "board.fit: no", ("worsened", "medium", "high")),
    ],
)
def test_a_finding_is_closed_opened_eased_or_worsened_by_the_answer_that_moved(
    before: str, after: str, difference: tuple[str, str, str], small: Path
) -> None:
    found = between(small, before, after)
    assert differences(found) == {"FIT": difference}
    ((answer,),) = (one.answers for one in found.differences)
    assert str(answer.address) == "board.fit"
    assert found.differences[0].causes == ()


def test_a_finding_whose_answer_is_withdrawn_is_not_told_as_closed(small: Path) -> None:
    text = said(between(small, "board.fit: no", ""))
    assert "Findings: 1 no longer known, 0 as before." in text
    assert "Findings of which it is no longer known whether they stand" in text
    assert "closed" not in text


def test_a_finding_may_be_closed_because_it_no_longer_matters(small: Path) -> None:
    found = between(
        small, "{board.met: no, size: 5}"[1:-1].replace(", ", "\n"), "board.met: no\nsize: 2"
    )
    assert differences(found) == {"MET": ("closed", "low", "not_applicable")}
    assert [str(one.address) for one in found.differences[0].answers] == ["size"]


def test_findings_that_stand_are_told_apart_from_those_that_changed(small: Path) -> None:
    found = between(
        small, "board: {fit: no, met: no}\nsize: 9", "board: {fit: yes, met: no}\nsize: 8"
    )
    assert set(differences(found)) == {"FIT"}
    assert found.as_before == ("MET",)
    assert [str(one.address) for one in found.moved] == ["board.fit", "size"]


def test_a_finding_that_comes_with_time_alone_says_so(small: Path) -> None:
    ruleset = load(small)
    profile = "ends: 2027-06-01"
    found = compare(assessed(ruleset, profile), assessed(ruleset, profile, date(2027, 1, 1)))
    assert differences(found) == {"SOON": ("opened", "met", "high")}
    assert [cause.what for cause in found.differences[0].causes] == ["time"]
    assert "No answer moved: time has passed." in said(found)


def test_the_verdict_is_told_with_what_it_was(small: Path) -> None:
    text = said(between(small, "board.fit: no", "board.fit: yes"))
    assert "Verdict: It is good (provisional) It was: It is bad." in text
    assert "As before." in said(between(small, "board.fit: no", "board.fit: no"))


# What is answered otherwise -----------------------------------------------------------------------


def test_answers_that_moved_were_given_or_withdrawn_are_told(small: Path) -> None:
    found = between(small, "board.fit: no\nsize: 4", "board.fit: yes\nbudget: 3000")
    assert [(str(one.address), one.before, one.after) for one in found.moved] == [
        ("board.fit", "no", "yes"),
        ("size", 4, None),
        ("budget", None, 3000),
    ]
    text = said(found)
    assert "Is the board fit? Now yes; it was no." in text
    assert "How much has it? Now £3,000." in text
    assert "How many sit on it? Not known any more; it was 4." in text


def test_an_answer_of_nothing_is_an_answer(small: Path) -> None:
    found = between(small, "size: 4\ntasks: [vision]", "size: 0\ntasks: []")
    text = said(found)
    assert "Answers that moved (2)" in text
    assert "Now 0; it was 4." in text


def test_members_are_compared_by_their_names(small: Path) -> None:
    found = between(
        small,
        "partners: [{name: A, willing: no}, {name: B, willing: no}]",
        "partners: [{name: C, willing: no}, {name: A, willing: yes}]",
    )
    assert [str(one.address) for one in found.moved] == ["partners[A].willing"]
    ((collection, joined, left),) = found.membership
    assert (collection, joined, left) == ("partners", ("C",), ("B",))
    text = said(found)
    assert "For A: is it willing? Now yes; it was no." in text
    assert "Joined: C. - Left: B." in text


def test_evidence_that_is_new_or_reads_otherwise_is_told(small: Path) -> None:
    old = "board: {fit: no, met: {answer: yes, evidence: Minutes}}"
    new = (
        "board: {fit: {answer: yes, evidence: Report 4., by: J. Smith, on: 2026-10-01}, "
        "met: {answer: yes, evidence: Minutes}}"
    )
    found = between(small, old, new)
    ((address, *evidence),) = found.evidence
    assert (str(address), evidence) == ("board.fit", ["Report 4.", "J. Smith", "2026-10-01"])
    shown = "board.fit: Now yes; it was no. Evidence: Report 4; J. Smith; 2026-10-01."
    assert shown in said(found)
    assert between(small, new, new).evidence == ()


def test_questions_are_answered_fall_away_or_are_new(small: Path) -> None:
    found = between(small, "size: 9\nboard.fit: partly", "size: 2\nends: 2030")
    assert found.questions.answered == ("ends",)
    assert found.questions.fallen_away == ("board.met",)
    assert found.questions.new == ("board.fit",)
    assert "New questions (1) - Is the board fit? [board.fit]" in said(found)


# Two sets of rules --------------------------------------------------------------------------------


def between_rules(old: Ruleset, new: Ruleset, profile: str) -> Comparison:
    return compare(assessed(old, profile), assessed(new, profile))


def override(**changes: str) -> str:
    (first, *more) = (f"{key}: {value}\n" for key, value in {**changes, "was": RECORD}.items())
    return (
        f"overrides:\n  - {first}{''.join(f'    {one}' for one in more)}"
        "    reason: It went badly.\n    authority: Audit Committee, minute 4\n"
        "    date: 2026-03-01\n"
    )


def test_a_difference_names_the_override_that_made_it(small: Path, tmp_path: Path) -> None:
    local = local_pack(tmp_path, override(rule="FIT", severity="critical"))
    national, ours = load(small), load(small, local)
    found = between_rules(national, ours, "board.fit: partly")
    assert differences(found) == {"FIT": ("worsened", "medium", "critical")}
    (cause,) = found.differences[0].causes
    assert (cause.what, cause.name, cause.pack) == ("override", "FIT", "our_council")
    text = said(found)
    assert "our_council changed its severity (Audit Committee, minute 4, 2026-03-01)" in text
    assert "our_council 2.0.0" in text
    back = between_rules(ours, national, "board.fit: partly")
    assert [cause.what for cause in back.differences[0].causes] == ["no override"]
    assert "No longer in force: " in said(back)


def test_a_difference_names_the_rule_that_is_new_or_gone(small: Path, tmp_path: Path) -> None:
    local = local_pack(tmp_path, "theme: exit\nrules:\n" + rule("OC1", "{board.met: no}"))
    found = between_rules(load(small), load(small, local), "board.met: no\nsize: 1")
    assert differences(found) == {"OC1": ("opened", "absent", "medium")}
    assert [cause.what for cause in found.differences[0].causes] == ["added"]
    assert "The rule OC1 of our_council is new." in said(found)
    back = between_rules(load(small, local), load(small), "board.met: no\nsize: 1")
    assert differences(back) == {"OC1": ("closed", "medium", "absent")}
    assert [cause.what for cause in back.differences[0].causes] == ["removed"]


def test_a_difference_names_the_setting_that_made_it(small: Path, tmp_path: Path) -> None:
    local = local_pack(tmp_path, override(setting="many", value="8"))
    found = between_rules(load(small), load(small, local), "board.met: no\nsize: 5")
    assert differences(found) == {"MET": ("closed", "low", "not_applicable")}
    (cause,) = found.differences[0].causes
    assert (cause.what, cause.name, cause.before, cause.after) == ("setting", "many", 3, 8)
    assert "Many: 8, before 3. Audit Committee, minute 4: It went badly." in said(found)


def test_a_difference_names_a_rule_that_reads_otherwise(small: Path, tmp_path: Path) -> None:
    other = small_pack(tmp_path, rule("FIT", "{board.fit: no}") + MET + SOON + CALM)
    found = between_rules(load(small), load(other), "board.fit: partly")
    causes = [cause.what for cause in found.differences[0].causes]
    assert (differences(found)["FIT"][0], causes) == ("closed", ["changed"])
    assert "The rule FIT of small has changed." in said(found)


def test_a_difference_is_traced_through_the_rules_that_it_rests_on(tmp_path: Path) -> None:
    resting = FIT + rule("REST", "{finding: {rules: [FIT], severity: critical}}", severity="low")
    small = small_pack(tmp_path, resting, verdicts=VERDICTS)
    local = local_pack(tmp_path, override(rule="FIT", severity="critical"))
    found = between_rules(load(small), load(small, local), "board.fit: partly")
    assert differences(found)["REST"][0] == "opened"
    causes = {one.rule.id: [cause.name for cause in one.causes] for one in found.differences}
    assert causes == {"FIT": ["FIT"], "REST": ["FIT"]}


def test_another_verdict_by_another_list_of_verdicts_says_so(small: Path, tmp_path: Path) -> None:
    stricter = VERDICTS.replace("severity: high", "severity: [high, medium]")
    other = small_pack(tmp_path, FIT + MET + SOON + CALM, verdicts=stricter)
    found = between_rules(load(small), load(other), "board.fit: partly")
    assert [(one.what, one.name) for one in found.verdict_causes] == [("verdicts", "bad")]
    assert "The verdict “It is bad” [bad] is given on other grounds than before." in said(found)


# Laws ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cases(paper: Ruleset) -> list[Assessment]:
    """A number of cases as they are assessed by the paper's rules."""
    engine = prepare(paper, REFERENCE)
    profiles = [profile_from(path.read_bytes(), str(path), paper.vocabulary) for path in CASES[::9]]
    return [assess(paper, one, one.assessed_on or DAY, engine, REFERENCE) for one in profiles]


def test_between_an_assessment_and_itself_nothing_changed(cases: list[Assessment]) -> None:
    for one in cases:
        found = compare(one, one)
        changed = (found.differences, found.moved, found.membership, found.evidence)
        assert changed == ((), (), (), ())
        assert found.questions[:3] == ((), (), ())
        assert sorted(found.as_before) == sorted(each.rule for each in one.advice.findings)


OPPOSITE = {"closed": "opened", "opened": "closed", "eased": "worsened", "worsened": "eased"}


def test_the_way_back_is_the_opposite(cases: list[Assessment]) -> None:
    for old, new in pairwise(cases):
        there, back = compare(old, new), compare(new, old)
        assert {one.rule.id: OPPOSITE[one.how] for one in there.differences} == {
            one.rule.id: one.how for one in back.differences
        }
        assert sorted(there.as_before) == sorted(back.as_before)
        assert {(one.address, one.after, one.before) for one in there.moved} == set(back.moved)


def test_every_difference_has_something_that_made_it(cases: list[Assessment]) -> None:
    for old, new in pairwise(cases):
        for one in compare(old, new).differences:
            assert one.answers or one.causes, one.rule.id


def test_every_text_fits_the_terminal(cases: list[Assessment]) -> None:
    for old, new in pairwise(cases):
        lines = comparison_as_text(compare(old, new)).splitlines()
        assert [line for line in lines if len(line) > WIDTH] == []


# The command --------------------------------------------------------------------------------------

BEFORE = shipped("cases") / "paper" / "cs02_kirklees_before.yaml"
AFTER = shipped("cases") / "paper" / "cs02_kirklees_after.yaml"
WESSEX = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"


def test_the_command_reports_progress_and_shows_more_where_asked() -> None:
    text, whole = (
        run("compare", BEFORE, AFTER, *more).stdout.decode() for more in ((), ("--all",))
    )
    assert text.index("Verdict: ") < text.index("Findings of which it is no longer known")
    assert text.index("Findings of which it is no longer known") < text.index("Rules: paper")
    assert len(text) < len(whole)
    assert "which `--all` shows" in text
    assert "which `--all` shows" not in whole


def test_two_sets_of_rules_are_compared_on_one_profile() -> None:
    arguments = ("compare", WESSEX, WESSEX, "--on", "2026-11-01", "--new-pack", LOCAL_PACK)
    text = " ".join(run(*arguments).stdout.decode().split())
    assert "Local policy: our_council changed its severity (Audit Committee, minute 2026/14" in text
    (one,) = json.loads(run(*arguments, "-f", "json").stdout)["differences"]
    assert (one["rule"], one["how"]) == ("E6", "worsened")
    assert (one["before"]["severity"], one["after"]["severity"]) == ("medium", "high")
    assert one["causes"][0]["local"]["authority"] == "Audit Committee, minute 2026/14"
    both = run("compare", WESSEX, WESSEX, "--on", "2026-11-01", "--pack", LOCAL_PACK, "-f", "json")
    assert json.loads(both.stdout)["differences"] == []


def test_each_profile_is_assessed_on_its_own_day_unless_one_is_given() -> None:
    def days(*on: str) -> list[str]:
        data = json.loads(run("compare", BEFORE, WESSEX, "-f", "json", *on).stdout)
        return [data["old"]["on"], data["new"]["on"]]

    assert days("--on", "2026-02-28") == ["2026-02-28", "2026-02-28"]
    assert days()[1] == "1996-12-31"


def test_one_of_the_two_may_be_standard_input() -> None:
    done = run("compare", "-", AFTER, stdin=BEFORE.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("compare", "-", "-", stdin=BEFORE.read_bytes()).returncode == 2


def test_a_profile_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("stage: opperating\n")
    done = run("compare", AFTER, bad)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"did you mean `operating`?" in done.stderr
