"""``fruitful rules test``: cases of packs, why one fails, and cases for what none shows."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import DAY
from fruitful.case.gap import gap
from fruitful.case.trial import read_case, try_case
from fruitful.coverage import EXERCISED
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset
from program import LOCAL_PACK, run
from small_packs import load, rule, small_pack

REGISTERED = """\
title: A partnership that is entered has nothing to do about it
assessed_on: 2026-11-01
stage: operating
oc_register: {entered: no}
exit: {strategy: partly, continuation_strategy: yes}
expect:
  verdict: proceed
  findings: {E1: critical, OC1: medium}
  not_applicable: [E6]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The local pack of the tests, in a folder of its own, without its cases."""
    folder = tmp_path / "our_council"
    shutil.copytree(LOCAL_PACK, folder)
    shutil.rmtree(folder / "cases")
    (folder / "cases").mkdir()
    return folder


def with_case(pack: Path, text: str, name: str = "case.yaml") -> Path:
    (pack / "cases" / name).write_text(text, encoding="utf-8")
    return pack


def test_each_pack_is_tried_with_its_own_cases_and_the_paper_with_those_that_are_shipped() -> None:
    done = run("rules", "test", "--pack", LOCAL_PACK, "--engine", "reference", "--coverage")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    national, local, *shown = text.split("Partnership policy of Our Council")
    assert re.search("A fruitful partnership .+\n  pass  [0-9]{3} cases, which `--all`", national)
    assert "pass  Before the Audit Committee's minute the paper's own severity holds" in local
    assert "113 of 113 rules are shown all three ways." in local
    assert "2 of 2 rules are shown all three ways." in shown[0]


def test_a_failure_tells_what_was_expected_what_came_and_why(pack: Path) -> None:
    done = run("rules", "test", with_case(pack, REGISTERED) / "cases", "--pack", pack)
    assert done.returncode == 1
    text = done.stdout.decode()
    assert [line for line in text.splitlines() if len(line) > WIDTH and "/" not in line] == []
    told = " ".join(text.split())
    for expected in (
        "FAIL A partnership that is entered has nothing to do about it",
        "The verdict: expected `proceed`, “Go ahead”; got `cannot_say_yet`",
        "What `proceed` asks for is not so: false “What stage of its life has the partnership",
        "The outcome of E1 (“Plan how the partnership ends or carries on”): expected finding; "
        "got met. Is something wrong? False. false all of these: true - “Is there a plan",
        "The severity of OC1 (“Enter it in the register of partnerships”): expected medium; "
        "got low. How severe is it? Low. Low in every case. Local policy",
        "The outcome of E6 (“Decide what follows when the work is done”): "
        "expected not applicable; got undecided.",
        "Local policy: our_council changed its severity (Audit Committee, minute 2026/14",
        "1 case: 0 pass, 1 FAIL.",
    ):
        assert expected in told


def test_a_case_is_tried_by_the_policy_of_its_own_day(pack: Path) -> None:
    text = "{title: It is closed, assessed_on: %s, stage: ending, expect: {findings: {E6: %s}},\n"
    text += "achievement: {aim: capital_project, aim_met: yes}}"
    with_case(pack, text % ("2025-11-01", "medium"), "before.yaml")
    with_case(pack, text % ("2026-11-01", "high"), "after.yaml")
    assert run("rules", "test", pack / "cases", "--pack", pack).returncode == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\nstage: ending\nexpect: {met: E1}", "a case needs `assessed_on`"),
        ("assessed_on: 2026-11-01\nstage: ending\nexpect: {met: E1}", "a case needs a `title`"),
        ("title: T\nassessed_on: 2026-11-01\nexpect: {met: E0}", "there is no rule `E0`"),
        ("title: T\nassessed_on: 2026-11-01\nexpect: {verdict: great}", "great"),
        ("title: [", "case.yaml:2:1: error["),
    ],
)
def test_a_case_that_cannot_be_read_is_told_and_the_others_are_tried(
    pack: Path, text: str, told: str
) -> None:
    with_case(pack, REGISTERED, "other.yaml")
    done = run("rules", "test", with_case(pack, text) / "cases", "--pack", pack)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert "2 cases: 0 pass, 1 FAIL, 1 could not be read." in done.stdout.decode()


def test_a_profile_that_expects_nothing_is_no_case_and_a_pack_without_cases_is_told(
    pack: Path,
) -> None:
    done = run("rules", "test", pack / "cases", "--pack", pack)
    assert done.returncode == 2
    assert "no case in this folder" in done.stderr.decode()
    with_case(pack, "stage: ending", "profile.yaml")
    with_case(pack, "title: T\nassessed_on: 2026-11-01\nstage: ending\nexpect: {undecided: OC1}")
    done = run("rules", "test", pack / "cases", "--pack", pack)
    assert done.returncode == 0
    assert "1 profile expects nothing" in done.stdout.decode()


def test_as_json_each_failure_has_its_explanation(pack: Path) -> None:
    done = run("rules", "test", with_case(pack, REGISTERED) / "cases", "--pack", pack, "-f", "json")
    data = json.loads(done.stdout)
    assert (data["passed"], data["failed"], data["unread"]) == (0, 1, 0)
    (group,) = data["groups"]
    (case,) = group["cases"]
    failures = {(one["what"], one["expected"], one["got"]) for one in case["failures"]}
    assert ("the outcome of E1", "finding", "met") in failures
    explained = {one["rule"]: one for one in case["failures"]}
    assert explained["E1"]["because"] == ["stage", "exit.continuation_strategy"]
    assert explained["E1"]["explanation"]["outcome"] == "met"
    assert explained[None]["explanation"] is None


def test_as_junit_each_case_is_a_test_and_what_cannot_be_read_an_error(pack: Path) -> None:
    with_case(pack, "title: [", "broken.yaml")
    with_case(pack, REGISTERED.replace("nothing", "<nothing> & \x7f"))
    done = run("rules", "test", pack / "cases", "--pack", pack, "-f", "junit")
    (suite,) = ElementTree.fromstring(done.stdout)
    assert {key: suite.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "2",
        "failures": "0",
        "errors": "2",
    }
    with_case(pack, REGISTERED.replace("nothing", "<nothing> & more"))
    done = run("rules", "test", pack / "cases", "--pack", pack, "-f", "junit")
    (suite,) = ElementTree.fromstring(done.stdout)
    assert suite.get("failures") == "1"
    names = [case.get("name") for case in suite]
    assert "A partnership that is entered has <nothing> & more to do about it" in names


def test_what_no_case_shows_gets_a_case_that_passes_once_it_is_written(pack: Path) -> None:
    only = "title: T\nassessed_on: 2026-11-01\nstage: ending\nexpect: {undecided: OC1}"
    with_case(pack, only)
    cases = pack / "cases"
    done = run("rules", "test", cases, "--pack", pack, "--coverage", "--write", cases)
    assert done.returncode == 1
    text = done.stdout.decode()
    assert "OC1     -         -         undecided  Enter it in the register" in text
    assert "OC1 as met: with these answers it is.\n      stage: getting_started\n" in text
    assert sorted(path.name for path in cases.iterdir()) == [
        *("case.yaml", "e6_finding.yaml", "e6_met.yaml", "e6_undecided.yaml"),
        *("oc1_finding.yaml", "oc1_met.yaml"),
    ]
    done = run("rules", "test", cases, "--pack", pack, "--coverage")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "6 cases: 6 pass." in done.stdout.decode()
    assert "2 of 2 rules are shown all three ways." in done.stdout.decode()


def test_a_file_that_is_there_is_not_written_over(pack: Path) -> None:
    (pack / "cases" / "oc1_met.yaml").write_text("name: Mine\n")
    done = run(
        "rules", "test", pack / "cases", "--pack", pack, "--coverage", "--write", pack / "cases"
    )
    assert "oc1_met.yaml is there already" in done.stderr.decode()
    assert (pack / "cases" / "oc1_met.yaml").read_text() == "name: Mine\n"


def test_for_an_outcome_of_each_rule_a_case_is_made_that_shows_it(paper: Ruleset) -> None:
    engine = prepare(paper, REFERENCE)
    for id, outcome in zip(paper.rules, cycle(EXERCISED), strict=False):
        found = gap(paper, id, outcome, DAY)
        assert found.case is not None, (id, outcome)
        case = read_case(found.case.encode(), "made.yaml", paper)
        assert case is not None
        assert try_case(case, paper, engine, REFERENCE).failures == ()


def test_a_made_case_has_no_answer_that_it_could_do_without(paper: Ruleset) -> None:
    for id in ("E1", "E6", "D4", "M6", "B3"):
        found = gap(paper, id, "finding", DAY)
        lines = found.answers.splitlines()
        for at, line in enumerate(lines):
            if line.endswith(":"):
                continue
            fewer = "\n".join([*lines[:at], *lines[at + 1 :]])
            text = f"title: T\nassessed_on: {DAY}\n{fewer}\nexpect: {{findings: [{id}]}}"
            case = read_case(text.encode(), "made.yaml", paper)
            assert case is not None
            assert try_case(case, paper, prepare(paper, REFERENCE), REFERENCE).failures


MEMBERS = "{all: [{some: {partners: {willing: no}}}, {some: {partners: {willing: yes}}}]}"


@pytest.mark.parametrize(
    ("id", "when", "outcome", "what"),
    [
        ("BOTH", MEMBERS, "finding", "made"),
        ("THREE", "{count: {partners: {willing: no}, at_least: 3}}", "finding", "made"),
        ("NEVER", "{all: [{board.met: yes}, {board.met: no}]}", "finding", "cannot be"),
        ("ALWAYS", "{any: [{board.met: yes}, {not: {board.met: yes}}]}", "met", "cannot be"),
        ("NOBODY", "{some: {partners: {all: [{willing: no}, {willing: yes}]}}}", "finding", "?"),
    ],
)
def test_that_there_can_be_no_case_is_said_only_where_it_is_proved(
    tmp_path: Path, id: str, when: str, outcome: str, what: str
) -> None:
    ruleset = load(small_pack(tmp_path, rule(id, when)))
    found = gap(ruleset, id, outcome, date(2026, 11, 1))
    assert ("made" if found.case else "cannot be" if found.cannot_be else "?") == what
