"""Each bad YAML text gets the diagnostics that stand beside it, quickly and in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bad_inputs.generated import YAML_TEXT
from fruitful.diagnostic import Diagnostic, show
from fruitful.document import parse_mapping, syntax

FOLDER = Path(__file__).parent / "yaml_text"
FILES = sorted(FOLDER.glob("*.yaml"))
INPUTS = {path.stem: path.read_bytes() for path in FILES} | YAML_TEXT
NUMBERS = range(1, 31)
SECONDS = 1.0
MEGABYTES = 200

ONLY_LIBYAML = {
    "25_lone_surrogate",
    "30_comment_joined_to_a_bar",
    "30_lines_not_indented",
    "30_tab_within_brackets",
}
"""The pure Python parser stops elsewhere than libyaml: the same fault in other words."""


def shown(name: str) -> str:
    """What a user sees of an input's faults."""
    faults: list[Diagnostic] = []
    root = parse_mapping(INPUTS[name], f"{name}.yaml", faults)
    assert root is not None or faults
    return "".join(show(fault) + "\n" for fault in sorted(faults))


def expected(name: str) -> str:
    return (FOLDER / f"{name}.expected").read_bytes().decode()


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("name", sorted(INPUTS))
def test_gets_the_expected_diagnostics(name: str) -> None:
    assert shown(name) == expected(name)


@pytest.mark.parametrize("name", sorted(INPUTS.keys() - ONLY_LIBYAML))
def test_gets_the_same_without_libyaml(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "new_parser", syntax.PythonParser)
    assert shown(name) == expected(name)


def test_every_number_has_an_input() -> None:
    assert {int(name[:2]) for name in INPUTS} == set(NUMBERS)


def test_every_expectation_has_an_input() -> None:
    assert {path.stem for path in FOLDER.glob("*.expected")} == INPUTS.keys()


STATUS = Path("/proc/self/status")
MEASURE = f"""
import re, sys, time
from pathlib import Path
sys.path[:0] = {[str(Path(__file__).parents[1]), str(Path(syntax.__file__).parents[1])]!r}
from bad_inputs.test_yaml_text import INPUTS, shown
for name in INPUTS:
    start = time.perf_counter()
    shown(name)
    seconds = time.perf_counter() - start
    assert seconds < {SECONDS}, (name, seconds)
print(re.search(r"VmHWM:\\s*(\\d+) kB", Path("{STATUS}").read_text())[1])
"""


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells the peak of one program")
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_takes_little_time_and_memory() -> None:
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MEGABYTES * 1000
