"""A register made, filled in with LibreOffice, saved and screened: as a new user would do it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from program import run
from real.converting import PATIENCE, converted
from real.test_workbooks import cells

pytestmark = pytest.mark.real

ROWS = [
    {
        "Ref": "P1",
        "Name": "Riverside Wellbeing Board",
        "Stage": "operating",
        "Created": "=2019-04-01",
        "Funding ends": "=2027-03-31",
        "Partners": "Riverside Council; Health Trust; Police",
        "Exit strategy": "no",
        "Continuation strategy": "no",
        "Council cash": "=125000",
    },
    {"Ref": "P2", "Name": "Old Quay Company", "Stage": "ended", "Council cash": "£5,605 +VAT"},
    {
        "Ref": "P3",
        "Name": "Café & “Späti” <b>Alliance</b>",
        "Stage": "getting started",
        "Council cash": "TBC",
    },
]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the empty register, and the one that LibreOffice saved, as .xlsx and .ods."""
    folder = tmp_path_factory.mktemp("register")
    done = run("register", "template", folder / "empty.xlsx")
    assert (done.returncode, done.stderr) == (0, b"")
    (folder / "rows.json").write_text(json.dumps(ROWS), encoding="utf-8")
    script = Path(__file__).parent / "filling_in.py"
    files = ("empty.xlsx", "rows.json", "profile", "filled.xlsx", "filled.ods")
    subprocess.run(
        ["/usr/bin/python3", str(script), *(str(folder / name) for name in files)],
        timeout=PATIENCE,
        check=True,
    )
    return folder


def lists(path: Path) -> dict[str, str]:
    """The answers to choose from, by the cells that offer them."""
    with zipfile.ZipFile(path) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    offers = (one for one in root.iter(f"{MAIN}dataValidation") if one.get("type") == "list")
    return {one.get("sqref", ""): one.findtext(f"{MAIN}formula1", "") for one in offers}


def test_the_lists_to_choose_from_survive(filled: Path) -> None:
    before, after = lists(filled / "empty.xlsx"), lists(filled / "filled.xlsx")
    assert "Operating" in before["C2:C1001"]
    assert after == before


def test_what_was_filled_in_is_screened_and_opens_again(filled: Path) -> None:
    outputs = [filled / name for name in ("report.xlsx", "report.html", "report.json")]
    named = [part for one in outputs for part in ("-o", one)]
    done = run("screen", filled / "filled.xlsx", "--on", "2026-11-01", *named)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    data = json.loads(outputs[2].read_bytes())
    found = {one["partnership"]["id"]: one for one in data["partnerships"]}
    assert [one["partnership"]["name"] for one in found.values()] == sorted(
        (row["Name"] for row in ROWS), key=str.casefold
    )
    assert found["P1"]["outcomes"]["E1"] == "finding"
    assert found["P1"]["tier"]["id"] == "full"
    assert found["P1"]["faults"] == found["P1"]["notes"] == []
    assert [one["code"] for one in found["P2"]["notes"]] == ["read-as"]
    assert [one["code"] for one in found["P3"]["notes"]] == ["left-open"]
    assert "Café &amp; “Späti” &lt;b&gt;" in outputs[1].read_text(encoding="utf-8")
    pdf = converted(outputs[0], "pdf", filled)
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    assert "Riverside Wellbeing Board" in text.stdout
    assert cells(converted(outputs[0], "ods", filled)) is not None


def test_an_ods_is_read_as_the_workbook_is(filled: Path) -> None:
    read = [
        json.loads(
            run("screen", filled / f"filled.{form}", "--on", "2026-11-01", "-f", "json").stdout
        )
        for form in ("ods", "xlsx")
    ]
    names = [[one["partnership"]["name"] for one in data["partnerships"]] for data in read]
    assert names[0] == names[1]
    assert len(names[0]) == len(ROWS)
    verdicts = [[one["verdict"]["id"] for one in data["partnerships"]] for data in read]
    assert verdicts[0] == verdicts[1]
