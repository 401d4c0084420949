"""The JSON of explanations, of open questions and of tests keeps to its published schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commands import commands
from fruitful.cli.main import fruitful
from fruitful.shipped import shipped
from program import LOCAL_PACK, run
from published import SCHEMAS, faults

HALF = shipped("cases") / "synthetic" / "half_filled.yaml"
CLOSED = shipped("cases") / "paper" / "cs01_wessex_project_closed.yaml"
EXAMPLE = shipped("rules") / "example_council"
REFERENCE = ("--engine", "reference", "-f", "json")


def written(*arguments: str | Path) -> Any:
    done = run(*arguments, *REFERENCE)
    assert done.stderr == b""
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_one_and_describes_what_it_names(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:fruitful:{name}:1"
    waiting: list[Any] = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for named in one.get("properties", {}).values() if one.get("type") == "object" else ():
                assert "$ref" in named or named.get("description")
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


@pytest.mark.parametrize(
    ("profile", "arguments"),
    [
        (HALF, ()),
        *((HALF, (rule,)) for rule in ("E1", "E6", "B2", "D4", "M6", "P2", "C1", "G1", "A8")),
        *((CLOSED, (rule,)) for rule in ("E6", "E1", "O1")),
        (HALF, ("--to", "sound")),
        (CLOSED, ("--to", "sound")),
        (HALF, ("--certain",)),
    ],
)
def test_an_explanation_keeps_to_its_schema(profile: Path, arguments: tuple[str, ...]) -> None:
    if arguments[:1] in (("--to",), ("--certain",)):
        pytest.importorskip("z3")
    data = written("explain", profile, *arguments)
    assert faults("explain", data) == []
    del data["ruleset"]
    assert faults("explain", data)


@pytest.mark.parametrize("profile", [HALF, CLOSED], ids=lambda path: path.stem)
def test_the_open_questions_keep_to_their_schema(profile: Path) -> None:
    assert faults("ask", written("ask", profile, "--all")) == []


BEFORE = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"


@pytest.mark.parametrize(
    "arguments",
    [(HALF, CLOSED), (BEFORE, CLOSED), (CLOSED, CLOSED), (HALF, HALF, "--new-pack", LOCAL_PACK)],
)
def test_a_comparison_keeps_to_its_schema(arguments: tuple[str | Path, ...]) -> None:
    data = written("compare", *arguments)
    assert faults("compare", data) == []
    data["other"] = 1
    assert faults("compare", data)


@pytest.mark.parametrize("pack", [(), (LOCAL_PACK,), (EXAMPLE,)], ids=str)
@pytest.mark.parametrize("how", [("--quick",), ()])
def test_what_checking_finds_keeps_to_its_schema(
    pack: tuple[Path, ...], how: tuple[str, ...]
) -> None:
    if not how:
        pytest.importorskip("z3")
    done = run("rules", "check", *pack, *how, "-f", "json", "--on", "2026-11-01")
    data = json.loads(done.stdout)
    assert faults("check", data) == []
    assert data["proved"] is not bool(how)
    del data["guarantee"]
    assert faults("check", data)


def test_the_faults_of_a_pack_keep_to_the_schema(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: x\nversion: one\nowners: nobody\n")
    data = json.loads(run("rules", "check", tmp_path, "-f", "json").stdout)
    assert len(data["faults"]) > 1
    assert faults("check", data) == []


def test_what_came_of_cases_keeps_to_its_schema(tmp_path: Path) -> None:
    case = (
        "title: T\nassessed_on: 2026-11-01\nstage: operating\nexpect: {verdict: proceed, met: E1}"
    )
    (tmp_path / "case.yaml").write_text(case)
    data = written("rules", "test", tmp_path, "--pack", LOCAL_PACK, "--coverage")
    assert (data["failed"], len(data["groups"][0]["cases"][0]["failures"])) == (1, 2)
    assert len(data["coverage"][0]["gaps"]) == 6
    assert faults("tests", data) == []


def test_every_command_that_writes_json_has_a_schema_that_names_it() -> None:
    said = " ".join(one["description"] for one in SCHEMAS.values())
    writing = [
        " ".join(words)
        for words, command in commands(fruitful)
        for option in command.params
        if "json" in getattr(option.type, "forms", getattr(option.type, "choices", ()))
    ]
    assert len(writing) == len(SCHEMAS)
    assert [one for one in writing if f"`fruitful {one} --format json`" not in said] == []
