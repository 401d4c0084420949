"""The workbook of a screening: what is in its cells, and that nothing in them can be executed."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fruitful.cli.main import fruitful
from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import profile_from
from fruitful.firing.engines import prepare
from fruitful.portfolio import screen
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Screening
from fruitful.render.counting import so_far
from fruitful.render.workbook import workbook, writing
from fruitful.render.workbook.table import LONGEST, Column, Page, Section, Table, cell_text
from fruitful.render.workbook.writing import written
from fruitful.ruleset import load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack, shipped
from program import LOCAL_PACK, run

ON = date(2026, 11, 1)
PROFILES = sorted((shipped("cases") / "authority" / "profiles").glob("*.yaml"))
SHEETS = [
    "Summary",
    "Partnerships",
    "Recommendations",
    "Open questions",
    "Checklist matrix",
    "Overlaps",
    "Reviews",
    "Failed inputs",
    "About",
]
HOSTILE = (
    '=HYPERLINK("http://example.org","click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "http://example.org",
    "mailto:a@example.org",
    "1e5",
    "{=1+1}",
    "_x0041_",
    "<b>&amp;</b>",
)
Cells = dict[str, list[list[object]]]


@cache
def rules() -> Rules:
    packs = load_packs((paper_pack(),))
    each = stack(packs, ON)
    portfolio = stack_portfolio(packs, ON, each)
    assert portfolio is not None
    engines = (prepare(each, "reference"), prepare(portfolio, "reference"))
    return Rules(each, portfolio, *engines, "reference", ON)


def entry(path: Path) -> Entry:
    profile = profile_from(path.read_bytes(), str(path), rules().each.vocabulary)
    return Entry(Place(path.name), profile)


@cache
def screening() -> Screening:
    """The example authority: its answers, thirteen profiles, an input that could not be read."""
    fault = Diagnostic(Place("broken.yaml", 3, 1, "x: ["), "not-closed", "a list is not closed", "")
    broken = Entry(Place("broken.yaml"), None, (fault,))
    own = shipped("cases") / "authority" / "authority.yaml"
    portfolio = rules().portfolio
    assert portfolio is not None
    authority = profile_from(own.read_bytes(), own.name, portfolio.vocabulary)
    return screen([*map(entry, PROFILES), broken], rules(), authority)


def cells(data: bytes) -> Cells:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@cache
def read() -> Cells:
    return cells(workbook(screening()))


def rows_of(sheet: str) -> list[dict[str, object]]:
    _, header, *rows = read()[sheet]
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def table(*texts: str) -> Table:
    return Table("Texts", "Lead", (Column("Text", 20),), [(text,) for text in texts], 1, 1)


def texts_back(data: bytes) -> list[object]:
    return [row[0] for row in cells(data)["Texts"][2:]]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_has_the_sheets_that_are_promised() -> None:
    assert list(read()) == SHEETS


def test_each_partnership_has_one_row_those_to_worry_about_first() -> None:
    rows = rows_of("Partnerships")
    assert sorted(row["Partnership"] for row in rows) == sorted(
        one.name for one in screening().partnerships
    )
    concerns = [one.partnership.name for one in screening().concerns]
    assert [row["Partnership"] for row in rows][: len(concerns)] == concerns


def test_the_summary_says_whose_it_is_how_many_to_worry_about_and_what_is_not_known() -> None:
    title, *leads = (str(row[0]) for row in read()["Summary"][:4])
    assert title == "Ostermere Council: its partnerships as on 1 November 2026"
    others = "The other 2 have nothing critical or high to put right in what is known."
    assert leads == [
        f"11 of 13 partnerships need attention. {others}",
        "Ostermere Council itself: Lighten the load first.",
        "1 input could not be read at all. See the sheet “Failed inputs”.",
    ]


def test_those_of_which_too_little_is_known_come_last() -> None:
    profile = profile_from(b"{stage: operating, name: Aardvark}", "a.yaml", rules().each.vocabulary)
    few = screen([Entry(Place("a.yaml"), profile), *map(entry, PROFILES)], rules())
    rows = cells(workbook(few))["Partnerships"][2:]
    assert [str(row[1]) for row in rows].index("Aardvark") == len(rows) - 1
    assert rows[-1][2] == "Not enough is known yet"


def test_what_is_to_be_known_of_a_register_as_a_whole_is_listed() -> None:
    note = Diagnostic(
        Place("register.xlsx", 6, 17, cell="Sheet!Q6"), "x", "it is not read", "map it"
    )
    told = cells(workbook(replace(screening(), notes=(note,))))["Failed inputs"]
    assert any("it is not read" in map(str, row) for row in told)


def test_a_row_says_verdict_severities_and_the_first_three_actions() -> None:
    row = next(
        row
        for row in rows_of("Partnerships")
        if row["Partnership"] == "Millrace Neighbourhood Renewal Board"
    )
    assert row["Verdict"] == "Change its structure"
    assert row["Critical"] == 3
    assert str(row["Do first"]).count("\n") == 2


def test_every_recommendation_is_there_with_columns_to_work_in() -> None:
    rows = rows_of("Recommendations")
    told = [(row["Partnership"], row["Rule"]) for row in rows]
    for one in screening().partnerships:
        for recommended in one.advice.recommendations:
            assert (one.name, recommended.rule) in told
    for column in ("Owner", "Due", "Status", "Done on", "Notes"):
        assert {row[column] for row in rows} == {""}
    sheet = parts(workbook(screening()))["xl/worksheets/sheet3.xml"].decode()
    assert 'type="list"' in sheet
    assert "Not started,Under way,Done" in sheet


def test_every_open_question_is_there() -> None:
    told = [row["Partnership"] for row in rows_of("Open questions")]
    for one in screening().partnerships:
        assert told.count(one.name) == len(one.advice.questions)


def test_the_matrix_has_28_questions_and_never_a_no_for_what_is_not_known() -> None:
    _, header, *rows = read()["Checklist matrix"]
    assert len(header) == 29
    assert len(rows) == len(PROFILES)
    by_name = {one.name: one for one in screening().partnerships}
    for name, *states in rows:
        asked = by_name[str(name)].advice.checklist
        assert [state == "no" for state in states] == [one.state == "no" for one in asked]


def test_an_input_that_could_not_be_read_is_listed() -> None:
    row = rows_of("Failed inputs")[0]
    assert row["What became of it"] == "not assessed"
    assert row["Where"] == "broken.yaml:3:1"
    assert row["What is the matter"] == "a list is not closed"


def test_about_says_the_day_the_rules_and_what_is_an_extension() -> None:
    told = {str(cell) for row in read()["About"] for cell in row}
    assert {"1 November 2026", screening().ruleset.fingerprint} <= told
    assert "This tool's extension, and not the paper's" in told


def test_all_cells_are_texts_or_counts() -> None:
    for name, part in parts(workbook(screening())).items():
        if name.startswith("xl/worksheets/"):
            filled = re.findall(rb"<c ([^>]*[^/])><v>([^<]*)", part)
            assert filled
            assert all(b't="s"' in one or value.isdigit() for one, value in filled)
            assert not re.search(rb"<f[ >]|<hyperlink", part)


def test_a_count_to_which_more_may_come_is_a_number_that_says_so() -> None:
    columns = (table("x").columns[0]._replace(look="count"),)
    rows = [("1,203",), (so_far(3, is_open=True),), ("",)]
    data = written([table("x")._replace(columns=columns, rows=rows, printed=1)], ON, "Test")
    back = next(iter(cells(data).values()))[2:]
    assert [row[0] for row in back] == [1203, 3]
    assert b"#,##0&quot; + ?&quot;" in parts(data)["xl/styles.xml"]


def test_on_paper_are_the_summary_and_what_to_do_and_not_every_question() -> None:
    book = parts(workbook(screening()))["xl/workbook.xml"].decode()
    areas = dict(re.findall(r"""Print_Area"[^>]*>'?([^'!<]+)'?!\$A\$1:\$[A-Z]+\$([0-9]+)<""", book))
    assert areas["Open questions"] == areas["Checklist matrix"] == "2"
    assert int(areas["Recommendations"]) > 100


def test_the_same_screening_gives_the_same_bytes() -> None:
    assert workbook(screening()) == workbook(replace(screening()))


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_74_nothing_that_a_sheet_would_execute(text: str) -> None:
    data = written([table(text)], ON, "Test")
    assert texts_back(data) == [cell_text(text)]
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    assert not re.search(rb"<f[ >]|<hyperlink", sheet)
    assert not any("externalLink" in name for name in parts(data))


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\u202e", "\ud800", "\uffff"]
)
def test_bad_input_76_control_characters_are_shown_and_never_raw(character: str) -> None:
    back = texts_back(written([table(f"a{character}b")], ON, "Test"))
    assert back == [f"a\\u{ord(character):04x}b"]


def test_lines_stay_lines() -> None:
    assert texts_back(written([table("one\ntwo\r\nthree")], ON, "Test")) == ["one\ntwo\nthree"]


@pytest.mark.parametrize("letter", ["x", "\N{GRINNING FACE}"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    (back,) = texts_back(written([table(letter * 40_000)], ON, "Test"))
    assert "cut: 40,000 characters" in str(back)
    assert len(str(back).encode("utf-16-le")) // 2 <= LONGEST
    assert texts_back(written([table("x" * LONGEST)], ON, "Test")) == ["x" * LONGEST]


def test_rows_beyond_what_a_sheet_holds_go_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    found = cells(written([table("a", "b", "c", "d", "e")], ON, "Test"))
    assert list(found) == ["Texts", "Texts 2", "Texts 3"]
    assert [row[0] for sheet in found.values() for row in sheet[2:]] == ["a", "b", "c", "d", "e"]


def test_a_table_without_rows_says_so() -> None:
    assert texts_back(written([table()], ON, "Test")) == ["Nothing."]


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8), st.text(max_size=80))
def test_any_text_comes_back_as_the_text_it_was_written_as(texts: list[str], title: str) -> None:
    page = Page("Page", title, title, (20,), [Section(title, (title,), [(one,) for one in texts])])
    data = written([page, table(*texts)], ON, title)
    assert texts_back(data) == [cell_text(one) for one in texts]


def test_screen_writes_it_where_the_ending_says_so(tmp_path: Path) -> None:
    made = tmp_path / "out.xlsx"
    done = run("screen", str(PROFILES[0]), "--on", "2026-11-01", "-o", str(made))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(cells(made.read_bytes())) == SHEETS


@pytest.mark.parametrize(
    "command",
    [("screen",), ("register", "map"), ("rules", "impact", "--pack", str(LOCAL_PACK))],
    ids=["screen", "register map", "rules impact"],
)
def test_given_back_as_a_register_it_is_refused_for_what_it_is(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    made = tmp_path / "out.xlsx"
    made.write_bytes(workbook(screening()))
    done = run(*command, str(made))
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"{made}: error[report]: the workbook is the report of a screening, and no register\n"
        "  help: name the register or the profiles that were screened\n"
    )


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    made = tmp_path / "out.xlsx"
    done = CliRunner().invoke(fruitful, ["screen", str(PROFILES[0]), "-o", str(made)])
    assert done.exit_code == 2
    assert "pip install 'fruitful[sheets]'" in done.output
    assert not made.exists()
