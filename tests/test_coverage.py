"""The paper is covered whole: every place that asks for something, every outcome of each rule."""

from __future__ import annotations

import re

import pytest

from fruitful.cli.cases import read_expectations
from fruitful.coverage import Coverage, coverage
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped

PORTFOLIO = {"PF1", "PF2", "PF3", "PF4", "PF5", "PF6", "PF7", "PF8"}
"""Rules of the catalogue about all of an authority's partnerships together."""


@pytest.fixture(scope="module")
def found(paper: Ruleset) -> Coverage:
    return coverage(paper, read_expectations(shipped("cases"), paper))


def test_every_place_that_asks_for_something_has_a_rule(found: Coverage) -> None:
    assert len(found.normative) == 114
    assert found.uncovered == []


def test_every_rule_is_shown_as_a_finding_as_met_and_as_undecided(found: Coverage) -> None:
    assert found.unexercised == {}


def test_the_index_holds_every_place_of_the_paper_once_and_in_order(paper: Ruleset) -> None:
    paragraphs = [f"P{number}" for number in range(1, 123)]
    assert [cite for cite in paper.index if re.fullmatch(r"P\d+", cite)] == paragraphs
    assert {f"Q{number}" for number in range(1, 29)} <= paper.index.keys()
    assert {f"CS{number:02}" for number in range(1, 18)} <= paper.index.keys()
    assert len(paper.index) == 187


def test_every_rule_of_the_catalogue_is_there(paper: Ruleset) -> None:
    families = {
        "S": 2, "D": 21, "P": 5, "B": 4, "C": 5, "G": 9, "ST": 2, "TR": 2, "O": 4, "MS": 3,
        "ME": 12, "V": 4, "A": 11, "E": 7, "BN": 4, "K": 1,
    }  # fmt: skip
    catalogue = {f"{head}{n}" for head, last in families.items() for n in range(1, last + 1)}
    catalogue |= {f"M{number}" for number in range(11)}
    assert catalogue <= paper.rules.keys()


def test_the_checklist_has_its_28_questions_and_there_are_six_ingredients(paper: Ruleset) -> None:
    assert [int(number) for number in paper.checklist] == list(range(1, 29))
    about = [asked.about for asked in paper.checklist.values()]
    assert about == ["organisation"] * 6 + ["partnership"] * 22
    assert len(paper.ingredients) == 6
    assert list(paper.accountability) == ["partners", "stakeholders", "users", "public"]
