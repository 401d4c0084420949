"""``fruitful rules impact``: what a change of policy does to partnerships, and by which edit."""

from __future__ import annotations

import json
import shutil
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.evaluation import assess, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.impact import effects
from fruitful.impact.order import moved
from fruitful.impact.reading import joint, known_to
from fruitful.impact.summing import each_effect
from fruitful.impact.tracer import Tracer
from fruitful.render.layout import WIDTH
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped
from program import LOCAL_PACK, run
from published import faults
from small_packs import RECORD, load, local_pack, rule, small_pack

ON = ("--on", "2026-11-01")
AUTHORITY = shipped("cases") / "authority" / "profiles"
VERDICTS = """
verdicts:
  - {id: bad, title: It is bad, text: So it is., cites: P1, when: {finding: {severity: high}}}
  - {id: good, title: It is good, text: So it is., cites: P1}
tiers:
  - {id: full, title: Full, text: All of it., when: {size: {at_least: $many}},
     review_every: 12 months, basis: A guess.}
  - {id: light, title: Light, text: Some of it., review_every: 24 months, basis: A guess.}
"""
FIT = rule("FIT", "{board.fit: [no, partly]}", severity="[{high: {board.fit: no}}, medium]")
MET = rule("MET", "{board.met: no}", applies="{size: {at_least: $many}}", severity="low")
SAYS = rule("SAYS", "{share: {at_least: 50}}", severity="low", recommend="Have fewer than $many.")
RED = rule("RED", "{colour: red}")
STAFF = rule("STAFF", "{some: {partners: {staff: {at_least: $many}}}}", severity="low")
PROFILE = "board: {fit: no, met: no}\nsize: 5\nshare: 60\ncolour: red"
WHY = f"reason: It went badly.\n    authority: Minute 4\n    date: 2026-03-01\n    was: {RECORD}"


def override(**changes: str) -> str:
    told = "\n    ".join(f"{key}: {value}" for key, value in changes.items())
    return f"overrides:\n  - {told}\n    {WHY}\n"


LOCAL_RULE = """
facts:
  oc_listed: {ask: Is it listed?, type: yes_no, cites: "local: Constitution"}
theme: exit
rules:
""" + rule("OC1", "{oc_listed: no}", severity="high")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_pack(tmp_path, FIT + MET + SAYS + RED + STAFF, verdicts=VERDICTS)


def happening(old: Ruleset, new: Ruleset, answers: str) -> dict[tuple[str, str], list[str]]:
    """What happens to a partnership with these answers, and the edits behind each."""
    vocabulary = joint(old.vocabulary, new.vocabulary)
    profile = profile_from(f"stage: operating\n{answers}".encode(), "it.yaml", vocabulary)
    before, after = (
        assess(
            one,
            known_to(profile, one.vocabulary, vocabulary),
            DAY,
            prepare(one, REFERENCE),
            REFERENCE,
        )
        for one in (old, new)
    )
    return {
        (what, subject): [f"{cause.what}: {cause.name}" for cause in causes]
        for what, subject, _, causes in each_effect(effects(before, after, Tracer(old, new)))
    }


@pytest.mark.parametrize(
    ("policy", "answers", "expected"),
    [
        ("priorities: [severity, overdue, dependants, paper]", PROFILE, {}),
        (
            "priorities: [paper, severity, overdue, dependants]",
            PROFILE,
            {("moved", "RED"): ["priorities: paper, severity, overdue, dependants"]},
        ),
        (
            override(rule="RED", severity="high"),
            "colour: red\nboard: {fit: yes}",
            {("worsened", "RED"): ["override: RED"], ("verdict", "good → bad"): ["override: RED"]},
        ),
        (override(rule="RED", severity="high"), PROFILE, {("worsened", "RED"): ["override: RED"]}),
        (
            override(rule="FIT", off="yes"),
            PROFILE,
            {("closed", "FIT"): ["override: FIT"], ("verdict", "bad → good"): ["override: FIT"]},
        ),
        (
            override(rule="RED", recommend="Paint it."),
            PROFILE,
            {("reworded", "RED"): ["override: RED"]},
        ),
        (
            override(setting="many", value="6"),
            PROFILE,
            {
                ("tier", "full → light"): ["setting: many"],
                ("closed", "MET"): ["setting: many"],
                ("reworded", "SAYS"): ["setting: many"],
            },
        ),
        (
            override(setting="many", value="6"),
            "board: {fit: yes}\nsize: 1\n"
            "partners: {count: 3, list: [{name: A, staff: 9}, {name: B, staff: 4}]}",
            {("concerned", "STAFF"): ["setting: many"]},
        ),
        (
            LOCAL_RULE,
            "colour: red\nboard: {fit: yes}",
            {
                ("standing", "good → good"): ["added: OC1"],
                ("question new", "oc_listed"): ["added: OC1", "fact added: oc_listed"],
            },
        ),
        (
            LOCAL_RULE,
            "oc_listed: no\nboard: {fit: yes}",
            {("opened", "OC1"): ["added: OC1"], ("verdict", "good → bad"): ["added: OC1"]},
        ),
        (
            "verdicts: [{id: oc_v, title: Stop, text: Stop., cites: P1, when: {finding: RED}}]",
            PROFILE,
            {
                ("verdict", "bad → oc_v"): ["verdicts: oc_v"],
                ("moved", "FIT"): ["verdicts: oc_v"],
            },
        ),
    ],
)
def test_each_effect_is_traced_to_the_edit_that_caused_it(
    small: Path, tmp_path: Path, policy: str, answers: str, expected: dict[Any, Any]
) -> None:
    found = happening(load(small), load(small, local_pack(tmp_path, policy)), answers)
    assert found == expected


def test_going_back_undoes_what_was_done(small: Path, tmp_path: Path) -> None:
    policy = LOCAL_RULE + override(rule="FIT", severity="low")
    old, new = load(small), load(small, local_pack(tmp_path, policy))
    there = happening(old, new, f"{PROFILE}\noc_listed: no")
    back = happening(new, old, f"{PROFILE}\noc_listed: no")
    assert there == {("opened", "OC1"): ["added: OC1"], ("eased", "FIT"): ["override: FIT"]}
    assert back == {
        ("closed", "OC1"): ["removed: OC1"],
        ("worsened", "FIT"): ["no override: FIT"],
    }


def test_an_answer_that_one_of_the_two_cannot_take_is_not_known_to_it(tmp_path: Path) -> None:
    one = small_pack(tmp_path / "one", RED, verdicts=VERDICTS)
    other = small_pack(tmp_path / "other", RED, verdicts=VERDICTS)
    base = other / "00.yaml"
    base.write_text(base.read_text().replace("red: r, ", "red: r, pink: p, "))
    found = happening(load(one), load(other), "colour: pink")
    assert found == {("question gone", "colour"): ["fact changed: colour"]}


def test_a_finding_that_other_answers_make_is_traced_to_the_question_that_takes_them(
    tmp_path: Path,
) -> None:
    dull = rule("DULL", "{not: {colour: green}}")
    one, other = (small_pack(tmp_path / name, dull, verdicts=VERDICTS) for name in ("one", "other"))
    base = other / "00.yaml"
    base.write_text(base.read_text().replace("red: r, ", "red: r, pink: p, "))
    found = happening(load(one), load(other), "colour: pink")
    assert found[("opened", "DULL")] == ["fact changed: colour"]


@given(st.permutations("abcdef"))
def test_as_few_as_can_be_are_said_to_have_moved(after: list[str]) -> None:
    found = moved("abcdef", after)
    stay = [one for one in after if one not in found]
    assert stay == sorted(stay)
    runs = (some for number in range(7) for some in combinations(after, number))
    longest = max(len(some) for some in runs if [*some] == sorted(some))
    assert len(stay) == longest


# the command -------------------------------------------------------------------------------------


def test_the_impact_on_a_folder_is_told_edit_by_edit_and_one_by_one() -> None:
    done = run("rules", "impact", "--pack", LOCAL_PACK, AUTHORITY, *ON)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    told = " ".join(text.split())
    for expected in (
        "What adopting our_council 1.2.0 would change 13 partnerships",
        "Enter it in the register of partnerships [OC1]: this rule of our_council is new. - ",
        "New question: Is it entered in the council's register of partnerships?",
        "Decide what follows when the work is done [E6]. our_council changed its severity "
        "(Audit Committee, minute 2026/14",
        "Partnership by partnership",
    ):
        assert expected in told


def test_the_json_keeps_to_its_schema_and_the_page_says_the_same(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("stage: nowhere")
    common = ("rules", "impact", "--pack", LOCAL_PACK, AUTHORITY, bad, *ON)
    done = run(*common, "-f", "json")
    assert done.returncode == 2
    assert b"nowhere" in done.stderr
    data = json.loads(done.stdout)
    assert faults("impact", data) == []
    assert (data["read"], len(data["partnerships"]), len(data["failed"])) == (13, 13, 1)
    numbers = {one["edit"] for one in data["edits"]}
    for one in data["partnerships"]:
        told = [*one["recommendations"], *one["moved"], *one["questions"]]
        told += [each for each in (one["verdict"], one["tier"]) if each]
        assert all(each["edits"] and numbers.issuperset(each["edits"]) for each in told)
    page = tmp_path / "impact.html"
    run(*common, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "What adopting our_council 1.2.0 would change" in text
    assert all(one["name"].replace("'", "&#39;") in text for one in data["partnerships"])
    assert 'href="#edit-1"' in text


def test_nothing_in_a_profile_or_a_pack_is_markup_on_the_page(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(LOCAL_PACK, pack)
    policy = (pack / "policy.yaml").read_text()
    title = "Enter it in the register of partnerships"
    (pack / "policy.yaml").write_text(policy.replace(title, "<script>alert(1)</script>"))
    profile = tmp_path / "it.yaml"
    profile.write_text("name: <img src=x onerror=alert(2)>\nstage: operating\n"
                       "oc_register: {entered: no}\n")  # fmt: skip
    done = run("rules", "impact", "--pack", pack, profile, *ON, "-f", "html")
    text = done.stdout.decode()
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_policy_that_is_not_in_force_yet_is_told_and_looked_at_on_its_day(tmp_path: Path) -> None:
    profile = tmp_path / "it.yaml"
    profile.write_text("{stage: ending, achievement: {aim: capital_project, aim_met: yes}}")
    common = ("rules", "impact", "--pack", LOCAL_PACK, profile)
    early = run(*common, "--on", "2025-11-01").stdout.decode()
    assert "Not in force on 1 November 2025" in early
    assert "Graver" not in early
    assert "Graver: Decide what follows" in run(*common, *ON).stdout.decode()


def test_against_another_version_of_the_pack_only_what_differs_is_told(tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(LOCAL_PACK, older)
    manifest = (older / "pack.yaml").read_text()
    (older / "pack.yaml").write_text(manifest.replace("1.2.0", "1.1.0"))
    policy = (older / "policy.yaml").read_text()
    (older / "policy.yaml").write_text(policy.replace("severity: low", "severity: medium"))
    profile = tmp_path / "it.yaml"
    profile.write_text("{stage: operating, oc_register: {entered: no}}")
    done = run("rules", "impact", "--pack", LOCAL_PACK, "--against", older, profile, *ON)
    told = " ".join(done.stdout.decode().split())
    assert "What our_council 1.2.0 in place of our_council 1.1.0 would change" in told
    assert "The rule OC1 of our_council has changed. - Less grave: Enter it" in told
    assert "2." not in told.partition("What each edit does")[2].partition("Partnership by")[0]


def test_a_pack_at_fault_is_refused_and_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: x\n")
    done = run("rules", "impact", "--pack", tmp_path, AUTHORITY)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"missing-key" in done.stderr
