"""The library's functions: every example in a docstring runs, here and in the other modules."""

from __future__ import annotations

import doctest
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import fruitful
from fruitful import library
from fruitful.diagnostic import Refused

PACKAGE = Path(fruitful.__file__).parent
NEED_THE_SOLVER = ("fruitful.case.gap", "fruitful.library", "fruitful.what_if", "fruitful.solving")
WITH_EXAMPLES = sorted(
    ".".join(("fruitful", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
PUBLIC = [
    function
    for name, function in vars(library).items()
    if not name.startswith("_") and getattr(function, "__module__", "") == library.__name__
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_in_a_docstring_gives_what_it_says(name: str) -> None:
    if name.startswith(NEED_THE_SOLVER):
        pytest.importorskip("z3")
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed


def test_every_function_of_the_library_has_an_example() -> None:
    without = [
        one.__name__ for one in PUBLIC if callable(one) and ">>> " not in (one.__doc__ or "")
    ]
    assert without == ["Rules"]


def test_a_profile_is_read_from_a_file_as_from_its_bytes(tmp_path: Path) -> None:
    rules = library.load_rules(date(2026, 11, 1), engine="reference")
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"name: Ours\nstage: operating\n")
    of_bytes = library.read_profile(path.read_bytes(), str(path), rules)
    assert library.read_profile_file(path, rules) == of_bytes


def test_a_file_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    rules = library.load_rules(date(2026, 11, 1), engine="reference")
    with pytest.raises(Refused) as refused:
        library.read_profile_file(tmp_path / "absent.yaml", rules)
    (fault,) = refused.value.diagnostics
    assert "absent.yaml" in fault.place.file
    assert fault.code == "unreadable"


def test_the_example_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(example, {})
    assert capsys.readouterr().out.startswith("1 critical ")
