"""The guide to writing a local pack: its own blocks, in their order, end with a sound pack."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from program import ROOT, environment

GUIDE = (ROOT / "docs" / "local-pack.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\S+\.yaml)(, at its end)?\n")


class Done(NamedTuple):
    """What came of following the guide: the folder, and what each block of commands wrote."""

    folder: Path
    said: list[str]


def as_commands(kind: str, text: str) -> str:
    """A block as a shell does it: a file is written, or lengthened, as its first line says."""
    if kind == "sh":
        return text
    named = _FILE.match(text)
    assert named, text
    how = ">>" if named[2] else ">"
    return f"cat {how} {shlex.quote(named[1])} <<'END_OF_FILE'\n{text}END_OF_FILE\n"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    pytest.importorskip("python_calamine")
    home = tmp_path_factory.mktemp("guide")
    shutil.copytree(ROOT / "cases" / "authority", home / "cases" / "authority")
    activate = home / ".venv" / "bin" / "activate"
    activate.parent.mkdir(parents=True)
    activate.write_text(f'fruitful() {{ {shlex.quote(sys.executable)} -m fruitful "$@"; }}\n')
    parts = [as_commands(*block) for block in _BLOCK.findall(GUIDE)]
    script = "\nprintf '\\n--- block ---\\n'\n".join(["set -eu", *parts])
    run = subprocess.run(
        ["bash", "-c", script],
        cwd=home,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr
    return Done(home / "policy", run.stdout.split("\n--- block ---\n")[1:])


def test_every_step_works_and_the_cases_pass(done: Done) -> None:
    tried = [said for said in done.said if "cases: " in said]
    assert [re.findall(r"(\d+ cases: \d+ pass)\.", said) for said in tried] == [
        ["3 cases: 3 pass"],
        ["7 cases: 7 pass"],
        ["7 cases: 7 pass"],
    ]
    assert "3 of 3 rules are shown all three ways" in tried[1]
    checked = [said for said in done.said if "no fault." in said]
    assert len(checked) == 3
    for said in checked:
        assert "To put right" not in said


def test_it_shows_what_the_rule_does_to_the_example_authority(done: Done) -> None:
    (two,) = [said for said in done.said if "\n13 partnerships, judged by both" in said]
    assert "Is it settled in writing who insures" in " ".join(two.split())
    assert "\n50 partnerships, judged by both" in done.said[-2]
    assert "the authority as a whole" in " ".join(done.said[-2].split())
    assert (done.folder / "impact.html").is_file()


def test_the_reports_that_it_ends_with_mark_what_is_local(done: Done) -> None:
    for name in ("home_first.html", "ostermere.html"):
        assert "Partnership policy of Our Council" in (done.folder / name).read_text("utf-8")


def test_its_steps_are_numbered_and_each_has_something_to_copy() -> None:
    steps = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]
    numbered = [step for step in steps if step[0].isdigit()]
    assert [int(step.split(".")[0]) for step in numbered] == list(range(1, len(numbered) + 1))
    assert all(_BLOCK.search(step) for step in numbered)
