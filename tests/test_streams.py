"""What goes in and out of the process: files, pipes, terminals, interrupts, odd surroundings."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fruitful.shipped import shipped
from program import COMMAND, PATIENCE, environment, run

CASE = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"
ON = "1996-12-31"
"""The day on which the case was assessed: with it nothing is noted."""
TEXT = ("evaluate", "--all", "--engine", "reference", "--on", ON, str(CASE))

posix = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX system does")
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


def start(
    *arguments: str | Path, command: Sequence[str] = COMMAND, **options: Any
) -> subprocess.Popen[bytes]:
    """Start ``fruitful``, its three streams pipes unless said otherwise."""
    usual = {"env": environment(), **dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)}
    return subprocess.Popen([*command, *map(str, arguments)], **usual | options)


def finish(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """How it ends: its exit code, and what it wrote to standard output and standard error."""
    output, faults = process.communicate(timeout=PATIENCE)
    return process.returncode, output, faults


@pytest.fixture(scope="module")
def expected() -> bytes:
    """The text of the case."""
    done = run(*TEXT)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


# Into a file -------------------------------------------------------------------------------------


def test_a_file_gets_what_standard_output_would(tmp_path: Path, expected: bytes) -> None:
    report = tmp_path / "report.txt"
    for old in (None, b"an old report"):
        if old is not None:
            report.write_bytes(old)
        done = run(*TEXT, "-o", report, noted=True)
        said = f"written: {report}\n".encode()
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", said)
        assert report.read_bytes() == expected
        assert list(tmp_path.iterdir()) == [report]
    assert run(*TEXT, "-o", "-").stdout == expected


def test_the_file_is_as_open_to_others_as_any_new_file_or_the_old_one(tmp_path: Path) -> None:
    ordinary, new, old = (tmp_path / name for name in ("ordinary", "new", "old"))
    ordinary.touch()
    old.touch()
    old.chmod(0o640)
    for report in (new, old):
        assert run(*TEXT, "-o", report).returncode == 0
    assert new.stat().st_mode == ordinary.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path, expected: bytes) -> None:
    (tmp_path / "reports").mkdir()
    link = tmp_path / "latest.txt"
    link.symlink_to(Path("reports") / "today.txt")
    assert run(*TEXT, "-o", link).returncode == 0
    assert link.is_symlink()
    assert (tmp_path / "reports" / "today.txt").read_bytes() == expected


@posix
def test_a_pipe_or_device_is_written_to_and_stays_one(tmp_path: Path, expected: bytes) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = start(*TEXT, "-o", pipe)
    assert pipe.read_bytes() == expected
    assert finish(process) == (0, b"", f"written: {pipe}\n".encode())
    assert pipe.is_fifo()
    assert run(*TEXT, "-o", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("where", ["no_such_folder/report.txt", "a_file/report.txt", "folder", ""])
def test_where_a_file_cannot_be_written_it_is_said_plainly(tmp_path: Path, where: str) -> None:
    (tmp_path / "a_file").touch()
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    done = run(*TEXT, "-o", where, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(
        rf"Error: {where} cannot be written: ([A-Z][a-z ]+|there is no folder [a-z_; ]+)\n",
        done.stderr.decode(),
    )
    assert sorted(tmp_path.iterdir()) == before


# Root may write everywhere, unless it gives that up.
BOUND = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()


@posix
@pytest.mark.skipif(bool(BOUND) and not shutil.which(BOUND[0]), reason="root may write everywhere")
def test_in_a_folder_that_cannot_be_written_the_old_report_stays(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old")
    tmp_path.chmod(0o555)
    try:
        code, _, faults = finish(start(*TEXT, "-o", report, command=(*BOUND, *COMMAND)))
    finally:
        tmp_path.chmod(0o755)
    assert (code, report.read_text()) == (2, "old")
    assert faults.decode() == f"Error: {report} cannot be written: Permission denied\n"


@posix
def test_where_the_disk_is_full_the_old_report_stays(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old")
    process = start(*TEXT, "-o", report, preexec_fn=_allow_small_files_only)
    code, _, faults = finish(process)
    assert code == 2
    assert b"cannot be written: File too large" in faults
    assert report.read_text() == "old"
    assert list(tmp_path.iterdir()) == [report]


def _allow_small_files_only() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


# Standard streams --------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (TEXT, 0),
        ((*TEXT, "-f", "json"), 0),
        ((*TEXT, "--fail-on", "medium"), 1),
        (("rules", "list"), 0),
        (("rules", "check"), 0),
        (("new",), 0),
        (("--version",), 0),
    ],
)
def test_a_closed_pipe_is_no_failure(arguments: tuple[str, ...], code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(*arguments, stdout=writing)
    os.close(writing)
    assert finish(process) == (code, None, b"")


@posix
@needs_dev_full
@pytest.mark.parametrize("arguments", [TEXT, ("rules", "check"), ("--help",), ("--version",)])
def test_output_that_is_lost_is_a_failure(arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, _, faults = finish(start(*arguments, stdout=full))
    assert code == 2
    assert faults == b"Error: standard output cannot be written: No space left on device\n"


@posix
@needs_dev_full
def test_faults_that_nobody_can_read_still_end_with_2() -> None:
    with open("/dev/full", "wb") as full:
        for arguments in (("evaluate", "no.yaml"), ("evaluate",), ("rules", "show", "NONE")):
            assert finish(start(*arguments, stderr=full))[0] == 2


@posix
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        ("<&-", "evaluate -", 2),
        ("<&-", f"evaluate {CASE} --on {ON}", 0),
        (">&-", f"evaluate {CASE} --on {ON}", 2),
        (">&-", f"evaluate {CASE} -o report.txt --on {ON}", 0),
        ("2>&-", "evaluate no.yaml", 2),
    ],
)
def test_closed_standard_streams_are_borne(
    closed: str, arguments: str, code: int, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m fruitful {arguments} {closed}'],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    says = code == 2 or " -o " in arguments
    assert bool(done.stderr) == (says and closed != "2>&-")


@posix
def test_ctrl_c_while_it_waits_for_input_ends_with_130() -> None:
    process = start("evaluate", "-")
    assert process.stdin is not None
    process.stdin.write(b"name: A partnership that is being typed in\n")
    process.stdin.flush()
    _wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    code, output, faults = finish(process)
    assert (code, output, faults.strip()) == (130, b"", b"interrupted")


def _wait_until_it_reads(process: subprocess.Popen[bytes]) -> None:
    """Until the pipe is empty: what was written is read, and more is waited for."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        (unread,) = struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))
        if not unread:
            return
        time.sleep(0.01)
    pytest.fail("it does not read its standard input")


# Colour ------------------------------------------------------------------------------------------

_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def on_terminal(*arguments: str | Path, **changes: str | None) -> bytes:
    """What ``fruitful`` writes to a terminal."""
    terminal, end = pty.openpty()
    process = start(
        *arguments, stdin=end, stdout=end, stderr=end, env=environment(TERM="xterm", **changes)
    )
    os.close(end)
    written = b""
    try:
        while part := os.read(terminal, 65536):
            written += part
    except OSError:  # how Linux says that the other end is closed
        pass
    finally:
        os.close(terminal)
    assert process.wait(PATIENCE) == 0
    return written.replace(b"\r\n", b"\n")


@posix
def test_a_terminal_gets_colour_that_says_nothing_alone(expected: bytes) -> None:
    written = on_terminal(*TEXT)
    assert len(_COLOUR.findall(written)) > 10
    assert _COLOUR.sub(b"", written) == expected


@posix
def test_no_color_is_heeded(expected: bytes) -> None:
    assert on_terminal(*TEXT, NO_COLOR="1") == expected


@posix
def test_a_file_gets_no_colour(tmp_path: Path, expected: bytes) -> None:
    report = tmp_path / "report.txt"
    assert on_terminal(*TEXT, "-o", report) == f"written: {report}\n".encode()
    assert report.read_bytes() == expected


def test_json_gets_no_colour() -> None:
    assert not _COLOUR.search(on_terminal("evaluate", "-f", "json", CASE))


def test_a_pipe_gets_no_colour(expected: bytes) -> None:
    assert b"\x1b" not in expected


@posix
def test_what_a_profile_says_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_bytes(b'name: "\\e]0;owned\\a"\nstage: ended\n')
    done = run("evaluate", profile)
    assert b"\x1b" not in done.stdout + done.stderr


# Odd surroundings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": None, "LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=["LANG=C", "an ASCII locale", "Latin 1", "strict ASCII"],
)
def test_whatever_the_locale_what_is_written_is_utf_8(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    env = environment(**changes)
    assert "paper “A fruitful partnership”" in run("--help", env=env).stdout.decode()
    (tmp_path / "profile.yaml").write_bytes("name: Ynys Môn’s £\nstage: nirgends…\n".encode())
    done = run("evaluate", "profile.yaml", env=env, cwd=tmp_path)
    assert done.returncode == 2
    assert "stage: nirgends…" in done.stderr.decode()
    done = run("evaluate", "-", env=env, stdin="name: Ynys Môn’s £\n".encode())
    assert done.stdout.decode().startswith("Ynys Môn’s £\n")


@pytest.mark.parametrize("home", [None, "/nonexistent", ""])
def test_no_home_folder_is_needed(home: str | None, expected: bytes) -> None:
    done = run(*TEXT, env=environment(HOME=home))
    assert (done.returncode, done.stdout) == (0, expected)


def test_hardly_any_environment_is_needed(expected: bytes) -> None:
    bare = {name: value for name, value in environment().items() if name == "PYTHONPATH"}
    assert run(*TEXT, env=bare).stdout == expected


def test_nothing_is_left_in_the_folder_it_is_run_in(tmp_path: Path) -> None:
    assert run(*TEXT, cwd=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []
