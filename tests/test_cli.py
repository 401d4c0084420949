"""The commands, run as their users run them: what they print, where it goes, how they end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from commands import commands
from fruitful.cli.main import fruitful
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.programme import Engine
from fruitful.render.layout import WIDTH
from fruitful.render.template import template
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES
from fruitful.shipped import shipped, shipped_cases
from program import LOCAL_PACK, ROOT, environment, run

CASES = shipped_cases()
CASE = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"
PAPER = str(shipped("rules") / "paper")
CLOSED = shipped("cases") / "paper" / "cs01_wessex_project_closed.yaml"
README = (ROOT / "README.md").read_text(encoding="utf-8")
SNAPSHOT = Path("tests/snapshots/cs01_wessex_project_the_day_before.txt")


COMMANDS = sorted(words for words, _ in commands(fruitful))
every_command = pytest.mark.parametrize("words", COMMANDS, ids=" ".join)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of a user's own, with a local pack, and ``fruitful`` on its path and in a .venv."""
    program = tmp_path / ".venv" / "bin" / "fruitful"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fruitful "$@"\n')
    program.chmod(0o755)
    shutil.copytree(LOCAL_PACK, tmp_path / "our_council")
    return tmp_path


def in_shell(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in the user's folder."""
    path = f"{desk / '.venv' / 'bin'}:{environment()['PATH']}"
    return subprocess.run(
        ["/bin/sh", "-euc", command],
        cwd=desk,
        env=environment(PATH=path),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# What is said of the commands is true ------------------------------------------------------------


def test_the_readme_lists_every_command() -> None:
    rows = re.findall(r"^\| `fruitful ([a-z -]+?)(?: [\[A-Z].*?)?` \|", README, re.MULTILINE)
    assert sorted(tuple(row.split()) for row in rows) == COMMANDS


@every_command
def test_the_example_in_the_help_works_as_it_stands(words: tuple[str, ...], desk: Path) -> None:
    help = in_shell(f"fruitful {' '.join(words)} --help", desk).stdout
    (example,) = re.findall(r"Example:\n +(fruitful .+)\n", help)
    assert example.split()[1 : 1 + len(words)] == list(words)
    if words != ("new",):
        in_shell("fruitful new my_partnership.yaml", desk)
    if words == ("register", "map"):
        in_shell("fruitful register template my_register.xlsx", desk)
    done = in_shell(example, desk)
    assert (done.returncode, re.sub(r"written: .*\n", "", done.stderr)) == (0, "")
    file = "my_register.xlsx" if words == ("register", "template") else "my_partnership.yaml"
    assert done.stdout or (desk / file).stat().st_size


@every_command
def test_every_option_is_explained(words: tuple[str, ...]) -> None:
    command: Any = fruitful
    for word in words:
        command = command.get_command(click.Context(command), word)
    assert command.help
    assert all(one.help for one in command.params if isinstance(one, click.Option))


def test_no_text_names_a_command_that_does_not_exist() -> None:
    known = {words[0] for words in COMMANDS} | {" ".join(words) for words in COMMANDS}
    for path in sorted((ROOT / "engine").rglob("*.py")):
        for name in re.findall(r"`fruitful ([a-z]+(?: [a-z-]+)?)\b", path.read_text("utf-8")):
            assert name in known or name.split()[0] in known - {"rules"}, f"{path.name}: {name}"


def test_the_commands_of_the_readme_work(desk: Path) -> None:
    blocks = re.findall(r"^```sh\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    (own,) = (block for block in blocks if ".venv/bin/fruitful new" in block)
    done = in_shell(own, desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Verdict: " in done.stdout


def test_the_screening_in_the_readme_ends_as_it_says(desk: Path) -> None:
    blocks = re.findall(r"^```sh\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if "fruitful screen" in block)
    installing, _, screening = block.partition("\n")
    assert "pip install" in installing
    shutil.copytree(ROOT / "cases" / "authority", desk / "cases" / "authority")
    done = in_shell(screening, desk)
    assert (done.returncode, done.stderr.count("error[")) == (2, 1)
    assert {path.suffix for path in desk.glob("ostermere.*")} == {".html", ".xlsx", ".json"}


def test_the_answers_in_the_readme_can_be_read() -> None:
    (answers,) = re.findall(r"^```yaml\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    done = run("evaluate", "-", stdin=answers.encode())
    assert (done.returncode, done.stderr) == (0, b"")


# evaluate ----------------------------------------------------------------------------------------


def test_the_advice_reads_as_it_did() -> None:
    """The whole text of one case.

    When it is meant to change, write it anew and read the difference:
    python -m fruitful evaluate cases/paper/cs01_wessex_project_the_day_before.yaml \
        --engine reference -o tests/snapshots/cs01_wessex_project_the_day_before.txt
    """
    done = run("evaluate", CASE, "--engine", "reference")
    fingerprint = re.compile("sha256:[0-9a-f]+")
    expected = (ROOT / SNAPSHOT).read_text(encoding="utf-8")
    assert fingerprint.sub("", done.stdout.decode()) == fingerprint.sub("", expected)


def test_all_texts_fit_the_terminal() -> None:
    done = run("evaluate", "--all", *CASES)
    assert done.returncode == 0
    assert [line for line in done.stdout.decode().splitlines() if len(line) > WIDTH] == []


def test_standard_input_is_evaluated_like_a_file() -> None:
    named = json.loads(run("evaluate", CASE, "-f", "json").stdout)
    piped = json.loads(run("evaluate", "-", "-f", "json", stdin=CASE.read_bytes()).stdout)
    assert piped["partnership"].pop("id") == "standard-input"
    assert named["partnership"].pop("id") == "cs01-wessex-project-the-day-before"
    assert piped == named


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A profile with a fault on its second line."""
    path = tmp_path / "bad.yaml"
    path.write_text("name: Bad\nstage: opperating\n")
    return path


def test_one_bad_profile_does_not_stop_the_others(bad: Path) -> None:
    done = run("evaluate", "-f", "json", CASE, bad, "missing.yaml", CLOSED)
    assert done.returncode == 2
    names = [one["partnership"]["id"] for one in json.loads(done.stdout)]
    assert names == ["cs01-wessex-project-the-day-before", "cs01-wessex-project-closed"]
    faults = done.stderr.decode()
    assert f"{bad}:2:8: error[bad-choice]" in faults
    assert "did you mean `operating`?" in faults
    assert "missing.yaml: error[unreadable]" in faults


def test_of_several_texts_each_stands_apart(bad: Path) -> None:
    done = run("evaluate", CASE, bad, CLOSED)
    assert done.returncode == 2
    first, second = done.stdout.decode().split("=" * WIDTH)
    assert "Verdict: " in first
    assert "Verdict: " in second


def test_where_every_profile_is_bad_nothing_is_written(bad: Path, tmp_path: Path) -> None:
    old = tmp_path / "report.json"
    old.write_text("old")
    done = run("evaluate", bad, bad, "-f", "json", "-o", old)
    assert (done.returncode, done.stdout, old.read_text()) == (2, b"", "old")


@pytest.mark.parametrize("least", SEVERITIES)
def test_it_fails_on_findings_so_severe_or_more(least: str) -> None:
    done = run("evaluate", CASE, "--fail-on", least, "-f", "json")
    found = {one["severity"] for one in json.loads(done.stdout)["recommendations"]}
    assert found
    assert "critical" not in found
    assert done.returncode == (not found.isdisjoint(SEVERITIES[: SEVERITIES.index(least) + 1]))


def test_of_several_profiles_the_worst_end_wins(bad: Path) -> None:
    assert run("evaluate", CLOSED, "--fail-on", "advisory").returncode == 0
    assert run("evaluate", CLOSED, CASE, "--fail-on", "advisory").returncode == 1
    assert run("evaluate", CASE, bad, "--fail-on", "advisory").returncode == 2


def test_the_day_is_the_one_asked_for_then_the_profiles_own() -> None:
    own, asked = (
        json.loads(run("evaluate", CASE, "-f", "json", *on).stdout)["on"]
        for on in ((), ("--on", "2026-02-28"))
    )
    assert (own, asked) == ("1996-12-31", "2026-02-28")


@pytest.mark.parametrize("name", ["durable_rules", "reference"])
def test_the_engine_asked_for_fires(name: str, engine: tuple[Engine, str]) -> None:
    if engine[1] == name:
        done = run("evaluate", CASE, "-f", "json", "--engine", name)
        assert json.loads(done.stdout)["engine"] == name


def test_a_report_shows_what_local_policy_changed() -> None:
    text = run("evaluate", CASE, "--pack", LOCAL_PACK, "--on", "2026-11-01").stdout.decode()
    text = " ".join(text.split())
    changed = "our_council changed its severity (Audit Committee, minute 2026/14, 2026-03-01,"
    assert f"Local policy: {changed} until 2028-03-01): Partnerships that had done" in text
    assert "Rules: paper 1.2.0, our_council 1.2.0" in text


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        ("2026-02-28", "medium"),
        ("2026-03-01", "high"),
        ("2028-03-01", "high"),
        ("2028-03-02", "medium"),
    ],
)
def test_local_policy_changes_something_only_while_it_is_in_force(day: str, severity: str) -> None:
    arguments = ("evaluate", CASE, "--pack", LOCAL_PACK, "--on", day)
    advice = json.loads(run(*arguments, "-f", "json").stdout)
    (e6,) = (one for one in advice["recommendations"] if one["rule"] == "E6")
    assert e6["severity"] == severity
    assert (e6["local"] is None) == (severity == "medium")
    text = run(*arguments).stdout.decode()
    assert ("Not in force on" in text) == (severity == "medium")


def test_a_pack_with_a_fault_is_refused_whole(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(LOCAL_PACK, pack)
    rules = pack / "policy.yaml"
    rules.write_text(rules.read_text().replace("rule: E6", "rule: E66"))
    done = run("evaluate", CASE, "--pack", pack)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"there is no rule `E66` to override" in done.stderr


# new ---------------------------------------------------------------------------------------------


def test_a_new_profile_can_be_evaluated_as_it_stands(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    for stage in (None, *paper.stages):
        data = template(paper, stage).encode()
        profile = profile_from(data, "new.yaml", paper.vocabulary)
        advice = evaluate(
            paper, profile, engine=engine[0], engine_name=engine[1], on=date(2026, 11, 1)
        )
        assert advice.stage == stage
        assert not advice.recommendations


def test_the_examples_of_a_new_profile_can_be_put_to_use(paper: Ruleset) -> None:
    text = template(paper, None)
    example = re.compile(r"^  #  - name:\n  #    (\S+):$", re.MULTILINE)
    members = example.sub(r"    - name: Somebody\n      \1:", text)
    assert members.count("- name: Somebody") == len(paper.vocabulary.collections)
    profile = profile_from(members.encode(), "new.yaml", paper.vocabulary)
    assert {one.listed[0].name for one in profile.members.values()} == {"Somebody"}


def test_new_writes_a_file_or_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    done = run("new", file, "--stage", "ending")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for printed in (run("new", "--stage", "ending"), run("new", "-", "--stage", "ending")):
        assert printed.stdout == file.read_bytes()
    assert run("evaluate", file).returncode == 0


def test_new_asks_the_questions_of_a_local_pack_too() -> None:
    assert b"oc_register:\n" in run("new", "--pack", LOCAL_PACK).stdout


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    mine, link = tmp_path / "mine.yaml", tmp_path / "link.yaml"
    mine.write_text("mine")
    link.symlink_to(mine)
    for there in (mine, link, tmp_path):
        done = run("new", there)
        assert done.returncode == 2
        assert b"is not overwritten" in done.stderr
    assert mine.read_text() == "mine"


# rules -------------------------------------------------------------------------------------------


def test_rules_list_names_every_rule(paper: Ruleset) -> None:
    text = run("rules", "list").stdout.decode()
    listed = re.findall(r"^  (\S+) +(?:critical|high|medium|low|advisory|concludes)", text, re.M)
    of_all = [id for id in listed if id.startswith("PF")]
    assert sorted(listed) == sorted([*paper.rules, *of_all])
    assert "PF11" in of_all
    assert max(map(len, text.splitlines())) <= WIDTH


def test_rules_list_can_keep_to_a_theme(paper: Ruleset) -> None:
    text = run("rules", "list", "--theme", "exit").stdout.decode()
    assert "Plan how the partnership ends" in text
    assert "Whether to work in partnership" not in text


def test_rules_show_tells_all_of_a_rule() -> None:
    text = run("rules", "show", "OC1", "--pack", LOCAL_PACK).stdout.decode()
    assert "OC1  Enter it in the register of partnerships\n" in text
    assert "Pack:      our_council\n" in text
    assert "Sources:   local: Constitution, part 4\n" in text
    assert "  oc_register.entered is no\n" in text
    told = re.findall("^(Low|Finding:|Advice:|Met:)", text, re.MULTILINE)
    assert told == ["Low", "Finding:", "Advice:", "Met:"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("PF11", "PF11  See that every partnership has a decision-making body\nTheme: "),
        ("$large_partnership", "large_partnership  How many partners"),
        ("overlap_partners", "overlap_partners  How many partners"),
    ],
    ids=["a rule of the portfolio", "a setting as rules write it", "a setting of the portfolio"],
)
def test_rules_show_gives_the_fingerprint_of_all_that_can_be_overridden(
    named: str, told: str
) -> None:
    text = run("rules", "show", named).stdout.decode()
    assert text.startswith(told)
    assert re.search(r"^Was: +sha256:[0-9a-f]{12} ", text, re.MULTILINE)
    assert "Stage:" not in text


def test_rules_show_keeps_to_the_width(paper: Ruleset) -> None:
    runner = CliRunner()
    for rule in list(paper.rules)[::12]:
        text = runner.invoke(fruitful, ["rules", "show", rule]).stdout
        assert max(map(len, text.splitlines())) <= WIDTH, rule


def test_rules_check_passes_what_is_sound() -> None:
    found = run("rules", "check", "--quick").stdout.decode()
    assert re.match(r"paper [\d.]+: \d+ rules on \d+ facts, no fault.\n", found)
    assert "Could be better" not in found
    done = run("rules", "check", LOCAL_PACK)
    assert done.stdout.startswith(b"our_council 1.2.0 on top of paper ")
    assert (done.returncode, done.stderr) == (0, b"")


def test_rules_check_reports_every_fault_with_its_place(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(LOCAL_PACK, pack)
    rules = pack / "policy.yaml"
    text = rules.read_text().replace("severity: low", "severity: grave")
    rules.write_text(text.replace("settle_by: getting_started", "settle_by: some_day"))
    done = run("rules", "check", pack)
    assert (done.returncode, done.stdout) == (1, b"")
    faults = done.stderr.decode()
    assert re.search(r"policy\.yaml:\d+:\d+: error\[bad-choice\].*`some_day`", faults)
    assert re.search(r"policy\.yaml:\d+:\d+: error\[bad-choice\].*`grave`", faults)
    assert faults.endswith("2 faults: the packs are refused whole.\n")


# What cannot be done -----------------------------------------------------------------------------

# fmt: off
HOPELESS = [
    ("no profile", ["evaluate"], "Missing argument"),
    ("a missing file", ["evaluate", "no.yaml"], "no.yaml: error[unreadable]: it cannot be read"),
    ("a folder", ["evaluate", "/"], "/: error[not-a-file]"),
    ("a device", ["evaluate", "/dev/zero"], "/dev/zero: error[not-a-file]"),
    ("a name of control characters", ["evaluate", "\x1b[31m"], r"\u001b[31m: error[unreadable]"),
    ("a name that is too long", ["evaluate", "x" * 5000], "too long"),
    ("no name", ["evaluate", ""], "error["),
    ("no such day", ["evaluate", "x", "--on", "2026-02-30"], "is not a day"),
    ("no such engine", ["evaluate", "x", "--engine", "steam"], "'steam' is not one of"),
    ("no such format", ["evaluate", "x", "-f", "pdf"], "'pdf' is not one of"),
    ("no such severity", ["evaluate", "x", "--fail-on", "grave"], "'grave' is not one of"),
    ("no such option", ["evaluate", "x", "--onn"], "No such option"),
    ("a missing pack", ["evaluate", "x", "--pack", "no"], "no/pack.yaml: error[unreadable]"),
    ("a file as a pack", ["evaluate", "x", "--pack", __file__], "/pack.yaml: error[unreadable]"),
    ("the paper on itself", ["evaluate", "x", "--pack", PAPER], "error[duplicate-"),
    ("no such stage", ["new", "--stage", "operatin"], "did you mean `operating`?"),
    ("no such theme", ["rules", "list", "--theme", "exits"], "did you mean `exit`?"),
    ("no such rule", ["rules", "show", "MATUR"], "did you mean `MATURE`?"),
    ("a rule of control characters", ["rules", "show", "\x1b[31m"], r"no rule `\u001b[31m`"),
    ("a pack as a case", ["rules", "test", str(LOCAL_PACK)], "`fruitful rules test --pack "),
    ("no such command", ["evalate"], "No such command"),
    ("no command at all", [], "Usage: fruitful"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [row[1:] for row in HOPELESS], ids=[row[0] for row in HOPELESS]
)
def test_what_cannot_be_done_is_said_plainly(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(fruitful, arguments)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


OTHER_ROOMS = (
    *("portfolio", "register", "sheet", "proving", "linting", "what_if", "solving", "impact"),
)
"""Packages that advice on one partnership has no need of; each takes its time to import."""


def test_evaluate_imports_nothing_that_it_does_not_need() -> None:
    case = shipped("cases") / "synthetic" / "half_filled.yaml"
    code = (
        "import runpy, sys\n"
        "try:\n    runpy.run_module('fruitful', run_name='__main__')\n"
        "except SystemExit:\n    print(*(one for one in sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "evaluate", str(case), "--on", "2026-11-01"],
        capture_output=True,
        env=environment(),
        check=False,
    )
    imported = set(done.stderr.decode().split())
    assert "fruitful.evaluation" in imported
    assert not [name for name in OTHER_ROOMS if f"fruitful.{name}" in imported]
