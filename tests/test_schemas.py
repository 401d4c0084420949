"""The JSON of explanations, of open questions and of tests keeps to its published schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from fruitful import render
from fruitful.shipped import shipped
from program import LOCAL_PACK, run

FOLDER = Path(render.__file__).parent
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_bytes()) for path in
           sorted(FOLDER.glob("*.schema.json"))}  # fmt: skip
REGISTRY: Registry[Any] = Registry().with_resources(
    (one["$id"], Resource.from_contents(one)) for one in SCHEMAS.values()
)
HALF = shipped("cases") / "synthetic" / "half_filled.yaml"
CLOSED = shipped("cases") / "paper" / "cs01_wessex_project_closed.yaml"
REFERENCE = ("--engine", "reference", "-f", "json")


def faults(name: str, data: object) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


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


def test_what_came_of_cases_keeps_to_its_schema(tmp_path: Path) -> None:
    case = (
        "title: T\nassessed_on: 2026-11-01\nstage: operating\nexpect: {verdict: proceed, met: E1}"
    )
    (tmp_path / "case.yaml").write_text(case)
    data = written("rules", "test", tmp_path, "--pack", LOCAL_PACK, "--coverage")
    assert (data["failed"], len(data["groups"][0]["cases"][0]["failures"])) == (1, 2)
    assert len(data["coverage"][0]["gaps"]) == 6
    assert faults("tests", data) == []
