"""Without durable_rules everything works, on the reference evaluator."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from fruitful.shipped import shipped, shipped_cases
from program import PATIENCE, ROOT, environment, run

CASE = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"

LACKS = {
    "it is not installed": "durable",
    "its C extension does not import, as on Python 3.13": "durable_rules_engine",
}


@pytest.fixture(params=LACKS.values(), ids=LACKS.keys())
def lack(request: pytest.FixtureRequest) -> str:
    """A statement that leaves a process without durable_rules."""
    return f"import sys; sys.modules[{request.param!r}] = None"


def without(lack: str, then: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python statements in a process that lacks durable_rules."""
    done = subprocess.run(
        [sys.executable, "-c", f"{lack}; {then}", *map(str, arguments)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=10 * PATIENCE,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


COMMAND_LINE = "from fruitful.cli import main; main()"


def test_the_version_says_that_the_reference_evaluator_is_in_use(lack: str) -> None:
    done = without(lack, COMMAND_LINE, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(", rules fired by reference\n")


def test_every_case_passes(lack: str) -> None:
    tests = "import pytest; sys.exit(pytest.main(['-q', '-n0', 'tests/test_cases.py']))"
    done = without(lack, tests)
    assert done.returncode == 0, done.stdout
    cases = len(shipped_cases())
    assert f"{cases} passed, {cases} skipped" in done.stdout


def test_the_advice_is_the_same_but_for_the_engine(lack: str) -> None:
    done = without(lack, COMMAND_LINE, "evaluate", "-f", "json", CASE)
    usual = run("evaluate", "-f", "json", "--engine", "reference", CASE)
    assert json.loads(done.stdout) == json.loads(usual.stdout)


def test_asking_for_durable_rules_is_a_plain_error(lack: str) -> None:
    done = without(lack, COMMAND_LINE, "evaluate", "--engine", "durable_rules", CASE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: durable_rules cannot be used here: " in done.stderr
