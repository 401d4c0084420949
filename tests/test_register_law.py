"""The law of registers: every cell is read, told or blank, and no partnership is invented."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DAY
from fruitful.cli.registers import reading_by
from fruitful.diagnostic import Diagnostic, Refused
from fruitful.language.value import is_unknown
from fruitful.portfolio.entry import Entry
from fruitful.register import Register, read_register
from fruitful.register.cells import is_blank
from fruitful.register.columns import Column
from fruitful.ruleset import load_ruleset
from fruitful.shipped import paper_pack
from sheets import as_csv, as_ods, as_xlsx

READING = reading_by(load_ruleset([paper_pack()], DAY), date(2026, 12, 1))
NAMES = [f"{place} {kind}" for place in ("Harbour", "Moor", "St. Ann's", "No. 7", "Quay")
         for kind in ("Forum", "Trust", "Alliance")]  # fmt: skip
HEADINGS = (
    *("Stage", "Lead officer", "Partners", "Council contribution", "End date", "Notes", "Type"),
    *("Council contribution (£000)", "Officer time (days per year)", "Member hours (per week)"),
    *("Exit strategy (Y/N)", "Statutory?", "Risk score", "Residual risk score", "Partner 1"),
    *("Review / End date", "End date (of lease)", "Insurance\nexpiry date", "Colour", "RAG"),
    *("Council contribution 2014/15", "Total budget 2026/27", "Name (Lead Officer)", "Created"),
    *("Frequency of meetings", "Officer time (per fortnight)", "Last review", "Budget (%)"),
)
CELLS = st.sampled_from(
    (
        *("", "", "Live", "Yes", "N", "☒", "✓", "TBC", "-", "unknown", "Police; NHS", "Red", "12"),
        *("£12,500", "1.25", "£1.2m", "£500 a month", "10 days", "50%", "31/03/2027", "02/03/2026"),
        *("07/14/2026", "11/07/1905", "Dec-26", "c. 1998", "pre-2010", "12 partners", "Quarterly"),
        *("Statutory (Care Act 2014)", "Yes, but only a draft", '["A", "B"]', "A;#1;#B;#2", "soon"),
        *("a, b and c", "Health (NHS; ICB); Police", "All 7 district councils", "2026/27", "High"),
    )
)
ABOVE = st.sampled_from(
    ([], [["Register of partnerships"]], [["Register"], ["As at 1 October 2026"], []])
)
BETWEEN = st.sampled_from(
    (
        *(
            [],
            [],
            [],
            [[]],
            [["CHILDREN AND FAMILIES"]],
            [["Closed partnerships"]],
            [["Moor Group"]],
        ),
        [["Total", "", "£12,500"]],
    )
)
MAY_BE_ONE = "Moor Group"
"""A row of a name alone, which in a register of little else may be a partnership."""
BELOW = st.sampled_from(
    (
        [],
        [["Total", "", "12"]],
        [[], ["Updated:", "12/11/2026", "by", "Ann Reed"]],
        [[], ["Key"], ["Red", "late"]],
        [[], ["Contacts"], ["Name", "Email", "Phone"], ["Ann Reed", "a@x", "1"]],
        [[], ["Source: the finance team's records, which are not complete for this year."]],
    )
)


class Made(NamedTuple):
    """A register, and where its partnerships stand."""

    rows: list[list[object]]
    header: list[str]
    partnerships: dict[int, list[str]]
    """Their cells, by the number of the row."""


@st.composite
def registers(draw: st.DrawFn) -> Made:
    """Registers in many layouts."""
    named = draw(st.sampled_from(("Partnership", "Name of partnership", "Name")))
    others = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6, unique=True))
    header = [named, *others]
    rows: list[list[object]] = [*draw(ABOVE), [*header]]
    partnerships = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)):
        rows += draw(BETWEEN)
        cells = [name, *draw(st.lists(CELLS, min_size=len(others), max_size=len(others)))]
        rows.append([*cells])
        partnerships[len(rows)] = cells
    rows += draw(BELOW)
    return Made(rows, header, partnerships)


@given(registers(), st.sampled_from(("csv", "xlsx", "ods")))
@settings(max_examples=150)
def test_every_cell_is_read_told_or_blank_and_no_partnership_is_invented(
    made: Made, form: str
) -> None:
    data = {
        "csv": lambda: as_csv(made.rows),
        "xlsx": lambda: as_xlsx({"Register": made.rows}),
        "ods": lambda: as_ods({"Register": made.rows}),
    }[form]()
    try:
        register = read_register(
            data, f"r.{form}", READING.vocabulary, settings=READING.settings, on=READING.on
        )
    except Refused:
        return  # all of it, which is told
    entries = {entry.source.line: entry for entry in register.entries}
    named = {cells[0] for cells in made.partnerships.values()} | {MAY_BE_ONE}
    assert {one.profile.name for one in entries.values() if one.profile} <= named
    in_doubt = {one.place.line for one in register.faults}
    for row, cells in made.partnerships.items():
        if row not in entries:
            told = [one for one in register.notes if one.code == "rows-together"]
            assert row in in_doubt or told
            continue
        for at, text in enumerate(cells):
            if not _is_accounted_for(register, entries[row], row, at + 1, text):
                raise AssertionError((made.header[at], text))


def _is_accounted_for(register: Register, entry: Entry, row: int, number: int, text: str) -> bool:
    if not text or is_blank(text) or is_unknown(text):
        return True
    told: list[Diagnostic] = [*entry.faults, *entry.notes, *register.notes]
    if any(one.place.line == row and one.place.column in (0, number) for one in told):
        return True
    column = next(one for one in register.columns if one.number == number)
    if not column.targets:
        return any(one.place == column.place for one in register.notes)
    return _is_read(column, entry, row, number)


def _is_read(column: Column, entry: Entry, row: int, number: int) -> bool:
    profile = entry.profile
    assert profile is not None
    for target in column.targets:
        if target.kind == "about" or target.name in profile.members:
            return True
        answer = profile.answers.get(target.name)
        if answer is not None and (answer.place.line, answer.place.column) == (row, number):
            return True
    return False
