"""Every shipped case comes out as it says it must, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from fruitful.case import differences, read_expectation
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.programme import Engine
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped

CASES = sorted(shipped("cases").rglob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_case_comes_out_as_it_says(
    path: Path, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    profile = profile_from(path.read_bytes(), path.name, paper.vocabulary)
    assert profile.title, "a case has a title that reads as a sentence"
    assert profile.assessed_on is not None
    assert profile.expect is not None
    faults = []
    expected = read_expectation(profile.expect, paper, faults)
    assert not faults
    advice = evaluate(paper, profile, profile.assessed_on, *engine)
    assert differences(expected, advice) == []
