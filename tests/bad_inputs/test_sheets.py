"""Bad sheets (65 to 77 of the list): each is refused with its place, or read and told of."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from conftest import DAY
from fruitful.diagnostic import Diagnostic, Refused, show
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.entry import Entry
from fruitful.register import Register, read_register
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.sheet import read_sheets
from fruitful.sheet.grid import LARGEST_SHEET_FILE, MOST_COLUMNS, MOST_ROWS
from fruitful.sheet.package import MOST_PARTS, MOST_UNPACKED
from fruitful.shipped import paper_pack
from sheets import as_ods, packed_ods

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'


@pytest.fixture(scope="module")
def vocabulary(paper: Ruleset) -> Vocabulary:
    return paper.vocabulary


def book(fill: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook with one sheet, filled by a function."""
    held = io.BytesIO()
    made = Workbook(held, {"in_memory": True})
    fill(made, made.add_worksheet("Register"))
    made.close()
    return held.getvalue()


def plain(*rows: tuple[object, ...]) -> bytes:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return book(fill)


GOOD = plain(("Ref", "Name", "Stage"), ("P1", "Healthy Wards", "Live"))
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, part: str | bytes, data: bytes = GOOD) -> bytes:
    """A workbook with one of its parts exchanged, or with one more."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return held.getvalue()


def worksheet(inner: str, before: str = "") -> str:
    return f"{DECLARED}{before}<worksheet {MAIN}><sheetData>{inner}</sheetData></worksheet>"


def refused(data: bytes, file: str = "register.xlsx") -> Diagnostic:
    """The one diagnostic with which a file is refused."""
    with pytest.raises(Refused) as caught:
        read_sheets(data, file)
    (diagnostic,) = caught.value.diagnostics
    assert show(diagnostic).startswith(file)
    return diagnostic


def read(data: bytes, vocabulary: Vocabulary, file: str = "r.xlsx") -> tuple[Register, list[Entry]]:
    register = read_register(data, file, vocabulary)
    return register, list(register.entries)


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in diagnostics]


# 65 to 69: what is refused -----------------------------------------------------------------------


def bomb(size: int, name: str = "xl/worksheets/sheet2.xml") -> bytearray:
    """A workbook with a part that unpacks to so many bytes, and says so."""
    return bytearray(with_part(name, bytes(size)))


def most_memory(data: bytes) -> tuple[Diagnostic, int]:
    """The diagnostic of a file that is refused, and the most bytes that it took meanwhile."""
    tracemalloc.start()
    diagnostic = refused(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return diagnostic, most


def test_a_zip_bomb_is_refused_on_its_declared_size_before_it_is_unpacked() -> None:
    diagnostic, most = most_memory(bytes(bomb(MOST_UNPACKED + 1)))
    assert diagnostic.code == "too-large-unpacked"
    assert most < 2_000_000


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused() -> None:
    assert refused(bytes(bomb(3_000_000))).code == "too-large-unpacked"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", SHEET])
@pytest.mark.parametrize("declared", [0, 1000, 500_000])
def test_a_zip_that_lies_about_its_sizes_is_unpacked_no_further(part: str, declared: int) -> None:
    data = bomb(MOST_UNPACKED, part)
    name = part.encode()
    for size in (data.rindex(name) - 46 + 24, data.index(name) - 30 + 22):
        data[size : size + 4] = declared.to_bytes(4, "little")
    diagnostic, most = most_memory(bytes(data))
    assert diagnostic.code == "damaged-workbook"
    assert most < 5_000_000


def test_a_workbook_of_too_many_parts_is_refused() -> None:
    held = io.BytesIO(GOOD)
    with zipfile.ZipFile(held, "a") as archive:
        for at in range(MOST_PARTS):
            archive.writestr(f"xl/media/{at}.xml", "")
    assert refused(held.getvalue()).code == "too-large-unpacked"


def test_two_parts_of_one_name_are_refused() -> None:
    held = io.BytesIO(GOOD)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(SHEET.upper(), worksheet(""))
    assert refused(held.getvalue()).code == "too-large-unpacked"


ENTITIES = {
    "a bomb": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>',
    "an external entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "a declaration elsewhere": '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
}


PARTS = (
    *(SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"),
    *("_rels/.rels", "xl/_rels/workbook.xml.rels"),
)


@pytest.mark.parametrize("before", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("part", PARTS)
def test_entities_are_refused_in_every_part(before: str, part: str) -> None:
    diagnostic = refused(with_part(part, worksheet("", before)))
    assert diagnostic.code == "damaged-workbook"
    assert "entities" in diagnostic.message


def test_xml_that_says_it_is_no_utf_8_is_refused() -> None:
    """Another reader could see cells in it that were not looked at."""
    part = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "ISO-2022-JP")
    assert "UTF-8" in refused(with_part(SHEET, part)).message


FAR = {
    "the last cell of all": '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    "with a prefix": '<row r="1048576"><x:c xmlns:x="u" r="XFD1048576"><x:v>2</x:v></x:c></row>',
    "in single quotes": "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row>",
    "far to the right": '<row r="1"><c r="ZZ1"><v>1</v></c></row>',
    "far below": f'<row r="{MOST_ROWS + 1}"><c r="A{MOST_ROWS + 1}"><v>1</v></c></row>',
}


@pytest.mark.parametrize("far", FAR.values(), ids=FAR)
def test_a_cell_far_out_is_told_of_and_never_laid_out(far: str, vocabulary: Vocabulary) -> None:
    data = with_part(SHEET, worksheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}'))
    assert codes(tuple(one.reason for one in read_sheets(data, "r.xlsx").unread)) == [
        "sheet-too-large"
    ]
    with pytest.raises(Refused) as caught:
        read_register(data, "r.xlsx", vocabulary)
    assert codes(caught.value.diagnostics) == ["sheet-too-large"]
    assert caught.value.diagnostics[0].place.cell.startswith("Register!")


def test_an_empty_cell_far_out_is_no_matter() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    data = with_part(SHEET, worksheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}'))
    (sheet,) = read_sheets(data, "r.xlsx").read
    assert [row.texts for row in sheet.rows] == [("1",)]


IMPOSSIBLE = {
    "no address": '<row r="1"><c r="1A"><v>1</v></c></row>',
    "another row": '<row r="1"><c r="A9000000"><v>1</v></c></row>',
    "no row": '<row r="0"><c r="A0"><v>1</v></c></row>',
    "a column that is none": '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    "a hidden column that is none": '<cols><col min="x" max="2" hidden="1"/></cols>',
    "a row that is no number": '<row r="x"><c><v>1</v></c></row>',
    "no end": '<row r="1">',
}


@pytest.mark.parametrize("inner", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_cells_that_cannot_be_are_refused(inner: str) -> None:
    assert refused(with_part(SHEET, worksheet(inner))).code == "damaged-workbook"


def test_a_sheet_hidden_under_another_name_is_refused() -> None:
    far = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert refused(with_part("xl/other.xml", far)).code == "damaged-workbook"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
KINDS = {
    "old xls": (OLE, "save it as .xlsx"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "take the password off"),
    "pdf": (b"%PDF-1.7 ...", "as .xlsx or .csv"),
    "web page": (b"\xef\xbb\xbf\r\n<html><table>", "save it as .xlsx"),
    "another zip": (b"PK\x05\x06" + bytes(18), "save it as .xlsx"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "save it again as .xlsx"),
    "neither": (b"\x00\x01\x02" * 100, "CSV or XLSX"),
    "empty": (b"", "a row a partnership"),
    "blank": (b"\xef\xbb\xbf\r\n,,,\r\n", "a row a partnership"),
    "too large": (b"a," * (LARGEST_SHEET_FILE // 2 + 1), "the file you mean"),
    "no text": ("naïve ".encode("cp1252") + b"\x81", "CSV UTF-8"),
    "half of UTF-16": ("Name".encode("utf-16") + b"a", "CSV UTF-8"),
}


@pytest.mark.parametrize(("data", "remedy"), KINDS.values(), ids=KINDS)
def test_what_is_no_sheet_is_refused_with_what_to_do(data: bytes, remedy: str) -> None:
    assert remedy in refused(data).help


def test_a_file_is_read_as_what_it_is_whatever_its_name(vocabulary: Vocabulary) -> None:
    for data, file in ((b"Name,Stage\nHealthy Wards,Live\n", "r.xlsx"), (GOOD, "r.csv")):
        register, (entry,) = read(data, vocabulary, file)
        assert codes(register.notes) == ["misnamed"]
        assert entry.profile is not None
        assert entry.profile.name == "Healthy Wards"


WIDE = b"Name," + b"," * MOST_COLUMNS
CSV = {
    "too wide": (WIDE, "too-many-columns"),
    "too long": (b"Name,Stage\n" + b"A,\n" * MOST_ROWS, "too-many-rows"),
    "a cell without an end": (b'Name,Stage\n"Healthy Wards,Live\nB,Live\n', "unclosed-cell"),
    "a cell of a megabyte": (b'Name\n"' + b"a" * 1_000_000 + b'"\n', "unclosed-cell"),
}


@pytest.mark.parametrize(("data", "code"), CSV.values(), ids=CSV)
def test_text_that_is_no_table_is_refused(data: bytes, code: str) -> None:
    diagnostic = refused(data, "r.csv")
    assert diagnostic.code == code
    assert "row " in diagnostic.place.cell


MANY = {
    "elements": "<a/>" * 2_000,
    "levels": "<a>" * 2_000,
    "levels of texts": "<t>" * 2_000,
    "merged cells": '<mergeCell ref="A1:A2"/>' * 200,
    "values of one cell": f"<row><c>{'<v/>' * 30_000}</c></row>",
}


@pytest.fixture
def few_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds made small, so that reaching them takes no time."""
    for name, most in (("ELEMENTS", 30_000), ("OTHERS", 1_000), ("MERGED", 100)):
        monkeypatch.setattr(f"fruitful.sheet.inspecting.MOST_{name}", most)


@pytest.mark.usefixtures("few_elements")
@pytest.mark.parametrize("inner", MANY.values(), ids=MANY)
def test_more_elements_than_a_sheet_has_are_refused(inner: str) -> None:
    assert "elements" in refused(with_part(SHEET, worksheet(inner))).message


@pytest.mark.usefixtures("few_elements")
def test_the_texts_of_cells_are_not_too_many_elements() -> None:
    cell = '<c t="inlineStr"><is><t>x</t></is></c>'
    data = with_part(SHEET, worksheet(f"<row>{cell * 50}</row>" * 100))
    (sheet,) = read_sheets(data, "r.xlsx").read
    assert len(sheet.rows) == 100


def zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "")
    return held.getvalue()


OTHERS = {"xl/workbook.bin": ".xlsb", "photo.jpg": "a zip archive"}


@pytest.mark.parametrize(("name", "kind"), OTHERS.items(), ids=OTHERS.values())
def test_what_else_is_packed_like_a_workbook_is_called_what_it_is(name: str, kind: str) -> None:
    diagnostic = refused(zipped(name))
    assert diagnostic.code == "not-a-workbook"
    assert kind in diagnostic.message


# What is large only once it is laid out ----------------------------------------------------------


def shared(texts: list[str], cells: int) -> bytes:
    """A workbook whose cells share these texts, each as often."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    sheet = "".join(
        f'<row r="{row}">' + "".join(f'<c t="s"><v>{at}</v></c>' for at in range(len(texts)))
        + "</row>" for row in range(1, cells + 1)
    )  # fmt: skip
    data = with_part("xl/sharedStrings.xml", f"{DECLARED}<sst {MAIN}>{items}</sst>")
    return with_part(SHEET, worksheet(sheet), data)


def test_a_text_longer_than_a_cell_holds_is_refused_before_it_is_laid_out() -> None:
    diagnostic, most = most_memory(shared(["a" * 900_000], 600))
    assert "900,000" in diagnostic.message
    assert most < 10_000_000


def test_more_text_than_is_read_is_refused_before_it_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fruitful.sheet.strings.MOST_TEXT", 30_000)
    assert "40,100" in refused(shared(["a" * 400, "b"], 100)).message
    (sheet,) = read_sheets(shared(["a" * 250, "b"], 100), "r.xlsx").read
    assert len(sheet.rows) == 100


CELL = '<table:table-cell office:value-type="string" {0}><text:p>{1}</text:p></table:table-cell>'
MANY_ACROSS = 'table:number-columns-repeated="9999"'
REPEATS = {
    "a cell": f"<table:table-row>{CELL.format(MANY_ACROSS, 'x')}</table:table-row>",
    "a row": f'<table:table-row table:number-rows-repeated="999999">{CELL.format("", "x")}'
    "</table:table-row>",
}


@pytest.mark.parametrize("inner", REPEATS.values(), ids=REPEATS)
def test_what_repeats_in_an_opendocument_sheet_is_told_of_and_never_laid_out(inner: str) -> None:
    data = packed_ods(f'<table:table table:name="Register">{inner}</table:table>')
    tracemalloc.start()
    (unread,) = read_sheets(data, "r.ods").unread
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert unread.reason.code == "sheet-too-large"
    assert most < 5_000_000


def test_much_text_that_repeats_in_an_opendocument_sheet_is_refused() -> None:
    cell = CELL.format('table:number-columns-repeated="400"', "a" * 30_000)
    row = f'<table:table-row table:number-rows-repeated="20">{cell}</table:table-row>'
    data = packed_ods(f'<table:table table:name="Register">{row}</table:table>')
    assert "32,000,000" in refused(data, "r.ods").message


def test_blank_rows_and_cells_that_repeat_are_no_matter() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="3">{blank}</table:table-row>'
        f"<table:table-row>{CELL.format('', 'Name')}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>'
    )
    data = packed_ods(f'<table:table table:name="Register">{rows}</table:table>')
    (sheet,) = read_sheets(data, "r.ods").read
    assert [(row.number, row.texts) for row in sheet.rows] == [(4, ("Name",))]


def test_an_opendocument_file_that_is_no_spreadsheet_or_locked_is_refused() -> None:
    assert refused(zipped("content.xml"), "r.ods").code == "damaged-workbook"
    assert "no spreadsheet" in refused(packed_ods(""), "r.ods").message
    held = io.BytesIO(packed_ods(""))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "take the password off" in refused(held.getvalue(), "r.ods").help


# 70 to 77: what is read and told of --------------------------------------------------------------


def test_of_columns_of_one_name_the_first_is_read(vocabulary: Vocabulary) -> None:
    register, (entry,) = read(b"Name,Stage,Stage\nA,Live,Closed\n", vocabulary, "r.csv")
    assert codes(register.notes) == ["same-column"]
    assert entry.profile is not None
    assert entry.profile.answers["stage"].value == "operating"


def test_formulas_are_read_by_their_value_and_errors_are_faults(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Name", "Stage", "Total budget", "Council cash"))
        sheet.write_row(1, 0, ("Healthy Wards", "Live"))
        sheet.write_formula(1, 2, "=1000+200", None, 1200)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")

    register, (entry,) = read(book(fill), vocabulary)
    assert [(one.code, one.place.cell) for one in register.notes] == [("formula", "Register!C2")]
    assert [(one.code, one.place.cell) for one in entry.faults] == [
        ("formula-error", "Register!D2")
    ]
    assert entry.profile is not None
    assert entry.profile.answers["register.total_budget"].value == 1200
    assert "register.council_cash" not in entry.profile.answers


def formula(address: str, value: str, kind: str = "n") -> str:
    return f'<c r="{address}" t="{kind}"><f>B1</f>{value}</c>'


def test_a_formula_that_was_saved_without_its_value_is_a_fault_and_not_a_blank(
    vocabulary: Vocabulary,
) -> None:
    """As programs that write workbooks and do not work them out leave them."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Notes</t></is></c></row>'
        f'<row r="2"><c r="A2"><v>1</v></c>{formula("B2", "<v></v>")}</row>'
        f'<row r="3"><c r="A3"><v>2</v></c>{formula("B3", "")}</row>'
        f'<row r="4"><c r="A4"><v>3</v></c>{formula("B4", "<v></v>", "str")}</row>'
        f'<row r="5"><c r="A5"><v>4</v></c>{formula("B5", "<v>0</v>")}</row>'
        f'<row r="6">{formula("A6", "<v/>")}</row>'
    )
    register, entries = read(with_part(SHEET, worksheet(rows)), vocabulary)
    faults = [(one.code, one.place.cell) for entry in entries for one in entry.faults]
    assert faults == [("no-value", "Register!B2"), ("no-value", "Register!B3")]
    told = {one.code: one.place.cell for one in register.notes}
    assert told == {"formula": "Register!B4", "no-value": "Register, row 6"}


def test_a_row_whose_name_is_a_formula_without_its_value_is_kept(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Ref", "Name", "Stage"))
        sheet.write(1, 0, "P1")
        sheet.write_formula(1, 1, "=Sheet2!A1", None, "")

    part = book(fill)
    with zipfile.ZipFile(io.BytesIO(part)) as archive:
        sheet = archive.read(SHEET).replace(b' t="str"', b"")
    _, (entry,) = read(with_part(SHEET, sheet, part), vocabulary)
    assert [(one.code, one.place.cell) for one in entry.faults] == [("no-value", "Register!B2")]


def test_hidden_columns_are_read_and_told_of(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Name", "Stage", "Notes", "Colour"))
        sheet.write_row(1, 0, ("A", "Live", "old", "blue"))
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(3, 16_383, None, None, {"hidden": True})

    register, (entry,) = read(book(fill), vocabulary)
    assert entry.profile is not None
    assert entry.profile.answers["stage"].value == "operating"
    told = {one.code: one.place.cell for one in register.notes}
    assert told == {"hidden-column": "Register!B1", "unknown-column": "Register!D1"}


def test_a_link_is_a_text_and_never_followed(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Name", "Notes"))
        sheet.write(1, 0, "A")
        sheet.write_formula(1, 1, '=HYPERLINK("http://x.invalid","see")', None, "see")

    _, (entry,) = read(book(fill), vocabulary)
    assert entry.profile is not None
    assert entry.profile.answers["register.notes"].value == "see"


def test_merged_and_hidden_rows_are_read_and_told_of(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Service area", "Name", "Stage"))
        sheet.merge_range(1, 0, 3, 0, "Housing")
        for at in (1, 2, 3):
            sheet.write_row(at, 1, (f"P{at}", "Live"))
        sheet.set_row(3, None, None, {"hidden": True})

    register, entries = read(book(fill), vocabulary)
    told = {one.code: one.place.cell for one in register.notes}
    assert told == {"hidden-row": "Register, row 4", "merged-cells": "Register, row 3"}
    areas = [one.profile.answers["register.service_area"].value for one in entries if one.profile]
    assert areas == ["Housing"] * 3


def test_a_hidden_sheet_is_not_read_and_told_of(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Name", "Stage"))
        sheet.write_row(1, 0, ("A", "Live"))
        old = made.add_worksheet("Old")
        old.write_row(0, 0, ("Name", "Stage"))
        old.write_row(1, 0, ("B", "Live"))
        old.hide()

    register, entries = read(book(fill), vocabulary)
    assert [one.profile.name for one in entries if one.profile] == ["A"]
    assert codes(register.notes) == ["hidden-sheet"]


def test_what_stands_above_and_below_the_register_is_not_read_as_partnerships(
    vocabulary: Vocabulary,
) -> None:
    text = (
        "Register of partnerships,,\nAs at 1 October 2026,,\n,,\nName,Stage,Council cash\n"
        "A,Live,100\nSub-total,,100\nB,Live,50\nName,Stage,Council cash\nC,,\nTotal,,150\n\n"
        "Source: Finance,,\n"
    )
    register, entries = read(text.encode(), vocabulary, "r.csv")
    assert [one.profile.name for one in entries if one.profile] == ["A", "B"]
    told = [(one.code, one.place.cell) for one in register.notes]
    assert told == [("row-left-out", f"row {at}") for at in (6, 8, 10, 12)]
    assert [(one.code, one.place.cell) for one in register.faults] == [("not-placed", "row 9")]


def test_a_partnership_that_is_called_total_is_no_total(vocabulary: Vocabulary) -> None:
    text = (
        "Name,Stage,Council cash\nTotal Place,Live,100\nTotal Place Board,,\n"
        'Total number of partnerships,2,\nTotal,see below,\nTotal council cash:,,"£1,100.50"\n'
    )
    register, entries = read(text.encode(), vocabulary, "r.csv")
    assert [one.profile.name for one in entries if one.profile] == [
        "Total Place",
        "Total Place Board",
    ]
    assert [(one.code, one.place.cell) for one in register.notes] == [
        ("row-left-out", f"row {at}") for at in (4, 5, 6)
    ]


def test_a_row_of_one_text_is_a_fault_since_it_may_be_a_heading(
    vocabulary: Vocabulary,
) -> None:
    text = "Ref,Name,Stage\nADULTS,,\nP1,A,Live\n,Planned,\nP2,B,Live\nP3,C,Live\n"
    register, entries = read(text.encode(), vocabulary, "r.csv")
    names = [one.profile.name for one in entries if one.profile]
    assert names == ["A", "B", "C"]
    assert [(one.code, one.place.cell) for one in register.notes] == [("row-left-out", "row 2")]
    assert [(one.code, one.place.cell) for one in register.faults] == [("not-placed", "row 4")]


def test_rows_that_are_only_numbered_and_a_key_below_are_no_partnerships(
    vocabulary: Vocabulary,
) -> None:
    for number in ("Ref", "Line"):
        text = (
            f"{number},Name,Stage,Ends,Notes,Aims,Board\n"
            "1,A,Live,2027,x,y,z\n2,B,Live,2028,x,y,z\n3,,,,,,\n4,,,,,,\n5,C,Live,2029,x,y,z\n"
            ",,,,,,\nKey:,Red = high,,,,,\n,Green = low,,,,,\n"
        )
        register, entries = read(text.encode(), vocabulary, "r.csv")
        assert [one.profile.name for one in entries if one.profile] == ["A", "B", "C"]
        told = [one.place.cell for one in register.notes if one.code == "row-left-out"]
        assert told == ["row 4", "row 5", "row 8", "row 9"]


def test_control_characters_are_left_out_and_told_of(vocabulary: Vocabulary) -> None:
    for data in (
        "Name,Stage\nA\x1b[31m\x07B\u202e,Live\n".encode(),
        plain(("Name", "Stage"), ("A\x1b[31m\u202eB", "Live")),
    ):
        register, (entry,) = read(data, vocabulary)
        assert "control-character" in codes(register.notes)
        assert entry.profile is not None
        assert entry.profile.name.isprintable()
        assert all("\x1b" not in show(one) for one in register.notes)


@pytest.mark.parametrize("text", ["Caf\ufffd", "Â£5,605", "Carersâ€™ Forum"])
def test_letters_that_an_earlier_program_garbled_are_told_of(
    text: str, vocabulary: Vocabulary
) -> None:
    for data in (f'Name,Notes\nA,"{text}"\n'.encode(), plain(("Name", "Notes"), ("A", text))):
        register, _ = read(data, vocabulary)
        assert [one.code for one in register.notes if one.code != "misnamed"] == ["garbled"]
        assert register.notes[-1].place.cell.endswith("B2")


@pytest.mark.parametrize("blank", ["", "  ", "-", "–", "?", "unknown", "Don’t know", "TBC", "n/a"])
def test_blank_is_not_known_and_never_no(blank: str, vocabulary: Vocabulary) -> None:
    for kind in ("Exit strategy", "Executive", "Total budget", "Ends", "Functions", "Partners"):
        _, (entry,) = read(f"Name;{kind}\nA;{blank}\n".encode(), vocabulary, "r.csv")
        assert entry.profile is not None
        assert not [one for one in entry.profile.answers.values() if one.value is not None]
        assert not entry.profile.members
        assert not entry.faults


# 80 and on: whatever the bytes -------------------------------------------------------------------

PAPER = load_ruleset([paper_pack()], DAY).vocabulary
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("Yes", "N", "Live", "£1.2m", "31/02/2027", "Mar-27", "a; b", "Total", "TBC")),
    st.sampled_from(("=1+1", "1e999", "99999", "2026/27", "-5", "c. £3k pa", "Y - Act", "a, b")),
    st.sampled_from(tuple(name for fact in PAPER.facts.values() for name in fact.columns)),
)
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=8)


def survives(data: bytes, file: str) -> None:
    """A register, each part of which can be shown; or a diagnostic that can be."""
    try:
        register = read_register(data, file, PAPER)
        told = [*register.notes]
        for entry in register.entries:
            told += [*entry.faults, *entry.notes]
            assert entry.profile is not None
            assert entry.profile.name
    except Refused as problem:
        told = list(problem.diagnostics)
        assert told
    for one in told:
        assert one.place.file == file
        assert one.message
        show(one)


@given(st.binary(max_size=300), st.sampled_from(("r.csv", "r.xlsx")))
def test_any_bytes_are_a_register_or_a_diagnostic(data: bytes, file: str) -> None:
    survives(data, file)


@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")))
def test_any_text_is_a_register_or_a_diagnostic(
    rows: list[list[str]], separator: str, encoding: str
) -> None:
    lines = (separator.join(row) for row in [["Name", "Stage", "Ends", "Budget"], *rows])
    survives("\n".join(lines).encode(encoding, "replace"), "r.csv")


@given(ROWS)
def test_each_row_below_the_header_is_a_partnership_or_told_of(rows: list[list[str]]) -> None:
    held = io.StringIO("sep=,\r\n")
    held.seek(0, io.SEEK_END)
    whole = [[cell.replace("\0", "") for cell in row] for row in rows]  # Python 3.10 writes no NUL
    csv.writer(held).writerows([["Name", "Stage", "Ends", "Budget"], *whole])
    try:
        register = read_register(held.getvalue().encode("utf-8", "replace"), "r.csv", PAPER)
    except Refused:
        return  # its first column may name what columns should, and then all of it is refused
    read = {entry.source.line for entry in register.entries}
    told = {one.place.line for one in (*register.notes, *register.faults)}
    headers = {row for layout in register.layouts for row in layout.header}
    below = {row.number for layout in register.layouts for row in layout.body}
    assert below | headers <= read | told | headers
    assert below <= read | told


@given(ROWS)
@settings(max_examples=40)
def test_any_cells_of_a_workbook_are_a_register_or_a_diagnostic(rows: list[list[str]]) -> None:
    cells = [tuple(row) for row in rows]
    survives(plain(("Name", "Stage", "Ends", "Budget"), *cells), "r.xlsx")


@given(st.data())
@settings(max_examples=60)
def test_any_damage_to_a_workbook_is_a_register_or_a_diagnostic(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(damaged), "r.xlsx")


@given(st.data())
@settings(max_examples=60)
def test_any_xml_in_a_sheet_is_a_register_or_a_diagnostic(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        name = data.draw(st.sampled_from(("xl/workbook.xml", SHEET, "xl/sharedStrings.xml")))
        part = archive.read(name)
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, min(start + 40, len(part))))
    piece = data.draw(st.sampled_from((b"", b"<c/>", b"9", b'"', b"&#0;", b"<v>1</v>", b"<f/>")))
    survives(with_part(name, part[:start] + piece + part[end:]), "r.xlsx")


@given(st.data())
@settings(max_examples=60)
def test_any_xml_in_an_opendocument_sheet_is_a_register_or_a_diagnostic(
    data: st.DataObject,
) -> None:
    rows = [["Name", "Stage", "Budget"], ["A", "Live", 12.5], ["B", "Live", "=Other!B9"]]
    whole = as_ods({"Register": rows, "Other": [["x"]]}, {"Register": [(1, 1, 2, 1)]})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.read("content.xml")
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, min(start + 40, len(part))))
    pieces = (b"", b"<table:table-cell/>", b"9", b'"', b"&#0;", b"<text:p>", b"NaN", b"1e999", b"-")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        piece = data.draw(st.sampled_from(pieces))
        archive.writestr("content.xml", part[:start] + piece + part[end:])
    survives(held.getvalue(), "r.ods")


def test_the_day_of_a_cell_is_the_day_that_was_written(vocabulary: Vocabulary) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("Name", "Ends"))
        sheet.write(1, 0, "A")
        shown = made.add_format({"num_format": "mmm yy"})
        sheet.write_datetime(1, 1, date(2027, 3, 31), shown)

    _, (entry,) = read(book(fill), vocabulary)
    assert entry.profile is not None
    assert entry.profile.answers["ends"].value == (date(2027, 3, 31), date(2027, 3, 31))
