"""Registers as councils keep them: where the register stands, what its columns and cells say."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from conftest import DAY
from fruitful.diagnostic import Diagnostic, Place, Refused, gathered
from fruitful.language.value import Span
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile
from fruitful.register import Register, read_register
from fruitful.register.beside import profiles_beside
from fruitful.register.mapping import read_mapping
from fruitful.render.register_mapping import mapping_as_yaml
from fruitful.render.register_template import register_template, template_columns
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack, shipped
from program import LOCAL_PACK, ROOT, run

EXAMPLE = shipped("cases") / "authority" / "register.xlsx"
ISSUE = (
    "ref, name, type, topic, statutory basis, origin, service area, lead officer, lead "
    "members, council's role, partners, created, ends, stage, legal form, model, functions, "
    "aims, corporate priority, expected outcomes, governing document, governing document "
    "date, decision body, executive, reports to, council cash, in kind, officer hours, member "
    "hours, total budget, other funders, funding ends, liabilities, staff, risk score, "
    "measures, meetings in public, publishes, audit cover, exit strategy, last review, next "
    "review, significance, assurance rating, previous assurance rating, actions, notes"
)
"""The columns that an authority is expected to keep."""


@pytest.fixture(scope="module")
def vocabulary(paper: Ruleset) -> Vocabulary:
    return paper.vocabulary


def read(
    text: str | bytes, vocabulary: Vocabulary, mapping: str = ""
) -> tuple[Register, list[Entry]]:
    faults: list[Diagnostic] = []
    said = read_mapping(mapping.encode(), "m.yaml", vocabulary, faults) if mapping else None
    assert not faults
    data = text.encode() if isinstance(text, str) else text
    register = read_register(data, "register.csv", vocabulary, said)
    return register, list(register.entries)


def cell(column: str, text: str, vocabulary: Vocabulary, mapping: str = "") -> Entry:
    """What comes of one cell."""
    quoted = text.replace('"', '""')
    _, (entry,) = read(f'Name,{column}\nA,"{quoted}"\n', vocabulary, mapping)
    return entry


def profile(entry: Entry) -> Profile:
    assert entry.profile is not None
    return entry.profile


def value(entry: Entry, path: str) -> object:
    answer = profile(entry).answers.get(path)
    return None if answer is None else answer.value


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in diagnostics]


# Columns ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ISSUE.split(", "))
def test_every_column_that_is_to_be_expected_is_known(name: str, vocabulary: Vocabulary) -> None:
    register, _ = read(f"Partnership name,{name.title()}\n", vocabulary)
    assert register.columns[1].targets or name == "name"
    assert "unknown-column" not in codes(register.notes)


@pytest.mark.parametrize(
    "name",
    [
        *("EXIT STRATEGY", "Exit strategies?", "Exit-strategy (Y/N)", " exit  strategy: "),
        *("12. Exit strategy", "Exit\nstrategy", "exit.strategy", "Exit strategy 2026/27"),
    ],
)
def test_writing_makes_no_difference_to_a_columns_name(name: str, vocabulary: Vocabulary) -> None:
    assert value(cell(f'"{name}"', "Y", vocabulary), "exit.strategy") == "yes"


CALLED = {
    "id": ("Ref No.", "Ref", "Partnership no", "URN"),
    "name": ("Name of the Partnership", "Joint arrangement", "Partnership"),
    "partners": ("Partner organisations", "Partners involved", "Membership"),
    "partners.list": ("Key partners", "Other organisations"),
    "funders.list": ("Other funders", "Sources of funding"),
    "stage": ("Status", "Current status", "Phase"),
    "started": ("Date established", "Commencement date", "Set up"),
    "ends": ("End date", "Expiry", "Termination date"),
    "origin.basis": ("Statutory Y/N", "Is the partnership statutory?", "Statutory / discretionary"),
    "exit.strategy": ("Exit strategy (Y/N)", "Exit plan in place?", "Termination arrangements"),
    "public.meetings": ("Meets in public?", "Are meetings held in public?"),
    "funding.ends": ("Funding until", "Grant end date"),
    "register.lead_officer": ("Council lead officer", "Responsible officer", "Key contact"),
    "register.lead_members": ("Lead Member(s)", "Cabinet Portfolio Holder", "Executive Member"),
    "register.council_role": ("Role of the Council", "Council's role in the partnership"),
    "register.service_area": ("Directorate", "Lead department", "Division"),
    "register.aims": ("Purpose of the partnership", "Aims & objectives", "Brief description"),
    "register.corporate_priority": ("Link to Corporate Plan", "Corporate priorities supported"),
    "register.governing_document": ("Terms of Reference", "MoU", "Partnership agreement"),
    "register.council_cash": ("Annual Contribution (£)", "Council's contribution 2026/27"),
    "register.total_budget": ("Pooled budget", "Total partnership budget (£000)"),
    "register.audit_cover": ("Internal audit coverage", "Covered by internal audit"),
    "register.measures": ("Measures of success", "How is success measured?"),
    "register.last_review": ("Date last reviewed", "Last review"),
    "register.next_review": ("Review date", "Date of next review", "Next review due"),
    "register.assurance_before": ("Previous audit opinion", "Previous year's assurance"),
    "register.actions": ("Actions required", "Next steps"),
    "register.notes": ("Comments", "Further information"),
}
"""Columns as registers call them, by what each stands for."""


@pytest.mark.parametrize(
    ("name", "stands_for"), [(name, path) for path, names in CALLED.items() for name in names]
)
def test_columns_are_known_by_the_names_that_registers_give_them(
    name: str, stands_for: str, vocabulary: Vocabulary
) -> None:
    other = "Ref" if stands_for == "name" else "Partnership title"
    register, _ = read(f"{other},{name}\n", vocabulary)
    assert [target.written for target in register.columns[1].targets] == [stands_for]


def test_a_column_that_is_not_known_is_told_of_with_the_nearest_name(
    vocabulary: Vocabulary,
) -> None:
    register, _ = read("Name,Exit stratgey,Colour\nA,Y,Blue\n", vocabulary)
    near, far = register.notes
    assert (near.code, near.place.cell) == ("unknown-column", "B1")
    assert "did you mean `exit strategy`?" in near.help
    assert far.place.cell == "C1"
    assert "did you mean" not in far.help


def test_a_column_without_a_name_is_told_of(vocabulary: Vocabulary) -> None:
    register, _ = read("Name,,Stage\nA,,Live\nB,important,Live\n", vocabulary)
    assert [(one.code, one.place.cell) for one in register.notes] == [("unknown-column", "B3")]


def test_the_header_may_have_two_rows(vocabulary: Vocabulary) -> None:
    text = ",Review,,Council\nName,Last,Next,Cash\nA,2024,2027,500\n"
    held = io.BytesIO()
    book = Workbook(held)
    sheet = book.add_worksheet("Register")
    sheet.merge_range(0, 1, 0, 2, "Review")
    for at, row in enumerate(text.splitlines()):
        for column, one in enumerate(row.split(",")):
            if one:
                sheet.write_string(at, column, one)
    book.close()
    register = read_register(held.getvalue(), "r.xlsx", vocabulary)
    (entry,) = register.entries
    assert not register.notes
    assert value(entry, "register.last_review") == Span(date(2024, 1, 1), date(2024, 12, 31))
    assert value(entry, "register.next_review") == Span(date(2027, 1, 1), date(2027, 12, 31))
    assert value(entry, "register.council_cash") == 500


def test_a_second_row_may_say_in_what_the_columns_are_given(vocabulary: Vocabulary) -> None:
    text = "Name,Budget,Exit plan,Ends,Notes\n,£000,Y/N,dd/mm/yyyy,\nA,12,Y,31/03/2027,x\n"
    register, (entry,) = read(text, vocabulary)
    assert not register.notes
    assert profile(entry).name == "A"
    assert value(entry, "register.total_budget") == 12_000
    assert value(entry, "exit.strategy") == "yes"
    _, entries = read("Name,Budget,Exit plan\n,£000,Y\nA,12,N\n", vocabulary)
    assert [profile(one).name for one in entries] == ["Row 2", "A"]


def test_money_counts_in_what_the_column_says(vocabulary: Vocabulary) -> None:
    for name in ("Council cash (£000)", "Council cash £k", "Council cash (£'000s)"):
        assert value(cell(name, "12.5", vocabulary), "register.council_cash") == 12_500
    assert value(cell("Total budget £m", "1.2", vocabulary), "register.total_budget") == 1_200_000


def test_of_a_column_for_each_year_the_latest_is_read(vocabulary: Vocabulary) -> None:
    text = "Name,Council cash 2025/26,Council cash 2026/27\nA,100,200\n"
    register, (entry,) = read(text, vocabulary)
    assert value(entry, "register.council_cash") == 200
    assert codes(register.notes) == ["same-column"]


def test_two_columns_may_answer_one_question_and_not_contradict_one_another(
    vocabulary: Vocabulary,
) -> None:
    text = "Name,Origin,Statutory basis\nA,,Yes\nB,Voluntary,Y\nC,Statutory,Care Act 2014\n"
    _, (one, two, three) = read(text, vocabulary)
    assert value(one, "origin.basis") == value(three, "origin.basis") == "statutory"
    assert codes(two.faults) == ["contradiction"]
    assert value(two, "origin.basis") is None
    assert value(three, "register.statutory_basis") == "Care Act 2014"
    assert codes(three.notes) == ["kept-as-text"]


def test_several_sheets_are_read_and_others_told_of(vocabulary: Vocabulary) -> None:
    held = io.BytesIO()
    book = Workbook(held)
    for name, rows in (
        ("Adults", (("Name", "Stage"), ("A", "Live"))),
        ("Notes", (("How to fill it in",),)),
        ("Children", (("Stage", "Partnership"), ("Closed", "B"))),
    ):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    register = read_register(held.getvalue(), "r.xlsx", vocabulary)
    entries = list(register.entries)
    assert [profile(one).name for one in entries] == ["A", "B"]
    assert [one.source.cell for one in entries] == ["Adults, row 2", "Children, row 2"]
    assert [value(one, "stage") for one in entries] == ["operating", "ended"]
    assert codes(register.notes) == ["no-register"]


def test_without_a_name_column_the_row_that_is_nearly_a_header_is_told(
    vocabulary: Vocabulary,
) -> None:
    with pytest.raises(Refused) as caught:
        read("Our schemes\nScheme,Status,Lead officer\nA,Live,B. Smith\n", vocabulary)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.cell) == ("no-name-column", "row 2")
    assert "`header: 2`" in problem.help


def test_what_is_no_register_at_all_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused) as caught:
        read("Dear all\nplease find attached\n", vocabulary)
    assert codes(caught.value.diagnostics) == ["no-header"]


# Cells --------------------------------------------------------------------------------------------

READ = [
    *((("Exit strategy", text), "exit.strategy", "yes") for text in ("Y", "yes", "TRUE", "✓")),
    *((("Exit strategy", text), "exit.strategy", "no") for text in ("N", "No", "FALSE", "✗")),
    *((("Exit strategy", text), "exit.strategy", "partly") for text in ("Partly", "in part")),
    *((("Stage", text), "stage", "operating") for text in ("Live", "operating", "At work")),
    *((("Status", text), "stage", "operating") for text in ("On-going", "on going", "Ongoing")),
    (("Status", "Under review"), "stage", "reviewing"),
    (("Stage", "Getting started"), "stage", "getting_started"),
    (("Model", "steering group"), "model", "steering_group"),
    (("Model", "Company limited by guarantee"), "model", "separate_organisation"),
    (("Statutory?", "Y - Care Act 2014 s.43"), "origin.basis", "statutory"),
    *(
        (("Council cash", text), "register.council_cash", Decimal(amount))
        for text, amount in (
            *(("£5,605 +VAT", 5605), ("£1.2m", 1_200_000), ("12k", 12_000), ("3000.00", 3000)),
            *(("£10,000 p.a.", 10_000), ("c. £4k", 4000), ("nil", 0), ("£2.5 million", 2_500_000)),
            *(("£ 1 200".replace(" 200", ",200"), 1200), ("0", 0), ("£85,000 per annum", 85_000)),
        )
    ),
    *(
        (("Officer hours", text), "register.officer_hours", Decimal(hours))
        for text, hours in (("620", "620"), ("37.5", "37.5"), ("40 hours a year", "40"))
    ),
    *(
        (("Ends", text), "ends", Span(date.fromisoformat(first), date.fromisoformat(last)))
        for text, first, last in (
            ("31/03/2027", "2027-03-31", "2027-03-31"),
            ("1-4-27", "2027-04-01", "2027-04-01"),
            ("2027-03-31 00:00:00", "2027-03-31", "2027-03-31"),
            ("2027-03-31T00:00:00Z", "2027-03-31", "2027-03-31"),
            ("31st March 2027", "2027-03-31", "2027-03-31"),
            ("Wed 31 Mar 27", "2027-03-31", "2027-03-31"),
            ("March 2027", "2027-03-01", "2027-03-31"),
            ("Mar-27", "2027-03-01", "2027-03-31"),
            ("03/2027", "2027-03-01", "2027-03-31"),
            ("2027", "2027-01-01", "2027-12-31"),
            ("2026/27", "2026-04-01", "2027-03-31"),
            ("FY 2026/27", "2026-04-01", "2027-03-31"),
            ("until 2027", "2027-01-01", "2027-12-31"),
            ("46477", "2027-03-31", "2027-03-31"),
            ("3/4/98", "1998-04-03", "1998-04-03"),
        )
    ),
    (("Functions", "Strategy; joint operations"), "functions", {"strategy", "joint_operations"}),
    (("Functions", "Vision\nStrategy"), "functions", {"vision", "strategy"}),
    (("Functions", "none"), "functions", set()),
    (("Risk", "Amber"), "register.risk_level", "medium"),
    (("Risk", "12"), "register.risk_score", Decimal(12)),
    (("Staff", "2.5 FTE"), "register.staff", Decimal("2.5")),
    (("Staff", "Yes"), "staff.has_any", "yes"),
]


@pytest.mark.parametrize(
    ("written", "path", "wanted"), READ, ids=[f"{one[0][0]} {one[0][1]}" for one in READ]
)
def test_a_cell_is_read_as_its_writer_meant_it(
    written: tuple[str, str], path: str, wanted: object, vocabulary: Vocabulary
) -> None:
    entry = cell(*written, vocabulary)
    assert not entry.faults
    assert value(entry, path) == (frozenset(wanted) if isinstance(wanted, set) else wanted)


UNREADABLE = [
    *(("Model", text) for text in ("Joint committee", "x", "Yes")),
    *(("Exit strategy", text) for text in ("maybe", "1", "Yes, but only a draft", "No - in draft")),
    *(("Council cash", text) for text in ("£10-20k", "$500", "-100", "lots", "£5 a month")),
    *(("Ends", text) for text in ("31/02/2027", "soon", "03/25/2027", "2027-2029", "Q1 2027")),
    *(("Functions", text) for text in ("Strategy; parties", "parties")),
    *(("Officer hours", text) for text in ("10 a month", "many", "3-4")),
    ("Significance", "Tier 1"),
]


@pytest.mark.parametrize(("column", "text"), UNREADABLE)
def test_a_cell_that_cannot_be_read_is_a_fault_with_its_place_and_not_known(
    column: str, text: str, vocabulary: Vocabulary
) -> None:
    entry = cell(column, text, vocabulary)
    (fault,) = entry.faults
    assert (fault.place.cell, fault.place.text) == ("B2", text)
    assert fault.help
    assert not profile(entry).answers
    assert profile(entry).name == "A"


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_day_shown_as_a_number_is_the_same_from_wherever_the_workbook_counts(
    from_1904: bool, vocabulary: Vocabulary
) -> None:
    held = io.BytesIO()
    book = Workbook(held, {"date_1904": from_1904})
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, ("Name", "Ends", "Funding ends"))
    sheet.write_string(1, 0, "A")
    sheet.write_datetime(1, 1, datetime(2027, 3, 31), book.add_format({"num_format": "0"}))
    sheet.write_datetime(1, 2, datetime(2027, 3, 31), book.add_format({"num_format": "d/m/yy"}))
    book.close()
    (entry,) = read_register(held.getvalue(), "r.xlsx", vocabulary).entries
    assert (
        value(entry, "ends")
        == value(entry, "funding.ends")
        == Span(date(2027, 3, 31), date(2027, 3, 31))
    )
    assert codes(entry.notes) == ["read-as"]


def test_a_choice_that_is_none_lists_the_choices(vocabulary: Vocabulary) -> None:
    (fault,) = cell("Model", "Joint committee", vocabulary).faults
    assert "separate organisation, virtual organisation" in fault.message


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("Council cash", "in kind", "in-kind"),
        ("Council cash", "£5,605 +VAT", "read-as"),
        ("Council cash", "TBC", "left-open"),
        ("Statutory?", "N", "left-open"),
        ("Ends", "ongoing", "left-open"),
        ("Meets in public?", "No", "left-open"),
        ("Partners", "A, B, C", "read-as"),
        ("Partners", "Police and NHS", "one-or-several"),
        ("Partners", "as above", "left-open"),
        ("Partners", "see the website", "left-open"),
        ("Partners", "30+", "left-open"),
        ("Next review", "overdue", "left-open"),
        ("Statutory?", "Non-Statutory", "left-open"),
        ("Status", "on hold", "left-open"),
        ("Ends", "46477", "read-as"),
        ("Legal form", "Joint committee", "kept-as-text"),
        ("Topic", "Devolution", "kept-as-text"),
    ],
)
def test_what_is_worth_knowing_of_a_cell_is_a_note(
    column: str, text: str, code: str, vocabulary: Vocabulary
) -> None:
    entry = cell(column, text, vocabulary)
    assert not entry.faults
    assert [(one.code, one.place.cell) for one in entry.notes] == [(code, "B2")]


def test_what_is_kept_as_a_text_is_kept(vocabulary: Vocabulary) -> None:
    entry = cell("Legal form", "Joint committee", vocabulary)
    assert value(entry, "register.legal_form") == "Joint committee"
    assert value(entry, "model") is None


@pytest.mark.parametrize(
    ("column", "text", "names", "total"),
    [
        ("Partners", "Police; NHS; Police", ["Police", "NHS"], 2),
        ("Partners", "• Police\n• NHS", ["Police", "NHS"], 2),
        ("Partners", "Police; NHS; and 26 others", ["Police", "NHS"], 28),
        ("Key partners", "Police; and 26 others", ["Police"], None),
        ("Partners", "Police; NHS and others", ["Police", "NHS"], None),
        ("Partners", "Police; NHS; etc.", ["Police", "NHS"], None),
        ("Partners", "Police and NHS", ["Police and NHS"], None),
        ("Partners", "Police/NHS", ["Police/NHS"], None),
        ("Partners", "Police, Fire & Rescue", ["Police", "Fire & Rescue"], None),
        ("Partners", "Police; Fire and Rescue", ["Police", "Fire and Rescue"], 2),
        ("Partners", "12", [], 12),
        ("Key partners", "Police", ["Police"], None),
        ("Other funders", "Lottery; Trust", ["Lottery", "Trust"], None),
        ("Funders", "none", [], 0),
    ],
)
def test_lists_name_all_members_unless_they_say_otherwise(
    column: str, text: str, names: list[str], total: int | None, vocabulary: Vocabulary
) -> None:
    entry = cell(column, text, vocabulary)
    (members,) = profile(entry).members.values()
    assert [one.name for one in members.listed] == names
    assert members.total == total


def test_a_number_of_partners_belongs_to_their_list(vocabulary: Vocabulary) -> None:
    text = "Name;Partners;No. of partners\nA;X, Y;5\nB;X, Y;1\n"
    _, (one, two) = read(text, vocabulary)
    assert profile(one).members["partners"].total == 5
    assert codes(two.faults) == ["count-too-small"]
    assert profile(two).members["partners"].total is None


def test_of_dates_in_the_wrong_order_neither_is_taken(vocabulary: Vocabulary) -> None:
    _, (entry,) = read("Name,Created,Ends\nA,2027,2020\n", vocabulary)
    assert codes(entry.faults) == ["dates-reversed"]
    assert value(entry, "started") is None
    assert value(entry, "ends") is None


def test_rows_keep_their_order_and_repeats_are_told(vocabulary: Vocabulary) -> None:
    text = "Ref,Name\nP2,B\nP1,A\nP2,C\nP4,a\n,\nP5,E\n"
    _, entries = read(text, vocabulary)
    assert [profile(one).id for one in entries] == ["P2", "P1", "P2", "P4", "P5"]
    assert [one.source.cell for one in entries] == [f"row {at}" for at in (2, 3, 4, 5, 7)]
    assert [codes(one.notes) for one in entries] == [
        [],
        [],
        ["duplicate-row"],
        ["duplicate-row"],
        [],
    ]


def test_a_row_without_a_name_is_kept_and_told(vocabulary: Vocabulary) -> None:
    _, (entry,) = read("Name,Stage,Lead officer\n,Live,B. Smith\n", vocabulary)
    assert codes(entry.faults) == ["no-name"]
    assert profile(entry).name == "Row 2"
    assert value(entry, "stage") == "operating"


# CSV ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_csv_is_read_as_councils_have_it(
    encoding: str, separator: str, line: str, vocabulary: Vocabulary
) -> None:
    rows = [
        ["Name", "Total budget", "Partners", "Notes"],
        ["Café – “Wards”", "£5", '"Police; NHS; Fire; Trust"', f'"Two{line}lines, ""quoted"""'],
        ["B", "£6", "", ""],
    ]
    text = line.join(separator.join(row) for row in rows)
    _, (one, two) = read(text.encode(encoding), vocabulary)
    assert profile(one).name == "Café – “Wards”"
    assert value(one, "register.total_budget") == 5
    assert value(one, "register.notes") == 'Two\nlines, "quoted"'
    assert profile(one).members["partners"].total == 4
    assert two.source.line == 3


def test_the_separator_that_excel_declares_counts(vocabulary: Vocabulary) -> None:
    _, (entry,) = read("sep=;\r\nName;Notes\r\nA;x, y, z\r\n", vocabulary)
    assert value(entry, "register.notes") == "x, y, z"


# Profiles beside the register ---------------------------------------------------------------------

FULL = "name: Healthy Wards\nexit: {strategy: no}\nstarted: 2016-11\npartners: [Police, NHS]\n"


def beside(folder: Path, name: str, vocabulary: Vocabulary) -> Entry:
    header = "Ref,Name,Profile,Exit strategy,Created,Partners,Stage"
    data = f"{header}\nP1,Wards,{name},Y,14/11/2016,Fire,Live\n".encode()
    (entry,) = read_register(data, "r.csv", vocabulary, None, profiles_beside(folder)).entries
    return entry


def test_a_profile_beside_the_register_wins_and_contradictions_are_told(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "wards.yaml").write_text(FULL)
    entry = beside(tmp_path, "profiles/wards.yaml", vocabulary)
    assert not entry.faults
    assert (profile(entry).id, profile(entry).name) == ("P1", "Healthy Wards")
    assert value(entry, "exit.strategy") == "no"
    assert value(entry, "stage") == "operating"
    assert [one.code for one in entry.notes] == ["contradiction"] * 2
    assert "`exit.strategy`" in entry.notes[0].message
    assert "Fire" in entry.notes[1].message


def test_a_profile_with_a_fault_leaves_what_can_be_read(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    (tmp_path / "wards.yaml").write_text(f"{FULL}colour: red\n")
    entry = beside(tmp_path, "wards.yaml", vocabulary)
    assert codes(entry.faults) == ["unknown-key"]
    assert value(entry, "exit.strategy") == "no"


OUTSIDE = ["../wards.yaml", "/etc/passwd", "C:\\wards.yaml", "..\\wards.yaml", "a//b", "link.yaml"]


@pytest.mark.parametrize("name", [*OUTSIDE, "in/wards.yaml", "pipe", "folder", "nothing.yaml"])
def test_nothing_outside_the_registers_folder_is_opened(
    name: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    (tmp_path / "wards.yaml").write_text(FULL)
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(tmp_path / "wards.yaml")
    (folder / "in").symlink_to(tmp_path)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    entry = beside(folder, name, vocabulary)
    assert codes(entry.faults) == ["no-profile"]
    assert value(entry, "exit.strategy") == "yes"


# Mappings and templates ---------------------------------------------------------------------------


def test_a_mapping_says_how_a_register_is_read(vocabulary: Vocabulary) -> None:
    text = "Name,Ours\nScheme,Health?,Until,Colour,Dup,Dup\nA,Fully live,03/25/2027,red,x,y\n"
    mapping = (
        "mapping: 1\nheader: 2\nday_first: no\nignore: [Colour]\ncolumns:\n"
        '  Scheme: name\n  "Health?": stage\n  Until: ends\n  column F: register.notes\n'
        "words:\n  stage: {Fully live: operating, gone: unknown}\n"
    )
    register, (entry,) = read(text, vocabulary, mapping)
    assert profile(entry).name == "A"
    assert value(entry, "stage") == "operating"
    assert value(entry, "ends") == Span(date(2027, 3, 25), date(2027, 3, 25))
    assert value(entry, "register.notes") == "y"
    assert [one.place.cell for one in register.notes] == ["E2"]


def test_a_word_of_a_mapping_is_known_whatever_its_hyphens_and_quotes(
    vocabulary: Vocabulary,
) -> None:
    mapping = 'words:\n  exit.strategy: {"It’s half-written": partly}\n'
    for text in ("It’s half-written", "it's half written"):
        assert value(cell("Exit plan", text, vocabulary, mapping), "exit.strategy") == "partly"


def test_the_mapping_in_the_documentation_can_be_read(vocabulary: Vocabulary) -> None:
    text = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
    (shown,) = [one for one in text.split("```") if one.startswith("yaml\nmapping: 1")]
    faults: list[Diagnostic] = []
    mapping = read_mapping(shown.removeprefix("yaml\n").encode(), "m.yaml", vocabulary, faults)
    assert not faults
    assert mapping.header == (5, 6)
    assert mapping.words["stage"] == {"fully live": "operating", "see minutes": ""}


def test_a_column_that_a_mapping_names_and_the_register_has_not_is_told(
    vocabulary: Vocabulary,
) -> None:
    mapping = "columns: {Scheem: name, Colour: register.notes, Until: ends}\n"
    register, _ = read("Name,Scheme,Stage,Until/by\nA,B,Live,2027\n", vocabulary, mapping)
    told = {one.message: one.help for one in register.notes if one.code == "no-column"}
    near, far = told.items()
    assert "`scheem`" in near[0]
    assert "did you mean `Scheme`?" in near[1]
    assert "`colour`" in far[0]
    assert "did you mean" not in far[1]


def test_a_header_that_is_not_where_the_mapping_says_is_told(vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused) as caught:
        read("Name,Stage\nA,Live\n", vocabulary, "header: 9\n")
    (problem,) = caught.value.diagnostics
    assert "row 9" in problem.message


def test_a_bad_mapping_is_told_all_at_once(vocabulary: Vocabulary) -> None:
    text = (
        "mapping: 2\nheader: four\nday_first: maybe\ncolumns: {A: exit.stratgy}\n"
        "words: {stge: {a: b}, stage: {Live: operatin}}\nsheet: A\n"
    )
    faults: list[Diagnostic] = []
    read_mapping(text.encode(), "m.yaml", vocabulary, faults)
    assert sorted(one.place.line for one in faults) == [1, 2, 3, 4, 5, 5, 6]
    assert sum("did you mean" in one.help for one in faults) == 4


def test_the_example_authoritys_register_is_read_whole(vocabulary: Vocabulary) -> None:
    open_profile = profiles_beside(EXAMPLE.parent)
    register = read_register(EXAMPLE.read_bytes(), EXAMPLE.name, vocabulary, None, open_profile)
    entries = list(register.entries)
    assert len(entries) == register.rows == 50
    assert all(profile(one).name for one in entries)
    left_out = [one.place.line for one in register.notes if one.code == "row-left-out"]
    assert left_out == [58, 60]
    assert {"hidden-row", "merged-cells"} <= set(codes(register.notes))


def test_a_mapping_written_out_reads_the_register_in_the_same_way(vocabulary: Vocabulary) -> None:
    data = EXAMPLE.read_bytes()
    first = read_register(data, EXAMPLE.name, vocabulary)
    text = mapping_as_yaml(first, vocabulary, day_first=True)
    faults: list[Diagnostic] = []
    mapping = read_mapping(text.encode(), "m.yaml", vocabulary, faults)
    assert not faults
    again = read_register(data, EXAMPLE.name, vocabulary, mapping)
    assert list(again.entries) == list(read_register(data, EXAMPLE.name, vocabulary).entries)


def test_the_template_reads_back_with_every_column_known(vocabulary: Vocabulary) -> None:
    data = register_template(vocabulary)
    assert data == register_template(vocabulary)
    register = read_register(data, "t.xlsx", vocabulary)
    assert [layout.sheet.name for layout in register.layouts] == ["Register"]
    assert all(column.targets for column in register.columns)
    assert codes(register.notes) == ["no-register", "no-rows"]
    told = {target.name for column in register.columns for target in column.targets}
    for fact in vocabulary.facts.values():
        assert not fact.columns or fact.path.endswith(".count") or fact.path in told


def test_the_template_has_the_columns_of_a_local_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "id: mine\nversion: 1.0.0\ntitle: Mine\nprefix: MINE\nfacts:\n  mine_ward:\n"
        "    ask: Which ward?\n    type: text\n    basis: We ask it.\n    columns: [ward]\n"
    )
    mine = load_ruleset([paper_pack(), tmp_path], DAY).vocabulary
    assert "Ward" in [column.header for column in template_columns(mine)]
    assert value(cell("Ward", "North", mine), "mine_ward") == "North"


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and any(map(str.isalnum, text)))


@given(st.lists(NAMES, min_size=1, max_size=6))
@settings(max_examples=60)
def test_a_mapping_written_out_can_be_read_whatever_the_columns_are_called(
    names: list[str],
) -> None:
    vocabulary = PAPER
    held = io.BytesIO()
    book = Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Register")
    for at, name in enumerate(["Ref", "Stage", "Exit strategy", *names]):
        sheet.write_string(0, at, name)
    book.close()
    register = read_register(held.getvalue(), "r.xlsx", vocabulary)
    text = mapping_as_yaml(register, vocabulary, day_first=False)
    faults: list[Diagnostic] = []
    mapping = read_mapping(text.encode(), "m.yaml", vocabulary, faults)
    assert not faults
    again = read_register(held.getvalue(), "r.xlsx", vocabulary, mapping)
    assert [one.targets for one in again.columns] == [one.targets for one in register.columns]


PAPER = load_ruleset([paper_pack()], DAY).vocabulary


# The commands -------------------------------------------------------------------------------------


def test_a_template_is_written_mapped_and_not_overwritten(tmp_path: Path) -> None:
    mine, mapping = tmp_path / "mine.xlsx", tmp_path / "mapping.yaml"
    done = run("register", "template", mine, "--pack", LOCAL_PACK)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert run("register", "template", mine).returncode == 2
    assert run("register", "template", tmp_path / "mine.csv").returncode == 2
    done = run("register", "map", mine, "-o", mapping)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("register", "map", mine, "-o", mapping).returncode == 2
    again = run("register", "map", mine, "--map", mapping)
    # The first line says which sheets were left out; a mapping that names one leaves out no other.
    assert again.stdout.splitlines()[1:] == mapping.read_bytes().splitlines()[1:]
    assert run("register", "template", "-", "--pack", LOCAL_PACK).stdout == mine.read_bytes()
    assert "Register" in CalamineWorkbook.from_path(mine).sheet_names


def test_what_cannot_be_mapped_is_told(tmp_path: Path) -> None:
    file = tmp_path / "register.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    done = run("register", "map", file)
    assert done.returncode == 2
    assert b"save it as .xlsx" in done.stderr
    assert b"Traceback" not in done.stderr


def test_another_table_below_is_read_and_what_its_title_says_has_ended(
    vocabulary: Vocabulary,
) -> None:
    text = "Ref,Name,Ends\n1,Alpha,2027\n\nClosed ones\nRef,Name,Stage\n9,Old one,Closed\n"
    register, (alpha, old) = read(text, vocabulary)
    assert (profile(alpha).name, profile(old).name) == ("Alpha", "Old one")
    assert (value(alpha, "stage"), value(old, "stage")) == (None, "ended")
    assert not register.notes


def test_what_is_said_of_hundreds_of_cells_is_said_once() -> None:
    many = [
        Diagnostic(Place("r.csv", at, 1, "", f"A{at}"), "not-a-date", "x", "") for at in range(300)
    ]
    few = [Diagnostic(Place("r.csv", 1, 1, "", "B1"), "not-money", "y", "")]
    found = gathered([*many, *few])
    assert [one.code for one in found] == ["not-a-date", "not-money"]
    assert "299 more places, such as A1, A2" in found[0].message
