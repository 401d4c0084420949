"""The example authority's register is what its source makes."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from example_register.make import REGISTER, made


def _cells(path: Path) -> dict[str, object]:
    book = CalamineWorkbook.from_path(path)
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return {sheet.name: (sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets}


def test_the_register_says_what_its_source_says(tmp_path: Path) -> None:
    fresh = tmp_path / "register.xlsx"
    fresh.write_bytes(made())
    assert _cells(REGISTER) == _cells(fresh), "run tests/example_register/make.py"


def test_the_register_is_the_same_bytes_each_time() -> None:
    assert made() == made()
