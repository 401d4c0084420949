"""Registers in layouts that councils' registers really have: each stands for a kind."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
from xlsxwriter import Workbook

from fruitful.diagnostic import Diagnostic
from fruitful.register.mapping import read_mapping
from fruitful.render.register_mapping import mapping_as_yaml
from fruitful.sheet import read_sheets
from program import run
from reading_registers import ON, PAPER, Read, known, plainly, profile, read, register_of, told
from sheets import Merges, as_csv, as_ods, as_xlsx

HERE = Path(__file__).resolve().parent / "registers_as_they_are"
Form: TypeAlias = Callable[..., bytes]


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


# Others of each kind ------------------------------------------------------------------------------

KINDS: dict[str, tuple[list[str], Read, str]] = {
    "a heading of which only a part is known": (
        ["Partnership,End date (of lease),Insurance expiry date,Budget (%)", "A,2027,2028,50%"],
        {"A": {}},
        "unknown-column",
    ),
    "a person's name in brackets": (
        ["Partnership,Name (Lead Officer)", "A,Ann Reed"],
        {"A": {"register.lead_officer": "Ann Reed"}},
        "",
    ),
    "money in kind": (
        ["Partnership,Council contribution (in kind)", "A,500"],
        {"A": {}},
        "two-meanings-column",
    ),
    "days a month": (
        ["Partnership,Officer days per month", "A,1"],
        {"A": {"register.officer_hours": 88.8}},
        "converted",
    ),
    "hours a week, in short": (
        ["Partnership,Member time (hrs/week)", "A,2"],
        {"A": {"register.member_hours": 104}},
        "converted",
    ),
    "a unit that is not known": (
        ["Partnership,Officer time (per fortnight)", "A,2"],
        {"A": {}},
        "unknown-column",
    ),
    "a cell with a unit of its own in a column that is converted": (
        ["Partnership,Officer time (days per year)", "A,10 hours"],
        {"A": {}},
        "two-units",
    ),
    "people that are counted, and not full-time equivalents": (
        ["Partnership,Staff (headcount)", "A,3"],
        {"A": {}},
        "unknown-column",
    ),
    "all figures in thousands": (
        ["All figures in £000,,", "Partnership,Council contribution,Budget (£)", "A,12,900"],
        {"A": {"register.council_cash": 12_000, "register.total_budget": 900}},
        "converted",
    ),
    "years as columns": (
        ["Partnership,Council contribution 2014/15,Stage", "A,500,Live"],
        {"A": FORUM},
        "year-column",
    ),
    "the year asked about among others": (
        [
            "Partnership,Council contribution 2025/26,Council contribution 2026/27,Council "
            "contribution 2027/28",
            "A,1,2,3",
        ],
        {"A": {"register.council_cash": 2}},
        "same-column",
    ),
    "headings of groups": (
        [",Lead officer,,Councillor appointed,", "Partnership,Name,Start date,Name,Start date",
         "A,Ann,2020,Bob,2021"],
        {"A": {"register.lead_officer": "Ann"}},
        "group-column",
    ),
    "one value far out": (
        ["Partnership,Council contribution", "A,100", "B,120", "C,90000000"],
        {name: {"register.council_cash": cash}
         for name, cash in (("A", 100), ("B", 120), ("C", 90_000_000))},
        "out-of-scale",
    ),
    "closed ones below the others": (
        ["Partnership,Stage,Lead officer", "A,Live,x", "Closed partnerships", "B,Live,y"],
        {
            "A": {**FORUM, "register.lead_officer": "x"},
            "B": {"stage": "ended", "register.lead_officer": "y"},
        },
        "has-ended",
    ),
    "a name that says it has ended, beside a stage that does not": (
        ["Partnership,Stage,Lead officer", "A (closed 2024),Live,x", "B (not closed),Live,y"],
        {
            "A (closed 2024)": {**FORUM, "register.lead_officer": "x"},
            "B (not closed)": {**FORUM, "register.lead_officer": "y"},
        },
        "says-ended",
    ),
    "a block of closed ones with other headings": (
        ["Partnership,Lead officer,Stage", "A,x,Live", "", "Former partnerships",
         "Partnership name,Officer lead", "B,y"],
        {
            "A": {**FORUM, "register.lead_officer": "x"},
            "B": {"stage": "ended", "register.lead_officer": "y"},
        },
        "",
    ),
    "people below the register": (
        ["Partnership,Lead officer,Stage", "A,x,Live", "", "Contacts", "Name,Email,Phone",
         "Ann,a@x,1"],
        {"A": {**FORUM, "register.lead_officer": "x"}},
        "another-table",
    ),
    "a legend below the register": (
        ["Partnership,Lead officer,Stage", "A,x,Live", "", "Red,late", "Green,in time"],
        {"A": {**FORUM, "register.lead_officer": "x"}},
        "row-left-out",
    ),
    "guidance below the headings": (
        ["Partnership,Stage,Lead officer", "Full name,Choose from list,Name and title",
         "A,Live,x"],
        {"A": {**FORUM, "register.lead_officer": "x"}},
        "row-left-out",
    ),
    "a row a partner, with the name repeated": (
        ["Partnership,Partners,Stage", "A,Police,Live", "A,NHS,Live", ",Fire,"],
        {"A": {**FORUM, "partners": ["Police", "NHS", "Fire"]}},
        "rows-together",
    ),
    "a row that may be a heading": (
        ["Partnership,Stage,Lead officer", "A,Live,x", "Housing,,", "B,Live,y"],
        {name: {**FORUM, "register.lead_officer": who} for name, who in (("A", "x"), ("B", "y"))},
        "not-placed",
    ),
    "thousands without quotation marks": (
        ["Name,Stage,Council contribution,Notes", "A,Live,£12,500,hello", "B,Live,500,x"],
        {"A": {}, "B": {**FORUM, "register.council_cash": 500, "register.notes": "x"}},
        "cell-too-many",
    ),
    "how often it meets": (
        ["Partnership,Frequency of meetings,Statutory Status", "A,Quarterly,Statutory"],
        {"A": {"costs.meetings_a_year": 4, "origin.basis": "statutory"}},
        "",
    ),
    "partners in columns of their own": (
        ["Partnership,Partner 1,Partner 2", "A,Police,NHS"],
        {"A": {"partners": ["Police", "NHS"]}},
        "",
    ),
    "a score of risk and its level": (
        ["Partnership,Risk score,Risk rating", "A,12,High"],
        {"A": {"register.risk_score": 12, "register.risk_level": "high"}},
        "",
    ),
    "tables beside one another": (
        ["Partnership,Stage,,Partnership,Stage", "A,Live,,B,Closed"], {"A": FORUM}, "side-by-side",
    ),
    "another currency": (["Partnership,Budget (€)", "A,5"], {"A": {}}, "unknown-column"),
    "a year typed into a cell of dates": (
        ["Partnership,Set up", "A,11/07/1905"], {"A": {}}, "typed-year",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "right", "code"), KINDS.values(), ids=KINDS)
def test_others_of_each_kind_come_out_right_too(rows: list[str], right: Read, code: str) -> None:
    register, entries = read(*rows)
    assert known(entries) == right
    assert not code or code in told(register, entries)


@pytest.mark.parametrize(
    ("text", "names", "total"),
    [
        ("12 partners", [], 12),
        ("All 7 district councils", [], 7),
        ("A;#12;B;#13", ["A", "B"], 2),
        ("A;#12;#B;#13", ["A", "B"], 2),
        ('["A", "B"]', ["A", "B"], 2),
        ("▪ A\n▪ B", ["A", "B"], 2),
        ("Health (NHS; ICB); Police", ["Health (NHS; ICB)", "Police"], 2),
        ("Police; 3 district councils", ["Police"], 4),
    ],
)
def test_partners_are_listed_in_many_ways(text: str, names: list[str], total: int) -> None:
    _, (entry,) = read(["Partnership", "Partners"], ["A", text])
    members = profile(entry).members["partners"]
    assert ([one.name for one in members.listed], members.total) == (names, total)


@pytest.mark.parametrize(
    ("column", "text", "path", "value"),
    [
        ("Statutory?", "Statutory (Care Act 2014)", "origin.basis", "statutory"),
        ("Statutory?", "✓", "origin.basis", "statutory"),
        ("Exit strategy", "☑", "exit.strategy", "yes"),
        ("Exit strategy", "❌", "exit.strategy", "no"),
        ("Exit strategy", "☐", "exit.strategy", None),
        ("Set up", "c. 1998", "started", "1998"),
        ("Set up", "Dec-26", "started", "2026-12"),
        ("Set up", "pre-2010", "started", None),
        ("Council contribution", "£12,000 (2014/15)", "register.council_cash", None),
    ],
)
def test_a_cell_is_read_or_told(column: str, text: str, path: str, value: object) -> None:
    _, (entry,) = read(["Partnership", column], ["A", text])
    answer = profile(entry).answers.get(path)
    assert (None if answer is None else plainly(answer.value)) == value
    assert value in ("yes", "no") or entry.faults or entry.notes or value


def test_a_tab_for_each_year_and_one_of_closed_ones_are_told_apart() -> None:
    head: list[object] = ["Partnership", "Stage"]
    tabs = {
        "2024-25": [head, ["A", "Live"], ["B", "Live"]],
        "2025-26": [head, ["A", "Live"], ["C", "Live"]],
        "Closed": [head, ["D", "Live"]],
    }
    for data in (as_xlsx(tabs), as_ods(tabs)):
        register = register_of(data, "r.xlsx")
        stages = {name: one["stage"] for name, one in known(list(register.entries)).items()}
        assert stages == {"A": "operating", "C": "operating", "D": "ended"}
        assert register.found is not None
        assert [one.sheet for one in register.found.left_out] == ["2024-25"]


def test_what_a_cell_shows_is_what_is_read() -> None:
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, ("Name", "Council contribution", "Total budget", "Ends", "Set up"))
    shown = (
        (1, 12, '£0"k"'), (2, 1_250_000, '£0.0,,"m"'), (3, date(2026, 12, 1), "mmm-yy"),
        (4, date(2019, 1, 1), "yyyy"),
    )  # fmt: skip
    sheet.write_string(1, 0, "A")
    for column, value, form in shown:
        sheet.write(1, column, value, book.add_format({"num_format": form}))
    sheet.write_string(2, 0, "B")
    sheet.write(2, 1, 0.5, book.add_format({"num_format": "0%"}))
    book.close()
    register = register_of(held.getvalue(), "r.xlsx")
    entries = list(register.entries)
    assert known(entries) == {
        "A": {
            "register.council_cash": 12_000,
            "register.total_budget": 1_250_000,
            "ends": "2026-12",
            "started": "2019",
        },
        "B": {},
    }
    assert [one.code for one in entries[1].faults] == ["not-money"]


@pytest.mark.parametrize("form", [as_xlsx, as_ods])
def test_a_link_to_a_blank_cell_is_blank(form: Form) -> None:
    data = form(
        {
            "Register": [
                ["Name", "Council contribution", "Stage"],
                ["A", "=Money!B2", "Live"],
                ["B", "=Money!B3", "Live"],
            ],
            "Money": [["What", "How much"], ["A"], ["B", 0]],
        },
        None,
    )
    entries = list(register_of(data, "r.xlsx").entries)
    assert known(entries) == {"A": FORUM, "B": {**FORUM, "register.council_cash": 0}}


def test_a_zero_that_was_looked_up_may_be_a_blank_and_is_a_fault() -> None:
    rows: list[list[object]] = [["Name", "Council contribution"], ["A", "=VLOOKUP(A2,X!A:B,2,0)"]]
    (entry,) = register_of(as_xlsx({"Register": rows}), "r.xlsx").entries
    assert [one.code for one in entry.faults] == ["zero-or-blank"]
    assert not profile(entry).answers


def test_a_mapping_says_in_what_a_column_counts() -> None:
    mapping = "columns: {Effort: register.officer_hours}\nunits: {Effort: days a month}\n"
    _, entries = read("Partnership,Effort", "A,1", mapping=mapping)
    assert known(entries) == {"A": {"register.officer_hours": 88.8}}
    faults: list[Diagnostic] = []
    read_mapping(b"units: {Effort: moons a year}\n", "m.yaml", PAPER.vocabulary, faults)
    assert [one.code for one in faults] == ["bad-unit"]


def test_what_was_found_is_said_first() -> None:
    done = run("screen", HERE / "d13_other_sheets.xlsx", "--on", ON.isoformat())
    text = " ".join(done.stdout.decode().split()[:40])
    assert "1 partnership in sheet `Register`, row 2; 2 columns read; 2 sheets left out" in text
    done = run("screen", HERE / "d13_other_sheets.xlsx", "--on", ON.isoformat(), "-f", "csv")
    assert b"1 partnership in sheet `Register`" in done.stderr
    assert b"1 partnership in" not in done.stdout


def test_ids_of_earlier_releases_are_found_and_new_names_proposed(tmp_path: Path) -> None:
    register, before = tmp_path / "r.csv", tmp_path / "before.json"
    names = ["St. Mary's Ward Partnership", "St. John's Ward Partnership", "No. 1 Quay Trust"]
    register.write_bytes(as_csv([["Partnership", "Stage"], *([one, "Live"] for one in names)]))
    run("screen", register, "--on", ON.isoformat(), "-o", before)
    data = json.loads(before.read_text())
    for one in data["partnerships"]:  # a name was cut at its full stop once, like a file's ending
        one["partnership"]["id"] = one["partnership"]["name"].partition(".")[0].lower()
    before.write_text(json.dumps(data))
    names[1] = "St. John Ward Board"
    register.write_bytes(as_csv([["Partnership", "Stage"], *([one, "Live"] for one in names)]))
    done = run("screen", register, "--on", ON.isoformat(), "--since", before, "-f", "json")
    movement = json.loads(done.stdout)["movement"]
    assert (movement["unchanged"], movement["new"], movement["gone"]) == (2, [], [])
    (renamed,) = movement["renamed"]
    assert renamed["before"]["name"] == "St. John's Ward Partnership"
    assert renamed["now"]["name"] == "St. John Ward Board"
