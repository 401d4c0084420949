"""The JSON output: its published schema holds, and the same input gives the same bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from fruitful import render
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing import OUTCOMES
from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.records.from_advice import advice_record
from fruitful.records.kinds import FORMAT
from fruitful.records.writing import dumps
from fruitful.ruleset import Ruleset
from fruitful.ruleset.citation import CITATION
from fruitful.ruleset.rule import SEVERITIES
from fruitful.shipped import shipped, shipped_cases
from program import LOCAL_PACK, environment, run

CASES = shipped_cases()
CASE = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"
SEVERAL = CASES[::6]
SCHEMA = json.loads((Path(render.__file__).parent / "advice.schema.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
NAMES = (DURABLE, REFERENCE) if default_engine() == DURABLE else (REFERENCE,)
OPTIONAL = {"best", "undecided"}
"""Keys of a model that the schema allows, and format 1 does not promise."""

every_case = pytest.mark.parametrize(
    "path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def as_data(data: bytes, path: Path, ruleset: Ruleset, engine: Engine, engine_name: str) -> Any:
    """A profile's advice as it is written in JSON, read again."""
    profile = profile_from(data, path.name, ruleset.vocabulary)
    assert profile.assessed_on is not None
    advice = evaluate(ruleset, profile, profile.assessed_on, engine, engine_name)
    return json.loads(dumps(advice_record(advice, ruleset)))


@pytest.fixture(scope="module")
def written(paper: Ruleset) -> Mapping[str, Mapping[Path, Any]]:
    """The JSON of every case, by engine."""
    engines = {name: prepare(paper, name) for name in NAMES}
    return {
        name: {path: as_data(path.read_bytes(), path, paper, engine, name) for path in CASES}
        for name, engine in engines.items()
    }


Written = Mapping[str, Mapping[Path, Any]]


@every_case
def test_the_json_of_a_case_keeps_to_the_schema(path: Path, written: Written) -> None:
    for cases in written.values():
        assert [error.message for error in VALIDATOR.iter_errors(cases[path])] == []


@every_case
def test_the_engines_differ_in_nothing_but_their_name(path: Path, written: Written) -> None:
    for name, cases in written.items():
        assert cases[path]["engine"] == name
        assert cases[path] | {"engine": REFERENCE} == written[REFERENCE][path]


@every_case
def test_the_json_of_a_case_agrees_with_itself(
    path: Path, paper: Ruleset, written: Written
) -> None:
    data = written[REFERENCE][path]
    findings = {one["rule"]: one for one in data["recommendations"]}
    assert [one["rank"] for one in data["recommendations"]] == list(range(1, len(findings) + 1))
    assert list(data["outcomes"]) == list(paper.rules)
    assert {data["outcomes"][rule] for rule in findings} <= {"finding"}
    assert {data["outcomes"][one["rule"]] for one in data["strengths"]} <= {"met"}
    waiting = {rule for one in data["questions"] for rule in one["settles"]}
    assert {data["outcomes"][rule] for rule in waiting} <= {"undecided"}
    could = {one["id"] for one in data["verdict"]["could_become"]}
    assert could <= set(paper.verdicts) - {data["verdict"]["id"]}
    assert not could or data["verdict"]["standing"] == "provisional"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_describes_everything_and_leaves_nothing_open() -> None:
    for where, schema in _schemas(SCHEMA, "#"):
        assert "$ref" in schema or schema.get("description"), where
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False or "propertyNames" in schema, where
            assert set(schema.get("required", ())) >= set(schema.get("properties", ())) - OPTIONAL


def _schemas(schema: Any, where: str) -> Iterator[tuple[str, Any]]:
    """The schema and all that it defines, with the place of each."""
    yield where, schema
    for key in ("properties", "$defs"):
        for name, inner in schema.get(key, {}).items():
            yield from _schemas(inner, f"{where}/{name}")
    if schema.get("type") == "array" and "properties" in schema["items"]:
        yield from _schemas(schema["items"], f"{where}/items")


def test_the_schema_uses_the_words_of_the_engine() -> None:
    words = SCHEMA["$defs"]
    assert tuple(words["severity"]["enum"]) == SEVERITIES
    assert tuple(words["outcome"]["enum"]) == OUTCOMES
    assert words["cite"]["pattern"] == f"^({CITATION.pattern})$"
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    assert SCHEMA["properties"]["engine"]["enum"] == [DURABLE, REFERENCE]


def test_the_schema_refuses_what_it_does_not_describe(written: Written) -> None:
    every = sorted(written[REFERENCE].values(), key=lambda data: len(str(data)))
    provisional = next(data for data in every if data["verdict"]["could_become"])
    findings = [data for data in every if data["recommendations"] and data["strengths"]]
    witnessed = next(data for data in findings if data["recommendations"][0]["witnesses"])
    for example in (provisional, witnessed):
        for what, changed in _spoilt(example):
            assert not VALIDATOR.is_valid(changed), what


def _spoilt(example: Any) -> Iterator[tuple[str, Any]]:
    """The document with a key more, a key less, or a value of the wrong type, each in turn."""
    for where, mapping in _mappings(example, ()):
        for key in (*mapping, "surplus"):
            for change in ("remove", "replace"):
                changed = deepcopy(example)
                inner = changed
                for step in where:
                    inner = inner[step]
                if change == "replace":
                    inner[key] = {"no": 7}
                elif key == "surplus" or key in OPTIONAL or where[-1:] in _FREE:
                    continue
                else:
                    del inner[key]
                yield f"{change} {key} in {where}", changed


_FREE = (("findings",), ("outcomes",), ("witnesses",))
"""Where the keys are names of the rules' own."""


def _mappings(data: Any, where: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every mapping of the document; of a list, its first item stands for all."""
    if isinstance(data, dict):
        yield where, data
        for key, value in data.items():
            yield from _mappings(value, (*where, key))
    elif isinstance(data, list) and data:
        yield from _mappings(data[0], (*where, 0))


def test_local_policy_is_told_as_the_schema_says(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_bytes(CASE.read_bytes() + b"\noc_register: {entered: no}\n")
    done = run("evaluate", profile, "--on", "2026-11-01", "--pack", LOCAL_PACK, "-f", "json")
    data = json.loads(done.stdout)
    VALIDATOR.validate(data)
    local = {one["rule"]: one["local"] for one in data["recommendations"]}
    assert local.pop("OC1") == {"pack": "our_council", "own": True, "settings": []}
    assert local.pop("E6") == {
        "pack": "our_council",
        "changed": ["severity"],
        "reason": "Partnerships that had done their work were kept going for years.",
        "authority": "Audit Committee, minute 2026/14",
        "date": "2026-03-01",
        "expires": "2028-03-01",
        "own": False,
        "settings": [],
    }
    assert set(local.values()) <= {None}
    assert data["ruleset"]["packs"][1] == {"id": "our_council", "version": "1.2.0"}


def test_several_profiles_become_a_list_in_the_order_given() -> None:
    paths = CASES[:3]
    forwards, backwards = (
        json.loads(run("evaluate", "-f", "json", *some).stdout) for some in (paths, paths[::-1])
    )
    assert forwards == backwards[::-1]
    alone = [json.loads(run("evaluate", "-f", "json", path).stdout) for path in paths]
    assert forwards == alone


SURROUNDINGS = {
    "another seed of hashes": {"PYTHONHASHSEED": "1"},
    "a third seed of hashes": {"PYTHONHASHSEED": "4294967295"},
    "LC_ALL=C": {"LC_ALL": "C"},
    "LANG=C": {"LC_ALL": None, "LANG": "C"},
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "east of the date line": {"TZ": "Pacific/Kiritimati"},
    "west of the date line": {"TZ": "XXX12"},
}


@pytest.fixture(scope="module", params=("json", "text"))
def usual(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    """A form, and several cases as they come out in it."""
    env = environment(PYTHONHASHSEED="0")
    return request.param, run("evaluate", "-f", request.param, *SEVERAL, env=env).stdout


@pytest.mark.parametrize("changes", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_the_same_input_gives_the_same_bytes(
    usual: tuple[str, bytes], changes: dict[str, str | None]
) -> None:
    form, expected = usual
    done = run("evaluate", "-f", form, *SEVERAL, env=environment(**changes))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == expected


@every_case
def test_the_order_of_keys_means_nothing(path: Path, paper: Ruleset, written: Written) -> None:
    data = path.read_bytes()
    root = yaml.compose(data, Loader=yaml.BaseLoader)
    _shuffle(root, random.Random(path.stem))
    shuffled = yaml.serialize(root, Dumper=yaml.BaseDumper, allow_unicode=True).encode()
    assert shuffled.split() != data.split()
    engine = prepare(paper, REFERENCE)
    assert as_data(shuffled, path, paper, engine, REFERENCE) == written[REFERENCE][path]


def _shuffle(node: Any, chance: random.Random) -> None:
    """Put the keys of every mapping into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for _, value in node.value:
            _shuffle(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _shuffle(item, chance)
