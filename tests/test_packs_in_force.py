"""Which local packs are in force: named by options, by the environment, or by a folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import DAY
from fruitful.cli.main import fruitful
from fruitful.cli.packs import LocalPacks, find_packs
from fruitful.diagnostic import Diagnostic, Refused, show
from fruitful.document import Node
from fruitful.linting.rewording import reworded
from fruitful.ruleset import load_ruleset
from fruitful.ruleset.earlier import Earlier, read_earlier
from fruitful.shipped import paper_pack
from program import LOCAL_PACK

OTHER = "id: other\nversion: 1.0.0\ntitle: Another policy\nprefix: OT\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two packs in it, of which ``fruitful.yaml`` names one."""
    shutil.copytree(LOCAL_PACK, tmp_path / "our_council")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pack.yaml").write_text(OTHER)
    (tmp_path / "fruitful.yaml").write_text("packs: [our_council]\n")
    (tmp_path / "work" / "deep").mkdir(parents=True)
    return tmp_path


def called(*arguments: str | Path, folder: Path, **variables: str | None) -> Result:
    """What comes of a command in this folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        env = {"FRUITFUL_PACKS": None, **variables}
        return CliRunner().invoke(fruitful, [*map(str, arguments)], "stage: operating\n", env)
    finally:
        os.chdir(before)


def in_force(folder: Path, *options: str | Path, **variables: str) -> str:
    """The packs that an evaluation in this folder says it rests on."""
    done = called("evaluate", "-", *options, folder=folder, **variables)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split()).partition("Rules: ")[2].partition(", sha256")[0]


def test_those_named_with_an_option_come_before_all_others(home: Path) -> None:
    pack = home / "other"
    variable = {"FRUITFUL_PACKS": str(home / "our_council")}
    assert in_force(home, "--pack", pack, **variable).endswith(", other 1.0.0")
    assert "our_council" not in in_force(home, "--pack", pack, **variable)


def test_those_of_the_variable_come_before_those_of_the_folder(home: Path) -> None:
    assert "our_council" not in in_force(home, FRUITFUL_PACKS=str(home / "other"))
    both = os.pathsep.join(["other", "", "our_council"])
    assert in_force(home, FRUITFUL_PACKS=both).endswith(", other 1.0.0, our_council 1.2.0")


@pytest.mark.parametrize("folder", ["", "work", "work/deep"])
def test_without_either_the_nearest_fruitful_yaml_above_names_them(home: Path, folder: str) -> None:
    assert in_force(home / folder).endswith(", our_council 1.2.0")
    (home / "work" / "fruitful.yaml").write_text("packs: ../other\n")
    expected = "other 1.0.0" if folder else "our_council 1.2.0"
    assert in_force(home / folder).endswith(expected)


def test_an_empty_variable_names_none_and_an_empty_list_ends_the_search(home: Path) -> None:
    assert "our_council" in in_force(home, FRUITFUL_PACKS="")
    (home / "work" / "fruitful.yaml").write_text("packs: []\n")
    assert "," not in in_force(home / "work" / "deep")


def test_none_can_be_asked_for(home: Path) -> None:
    assert "," not in in_force(home, "--no-packs", FRUITFUL_PACKS=str(home / "other"))
    done = called("evaluate", "-", "--no-packs", "--pack", "other", folder=home)
    assert done.exit_code == 2
    assert "not both" in done.stderr


COMMANDS = (
    (("rules", "list"), "OC1"),
    (("rules", "show", "OC1"), "Enter it in the register"),
    (("rules", "check", "--quick"), "our_council"),
    (("rules", "test"), "our_council"),
    (("rules", "docs", "catalogue"), "our_council"),
    (("rules", "schema"), "oc_register"),
    (("rules", "impact", "mine.yaml"), "our_council"),
    (("register", "template", "register.xlsx"), ""),
    (("new", "new.yaml"), "oc_register:"),
    (("explain", "mine.yaml", "OC1"), "OC1"),
    (("ask", "mine.yaml", "--all"), "oc_register.entered"),
    (("screen", "mine.yaml"), "our_council"),
    (("compare", "mine.yaml", "mine.yaml"), ""),
)


@pytest.mark.parametrize(("arguments", "seen"), COMMANDS, ids=lambda one: " ".join(one[:2]))
def test_every_command_finds_them(arguments: tuple[str, ...], seen: str, home: Path) -> None:
    (home / "mine.yaml").write_text("stage: operating\n")
    done = called(*arguments, folder=home)
    assert done.exit_code == 0, done.stderr
    written = done.stdout + "".join(
        one.read_text()
        for pattern in ("new.yaml", "catalogue/index.html", "schemas/profile*.json")
        for one in home.glob(pattern)
    )
    assert seen in written


def test_packs_of_one_side_of_a_comparison_are_all_there_are(home: Path) -> None:
    (home / "mine.yaml").write_text("stage: operating\n")
    pack = str(home / "our_council")
    done = called(
        "compare", "mine.yaml", "mine.yaml", "--new-pack", pack, "-f", "json", folder=home
    )
    assert done.exit_code == 0, done.stderr


def test_impact_without_any_pack_asks_for_one(home: Path) -> None:
    (home / "mine.yaml").write_text("stage: operating\n")
    done = called("rules", "impact", "mine.yaml", "--no-packs", folder=home)
    assert done.exit_code == 2
    assert "--pack" in done.stderr


FAULTS = {
    "": "the file",
    "- other\n": "the file holds a list",
    "packs:\n": "`packs` is a text or a list of texts",
    "pack: [other]\n": "did you mean `packs`?",
    "{}": "needs the key `packs`",
    "packs: [othr]\n": "did you mean `other`?",
    "packs: [work]\n": "`work` is no pack",
    "packs: [other, {a: b}]\n": "`packs` is a text or a list of texts",
    "packs: [nowhere/at/all]\n": "is not there",
}


@pytest.mark.parametrize("text", FAULTS, ids=repr)
def test_a_file_at_fault_is_refused_with_its_place(text: str, home: Path) -> None:
    (home / "fruitful.yaml").write_text(text)
    done = called("evaluate", "-", folder=home)
    said = done.stderr
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said.startswith("fruitful.yaml")
    assert FAULTS[text] in said.replace(f"{home}/", "")


def test_a_faulty_file_does_not_matter_where_packs_are_named(home: Path) -> None:
    (home / "fruitful.yaml").write_text("pack: nonsense\n")
    assert in_force(home, "--pack", "other").endswith(", other 1.0.0")
    assert called("rules", "check", "other", "--quick", folder=home).exit_code == 0


def test_what_the_variable_names_and_is_no_pack_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    with pytest.raises(Refused) as refused:
        find_packs("othr")
    (one,) = refused.value.diagnostics
    assert show(one).startswith("the variable FRUITFUL_PACKS: error[no-pack]")
    assert "did you mean `other`?" in show(one)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    (home / "fruitful.yaml").unlink()
    os.mkfifo(home / "fruitful.yaml")
    with pytest.raises(Refused) as refused:
        find_packs("")
    assert [one.code for one in refused.value.diagnostics] == ["not-a-file"]


def test_paths_are_taken_from_the_file_and_may_lead_anywhere(
    home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    (elsewhere / "fruitful.yaml").write_text(f"packs: ['{home / 'other'}']\n")
    assert [one.resolve() for one in find_packs("").folders] == [home / "other"]
    (home / "fruitful.yaml").write_text("packs: other\n")
    monkeypatch.chdir(home / "work")
    found = find_packs("")
    assert found == LocalPacks((Path("../other"),), "../fruitful.yaml")


def test_what_rules_said_before_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def counted(node: Node | None, faults: list[Diagnostic]) -> list[Earlier]:
        seen.append(node)
        return read_earlier(node, faults)

    monkeypatch.setattr("fruitful.ruleset.stacking.read_earlier", counted)
    ruleset = load_ruleset([paper_pack(), LOCAL_PACK], DAY)
    assert ruleset.earlier
    assert len(seen) == 1
    assert [one.rules for one in reworded(ruleset, ["our_council"])] == [("E6",)]
    assert len(seen) == 1
