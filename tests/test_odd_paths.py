"""Paths that cannot be read or written, or whose names are not text: told of, with a remedy."""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import fruitful
from fruitful import library
from fruitful.diagnostic import did_you_mean
from program import run

DAY = date(2026, 11, 1)
PROFILE = "name: Ours\nstage: operating\nboard: {recognised: no}\n"
NOT_UTF_8 = os.fsdecode(b"caf\xe9.yaml")
ENGINE = Path(fruitful.__file__).parent


@pytest.fixture(scope="module")
def rules() -> library.Rules:
    return library.load_rules(DAY, engine="reference")


@pytest.mark.parametrize("kind", ["pipe", "loop", "folder", "NUL", "long", "none"])
def test_the_library_refuses_what_is_no_file_with_a_remedy(
    kind: str, rules: library.Rules, tmp_path: Path
) -> None:
    path = tmp_path / {"NUL": "a\0b", "long": "x" * 300}.get(kind, "it")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(library.Refused) as refused:
        library.read_profile_file(path, rules)
    (fault,) = refused.value.diagnostics
    assert fault.place.file == str(path)
    assert fault.help


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "none"])
def test_the_library_refuses_a_pack_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(library.Refused) as refused:
        library.load_rules(DAY, [tmp_path / name], engine="reference")
    assert all(fault.help for fault in refused.value.diagnostics)


def test_a_home_folder_of_nobody_is_that_lines_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fruitful.yaml").write_text('packs: ["~nobodyxx/p"]\n')
    (tmp_path / "ours.yaml").write_text(PROFILE)
    monkeypatch.chdir(tmp_path)
    done = run("evaluate", "ours.yaml")
    assert done.returncode == 2
    assert "fruitful.yaml:1:9: error[no-pack]" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_an_output_link_that_points_to_itself_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(PROFILE)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    done = run("evaluate", str(tmp_path / "ours.yaml"), "-o", str(loop))
    assert done.returncode == 2
    assert f"{loop} cannot be written" in done.stderr.decode()
    assert loop.is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
@pytest.mark.parametrize("form", ["text", "json", "html", "csv", "xlsx"])
def test_a_name_that_is_not_utf_8_works_in_every_format(form: str, tmp_path: Path) -> None:
    (tmp_path / NOT_UTF_8).write_text(PROFILE)
    output = tmp_path / os.fsdecode(b"o\xe9." + form.encode())
    done = run("screen", str(tmp_path / NOT_UTF_8), "-f", form, "-o", str(output))
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert output.stat().st_size
    if form == "json":
        assert "caf\\udce9.yaml" in output.read_text(encoding="utf-8")
        json.loads(output.read_text(encoding="utf-8"))


def test_a_row_that_names_a_path_too_long_is_that_rows_fault(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(f"Name,Stage,Profile\nA,operating,\nB,operating,{'x' * 257}\n")
    done = run("screen", str(register), "-f", "json")
    told = done.stderr.decode()
    assert done.returncode in (0, 2)
    assert "standard output" not in told
    assert "Traceback" not in told
    found = json.loads(done.stdout)
    assert "A" in str(found["partnerships"])
    assert f"{register}, row 3" in told


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["evalute"], "evaluate"),
        (["rules", "shcema"], "schema"),
        (["register", "templat"], "template"),
    ],
)
def test_a_command_misspelt_is_answered_with_the_nearest(words: list[str], meant: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert f"did you mean `{meant}`?" in done.stderr.decode()


def _diagnostics() -> Iterator[tuple[str, ast.expr | None]]:
    """Where each diagnostic is made in the engine, and what its help is."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("Diagnostic", "fault"):
                named = [word.value for word in node.keywords if word.arg == "help"]
                help = node.args[3] if len(node.args) > 3 else (*named, None)[0]
                yield f"{path.relative_to(ENGINE)}:{node.lineno}", help


def test_every_diagnostic_has_a_remedy() -> None:
    found = list(_diagnostics())
    without = [
        place
        for place, help in found
        if help is None or (isinstance(help, ast.Constant) and not help.value)
    ]
    # Two in packs.py hold a place alone, and get their words from what looks at the folder.
    assert [one for one in without if not one.startswith("cli/packs.py")] == []
    assert len(found) > 150


@pytest.mark.parametrize("known", [[], ["a"], [f"name {number}" for number in range(50)]])
def test_a_name_that_is_not_known_always_has_a_remedy(known: list[str]) -> None:
    assert did_you_mean("quite another", known)
