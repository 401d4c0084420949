"""Every shipped case comes out as it says it must, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from fruitful.case.trial import Group, read_case, try_case
from fruitful.firing.programme import Engine
from fruitful.render.case_results import cases_as_text
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped_cases

CASES = shipped_cases()


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_case_comes_out_as_it_says(
    path: Path, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    case = read_case(path.read_bytes(), path.name, paper)
    assert case is not None, "a case has an expectation"
    tried = try_case(case, paper, *engine)
    assert not tried.failures, cases_as_text([Group(path.name, ("paper",), paper, (tried,))])
