"""The worked local pack that comes with the tool: sound, tried by its cases, and adoptable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fruitful.cli.main import fruitful
from fruitful.shipped import shipped

PACK = shipped("rules") / "example_council"
ON = ("--on", "2026-11-01")


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(fruitful, [*map(str, arguments)])


def test_it_has_no_fault_and_nothing_is_remarked() -> None:
    pytest.importorskip("z3")
    done = called("rules", "check", PACK, "--strict", *ON)
    assert done.exit_code == 0, done.output
    assert "The guarantee holds" in done.output


def test_its_cases_pass_and_show_every_outcome_of_its_rules() -> None:
    done = called("rules", "test", PACK / "cases", "--pack", PACK, "--coverage", "-f", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["passed"] > 10


def test_it_changes_what_the_readme_says_of_the_example_authority() -> None:
    authority = shipped("cases") / "authority"
    paths = (authority / "profiles", authority / "register.xlsx")
    done = called("rules", "impact", *paths, "--pack", PACK, *ON)
    text = " ".join(done.stdout.split())
    assert "50 partnerships" in text
    assert "9 of 50 get another tier" in text
    assert "17 new, 7 graver, 2 moved up or down the list, in 19 of 50" in text
