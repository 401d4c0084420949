"""What was tried against the reading of registers: each is read right, told, or refused."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from fruitful.diagnostic import Refused
from fruitful.sheet.opendocument_values import text_of
from program import run
from reading_registers import known, profile, read, register_of, told
from sheets import as_xlsx


def formatted(heading: str, cells: Sequence[tuple[object, str]]) -> bytes:
    """A workbook of one column, each cell in a number format of its own."""
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, ("Name", heading))
    for row, (value, form) in enumerate(cells, 1):
        sheet.write_string(row, 0, f"P{row}")
        sheet.write(row, 1, value, book.add_format({"num_format": form}))
    book.close()
    return held.getvalue()


@pytest.mark.parametrize(
    ("form", "cash"),
    [
        ("€#,##0", None), ("[$€-2] #,##0", None), ("[$$-409]#,##0", None), ("¥0", None),
        ("[$£-809]#,##0", 12), ("_-£* #,##0_-", 12), ('£0"000"', 12_000), ('£0\\K', 12_000),
    ],
)  # fmt: skip
def test_an_amount_counts_in_what_its_cell_shows(form: str, cash: int | None) -> None:
    (entry,) = register_of(formatted("Council contribution", [(12, form)]), "r.xlsx").entries
    assert known([entry])["P1"].get("register.council_cash") == cash
    assert [one.code for one in entry.faults] == ([] if cash else ["not-money"])


def test_an_amount_of_an_opendocument_sheet_does_too() -> None:
    said = {"value-type": "currency", "value": "12"}
    assert text_of(said, "€12.00") == "€12.00"
    assert text_of(said, "£12.00") == "12"


@pytest.mark.parametrize(
    ("groups", "heading", "right"),
    [
        ("Partners", "Cash contribution", None),
        ("Previous", "Lead officer", None),
        ("Host authority", "Officer hours", None),
        ("Regional body", "Officer hours", None),
        ("Our council", "Officer hours", ("register.officer_hours", 5)),
        ("Finance (£000)", "Council contribution", ("register.council_cash", 5000)),
        ("Finance (£000)", "Meetings a year", ("costs.meetings_a_year", 5)),
        ("Finance £m 2026/27", "Total budget", ("register.total_budget", 5_000_000)),
        ("Time per month", "Officer hours", ("register.officer_hours", 60)),
        ("Partners", "Membership", ("partners", ["5 Ways Trust"])),
    ],
)
def test_a_group_heading_qualifies_the_columns_below_it(
    groups: str, heading: str, right: tuple[str, object] | None
) -> None:
    cell = "5 Ways Trust" if heading == "Membership" else "5"
    register, entries = read(["", groups, ""], ["Partnership", heading, "Stage"], ["A", cell, ""])
    assert known(entries) == {"A": dict([right] if right else [])}
    if right is None:
        assert "group-column" in told(register, entries)


HEAD = "Partnership,Lead officer,Stage"
ROWS: dict[str, tuple[list[str], set[str], str]] = {
    "numbers of the columns, in brackets": (
        [HEAD, "(1),(2),(3)", "A,x,Live"], {"A"}, "row-left-out",
    ),
    "letters of the columns": ([HEAD, "a,b,c", "A,x,Live"], {"A"}, "row-left-out"),
    "an example": (
        [HEAD, "EXAMPLE: Safety Board,Jo,Live", "A,x,Live"], {"A"}, "row-left-out",
    ),
    "another example": ([HEAD, "e.g. Safety Board,Jo,Live", "A,x,Live"], {"A"}, "row-left-out"),
    "a partnership of a place called Example": (
        [HEAD, "Example Harbour Forum,Jo,Live", "A,x,Live"], {"A", "Example Harbour Forum"}, "",
    ),
    "the sum of a section of one": (
        ["Partnership,Council contribution,Lead officer,Stage", "Children,30,,", "A,10,x,Live",
         "B,20,y,Live", "Adults,5,,", "C,5,z,Live"],
        {"A", "B", "C"},
        "not-placed",
    ),
    "who approved it, below the last row": (
        [HEAD, "A,x,Live", "B,y,Live", "Approved by Cabinet,Ann Reed,", "Signed,Ann,01/02/2026"],
        {"A", "B"},
        "row-left-out",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "right", "code"), ROWS.values(), ids=ROWS)
def test_what_is_no_partnership_is_not_read_as_one(
    rows: list[str], right: set[str], code: str
) -> None:
    register, entries = read(*rows)
    assert known(entries).keys() == right
    assert not code or code in told(register, entries)


@pytest.mark.parametrize(
    "before", [("1", "2", "3"), ("About", "", "Dates"), ("", "", "")], ids="-".join
)
def test_a_column_a_partnership_is_found_behind_numbers_and_sections(
    before: tuple[str, ...],
) -> None:
    labels = ["Name of partnership,Harbour,Moor", "Stage,Live,Live", "End date,2027,2028"]
    with pytest.raises(Refused) as refused:
        read(*(f"{one},{label}" for one, label in zip(before, labels, strict=True)))
    assert [one.code for one in refused.value.diagnostics] == ["turned"]


@pytest.mark.parametrize("tab", ["Withdrawn", "Discontinued", "No longer active", "Wound up"])
def test_a_sheet_of_ended_ones_is_known_by_many_words(tab: str) -> None:
    head: list[object] = ["Partnership", "Lead officer"]
    data = as_xlsx({"Register": [head, ["A", "x"]], tab: [head, ["B", "y"]]})
    entries = list(register_of(data, "r.xlsx").entries)
    assert known(entries)["B"]["stage"] == "ended"
    assert "stage" not in known(entries)["A"]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("March 2026", "September 2026"), ("Q1 2026-27", "Q2 2026-27"), ("Mar 26", "Sep26"),
        ("31.03.2026", "30.06.2026"), ("2025/26", "2026/27"), ("Copy of 2026", "2026"),
        ("Register (2)", "Register"),
    ],
)  # fmt: skip
def test_of_two_sheets_that_say_the_same_the_later_counts(older: str, newer: str) -> None:
    head: list[object] = ["Partnership", "Lead officer", "Stage"]
    older, newer = (one.replace("/", "-") for one in (older, newer))
    old = [head, ["A", "x", "Live"], ["C", "x", "Live"]]
    new = [head, ["A", "y", "Live"], ["B", "y", "Live"], ["C", "y", "Live"]]
    for tabs in ({older: old, newer: new}, {newer: new, older: old}):
        register = register_of(as_xlsx(tabs), "r.xlsx")
        entries = list(register.entries)
        assert {one["register.lead_officer"] for one in known(entries).values()} == {"y"}
        assert "sheet-left-out" in told(register, entries)


def test_sheets_of_one_year_that_share_nothing_are_all_read() -> None:
    head: list[object] = ["Partnership", "Stage"]
    tabs = {"Adults March 2026": [head, ["A", "Live"]], "Homes May 2026": [head, ["B", "Live"]]}
    assert known(list(register_of(as_xlsx(tabs), "r.xlsx").entries)).keys() == {"A", "B"}


@pytest.mark.parametrize(
    ("column", "text", "path", "value", "code"),
    [
        ("Officer hours", "0.5 FTE", "register.officer_hours", None, "not-a-number"),
        ("Officer hours", "10 hours p.a.", "register.officer_hours", 10, ""),
        ("Meetings a year", "4 meetings", "costs.meetings_a_year", 4, ""),
        ("Meetings a year", "4 members", "costs.meetings_a_year", None, "not-a-number"),
        ("Risk score", "C2", "register.risk_score", None, "not-a-number"),
        ("Risk level", "High -> Medium", "register.risk_level", None, "bad-choice"),
        ("Status", "Active - closing March 2027", "stage", None, "bad-choice"),
        ("Started", "1/1/60", "started", None, "either-century"),
        ("Started", "1/1/48", "started", "2048-01-01", ""),
        ("Started", "00/01/1900", "started", None, "typed-number"),
        ("Ends", "12/01/1900", "ends", None, "typed-number"),
        ("Partners", "10-15", "partners", None, "left-open"),
        ("Partners", "All", "partners", None, "left-open"),
        ("Partners", "NHS trusts (2); Police", "partners", ["NHS trusts (2)", "Police"],
         "one-or-several"),
        ("Partners", "Police x3; NHS (1)", "partners", ["Police x3", "NHS (1)"], "one-or-several"),
        ("Partners", "['A', 'B, C']", "partners", ["A", "B, C"], ""),
        ("Partners", '["A", 5]', "partners", ["A", "5"], ""),
        ("Partners", "a) A b) B", "partners", ["A", "B"], ""),
    ],
)  # fmt: skip
def test_a_cell_is_read_right_or_told(
    column: str, text: str, path: str, value: object, code: str
) -> None:
    register, entries = read(["Partnership", column], ["A", text])
    assert (known(entries)["A"].get(path) or None) == value
    assert not code or code in told(register, entries)


@pytest.mark.parametrize(
    "heading",
    ["RAG", "RAG status", "Status (R/A/G)", "Chair", "Accountable body", "Lead organisation",
     "Term of office"],
)  # fmt: skip
def test_a_heading_that_no_question_means_is_told(heading: str) -> None:
    register, entries = read(["Partnership", heading], ["A", "Amber"])
    assert known(entries) == {"A": {}}
    assert told(register, entries) == {"unknown-column"}


def test_a_rating_is_read_where_the_question_is_rated() -> None:
    _, entries = read("Partnership,Risk (RAG),Significance (H/M/L)", "A,Amber,High")
    assert known(entries)["A"] == {"register.risk_level": "medium", "register.significance": "high"}


@pytest.mark.parametrize(
    "rows",
    [
        ["Partnership,Stage,Council contribution,", "A,Live,£12,500"],
        ["Partnership,Council contribution,Stage,Notes", "A,£12,500,Live"],
        ["Partnership,Council contribution,Notes,Stage", "A,12,500,Live"],
    ],
)
def test_thousands_without_quotation_marks_are_told_where_no_cell_is_too_many(
    rows: list[str],
) -> None:
    _, (entry,) = read(*rows)
    assert known([entry]) == {"A": {}}
    assert [one.code for one in entry.faults] == ["cell-too-many"]


def test_figures_beside_one_another_are_no_parted_amount() -> None:
    _, entries = read("Partnership,Council contribution,Budget,Id", "A,12,500,P101")
    assert known(entries)["A"] == {"register.council_cash": 12, "register.total_budget": 500}


def test_a_column_with_the_month_first_makes_those_beside_it_doubtful() -> None:
    rows = ["Partnership,Started,Ends,Next review", "A,07/14/2019,02/03/2027,20/03/2027",
            "B,2020,01/02/2028,01/03/2027"]  # fmt: skip
    _, entries = read(*rows)
    assert known(entries)["A"] == {"register.next_review": "2027-03-20"}
    assert known(entries)["B"] == {"started": "2020", "register.next_review": "2027-03-01"}
    assert "day-or-month" in {one.code for one in entries[1].faults}


def test_a_year_of_another_century_than_its_column_is_told() -> None:
    register, entries = read("Partnership,Ends", "A,2027", "B,2028", "C,31/03/1935")
    assert "out-of-scale" in told(register, entries)
    register, entries = read("Partnership,Started", "A,1974", "B,2018", "C,2020")
    assert not told(register, entries)


def test_an_amount_merged_over_two_partnerships_counts_once_and_is_told() -> None:
    rows: list[list[object]] = [["Partnership", "Council contribution"], ["A", 10], ["B", ""]]
    data = as_xlsx({"Register": rows}, {"Register": [(1, 1, 2, 1)]})
    entries = list(register_of(data, "r.xlsx").entries)
    assert known(entries) == {"A": {"register.council_cash": 10}, "B": {}}
    assert [one.code for one in entries[1].faults] == ["shared-amount"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("All figures are per month", "said-of-figures"),
        ("Officer time is shown in days", "said-of-figures"),
        ("All amounts in €", "said-of-figures"),
        ("Partnership register 2019/20", "earlier-year"),
        ("Partnership register 2026/27", ""),
        ("£ thousands", "converted"),
    ],
)
def test_what_stands_above_a_table_counts_or_is_told(title: str, code: str) -> None:
    register, entries = read([title, "", ""], "Partnership,Council contribution,Stage", "A,5,Live")
    assert told(register, entries) == ({code} if code else set())
    assert known(entries)["A"]["register.council_cash"] == (5000 if code == "converted" else 5)


def test_what_stands_below_it_of_its_figures_is_no_partnership() -> None:
    rows = ["Partnership,Council contribution,Stage", "A,5,Live", "B,6,Live", "",
            "All figures are in £000s,,"]  # fmt: skip
    register, entries = read(*rows)
    assert [one["register.council_cash"] for one in known(entries).values()] == [5000, 6000]
    assert not register.faults


def test_ids_keep_their_letters_and_those_of_earlier_versions_are_found() -> None:
    _, entries = read("Partnership,Stage", "Café,Live", "Łódź Link,Live", "Tŷ Hafan,Live")
    assert [profile(one).id for one in entries] == ["cafe", "lodz-link", "ty-hafan"]


def test_an_id_of_an_earlier_version_that_is_anothers_now_does_not_mislead(tmp_path: Path) -> None:
    before, sheet = tmp_path / "before.json", tmp_path / "r.csv"
    sheet.write_text("Partnership,Stage\nCafé,Live\n")
    run("screen", sheet, "--on", "2026-11-01", "-o", before)
    before.write_text(before.read_text().replace('"cafe"', '"caf"'))
    sheet.write_text("Partnership,Stage\nCaf,Live\nCafé,Live\n")
    done = run("screen", sheet, "--on", "2026-11-01", "--since", before, "-f", "json")
    movement = json.loads(done.stdout)["movement"]
    assert [one["id"] for one in movement["new"]] == ["caf"]
    assert (movement["unchanged"], movement["gone"]) == (1, [])


def test_another_list_beside_the_register_makes_no_partnerships() -> None:
    head: list[object] = ["Partnership", "Lead officer", "Stage"]
    tabs: dict[str, list[list[object]]] = {
        "Register": [head, ["A", "x", "Live"], ["B", "y", "Live"]],
        "Projects": [["Name", "Start date", "End date", "Status"], ["P1", 2020, 2024, "Live"]],
        "Contracts": [["Title", "Supplier", "Start date"], ["Cleaning", "X", 2020]],
        "Adults": [["Name", "Lead officer", "Stage", "Budget"], ["C", "z", "Live", 5]],
        "Closed": [["Name", "End date", "Reason"], ["D", 2020, "done"]],
    }
    register = register_of(as_xlsx(tabs), "r.xlsx")
    assert known(list(register.entries)).keys() == {"A", "B", "C", "D"}
    assert [(one.code, one.place.cell.partition(",")[0]) for one in register.faults] == [
        ("not-placed", "Projects"), ("not-placed", "Contracts"),
    ]  # fmt: skip


def test_a_row_with_a_reference_and_no_name_is_told() -> None:
    register, entries = read("Ref,Partnership,Stage", "4,,Live", "5,B,Live")
    assert known(entries).keys() == {"4", "B"}
    assert told(register, entries) == {"no-name"}


def test_a_name_with_one_in_brackets_is_one() -> None:
    register, entries = read("Partnership,Partners", "A,Police (1); NHS")
    assert profile(entries[0]).members["partners"].total == 2
    assert not told(register, entries)
