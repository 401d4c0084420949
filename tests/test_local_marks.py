"""Every output marks what is local policy, and says on whose authority it is so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from fruitful.cli.main import fruitful
from fruitful.shipped import paper_pack, shipped
from published import REGISTRY, SCHEMAS
from small_packs import record

PACK = shipped("rules") / "example_council"
MANIFEST = "id: full_council\nversion: 2.0.0\ntitle: All there is\nowner: a clerk\nprefix: FC\n"
POLICY = """\
priorities: [paper, severity, overdue, dependants]
facts:
  fc_seal.kept: {ask: Is the seal kept?, type: yes_no, cites: ["local: Seal order"]}
  fc_seal.price: {ask: What does the seal cost?, type: money, cites: ["local: Seal order"]}
theme: exit
rules:
  - id: FC1
    title: Keep the seal
    settle_by: proposed
    cites: ["local: Seal order"]
    when: {fc_seal.kept: no}
    severity: low
    finding: The seal is not kept.
    recommend: Keep it.
    met: The seal is kept.
verdicts:
  - id: fc_sealed
    title: It is sealed
    text: Nothing more is to be said.
    when: {fc_seal.price: {at_least: 9}}
    cites: ["local: Seal order"]
models:
  - id: steering_group
    for:
      - {text: It has a seal., when: {fc_seal.kept: yes}, cites: ["local: Seal order"]}
costs:
  - id: fc_seal
    title: The seal
    side: direct
    product: [fc_seal.price]
    cites: ["local: Seal order"]
tiers:
  - {id: fc_sealed, title: Sealed, text: It is., when: {fc_seal.kept: yes},
     review_every: 1 month, basis: Seal order.}
  - {id: fc_other, title: Other, text: It is not., review_every: 2 months, basis: Seal order.}
overrides:
  - {setting: end_is_near, value: 2 years, was: sha256:RECORD,
     reason: Sooner., authority: Cabinet, date: 2026-01-01}
  - {rule: E2, off: yes, was: sha256:RECORD,
     reason: No longer., authority: Cabinet, date: 2025-01-01, expires: 2025-12-31}
"""
PROFILE = """\
stage: operating
fc_seal: {kept: yes, price: £9}
exit: {strategy: no, continuation_strategy: no}
champion: {present: no}
aims: {coordinate_services: yes}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("local") / "full_council"
    folder.mkdir()
    (folder / "pack.yaml").write_text(MANIFEST)
    (folder / "policy.yaml").write_text(POLICY)
    record(paper_pack(), folder)
    return folder


@pytest.fixture(scope="module")
def profile(pack: Path) -> Path:
    path = pack.parent / "mine.yaml"
    path.write_text(PROFILE)
    return path


def written(*arguments: str | Path, on: str = "2026-11-01") -> str:
    done = CliRunner().invoke(fruitful, [*map(str, arguments), "--on", on])
    assert done.exit_code == 0, done.output
    return done.stdout


def in_text(*arguments: str | Path) -> str:
    return " ".join(written(*arguments).split())


def as_json(name: str, *arguments: str | Path) -> Any:
    """The JSON of a command, which keeps to its schema."""
    data = json.loads(written(*arguments, "-f", "json"))
    Draft202012Validator(SCHEMAS[name], registry=REGISTRY).validate(data)
    return data


LOCAL = {"pack": "full_council"}
NEAR = (
    "How near an end, or the end of the money, makes a missing plan critical: 2 years, not 12 "
    "months [$end_is_near]"
)


def test_the_advice_in_text(pack: Path, profile: Path) -> None:
    text = in_text("evaluate", profile, "--pack", pack, "--all")
    for said in (
        "Verdict: It is sealed (full_council's own)",
        "The seal is kept. [FC1 (local): local: Seal order]",
        f"Local policy: it rests on a setting of full_council. {NEAR}.",
        "It has a seal. [local: Seal order] (full_council's own)",
        "The seal (full_council's own): £9",
        "All there is [full_council 2.0.0]. A clerk answers for it. It adds FC1.",
        f"{NEAR}. full_council (Cabinet, 2026-01-01): Sooner. Rules that rest on it: E1.",
        "paper, severity, overdue, dependants, as full_council has it; nationally severity,",
        "Not in force on 1 November 2026: full_council switched it off (Cabinet, 2025-01-01, "
        "until 2025-12-31): No longer. [E2]",
    ):
        assert said in text


def test_without_local_packs_nothing_is_said_of_them(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("stage: operating\nexit.strategy: no\n")
    for arguments in (("evaluate",), ("evaluate", "-f", "html"), ("explain",), ("ask",)):
        text = written(*arguments, tmp_path / "mine.yaml", "--no-packs")
        assert "(local)" not in text
        assert "in force" not in text


def test_the_advice_in_json(pack: Path, profile: Path) -> None:
    data = as_json("advice", "evaluate", profile, "--pack", pack)
    assert data["verdict"]["local"] == LOCAL
    assert data["verdict"]["alternative_local"] is None
    (e1,) = [one for one in data["recommendations"] if one["rule"] == "E1"]
    assert e1["local"] == {"pack": "full_council", "own": False, "settings": ["end_is_near"]}
    assert [one["local"] for one in data["strengths"] if one["rule"] == "FC1"] == [
        {"pack": "full_council", "own": True, "settings": []}
    ]
    arguments = [one for model in data["models"] for one in model["for"]]
    assert [one["local"] for one in arguments if one["text"] == "It has a seal."] == [LOCAL]
    assert {one["id"]: one["local"] for one in data["costs"]}["fc_seal"] == LOCAL
    assert {one["local"] is None for one in data["questions"]} == {True}
    local = data["ruleset"]["local"]
    assert local["packs"] == [{"id": "full_council", "title": "All there is", "owner": "a clerk"}]
    assert set(local["rules"]) == {"E1", "FC1"}
    assert local["settings"][0] | {"rules": []} == {
        "setting": "end_is_near",
        "title": "How near an end, or the end of the money, makes a missing plan critical",
        "value": "2 years",
        "national": "12 months",
        "rules": [],
        "pack": "full_council",
        "reason": "Sooner.",
        "authority": "Cabinet",
        "date": "2026-01-01",
        "expires": None,
    }
    assert local["priorities"]["order"][0] == "paper"
    assert [(one["rule"], one["changed"]) for one in local["lapsed"]] == [("E2", ["off"])]


def test_the_advice_as_a_page_and_as_a_checklist(pack: Path, profile: Path) -> None:
    page = written("evaluate", profile, "--pack", pack, "-f", "html").replace("&#39;", "'")
    assert 'It is sealed <span class="flag">full_council\'s own</span></h2>' in page
    assert 'FC1</span> <span class="flag">local</span>' in page
    assert '<section id="local"' in page
    assert NEAR in page
    assert "No longer. [E2]" in page
    sheet = in_text("evaluate", profile, "--pack", pack, "-f", "checklist")
    assert "E1 (local)" in sheet
    assert NEAR in sheet
    assert "No longer. [E2]" in sheet


def test_explanations(pack: Path, profile: Path) -> None:
    lines = written("explain", profile, "--pack", pack)
    assert "Keep the seal (local)" in lines
    assert "Plan how the partnership ends or carries on (local)" in lines
    assert NEAR in in_text("explain", profile, "E1", "--pack", pack)
    data = as_json("explain", "explain", profile, "--pack", pack)
    local = {one["rule"]: one["local"] for one in data["outcomes"] if one["local"]}
    assert local["FC1"]["own"] is True
    assert set(local) == {"FC1", "E1"}


def test_open_questions(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("stage: operating\n")
    text = in_text("ask", path, "--pack", pack, "--all")
    assert "[fc_seal.kept (full_council's own): local: Seal order]" in text
    data = as_json("ask", "ask", path, "--pack", pack)
    every = {one["fact"]: one["local"] for one in (*data["questions"], *data["together"])}
    assert every["fc_seal.kept"] == LOCAL
    assert every["exit.strategy"] is None


def test_comparisons(pack: Path, profile: Path) -> None:
    text = in_text("compare", profile, profile, "--pack", pack)
    assert "Verdict: It is sealed (full_council's own)" in text
    assert "Plan how the partnership ends or carries on [E1 (local), high]" in text
    assert NEAR in text
    data = json.loads(written("compare", profile, profile, "--pack", pack, "-f", "json"))
    assert data["new"]["verdict"]["local"] == LOCAL
    assert set(data["new"]["ruleset"]["local"]["rules"]) == {"E1", "FC1"}


def test_screenings(pack: Path, profile: Path) -> None:
    text = in_text("screen", profile, "--pack", pack)
    assert "It is sealed (full_council's own)" in text
    assert "[E1 (local): " in text
    assert "By full_council's own criteria." in text
    assert NEAR in text
    assert "No longer. [E2]" in text
    data = as_json("screening", "screen", profile, "--pack", pack)
    assert data["partnerships"][0]["tier"]["local"] == LOCAL
    assert {one["rule"] for one in data["actions"] if one["local"]} == {"E1"}
    rows = list(
        csv.DictReader(io.StringIO(written("screen", profile, "--pack", pack, "-f", "csv")))
    )
    said = "verdict of full_council; tier of full_council; findings of E1"
    assert rows[0]["local policy"] == said
    page = written("screen", profile, "--pack", pack, "-f", "html").replace("&#39;", "'")
    assert "full_council's own</span>" in page
    assert "By full_council's own criteria." in page
    assert '<section id="local"' in page


def test_a_workbook(pack: Path, profile: Path, tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    written("screen", profile, "--pack", pack, "-o", tmp_path / "out.xlsx")
    book = calamine.load_workbook(str(tmp_path / "out.xlsx"))
    cells = [str(cell) for name in book.sheet_names
             for row in book.get_sheet_by_name(name).to_python() for cell in row]  # fmt: skip
    text = "\n".join(cells)
    for said in (
        "It is sealed (full_council's own)",
        "Sealed (as full_council has it)",
        "Rests on $end_is_near of full_council",
        "end_is_near: value [full_council]",
        "E2: off [full_council]",
        "All there is [full_council 2.0.0]",
    ):
        assert said in text


def test_tiers_that_rest_on_a_local_number_are_marked(profile: Path) -> None:
    path = profile.parent / "plain" / "plain.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("stage: operating\nregister: {council_cash: 60000}\n")
    text = in_text("screen", path, "--pack", PACK)
    assert "By this tool's assumptions, with the numbers of example_council." in text
    data = as_json("screening", "screen", path, "--pack", PACK)
    tier = data["partnerships"][0]["tier"]
    assert (tier["id"], tier["local"]) == ("full", {"pack": "example_council"})
