"""Word documents as LibreOffice opens them: the paper proper is short, and nothing is lost."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from fruitful.shipped import shipped
from program import LOCAL_PACK, run
from real.converting import converted

pytestmark = pytest.mark.real

CASES, AUTHORITY = shipped("cases"), shipped("cases") / "authority"
MANY, CLOSING = (
    CASES / "synthetic" / "half_hearted.yaml",
    CASES / "paper" / "cs01_wessex_project_the_day_before.yaml",
)
OWN = ("--authority", AUTHORITY / "authority.yaml")
PAPERS: dict[str, tuple[tuple[str | Path, ...], str]] = {
    "many": (("evaluate", MANY), "Three Towns Partnership"),
    "closing": (("evaluate", CLOSING), "Close it as a success"),
    "compare": (("compare", MANY, CLOSING), "Findings that are closed"),
    "screen": (("screen", AUTHORITY / "register.xlsx", *OWN), "Millrace Neighbourhood"),
    "impact": (("rules", "impact", AUTHORITY / "profiles", "--pack", LOCAL_PACK), "Edit by edit"),
}


def pages_of(pdf: Path) -> list[str]:
    """What is to be read on each page, with single spaces."""
    told = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout
    return [" ".join(page.split()) for page in told.decode().split("\f")][:-1]


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_proper_takes_at_most_four_sides(name: str, tmp_path: Path) -> None:
    words, said = PAPERS[name]
    made = tmp_path / "paper.docx"
    assert run(*words, "--on", "2026-11-01", "-o", made).returncode in (0, 2)
    pages = pages_of(converted(made, "pdf", tmp_path))
    begins = [at for at, page in enumerate(pages) if page.startswith("Appendix")]
    assert len(begins) == 1
    assert 1 <= begins[0] <= 4
    assert said in " ".join(pages[: begins[0]])
    assert pages[0].endswith("Page 1")


def test_an_opendocument_text_is_written_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.odt", tmp_path / "second.odt"
    for made in (first, second):
        assert run("evaluate", CLOSING, "-o", made).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert package.namelist()[0] == "mimetype"
        content = package.read("content.xml").decode()
    assert "Close it as a success" in re.sub(r"<[^>]+>", "", content)
    assert converted(first, "pdf", tmp_path).exists()
