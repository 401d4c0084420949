"""The schemas as an editor uses them: a real YAML language server, asked what an editor asks."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fruitful.ruleset.pack import MANIFEST as MANIFEST_FILE
from fruitful.ruleset.pack import PORTFOLIO as PORTFOLIO_FOLDER
from fruitful.schema import (
    AUTHORITY,
    AUTHORITY_CASE,
    IN_FORCE,
    MANIFEST,
    MAPPING,
    PACK,
    PORTFOLIO,
    PROFILE,
)
from program import LOCAL_PACK, ROOT, run
from real.language_server import LanguageServer

pytestmark = pytest.mark.real

SERVER = Path(__file__).parent / "node_modules" / ".bin" / "yaml-language-server"
FILES = sorted(path for folder in ("cases", "rules") for path in (ROOT / folder).rglob("*.yaml"))
NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas, a local pack's among them, written by the command."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(LOCAL_PACK, folder / "our_council")
    packs = [path.parent for path in (ROOT / "rules").glob("*/pack.yaml")]
    local = [folder / "our_council", *(one for one in packs if one.name != "paper")]
    options = [word for one in local for word in ("--pack", str(one))]
    assert run("rules", "schema", *options, cwd=folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def server(desk: Path) -> Iterator[LanguageServer]:
    with LanguageServer(SERVER, desk, {}) as found:
        yield found


def kind_of(path: Path) -> str:
    if path.parent.parts[-2:] == (PORTFOLIO_FOLDER, "cases"):
        return AUTHORITY_CASE
    if "cases" in path.parts:
        return AUTHORITY if path.name == "authority.yaml" else PROFILE
    if PORTFOLIO_FOLDER in path.parts:
        return PORTFOLIO
    return MANIFEST if path.name == MANIFEST_FILE else PACK


def opened(server: LanguageServer, desk: Path, kind: str, text: str) -> Path:
    """A file that names its schema in its first line, open in the editor."""
    path = desk / f"file_{next(NUMBERS)}.yaml"
    faults(server, desk, kind, text, path)
    return path


def faults(
    server: LanguageServer, desk: Path, kind: str, text: str, path: Path | None = None
) -> list[tuple[int, str]]:
    """The lines of a text that the editor marks, counted from 1, and what it says of each."""
    path = path or desk / f"file_{next(NUMBERS)}.yaml"
    line = f"# yaml-language-server: $schema=schemas/{kind}\n"
    return [(at - 1, said) for at, said in server.diagnostics(path, line + text)]


def offered(server: LanguageServer, desk: Path, kind: str, text: str) -> dict[str, str]:
    """What is offered where the text has a ``|``, with what is said of each."""
    before, after = text.split("|")
    path = opened(server, desk, kind, before + after)
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2])
    return {name.strip('"'): said for name, said in server.completions(path, line, column).items()}


def explained(server: LanguageServer, desk: Path, kind: str, text: str) -> str:
    """What is said of the word in which the text has a ``|``."""
    before, after = text.split("|")
    path = opened(server, desk, kind, before + after)
    return server.hover(path, before.count("\n") + 1, len(before.rpartition("\n")[2]))


def test_nothing_is_marked_in_any_shipped_file(server: LanguageServer, desk: Path) -> None:
    marked = {}
    for path in FILES:
        found = faults(server, desk, kind_of(path.relative_to(ROOT)), path.read_text("utf-8"))
        if found:
            marked[str(path.relative_to(ROOT))] = found
    assert len(FILES) > 200
    assert marked == {}


def test_nothing_is_marked_in_a_new_profile(server: LanguageServer, desk: Path) -> None:
    assert run("new", "new.yaml", "--pack", "our_council", cwd=desk).returncode == 0
    text = (desk / "new.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: ")
    assert server.diagnostics(desk / "new.yaml", text) == []


BROKEN_PROFILE = """\
stage: operating
exit:
  strategy: maybe
  strategie: no
exit.gains_kept: {answer: perhaps}
partners:
  - name: Council
    willing_to_give_time: often
costs:
  meetings_a_year: often
started: soon
exit.review_dates: no
what: 1
"""


def test_what_is_wrong_in_a_profile_is_marked_on_its_line(
    server: LanguageServer, desk: Path
) -> None:
    found = dict(faults(server, desk, PROFILE, BROKEN_PROFILE))
    assert sorted(found) == [3, 4, 5, 8, 10, 11, 13]
    assert found[3] == 'Value is not accepted. Valid values: "yes", "partly", "no", "unknown".'
    assert found[4] == "Property strategie is not allowed."


BROKEN_RULES = """\
theme: exit
rules:
  - id: OC2
    title: A rule
    settle_by: operating
    cites: [P108, P999]
    when:
      exit.strategy: no
      exit.strateg: no
      partners.count: {at_least: many}
      any:
        - stage: nowhere
    severity: hgh
    finding: Something is wrong.
    recommend: Put it right.
overrides:
  - rule: E1
    severty: low
    reason: Why.
    authority: Who.
    date: 2026-03-01
"""


def test_what_is_wrong_in_a_pack_is_marked_on_its_line(server: LanguageServer, desk: Path) -> None:
    found = faults(server, desk, PACK, BROKEN_RULES)
    assert {line for line, _ in found} >= {6, 9, 10, 12, 13, 18}
    assert {line for line, _ in found} <= {6, 9, 10, 12, 13, 17, 18}


def test_a_manifest_without_a_title_is_marked(server: LanguageServer, desk: Path) -> None:
    found = faults(server, desk, MANIFEST, "id: our_council\nversion: 1.0.0\n")
    assert [said for _, said in found] == ['Missing property "title".']


def test_the_choices_of_a_fact_are_offered_with_what_they_mean(
    server: LanguageServer, desk: Path
) -> None:
    found = offered(server, desk, PROFILE, "model: |\n")
    assert "legal identity" in found["separate_organisation"]
    assert set(found) == {
        "separate_organisation",
        "virtual_organisation",
        "co_located_staff",
        "steering_group",
        "unknown",
    }
    found = offered(server, desk, PROFILE, "exit:\n  strategy: |\n")
    assert list(found) == ["yes", "partly", "no", "unknown"]


def test_the_questions_of_a_group_are_offered_and_asked(server: LanguageServer, desk: Path) -> None:
    found = offered(server, desk, PROFILE, "exit:\n  |\n")
    assert found["strategy"].startswith("Is there a plan for how the partnership ends?")
    assert "willing_to_give_time" in offered(server, desk, PROFILE, "partners:\n  - |\n")
    assert "oc_register" in offered(server, desk, PROFILE, "|\n")


def test_facts_choices_settings_rules_and_sources_are_offered_in_rules(
    server: LanguageServer, desk: Path
) -> None:
    rule = "theme: exit\nrules:\n  - id: OC2\n    "
    assert "exit.strategy" in offered(server, desk, PACK, f"{rule}when:\n      |\n")
    found = offered(server, desk, PACK, f"{rule}when:\n      exit.strategy: |\n")
    assert list(found) == ["yes", "partly", "no"]
    found = offered(server, desk, PACK, f"{rule}when:\n      partners.count: {{at_least: |}}\n")
    assert found["$large_partnership"] == "How many partners make a partnership large"
    found = offered(server, desk, PACK, f"{rule}when:\n      finding: |\n")
    assert found["E1"] == "Plan how the partnership ends or carries on"
    assert "P108" in offered(server, desk, PACK, f"{rule}cites: [|]\n")
    found = offered(server, desk, PACK, f"{rule}severity: |\n")
    assert list(found) == ["critical", "high", "medium", "low", "advisory"]


def test_nothing_is_marked_in_the_mapping_of_a_register(server: LanguageServer, desk: Path) -> None:
    register = ROOT / "cases" / "authority" / "register.xlsx"
    done = run("register", "map", register, "-o", "example_mapping.yaml", cwd=desk)
    assert done.returncode == 0
    text = (desk / "example_mapping.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: ")
    assert server.diagnostics(desk / "example_mapping.yaml", text) == []


def test_what_columns_and_words_may_stand_for_is_offered(
    server: LanguageServer, desk: Path
) -> None:
    found = offered(server, desk, MAPPING, "columns:\n  Health: |\n")
    assert found["exit.strategy"].startswith("Is there a plan for how the partnership ends?")
    assert {"name", "stage", "partners", "partners.list"} <= set(found)
    found = offered(server, desk, MAPPING, "words:\n  exit.strategy:\n    In hand: |\n")
    assert list(found) == ["yes", "partly", "no", "unknown"]
    assert "packs" in offered(server, desk, IN_FORCE, "|\n")


BROKEN_AUTHORITY_CASE = """\
title: Too much
assessed_on: 2026-11-01
authority:
  committees: {members_mirror: often}
partnerships:
  - name: A
    exit: {strategy: maybe}
expect:
  verdict: improve
  findings: {PF1: medium, E1: high}
"""


def test_what_is_wrong_in_a_case_about_an_authority_is_marked_on_its_line(
    server: LanguageServer, desk: Path
) -> None:
    found = faults(server, desk, AUTHORITY_CASE, BROKEN_AUTHORITY_CASE)
    assert {line for line, _ in found} == {4, 7, 9, 10}
    asked = "partnerships:\n  - exit:\n      strategy: |\n"
    assert list(offered(server, desk, AUTHORITY_CASE, asked)) == ["yes", "partly", "no", "unknown"]


def test_pointing_at_a_question_asks_it(server: LanguageServer, desk: Path) -> None:
    said = explained(server, desk, PROFILE, "exit:\n  stra|tegy: no\n")
    assert "Is there a plan for how the partnership ends?" in said
    assert "P108, Q28" in said
    said = explained(server, desk, PACK, "rules:\n  - settle|_by: operating\n")
    assert "later it is overdue" in said


def test_the_settings_that_the_guide_gives_work(desk: Path) -> None:
    guide = (ROOT / "docs" / "editor.md").read_text("utf-8")
    (block,) = re.findall(r"^```json\n(.+?)^```$", guide, re.MULTILINE | re.DOTALL)
    wanted = json.loads(block)["yaml.schemas"]
    schemas = {(desk / name).as_uri(): globs for name, globs in wanted.items()}
    with LanguageServer(SERVER, desk, schemas) as server:
        marks = {
            name: {line for line, _ in server.diagnostics(desk / name, text)}
            for name, text in (
                ("partnerships/one.yaml", "exit:\n  strategy: maybe\n"),
                ("our_council/pack.yaml", "id: x\nversion: 1\ntitle: X\nowners: nobody\n"),
                ("our_council/policy.yaml", "theme: nowhere\n"),
                ("our_council/vocabulary/facts.yaml", "facts:\n  x: {type: maybe, cites: P1}\n"),
                ("our_council/cases/one.yaml", "stage: nowhere\n"),
                ("fruitful.yaml", "packs: [our_council]\npack: our_council\n"),
                ("our_mapping.yaml", "columns:\n  Scheme: nome\n  Health: stage\n"),
            )
        }
    assert marks == {
        "partnerships/one.yaml": {2},
        "our_council/pack.yaml": {4},
        "our_council/policy.yaml": {1},
        "our_council/vocabulary/facts.yaml": {2},
        "our_council/cases/one.yaml": {1},
        "fruitful.yaml": {2},
        "our_mapping.yaml": {2},
    }
