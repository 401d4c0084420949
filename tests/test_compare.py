"""`fruitful compare`: what changed between two assessments, or between two sets of rules."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

BEFORE = """\
name: Safer Streets
assessed_on: 2025-11-01
stage: operating
exit: {strategy: no, continuation_strategy: no}
board: {recognised: yes, well_structured: yes}
"""
AFTER = """\
name: Safer Streets
assessed_on: 2026-11-01
stage: operating
exit:
  strategy: {answer: yes, evidence: "Board minutes, June"}
  continuation_strategy: no
board: {recognised: no, well_structured: yes}
"""


def compare(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "before.yaml").write_text(BEFORE, encoding="utf-8")
    (folder / "after.yaml").write_text(AFTER, encoding="utf-8")
    command = [sys.executable, "-m", "fruitful", "compare", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "engine"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def text(tmp_path: Path) -> str:
    found = compare(tmp_path, "before.yaml", "after.yaml")
    assert (found.returncode, found.stderr) == (0, "")
    assert max(map(len, found.stdout.splitlines())) <= 80
    return found.stdout


def test_a_finding_that_is_put_right_is_closed_with_the_answer_that_did_it(text: str) -> None:
    closed = text[text.index("Findings that are closed") :]
    assert "Plan how the partnership ends or carries on" in closed
    assert "exit.strategy" in closed


def test_a_finding_that_is_new_is_opened(text: str) -> None:
    assert "Have one body that every partner recognises as deciding" in text
    assert "board.recognised" in text


def test_json_tells_the_same_as_data(tmp_path: Path) -> None:
    found = compare(tmp_path, "before.yaml", "after.yaml", "-f", "json")
    assert found.returncode == 0
    assert json.loads(found.stdout)


def test_an_assessment_against_itself_moves_nothing(tmp_path: Path) -> None:
    found = compare(tmp_path, "before.yaml", "before.yaml")
    assert found.returncode == 0
    assert "Findings that are closed" not in found.stdout


def test_a_bad_profile_is_reported_and_nothing_is_compared(tmp_path: Path) -> None:
    found = compare(tmp_path, "before.yaml", "missing.yaml")
    assert (found.returncode, found.stdout) == (2, "")
    assert "missing.yaml" in found.stderr
