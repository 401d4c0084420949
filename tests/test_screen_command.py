"""``fruitful screen`` as its users run it: folders, bad files, workers, interruptions."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from fruitful.shipped import shipped
from program import COMMAND, PATIENCE, environment, run

PROFILES = shipped("cases") / "authority" / "profiles"
ON = ("--on", "2026-11-01", "--engine", "reference")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some profiles in a folder of their own."""
    found = tmp_path / "partnerships"
    found.mkdir()
    for path in sorted(PROFILES.glob("*.yaml"))[:5]:
        shutil.copy(path, found)
    return found


def test_a_folder_is_screened_with_the_authority_that_is_in_it(folder: Path) -> None:
    (folder / "authority.yaml").write_text("name: Our Council\nportfolio: {within_capacity: no}\n")
    done = run("screen", folder, *ON, "-f", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert data["authority"]["partnership"]["name"] == "Our Council"
    assert data["authority"]["outcomes"]["PF1"] == "finding"
    assert len(data["partnerships"]) == 5


def test_what_lies_in_a_folder_and_is_not_read_is_told(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for each, name in ((folder, "Ours"), (other, "Theirs")):
        (each / "authority.yaml").write_text(f"name: {name}\n")
    for name in ("register.csv", "old.xlsx"):
        (folder / name).write_text("Ref,Name\nP1,A\n")
    done = run("screen", folder, other, folder / "register.csv", *ON, "-f", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert data["authority"]["partnership"]["name"] == "Ours"
    told = {note["code"]: note for note in data["notes"]}
    assert told["sheet-not-named"]["message"].endswith("are not read: old.xlsx")
    assert told["authority-not-read"]["file"] == str(other / "authority.yaml")


def test_the_mapping_the_packs_and_the_report_in_a_folder_are_no_partnerships(
    folder: Path,
) -> None:
    mapping, report = folder / "mapping.yaml", folder / "report.csv"
    mapping.write_text("mapping: 1\n")
    (folder / "fruitful.yaml").write_text("packs: []\n")
    texts = []
    for _ in range(2):
        done = run("screen", folder, *ON, "--map", mapping, "-o", report)
        assert (done.returncode, done.stderr) == (0, b"")
        texts.append(report.read_bytes())
    assert texts[0] == texts[1]
    assert texts[0].count(b"\n") == 6
    run("screen", folder, *ON, "--map", mapping, "-o", folder / "report.json")
    assert json.loads((folder / "report.json").read_bytes())["failed"] == []


def test_one_bad_file_stops_nothing_and_is_not_dropped(folder: Path) -> None:
    (folder / "bad.yaml").write_text("stage: nowhere\nno_such: yes\n")
    (folder / "gone.yaml").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "empty.yaml").write_text("")
    done = run("screen", folder, *ON, "-f", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 2
    assert len(data["partnerships"]) == 5
    failed = {Path(one["source"]["file"]).name: one["diagnostics"] for one in data["failed"]}
    assert sorted(failed) == ["bad.yaml", "empty.yaml", "gone.yaml", "pipe.yaml"]
    assert len(failed["bad.yaml"]) == 2
    for name in failed:
        assert name.encode() in done.stderr


def test_what_is_named_twice_is_screened_once(folder: Path) -> None:
    one = next(iter(sorted(folder.iterdir())))
    done = run("screen", one, folder, one, *ON, "-f", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["partnerships"]) == 5


def test_the_number_of_workers_changes_nothing(folder: Path) -> None:
    (folder / "bad.yaml").write_text("stage: nowhere\n")
    alone, shared = (
        run("screen", folder, *ON, "-f", "json", "--jobs", jobs) for jobs in ("1", "3")
    )
    assert alone.returncode == shared.returncode == 2
    assert (shared.stdout, shared.stderr) == (alone.stdout, alone.stderr)


def test_several_outputs_are_written_in_one_run_each_by_its_ending(
    folder: Path, tmp_path: Path
) -> None:
    names = ("s.json", "s.csv", "s.txt", "s.html", "S.XLSX")
    outputs = [part for name in names for part in ("-o", str(tmp_path / name))]
    done = run("screen", folder, *ON, *outputs)
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads((tmp_path / "s.json").read_bytes())["format"] == 1
    assert len((tmp_path / "s.csv").read_bytes().splitlines()) == 6
    assert b"Which partnerships need attention" in (tmp_path / "s.txt").read_bytes()
    assert (tmp_path / "s.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (tmp_path / "S.XLSX").read_bytes().startswith(b"PK")
    assert run("screen", folder, *ON, "-o", "-").stdout == (tmp_path / "s.txt").read_bytes()
    again = run("screen", folder, *ON, "--since", tmp_path / "s.json")
    assert b"As before: 5." in again.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "s.doc"), "s.doc cannot be written: this command writes .txt, .html"),
        (("-o", "s.html", "-o", "s.pdf"), "s.pdf cannot be written: this command writes .txt"),
        (("-o", "s.csv", "-o", "s.csv"), "s.csv is named twice"),
        (("-o", "s.csv", "-o", "./s.csv"), "./s.csv is named twice"),
        (("-o", "s.csv", "-o", "no/s.json"), "no/s.json cannot be written: there is no folder no"),
        (("--since", "not.json"), "not.json"),
        (("--since", "missing.json"), "missing.json"),
        (("--authority", "missing.yaml"), "missing.yaml"),
        (("--jobs", "0"), "--jobs"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "not.json").write_text('{"format": 1, "partnerships": [{}]}')
    before = sorted(tmp_path.iterdir())
    done = run("screen", folder, *ON, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_without_profiles_is_told(tmp_path: Path) -> None:
    done = run("screen", tmp_path, *ON)
    assert done.returncode == 2
    assert b"no-profiles" in done.stderr
    (tmp_path / "register.csv").write_text("Ref,Name\nP1,A\n")
    assert b"register.csv" in run("screen", tmp_path, *ON).stderr


def test_fail_on_looks_at_all_partnerships(folder: Path) -> None:
    assert run("screen", folder, *ON, "--fail-on", "critical").returncode == 1


def in_the_middle(folder: Path, report: Path) -> subprocess.Popen[bytes]:
    """A run with two workers that has begun; its process group is its own."""
    text = next(folder.glob("*.yaml")).read_text()
    for number in range(600):
        (folder / f"more_{number}.yaml").write_text(f"{text}\nid: more-{number}\n")
    report.write_text("the previous one")
    process = subprocess.Popen(
        [*COMMAND, "screen", str(folder), *ON, "--jobs", "2", "-o", str(report)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and len(children.read_text().split()) < 2:
        time.sleep(0.01)
    return process


def test_an_interrupted_run_leaves_the_previous_report_whole_and_no_worker(
    folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    process = in_the_middle(folder, report)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors
    assert b"Traceback" not in errors
    assert report.read_text() == "the previous one"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_killed_run_leaves_the_previous_report_whole_and_no_worker(
    folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    process = in_the_middle(folder, report)
    os.kill(process.pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=PATIENCE)  # until the workers have let go of it too
    assert (process.returncode, errors) == (-signal.SIGKILL, b"")
    assert report.read_text() == "the previous one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["partnerships", "report.json"]


def test_registers_in_any_order_by_any_number_of_workers_come_out_alike(
    folder: Path, tmp_path: Path
) -> None:
    for name in "ab":
        rows = [f"{name}{n},Board {n % 290},{'Live' if n % 3 else '?'},£{n}k" for n in range(300)]
        (tmp_path / f"{name}.csv").write_text(
            "\n".join(["Ref,Name,Stage,Council cash,Colour", *rows])
        )
    registers = [tmp_path / "a.csv", tmp_path / "b.csv"]
    done = [
        run("screen", *inputs, *ON, "-f", form, "--jobs", jobs)
        for form in ("text", "csv")
        for inputs, jobs in (
            ((*registers, folder), "1"),
            ((folder, *registers), "2"),
            ((registers[1], folder, registers[0]), "4"),
        )
    ]
    assert {one.returncode for one in done} == {0}
    assert len({(one.stdout, one.stderr) for one in done}) == 2


def test_an_authority_is_given_a_file_to_answer_in(tmp_path: Path, folder: Path) -> None:
    assert run("new", "--authority", "authority.yaml", cwd=tmp_path).returncode == 0
    done = run("screen", folder, *ON, "--authority", tmp_path / "authority.yaml")
    assert (done.returncode, done.stderr) == (0, b"")
    text = (tmp_path / "authority.yaml").read_text()
    assert "chief_executive_share" in text
    assert "form_reviewed" not in text


EXAMPLE = shipped("cases") / "authority"


def test_a_register_and_its_profiles_are_screened_as_one_each_partnership_once() -> None:
    inputs = (EXAMPLE / "register.xlsx", EXAMPLE / "profiles", EXAMPLE / "authority.yaml")
    alone, shared = (run("screen", *inputs, *ON, "-f", "json", "--jobs", n) for n in ("1", "2"))
    assert alone.stdout == shared.stdout
    data = json.loads(alone.stdout)
    assert len(data["partnerships"]) == 50
    assert data["failed"] == []
    codes = [fault["code"] for one in data["partnerships"] for fault in one["faults"]]
    assert (alone.returncode, codes) == (2, ["not-money"])
    assert "unknown-column" in {note["code"] for note in data["notes"]}
    text = run("screen", *inputs, *ON, "--all").stdout.decode()
    assert max(map(len, text.splitlines())) <= 80


def test_a_register_that_cannot_be_read_stops_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("nothing,here\n1,2\n")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "good.csv").write_text("Ref,Name,Stage\nP1,A partnership,operating\n")
    registers = (tmp_path / name for name in ("bad.csv", "bad.xlsx", "good.csv", "gone.csv"))
    done = run("screen", *registers, folder, *ON, "-f", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 2
    assert len(data["failed"]) == 3
    assert [one["partnership"]["id"] for one in data["partnerships"]].count("P1") == 1
    assert len(data["partnerships"]) == 6
