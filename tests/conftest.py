"""What the tests share: the paper's ruleset, its engines, and a way to evaluate text."""

from __future__ import annotations

import signal
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 1)

# The same examples on every run, and nothing depends on how fast a machine is.
settings.register_profile(
    "repeatable", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("repeatable")

# A shell lets what runs in its background ignore Ctrl-C, and the programs under test inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def paper() -> Ruleset:
    """The paper's ruleset."""
    return load_ruleset([paper_pack()], DAY)


@pytest.fixture(scope="session", params=(DURABLE, REFERENCE))
def engine(request: pytest.FixtureRequest, paper: Ruleset) -> tuple[Engine, str]:
    """Each engine in turn, ready to fire the paper's rules, with its name."""
    if request.param == DURABLE and default_engine() != DURABLE:
        pytest.skip("durable_rules is not installed here")
    return prepare(paper, request.param), request.param
