"""The records of JSON: the schemas derived from them, what they write, and what is read back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fruitful.records.advice import Advice
from fruitful.records.explain import Conclusion
from fruitful.records.kinds import FORMAT
from fruitful.records.movement import Change, Movement
from fruitful.records.published import PUBLISHED, file_of, schema_as_text
from fruitful.records.reading import part
from fruitful.records.rules import Named, Partnership
from fruitful.records.writing import dumps, plain_data
from program import environment, run
from written_json import COMMANDS, digest, kept


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_schema_that_is_published_is_derived_from_the_records(name: str) -> None:
    written = file_of(name).read_text(encoding="utf-8")
    assert written == schema_as_text(name), "run `python -m fruitful.records.published`"


def test_no_other_schema_is_published() -> None:
    folder = file_of("advice").parent
    assert {file_of(one) for one in PUBLISHED} == set(folder.glob("*.schema.json"))


@pytest.mark.parametrize("command", COMMANDS)
def test_not_a_byte_of_the_json_has_moved(command: str) -> None:
    if command == "explain with a solver":
        pytest.importorskip("z3")
    assert digest(command) == kept()[command], "see tests/written_json.py"


CHANGE = Change(Named("a", "A"), "stop", "proceed", ["E1"], [], (), (), ())
"""A record in which the keys of another stand."""
MOVED = Movement(date(2026, 11, 1), False, [CHANGE], 2, [], [], [])


def test_a_record_is_written_in_the_order_of_its_fields() -> None:
    change = plain_data(CHANGE)
    assert list(change)[:4] == ["id", "name", "verdict_before", "verdict_now"]
    assert (change["id"], change["closed"], change["opened"]) == ("a", ["E1"], [])
    assert plain_data(Conclusion("exit.planned", None)) == {"fact": "exit.planned", "is": None}
    assert json.loads(dumps([MOVED]))[0]["changes"] == [change]


def test_what_is_read_back_is_what_was_written() -> None:
    written = json.loads(dumps(MOVED))
    assert part(Movement, "since", written) == MOVED.since
    assert part(Movement, "unchanged", written) == 2
    assert part(Change, "name", part(Movement, "changes", written)[0]) == "A"
    assert part(Advice, "format", {"format": FORMAT}) == FORMAT
    assert part(Advice, "findings", {"findings": {"E1": "high"}}) == {"E1": "high"}


@pytest.mark.parametrize(
    ("record", "key", "value"),
    [
        (Movement, "since", "yesterday"),
        (Movement, "since", 1),
        (Movement, "changes", "none"),
        (Movement, "changes", ["none"]),
        (Advice, "format", 2),
        (Advice, "findings", {"E1": "terrible"}),
        (Advice, "findings", []),
        (Partnership, "id", None),
    ],
)
def test_what_is_read_back_otherwise_is_refused(record: type, key: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        part(record, key, {key: value})


def test_text_is_written_without_the_records() -> None:
    case = "cases/synthetic/half_filled.yaml"
    loaded = run("evaluate", case, env=environment(PYTHONPROFILEIMPORTTIME="1")).stderr
    assert b"fruitful.report" in loaded
    assert b"fruitful.records" not in loaded
