"""`fruitful rules new-pack`: a small local pack that is sound as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fruitful.cli.main import fruitful
from fruitful.ruleset.pack import read_pack


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(fruitful, [*map(str, arguments)])


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work") / "our_council"
    done = called("rules", "new-pack", folder)
    assert done.exit_code == 0, done.output
    return folder


def test_it_passes_check_without_a_remark(new: Path) -> None:
    pytest.importorskip("z3")
    done = called("rules", "check", new, "--strict")
    assert done.exit_code == 0, done.output


def test_it_passes_its_cases_which_show_every_outcome(new: Path) -> None:
    done = called("rules", "test", new / "cases", "--pack", new, "--coverage")
    assert done.exit_code == 0, done.output
    assert "3 cases: 3 pass" in done.output


def test_it_holds_what_an_editor_needs(new: Path) -> None:
    for path in new.rglob("*.yaml"):
        first, _, _ = path.read_text(encoding="utf-8").partition("\n")
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.partition("=")[2]).is_file()
    assert "oc_register" in (new / "schemas" / "profile.schema.json").read_text(encoding="utf-8")


def test_nothing_of_the_template_is_left_in_it(new: Path) -> None:
    for path in new.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for token in ("newpack", "new_pack", "fingerprint", "2000-01-01"):
            assert token not in text.casefold()


@pytest.mark.parametrize(
    ("folder", "id", "prefix"),
    [
        ("our_council", "our_council", "OC"),
        ("Ashford-Vale District", "ashford_vale_district", "AVD"),
        ("Kirklees", "kirklees", "KI"),
        ("Môn", "mon", "MO"),
        ("Early Help", "early_help", "EH"),
        ("2026", "local_2026", "L2"),
        ("…", "local", "LO"),
    ],
)
def test_its_names_come_from_that_of_the_folder(
    folder: str, id: str, prefix: str, tmp_path: Path
) -> None:
    done = called("rules", "new-pack", tmp_path / folder)
    assert done.exit_code == 0, done.output
    pack = read_pack(tmp_path / folder, [])
    assert pack is not None
    assert (pack.id, pack.prefix) == (id, prefix)
    tried = called("rules", "test", tmp_path / folder / "cases", "--pack", tmp_path / folder)
    assert tried.exit_code == 0


def test_its_names_may_be_given(tmp_path: Path) -> None:
    title, owner = 'It\'s: a # "title"', "NEWPACK and 'new_pack'"
    named = ("--id", "mine", "--prefix", "ZZ", "--title", title, "--owner", owner)
    done = called("rules", "new-pack", tmp_path / "x", *named)
    assert done.exit_code == 0, done.output
    pack = read_pack(tmp_path / "x", [])
    assert pack is not None
    assert pack[:5] == ("mine", "1.0.0", title, owner, "ZZ")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--prefix", "E", "cannot be told from"),
        ("--prefix", "zz", "a few capital letters"),
        ("--id", "Bad Id", "a name in small letters"),
        ("--id", "paper", "in force already"),
        ("--title", "a\u202eb", ""),
        ("--title", " ", "is a text"),
    ],
)
def test_names_that_will_not_do_are_refused_and_nothing_is_written(
    option: str, value: str, said: str, tmp_path: Path
) -> None:
    done = called("rules", "new-pack", tmp_path / "x", option, value)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "x").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    for name in ("file", "full", "link"):
        done = called("rules", "new-pack", tmp_path / name)
        assert done.exit_code == 2
        assert "is not overwritten" in done.stderr
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["other.txt"]
    assert called("rules", "new-pack", tmp_path / "empty").exit_code == 0
