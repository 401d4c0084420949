"""The package as it is delivered: a wheel, an editable install, a plain checkout.

These tests build and install for real, which takes minutes and needs the package index, so they
run by name only: pytest -m slow
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from program import ROOT, environment

pytestmark = pytest.mark.slow

CASE = "paper/cs01_wessex_project_the_day_before.yaml"
FIND = f"from fruitful.shipped import shipped; print(shipped('cases') / '{CASE}')"

Run = Callable[..., str]
"""Runs Python with arguments, in a folder of its own, and returns what it wrote."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of every file that is tracked, or is about to be."""
    copy = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, checkout)
    (built,) = folder.glob("*.whl")
    return built


def _run(*command: str | Path, cwd: Path | None = None, **changes: str | None) -> str:
    env = environment(**{"PYTHONPATH": None, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **changes})
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _fresh(folder: Path, *install: str | Path) -> Run:
    """A fresh virtual environment with something installed."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    _run(python, "-m", "pip", "install", "-q", *install)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return lambda *arguments: _run(python, *arguments, cwd=elsewhere)


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _fresh(tmp_path_factory.mktemp("from_wheel"), wheel)


@pytest.fixture(scope="module")
def editable(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _fresh(tmp_path_factory.mktemp("editable"), "-e", checkout)


@pytest.fixture(scope="module")
def plain(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The checkout as it lies there, with the dependencies of the Python that runs the tests.

    Those are put on the path by hand: this Python may have fruitful itself installed, which must
    not be found.
    """
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = os.pathsep.join([str(checkout / "engine"), *site.getsitepackages()])
    isolated = (sys.executable, "-S")
    return lambda *arguments: _run(*isolated, *arguments, cwd=elsewhere, PYTHONPATH=path)


@pytest.fixture(scope="module", params=["from_wheel", "editable", "plain"])
def installed(request: pytest.FixtureRequest) -> Run:
    """Each way to have the tool."""
    run: Run = request.getfixturevalue(request.param)
    return run


def test_a_shipped_case_is_found_and_evaluated_from_anywhere(installed: Run) -> None:
    case = installed("-c", FIND).strip()
    assert Path(case).is_file()
    assert "Verdict: " in installed("-m", "fruitful", "evaluate", case)
    page = installed("-m", "fruitful", "evaluate", case, "-f", "html")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")


def test_the_rules_are_found_and_sound(installed: Run) -> None:
    assert "no fault." in installed("-m", "fruitful", "rules", "check")


def test_a_new_pack_can_be_made_and_the_worked_one_is_there(installed: Run, tmp_path: Path) -> None:
    folder = tmp_path / "our_council"
    installed("-m", "fruitful", "rules", "new-pack", folder)
    assert "3 pass" in installed(
        "-m", "fruitful", "rules", "test", folder / "cases", "--pack", folder
    )
    find = "from fruitful.shipped import shipped; print(shipped('rules') / 'example_council')"
    worked = installed("-c", find).strip()
    assert "EC1" in installed("-m", "fruitful", "rules", "list", "--pack", worked)


def test_the_json_schema_is_found(installed: Run) -> None:
    find = "from importlib.resources import files; import fruitful.render as package; "
    read = "print((files(package) / 'advice.schema.json').read_text('utf-8'))"
    assert '"urn:fruitful:advice:1"' in installed("-c", find + read)


def test_each_way_runs_its_own_copy(
    checkout: Path, from_wheel: Run, editable: Run, plain: Run
) -> None:
    where = "import fruitful; print(fruitful.__file__)"
    assert "site-packages" in from_wheel("-c", where)
    for run in (editable, plain):
        assert Path(run("-c", where).strip()).is_relative_to(checkout)


def test_the_command_is_installed(from_wheel: Run, editable: Run) -> None:
    for run in (from_wheel, editable):
        bin = Path(run("-c", "import sys; print(sys.executable)").strip()).parent
        assert _run(bin / "fruitful", "--version").startswith("fruitful ")


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    engine = checkout / "engine" / "fruitful"
    files = (path for path in engine.rglob("*") if path.is_file() and path.suffix != ".pyc")
    expected = {f"fruitful/{path.relative_to(engine)}" for path in files}
    for folder in (checkout / "rules", checkout / "cases"):
        for path in (*folder.rglob("*.yaml"), *folder.rglob("*.xlsx")):
            expected.add(f"fruitful/{path.relative_to(checkout)}")
    assert names == expected
