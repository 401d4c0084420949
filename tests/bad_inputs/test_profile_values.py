"""Each bad value in a profile gets its diagnostics, and each odd but good one is understood."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bad_inputs.generated import VALUES
from conftest import DAY
from fruitful.diagnostic import Refused, show
from fruitful.evaluation import profile_from
from fruitful.language.value import Span
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile.facts import NOT_GIVEN, Facts, facts_of
from fruitful.ruleset import load_ruleset
from fruitful.shipped import paper_pack

FOLDER = Path(__file__).parent / "values"
INPUTS = {path.stem: path.read_bytes() for path in FOLDER.glob("*.yaml")} | VALUES
NUMBERS = range(30, 48)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The paper's vocabulary, and a question of a type that it has not."""
    return load_ruleset([paper_pack(), FOLDER / "pack"], DAY).vocabulary


def facts(name: str, vocabulary: Vocabulary) -> Facts:
    return facts_of(profile_from(INPUTS[name], f"{name}.yaml", vocabulary), DAY)


def expected(name: str) -> str:
    return (FOLDER / f"{name}.expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_gets_the_expected_diagnostics(name: str, vocabulary: Vocabulary) -> None:
    shown = ""
    try:
        profile_from(INPUTS[name], f"{name}.yaml", vocabulary)
    except Refused as refused:
        shown = "".join(show(one) + "\n" for one in refused.diagnostics)
    assert shown == expected(name)


def day(*parts: int) -> Span:
    return Span(date(*parts), date(*parts))


UNDERSTOOD: dict[str, dict[str, Any]] = {
    "30_yes_and_no_by_the_type_of_the_question": {
        "exit.strategy": "no",
        "exit.continuation_strategy": "no",
        "exit.gains_kept": "no",
        "exit.end_considered": "yes",
        "staff.has_any": "yes",
        "budget.own": "yes",
        "case.other_work_affected": "no",
        "partners.count": 4,
    },
    "39_the_whole": {"mt_share": 100},
    "40_money": {
        "costs.cash": 3000,
        "costs.staff": Decimal("1234567.50"),
        "costs.hourly_rate": Decimal("18.40"),
        "costs.in_kind": 0,
        "benefits.estimated": 12,
    },
    "41_ways_of_not_knowing": {},
    "42_numbers_in_quotes": {
        "costs.meetings_a_year": 14,
        "costs.hours_a_meeting": Decimal("2.5"),
        "costs.cash": 1500,
        "started": Span(date(2024, 1, 1), date(2024, 12, 31)),
        "partners.count": 16,
    },
    "45_end_that_may_be_after_start": {
        "started": day(2026, 5, 1),
        "ends": Span(date(2026, 1, 1), date(2026, 12, 31)),
    },
}


@pytest.mark.parametrize("name", sorted(UNDERSTOOD))
def test_is_understood(name: str, vocabulary: Vocabulary) -> None:
    assert facts(name, vocabulary).values == UNDERSTOOD[name]


def test_what_is_accepted_is_also_understood() -> None:
    assert {name for name in INPUTS if not expected(name)} == UNDERSTOOD.keys()


def test_what_is_not_known_is_not_known_of_members_either(vocabulary: Vocabulary) -> None:
    known = facts("41_ways_of_not_knowing", vocabulary)
    assert known.collections["partners"].listed == (("Council", {}),)
    for name in ("partners", "objectives", "indicators", "funders"):
        assert known.collections[name]._replace(listed=()) == NOT_GIVEN


def test_names_are_texts_whatever_yaml_makes_of_them(vocabulary: Vocabulary) -> None:
    name = "30_yes_and_no_by_the_type_of_the_question"
    profile = profile_from(INPUTS[name], f"{name}.yaml", vocabulary)
    assert profile.name == "no"
    assert [one.name for one in profile.members["partners"].listed] == ["on", "off", "yes", "no"]


def test_every_number_has_an_input() -> None:
    assert {int(name[:2]) for name in INPUTS} == set(NUMBERS)


def test_every_expectation_has_an_input() -> None:
    assert {path.stem for path in FOLDER.glob("*.expected")} == INPUTS.keys()
