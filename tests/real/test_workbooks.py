"""The workbook of a screening, as LibreOffice opens it, prints it and saves it again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fruitful.shipped import shipped
from program import run
from real.converting import converted

pytestmark = pytest.mark.real

AUTHORITY = shipped("cases") / "authority"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example authority's, as the command writes it."""
    made = tmp_path_factory.mktemp("workbook") / "ostermere.xlsx"
    own = str(AUTHORITY / "authority.yaml")
    done = run("screen", str(AUTHORITY / "profiles"), "--authority", own, "--on", "2026-11-01",
               "-o", str(made))  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return made


def cells(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_it_opens_and_is_saved_again_without_loss(workbook: Path, tmp_path: Path) -> None:
    assert cells(converted(workbook, "xlsx", tmp_path)) == cells(workbook)


def test_it_prints_on_a4_across_with_every_sheet(workbook: Path, tmp_path: Path) -> None:
    pdf = converted(workbook, "pdf", tmp_path)
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True)
    assert "841.89 x 595" in told.stdout
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    for name in CalamineWorkbook.from_path(workbook).sheet_names:
        assert name in text.stdout
    assert "Millrace Neighbourhood Renewal Board" in text.stdout
