"""What was tried against the reading of registers: each is read right, told, or refused."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from xlsxwriter import Workbook

from fruitful.diagnostic import Refused
from fruitful.sheet.opendocument_values import text_of
from reading_registers import known, read, register_of, told
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
