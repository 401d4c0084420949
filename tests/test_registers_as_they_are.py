"""Registers in layouts that councils' registers really have: each stands for a kind."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import DAY
from fruitful.cli.registers import reading_by
from fruitful.diagnostic import Diagnostic
from fruitful.language.value import Value, plain
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile
from fruitful.register import Register, read_register
from fruitful.register.mapping import read_mapping
from fruitful.render.register_mapping import mapping_as_yaml
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.sheet import read_sheets
from fruitful.shipped import paper_pack
from program import run
from sheets import Merges, as_csv, as_ods, as_xlsx

HERE = Path(__file__).resolve().parent / "registers_as_they_are"
ON = date(2026, 12, 1)
PAPER: Ruleset = load_ruleset([paper_pack()], DAY)
READING = reading_by(PAPER, ON)
Read = dict[str, dict[str, object]]
"""What is known of partnerships, by their names."""


def register_of(data: bytes, file: str = "r.csv", mapping: str = "") -> Register:
    faults: list[Diagnostic] = []
    said = read_mapping(mapping.encode(), "m.yaml", PAPER.vocabulary, faults) if mapping else None
    assert not faults
    return read_register(
        data, file, PAPER.vocabulary, said, settings=READING.settings, on=READING.on
    )


def read(*rows: list[object] | str, mapping: str = "") -> tuple[Register, list[Entry]]:
    """A register of rows, each a list of cells or their texts with commas between."""
    cells = [one.split(",") if isinstance(one, str) else one for one in rows]
    register = register_of(as_csv(cells), mapping=mapping)
    return register, list(register.entries)


def profile(entry: Entry) -> Profile:
    assert entry.profile is not None
    return entry.profile


def known(entries: list[Entry]) -> Read:
    """The answers of each partnership, by its name; lists as their members' names."""
    return {
        profile(entry).name: {
            **{path: _plain(one.value) for path, one in profile(entry).answers.items()
               if one.value is not None},
            **{name: [one.name for one in members.listed]
               for name, members in profile(entry).members.items()},
        }
        for entry in entries
    }  # fmt: skip


def _plain(value: Value | None) -> object:
    return None if value is None else plain(value)


def told(register: Register, entries: list[Entry]) -> set[str]:
    """The codes of all that is told."""
    rows = [one for entry in entries for one in (*entry.faults, *entry.notes)]
    return {one.code for one in (*register.notes, *register.faults, *rows)}


# The files ----------------------------------------------------------------------------------------


class Right(NamedTuple):
    """What comes of a file: of each partnership what is known, and what has to be told."""

    known: Read
    codes: tuple[str, ...] = ()
    exit: int = 0


HARBOUR, MOOR = "Harbour Forum", "Moor Board"
FORUM = {"stage": "operating"}
RIGHT = {
    "d03_ms_forms_export.csv": Right(
        {HARBOUR: FORUM, MOOR: {"stage": "proposed"}}, ("export-column",)
    ),
    "d06_units_in_brackets.csv": Right(
        {
            HARBOUR: {
                "register.officer_hours": 74,
                "register.council_cash": 2000,
                "register.member_hours": 104,
            }
        },
        ("converted",),
    ),
    "d08_pounds_in_a_thousands_column.csv": Right(
        {
            HARBOUR: {},
            MOOR: {"register.total_budget": 1_250_000, "register.council_cash": 12_000},
        },
        ("pounds-or-thousands",),
        2,
    ),
    "d11_grouped_header.xlsx": Right(
        {"Harbour Trust": {**FORUM, "register.lead_officer": "Ann Reed"}}, ("group-column",)
    ),
    "d12_slash_two_meanings.csv": Right({HARBOUR: FORUM}, ("two-meanings-column",)),
    "d13_other_sheets.xlsx": Right({HARBOUR: FORUM}, ("sheet-left-out",)),
    "d15_full_stop_in_name.csv": Right(
        {
            "St. Mary's Ward Partnership": FORUM,
            "St. John's Ward Partnership": FORUM,
            "No. 1 Harbour Road Trust": FORUM,
            "No. 2 Quay Street Trust": FORUM,
        }
    ),
    "d17_sharepoint_created.csv": Right(
        {HARBOUR: {**FORUM, "register.lead_officer": "Anna Reed"}}, ("export-column",)
    ),
    "d19_ballot_box_with_x.csv": Right({HARBOUR: FORUM}, ("box",)),
    "d21_a_row_a_partner.xlsx": Right(
        {
            HARBOUR: {
                **FORUM,
                "register.council_cash": 5000,
                "partners": ["Police", "NHS", "Port Trust"],
            }
        },
        ("rows-together",),
    ),
    "d23_headings_and_footer.csv": Right(
        {
            MOOR: {
                "stage": "proposed",
                "register.lead_officer": "Bill Moss",
                "register.council_cash": 12_000,
                "register.total_budget": 40_000,
            }
        },
        ("row-left-out",),
    ),
    "d25_new_entries_below_a_gap.csv": Right(
        {
            **{
                name: {
                    "register.lead_officer": officer,
                    "stage": "operating",
                    "register.council_cash": cash,
                    "register.total_budget": 900,
                    "partners": ["Police", "NHS"],
                    "ends": "2027-03-31",
                    "register.type": "Board",
                }
                for name, officer, cash in ((HARBOUR, "A Reed", 500), (MOOR, "B Moss", 600))
            },
            "New Skills Hub": {"register.lead_officer": "A Reed"},
        }
    ),
    "d27_month_first_column.csv": Right(
        {HARBOUR: FORUM, MOOR: FORUM}, ("day-or-month", "no-such-day"), 2
    ),
    "d29_sum_with_rounding_error.xlsx": Right(
        {HARBOUR: {"register.council_cash": 12345.67, "register.officer_hours": 7}}
    ),
    "d30_excel_unicode_text.txt": Right({HARBOUR: {**FORUM, "partners": ["Police", "NHS"]}}),
    "d34_inherent_and_residual_risk.csv": Right(
        {HARBOUR: {**FORUM, "register.risk_score": 6}}, ("same-column",)
    ),
}  # fmt: skip
REFUSED = {
    "d01_transposed.csv": ("turned", "turn it round"),
    "d32_report_csv_given_back.csv": ("report", "name the register"),
    "03_stray_quote_swallows_rows.csv": ("stray-quote", "no rows were lost"),
    "65_one_shared_string_in_many_cells.xlsx": ("damaged-workbook", ""),
}


@pytest.mark.parametrize("file", RIGHT)
def test_a_register_comes_out_right(file: str) -> None:
    register = register_of((HERE / file).read_bytes(), file)
    entries = list(register.entries)
    right = RIGHT[file]
    assert known(entries) == right.known
    assert set(right.codes) <= told(register, entries)
    assert len({profile(one).id for one in entries}) == len(entries)


def sheets_of(file: str) -> tuple[dict[str, list[list[object]]], dict[str, Merges]]:
    """The sheets of a file as rows of cells, with the cells that are merged."""
    sheets, merges = {}, {}
    for sheet in read_sheets((HERE / file).read_bytes(), file).read:
        name = sheet.name or "Register"
        rows: list[list[object]] = [[] for _ in range(sheet.rows[-1].number)]
        for row in sheet.rows:
            rows[row.number - 1] = [_typed(text) for text in row.texts]
        sheets[name] = rows
        merges[name] = [
            (one.first[0] - 1, one.first[1] - 1, one.last[0] - 1, one.last[1] - 1)
            for one in sheet.merged
        ]
    return sheets, merges


def _typed(text: str) -> object:
    return float(text) if text.replace(".", "", 1).isdecimal() and "." in text else text


@pytest.mark.parametrize("file", RIGHT)
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_it_does_in_whatever_format_it_is_kept(file: str, form: str) -> None:
    sheets, merges = sheets_of(file)
    if form == "csv":
        data = as_csv(next(iter(sheets.values())))
    else:
        data = (as_xlsx if form == "xlsx" else as_ods)(sheets, merges)
    register = register_of(data, f"r.{form}")
    entries = list(register.entries)
    assert known(entries) == RIGHT[file].known
    assert set(RIGHT[file].codes) - {"sheet-left-out"} <= told(register, entries)


@pytest.mark.parametrize("file", RIGHT)
def test_the_mapping_of_it_reads_it_in_the_same_way(file: str) -> None:
    data = (HERE / file).read_bytes()
    first = register_of(data, file)
    text = mapping_as_yaml(first, PAPER.vocabulary, day_first=True)
    again = register_of(data, file, text)
    assert known(list(again.entries)) == RIGHT[file].known


@pytest.mark.parametrize("file", [*RIGHT, *REFUSED])
def test_the_commands_tell_it(file: str, tmp_path: Path) -> None:
    done = run("screen", HERE / file, "--on", ON.isoformat(), "-o", tmp_path / "s.json")
    mapped = run("register", "map", HERE / file, "--on", ON.isoformat())
    assert b"Traceback" not in done.stderr + mapped.stderr
    if file in REFUSED:
        code, remedy = REFUSED[file]
        for one in (done, mapped):
            assert one.returncode == 2
            assert f"error[{code}]".encode() in one.stderr
            assert remedy.encode() in one.stderr
        return
    right = RIGHT[file]
    assert done.returncode == right.exit
    data = json.loads((tmp_path / "s.json").read_text())
    assert {one["partnership"]["name"] for one in data["partnerships"]} == right.known.keys()
    (found,) = data["found"]
    assert found["partnerships"] == len(right.known)
    assert mapped.returncode == 0
    assert b"partnership" in mapped.stdout.splitlines()[0]
