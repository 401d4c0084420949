"""``fruitful rules impact`` on an authority as a whole, and on registers as screen reads them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from conftest import DAY
from fruitful.cli.main import fruitful
from fruitful.render.layout import WIDTH
from fruitful.ruleset import load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack, shipped
from program import LOCAL_PACK
from published import faults

CASES = yaml.load(
    (Path(__file__).parent / "impact_cases.yaml").read_bytes(), Loader=yaml.BaseLoader
)
ASKING = next(one["pack"]["portfolio/policy.yaml"] for one in CASES if "asks while" in one["title"])
AGAINST = {"text": "It has no host.", "cites": "local: Constitution", "when": {"stage": "ending"}}
MODELS = [{"id": "steering_group", "against": [AGAINST]}]
EXAMPLE = shipped("cases") / "authority"
EXAMPLE_COUNCIL = shipped("rules") / "example_council"
WHOLE = (EXAMPLE / "authority.yaml", EXAMPLE / "profiles", EXAMPLE / "register.xlsx")
ON = ("--on", "2026-11-01")
MANIFEST = {"id": "our_council", "version": "1.0.0", "title": "Ours", "prefix": "OC"}
SAYS = {"cites": "local: Constitution", "finding": "It is not.", "recommend": "See to it."}
WHY = {"reason": "It went badly.", "authority": "Minute 4", "date": "2026-03-01"}


def called(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(fruitful, [*map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.stdout or done.exit_code == 2, done.output
    return done.exit_code, done.stdout


def impact(*arguments: str | Path) -> Any:
    data = json.loads(called("rules", "impact", *arguments, *ON, "-f", "json")[1])
    assert faults("impact", data) == []
    return data


@pytest.fixture(scope="session")
def fingerprints() -> dict[str, str]:
    """Of the paper's rules and settings, those about an authority among them."""
    packs = load_packs([paper_pack()])
    each = stack(packs, DAY)
    portfolio = stack_portfolio(packs, DAY, each)
    assert portfolio is not None
    every = (*each.rules.items(), *each.settings.items())
    own = (*portfolio.rules.items(), *portfolio.settings.items())
    return {name: one.fingerprint for name, one in (*every, *own)}


def written(folder: Path, policy: dict[str, Any], fingerprints: dict[str, str]) -> Path:
    """A local pack of these files, with what every rule and every override must say besides."""
    for file, sections in {"pack.yaml": MANIFEST, **policy}.items():
        for one in sections.get("rules", ()):
            one.update(SAYS)
        for one in sections.get("overrides", ()):
            one.update(WHY, was=fingerprints[one.get("rule") or one["setting"]])
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(yaml.dump(sections), encoding="utf-8")
    return folder


def partnerships(folder: Path, case: dict[str, Any]) -> Path:
    folder.mkdir()
    for at, one in enumerate(case["partnerships"]):
        (folder / f"{at}.yaml").write_text(yaml.safe_dump(one), encoding="utf-8")
    own = {"name": "Our Council", **case.get("authority", {})}
    (folder / "authority.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"].replace(" ", "_"))
def test_what_a_policy_does_to_the_authority_is_traced_to_its_edits(
    case: dict[str, Any], tmp_path: Path, fingerprints: dict[str, str]
) -> None:
    packs = ["--pack", written(tmp_path / "pack", case["pack"], fingerprints)]
    if "against" in case:
        packs += ["--against", written(tmp_path / "older", case["against"], fingerprints)]
    found = impact(*packs, partnerships(tmp_path / "all", case))
    told: dict[str, list[str]] = {}
    for edit in found["edits"]:
        for one in edit["authority"]:
            behind = told.setdefault(f"{one['what']} {one['subject']}", [])
            behind.append(f"{edit['what']} {edit['name']}")
    assert {what: sorted(behind) for what, behind in told.items()} == case["expect"]
    own = found["authority"]
    assert own["name"] == "Our Council"
    assert {one["rule"]: one["less"] for one in own["concerned"]} == case.get("less", {})
    assert untraced(own) == []


def untraced(one: dict[str, Any]) -> list[Any]:
    """What happens to a partnership, or to the authority, without an edit behind it."""
    lists = ("recommendations", "concerned", "moved", "questions", "checklist")
    told = [each for name in lists for each in one.get(name, ())]
    told += [one[name] for name in ("verdict", "tier") if one.get(name)]
    return [each for each in told if not each["edits"]]


@pytest.mark.parametrize("against", [(), ("--against", LOCAL_PACK)])
def test_nothing_happens_to_anybody_without_an_edit_behind_it(
    against: tuple[str | Path, ...],
) -> None:
    synthetic = sorted((shipped("cases") / "synthetic").glob("*.yaml"))
    some = [*synthetic[::5], shipped("cases") / "synthetic" / "gains_not_yet_shown.yaml"]
    found = impact("--pack", EXAMPLE_COUNCIL, *against, *WHOLE, *some)
    assert found["touched"] > 60
    each = (*found["partnerships"], found["authority"])
    assert [one["id"] for one in each if untraced(one)] == []


def test_a_partnership_moves_between_tiers_by_the_sum_between_them_alone() -> None:
    found = impact("--pack", EXAMPLE_COUNCIL, *WHOLE)
    names = {one["edit"]: one["name"] for one in found["edits"]}
    tiers = {
        one["subject"]: (len(one["partnerships"]), [names[edit] for edit in one["edits"]])
        for one in found["effects"]
        if one["what"] == "tier"
    }
    assert tiers == {
        "standard → full": (5, ["full_tier_cash"]),
        "light → standard": (4, ["standard_tier_cash"]),
    }


def test_what_a_new_rule_rests_on_is_more_urgent_and_the_new_rule_is_why() -> None:
    found = impact("--pack", EXAMPLE_COUNCIL, EXAMPLE / "profiles" / "ostermere_vision_forum.yaml")
    (edit,) = [one["edit"] for one in found["edits"] if one["name"] == "EC2"]
    assert [(one["rule"], one["edits"]) for one in found["partnerships"][0]["moved"]] == [
        ("E1", [edit])
    ]


# The inputs ---------------------------------------------------------------------------------------

REGISTER = """\
Register of partnerships,,,,,
Ref,Name,What stage,Full profile,Cash,Colour of the folder
1,Bridge Board,at work,,"£5,000",red
2,Vision Forum,,forum.yaml,,
1,Bridge Board again,being set up,,TBC,
4,,,,,
5,Bad one,nowhere,,lots,
"""
MAPPING = """\
columns:
  What stage: stage
  Cash: register.council_cash
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register that takes some reading, with a mapping, a profile and an authority beside it."""
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    shutil.copy(EXAMPLE / "profiles" / "ostermere_vision_forum.yaml", tmp_path / "forum.yaml")
    (tmp_path / "map.yml").write_text(MAPPING, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "authority.yaml").write_text("name: Found in the folder\n", encoding="utf-8")
    shutil.copy(EXAMPLE / "profiles" / "home_first.yaml", own)
    (own / "bad.yaml").write_text("stage: nowhere\n", encoding="utf-8")
    (tmp_path / "named.yaml").write_text("name: Named by the option\n", encoding="utf-8")
    return tmp_path


GIVEN = {
    "a register": ("register.csv",),
    "a register with a mapping": ("register.csv", "--map", "map.yml"),
    "a register and a profile that a row refers to": ("register.csv", "forum.yaml"),
    "a folder with the authority in it": ("own",),
    "an authority that is named": ("own", "--authority", "named.yaml"),
    "a register and a folder, one of them twice": ("register.csv", "own", "register.csv"),
    "a workbook": (str(EXAMPLE / "register.xlsx"),),
}


@pytest.mark.parametrize("given", GIVEN.values(), ids=[*GIVEN])
def test_impact_reads_what_screen_reads(
    given: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code, out = called("screen", *given, *ON, "-f", "json")
    screened = json.loads(out)
    ended, out = called("rules", "impact", "--pack", LOCAL_PACK, *given, *ON, "-f", "json")
    judged = json.loads(out)
    assert ended == code
    assert judged["read"] == len(judged["partnerships"]) > 0
    same = ("source", "faults", "notes")
    assert [{key: one[key] for key in ("id", "name", "stage", *same)}
            for one in judged["partnerships"]] == [
        {**one["partnership"], **{key: one[key] for key in same}}
        for one in screened["partnerships"]
    ]  # fmt: skip
    assert judged["failed"] == screened["failed"]
    assert judged["notes"] == screened["notes"]
    assert judged["authority"]["name"] == screened["authority"]["partnership"]["name"]


def test_neither_the_number_of_workers_nor_the_order_of_inputs_changes_anything() -> None:
    common = ("rules", "impact", "--pack", EXAMPLE_COUNCIL, *ON, "-f", "json")
    alone = called(*common, *WHOLE)
    assert alone == called(*common, *WHOLE[::-1], "--jobs", "3")


@pytest.mark.parametrize(
    "arguments", [("--map", "none.yml"), ("--authority", "none.yaml"), ("--jobs", "0")]
)
def test_what_cannot_be_read_ends_it_before_anything_is_told(
    arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    common = ("rules", "impact", "--pack", LOCAL_PACK, "register.csv")
    assert called(*common, *arguments) == (2, "")


def test_a_register_without_a_partnership_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("Ref,Name,Stage\n", encoding="utf-8")
    assert called("rules", "impact", "--pack", LOCAL_PACK, empty, *ON)[0] == 2


# What is shown ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory, fingerprints: dict[str, str]) -> Path:
    """A pack that does something to partnerships and to the authority, and edits more besides."""
    policy = {
        "policy.yaml": {
            "overrides": [{"rule": "M9", "off": "yes"}],
            "models": MODELS,
        },
        "portfolio/policy.yaml": {
            "overrides": [{"rule": "PF5", "severity": "critical"}],
            **ASKING,
        },
    }
    return written(tmp_path_factory.mktemp("policy") / "pack", policy, fingerprints)


def test_the_text_says_what_changes_for_the_authority_and_by_which_edit(policy: Path) -> None:
    code, text = called("rules", "impact", "--pack", policy, *WHOLE, *ON)
    assert code == 2  # one amount of the example is none
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    told = " ".join(text.split())
    for expected in (
        "No verdict changes. Recommendations: 5 gone, in 5 of 50 (edit 1 M9).",
        "The authority as a whole: recommendations: 1 gone, 1 graver (edits 1 M9, 2 PF5).",
        "The authority as a whole: questions: 2 new (edits 1 M9, 3 OCF1).",
        "The authority as a whole: checklist: 1 answered otherwise (edit 1 M9).",
        "- The authority: Recommendation gone: Review the form of every partnership [PF4]",
        "The authority as a whole Ostermere Council",
        "- Checklist, question 4: not known instead of no. Has somebody",
        "Refugee Welcome Partnership: assessed, with what follows taken as not known.",
        "Notes on reading the register",
        "Edited too: the points for and against each form. Not shown here: strengths,",
    ):
        assert expected in told


def test_the_page_says_the_same_and_its_links_lead_somewhere(policy: Path) -> None:
    page = called("rules", "impact", "--pack", policy, *WHOLE, *ON, "-f", "html")[1]
    for expected in (
        "The authority as a whole: recommendations: 1 gone, 1 graver.",
        '<h2 id="authority-title">The authority as a whole</h2>',
        "Ostermere Council",
        "Checklist, question 4: not known instead of no.",
        "Refugee Welcome Partnership: assessed",
    ):
        assert expected in page
    targets = set(re.findall(r'href="#([\w-]+)"', page))
    assert targets <= set(re.findall(r'id="([\w-]+)"', page))


def test_that_nothing_changes_for_the_authority_is_said() -> None:
    text = called("rules", "impact", "--pack", EXAMPLE_COUNCIL, *WHOLE, *ON)[1]
    assert "Nothing changes for the authority as a whole." in " ".join(text.split())
