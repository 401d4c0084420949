"""Where output goes: never over what a run reads, and only in formats that the command writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fruitful.shipped import shipped
from program import run

PROFILE = b"name: Wards\nstage: operating\nexit: {strategy: no, continuation_strategy: no}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wards.yaml").write_bytes(PROFILE)
    (tmp_path / "link.html").symlink_to(tmp_path / "wards.yaml")
    (tmp_path / "register.csv").write_text("Partnership,Stage\nHarbour Forum,operating\n")
    shutil.copytree(shipped("cases").parent / "rules" / "example_council", tmp_path / "pack")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", "wards.yaml", "-f", "text", "-o", "wards.yaml"),
        ("evaluate", "wards.yaml", "-o", "link.html"),
        ("evaluate", "wards.yaml", "--pack", "pack", "-f", "text", "-o", "pack/exit.yaml"),
        ("explain", "wards.yaml", "E1", "-f", "text", "-o", "./wards.yaml"),
        ("compare", "wards.yaml", "wards.yaml", "-f", "text", "-o", "wards.yaml"),
        ("screen", ".", "-f", "text", "-o", "wards.yaml"),
        ("screen", "register.csv", "-o", "register.csv"),
        ("register", "map", "register.csv", "-o", "register.csv"),
        ("rules", "check", "pack", "--quick", "-f", "text", "-o", "pack/pack.yaml"),
    ],
    ids=" ".join,
)
def test_what_a_run_reads_is_not_written_over(folder: Path, words: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run(*words, cwd=folder)
    assert done.returncode == 2
    assert "is read by this run" in done.stderr.decode()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_profile_that_a_register_names_is_not_written_over(folder: Path) -> None:
    (folder / "register.csv").write_text("Partnership,Stage,Profile\nWards,operating,wards.yaml\n")
    done = run("screen", "register.csv", "-f", "text", "-o", "wards.yaml", cwd=folder)
    assert done.returncode == 2
    assert (folder / "wards.yaml").read_bytes() == PROFILE


@pytest.mark.parametrize(
    ("words", "can"),
    [
        (("evaluate", "wards.yaml", "-o", "x.xlsx"), ".txt, .html, .htm, .md, .docx, .odt, .json"),
        (("compare", "wards.yaml", "wards.yaml", "-o", "x.pdf"), ".docx, .odt, .json"),
        (("rules", "check", "pack", "--quick", "-o", "x.xlsx"), ".txt, .json"),
    ],
    ids=str,
)
def test_an_ending_that_a_command_cannot_write_is_refused(
    folder: Path, words: tuple[str, ...], can: str
) -> None:
    done = run(*words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert can in done.stderr.decode()
    assert not (folder / words[-1]).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", "wards.yaml", "-o", "x.json"),
        ("explain", "wards.yaml", "E1", "-o", "x.json"),
        ("rules", "check", "pack", "--quick", "-o", "x.json"),
    ],
    ids=" ".join,
)
def test_the_ending_tells_the_format(folder: Path, words: tuple[str, ...]) -> None:
    run(*words, cwd=folder)
    assert json.loads((folder / "x.json").read_bytes())["format"] == 1
