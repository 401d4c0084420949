"""What was tried against the reading of registers: each is read right, told, or refused."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from xlsxwriter import Workbook

from fruitful.sheet.opendocument_values import text_of
from reading_registers import known, read, register_of, told


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
