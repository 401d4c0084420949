"""The interview, in a real terminal: what is asked, what is typed, and what the file then holds."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fruitful.ruleset import Ruleset
from program import COMMAND, environment, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it takes a POSIX terminal")

PATIENCE = 20
"""Seconds after which something that should be shown counts as missing."""
PROMPT = "\n> "
ENDED = "# Ours.\nname: Ours\nstage: ended   # last year\n"
CALLED = "What is the partnership called? (Enter leaves it open, quit leaves)\n> "
AIM = "Has the partnership achieved what it was mainly set up to do?"
KIND = "What kind of arrangement is this, or is it meant to be?"


class Terminal:
    """A terminal with an interview in it."""

    def __init__(
        self, *arguments: str | Path, limit: int | None = None, **changes: str | None
    ) -> None:
        """``limit`` is how many bytes a file may have; ``changes`` are to the environment."""
        self.here, there = pty.openpty()

        def prepare() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C interrupts
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        surroundings = {"TERM": "dumb", "NO_COLOR": "1", **changes}
        self.process = subprocess.Popen(
            [*COMMAND, "ask", "-i", "--engine", "reference", *map(str, arguments)],
            stdin=there,
            stdout=there,
            stderr=there,
            env=environment(**surroundings),
            start_new_session=True,
            preexec_fn=prepare,
        )
        os.close(there)
        self.shown = ""
        self.unread = ""

    def sees(self, text: str = PROMPT) -> str:
        """Wait until this is shown; gives all that is shown up to it."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.unread:
            if not self._read(deadline - time.monotonic()):
                pytest.fail(f"{text!r} is not shown, but:\n{self.unread}")
        before, _, self.unread = self.unread.partition(text)
        return before + text

    def types(self, line: str, then: str = PROMPT) -> str:
        """Type a line, and wait for what then is shown."""
        os.write(self.here, f"{line}\n".encode())
        return self.sees(then)

    def presses(self, key: bytes) -> None:
        """Press a key that is no letter."""
        os.write(self.here, key)

    def ends(self) -> int:
        """Wait for its end; gives its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline - time.monotonic()):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, seconds: float) -> bool:
        if not select.select([self.here], [], [], max(0, seconds))[0]:
            return False
        try:
            part = os.read(self.here, 65536).decode().replace("\r\n", "\n")
        except OSError:  # how Linux says that the other end is closed
            return False
        self.shown += part
        self.unread += part
        return bool(part)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.here)
        assert "Traceback" not in self.shown


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Any]:
    """Sit down to an interview."""
    open_ones: list[Terminal] = []

    def begin(*arguments: str | Path, **options: Any) -> Terminal:
        open_ones.append(Terminal(*arguments, **options))
        return open_ones[-1]

    yield begin
    for one in open_ones:
        one.close()


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A profile of a partnership that has ended, of which little is known."""
    path = tmp_path / "ours.yaml"
    path.write_text(ENDED)
    return path


def test_each_answer_is_in_the_file_before_the_next_question(sit: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    blank = run("new").stdout.decode()
    terminal = sit(path)
    terminal.sees(CALLED)
    assert "Who are the partners?" in terminal.types("", "the list.\n> ")
    assert "What stage of its life has the partnership reached?" in terminal.types("")
    assert path.read_text() == blank
    assert AIM in terminal.types("6")
    answered = blank.replace("\nstage:\n", "\nstage: ended\n")
    assert path.read_text() == answered
    terminal.types("partly", "[yes or no] ")
    assert path.read_text() == re.sub(r"(?m)^  aim_met:$", "  aim_met: partly", answered)
    terminal.types("no", "fruitful evaluate")
    assert terminal.ends() == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_profile_begins_with_its_name_and_its_partners(sit: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    terminal = sit(path)
    terminal.sees(CALLED)
    terminal.types('Brightwater: the "Arena" #2', "the list.\n> ")
    for partner in ("Borough Council", "- Health Trust", "Borough Council"):
        terminal.types(partner, "> ")
    assert 'An interview about Brightwater: the "Arena" #2.' in terminal.types("")
    terminal.types("operating")
    terminal.types("quit", "fruitful evaluate")
    shown = run("evaluate", path, "-f", "json").stdout
    assert json.loads(shown)["partnership"]["name"] == 'Brightwater: the "Arena" #2'
    assert re.findall(r"(?m)^    - name: (.*)$", path.read_text()) == [
        '"Borough Council"',
        '"- Health Trust"',
    ]


def test_a_name_that_cannot_be_is_explained_and_typed_again(sit: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    terminal = sit(path)
    terminal.sees(CALLED)
    terminal.types("Long " * 60, "the list.\n> ")
    assert "characters" in terminal.types("", CALLED)
    assert path.read_bytes() == run("new").stdout
    terminal.types("Short", "the list.\n> ")
    assert "An interview about Short." in terminal.types("")


def test_who_leaves_before_the_first_question_has_a_blank_profile(sit: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    terminal = sit(path)
    terminal.sees(CALLED)
    terminal.types("quit", "fruitful evaluate")
    assert terminal.ends() == 0
    assert path.read_bytes() == run("new").stdout


def test_a_question_says_why_it_is_asked_and_what_can_be_answered(sit: Any, ours: Path) -> None:
    first = sit(ours).sees()
    assert f"1. {AIM}\n   1  yes\n   2  partly\n   3  no\n" in first
    assert "Why it is asked (P107):" in first
    assert "- yes: the verdict becomes “It has done its work and closed”." in first
    assert max(map(len, first.splitlines())) <= 80


def test_it_stops_when_the_verdict_is_settled_and_offers_to_go_on(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    end = terminal.types("1", "[yes or no] ")
    assert "The verdict is settled: It has done its work and closed." in end
    assert "10 more questions are open." in end
    assert KIND in terminal.types("yes")
    terminal.types("quit", "Every answer is in")
    assert terminal.ends() == 0
    again = sit(ours)
    assert "The verdict is settled" in again.sees("[yes or no] ")
    again.types("n", "Every answer is in")
    assert again.ends() == 0


def test_evidence_can_be_noted_with_an_answer(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    terminal.types("no: Closing report, p. 4: “two of five”", "[yes or no] ")
    assert ours.read_text() == (
        f"{ENDED}achievement:\n  aim_met:\n    answer: no\n"
        '    evidence: "Closing report, p. 4: “two of five”"\n'
    )


def test_back_shows_the_answer_before_which_may_be_changed_or_left(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    assert "This is the first question" in terminal.types("back")
    terminal.types("yes: The report", "[yes or no] ")
    terminal.types("y")
    assert "Answered: yes (The report). Press Enter to leave it so." in terminal.types("back")
    assert KIND in terminal.types("")
    assert AIM in terminal.types("b")
    terminal.types("no", "[yes or no] ")
    assert ours.read_text() == f"{ENDED}achievement:\n  aim_met:\n    answer: no\n    evidence:\n"


def test_what_is_not_known_is_put_off_to_the_end(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    assert KIND in terminal.types("?")
    assert ours.read_text() == f"{ENDED}achievement:\n  aim_met: unknown\n"
    terminal.types("na: it was never one thing")
    assert ours.read_text().endswith(
        "arrangement:\n  kind:\n    answer: unknown\n"
        '    evidence: "Not applicable: it was never one thing"\n'
    )
    terminal.types("q", "Every answer is in")
    assert terminal.ends() == 0
    resumed = sit(ours).sees()
    assert AIM not in resumed
    assert KIND not in resumed


def test_once_nothing_else_is_left_it_offers_what_was_not_known(
    sit: Any, ours: Path, paper: Ruleset
) -> None:
    ours.write_text(unknown_but(paper, "stage: ended\n", "stage", "achievement.aim_met"))
    terminal = sit(ours)
    assert AIM in terminal.sees()
    end = terminal.types("don't know", "Ask again? [yes or no] ")
    assert "Verdict so far: It has closed (provisional)" in end
    assert "No question that is left can settle it: what it hangs on is not known." in end
    assert re.search(r"\n1[01] questions are answered with “not known”", end)
    assert AIM in terminal.types("yes")


def unknown_but(paper: Ruleset, known: str, *asked: str) -> str:
    """A profile that tells this, and of all that is not asked that it is not known."""
    facts = [fact for fact in paper.vocabulary.facts.values() if not fact.concluded]
    single = [
        fact.path for fact in facts if not fact.collection and not fact.path.endswith(".count")
    ]
    lines = [f"{path}: unknown\n" for path in single if path not in asked]
    for name in paper.vocabulary.collections:
        items = [fact.item for fact in facts if fact.collection == name and fact.path not in asked]
        if f"{name}:" not in known:
            each = "".join(f"    {item}: unknown\n" for item in items)
            lines.append(f"{name}:\n  count: unknown\n  each:\n{each}")
    return known + "".join(lines)


@pytest.mark.parametrize("at", ["a question", "the offer to go on"])
def test_ctrl_c_ends_it_with_130_and_nothing_is_lost(sit: Any, ours: Path, at: str) -> None:
    terminal = sit(ours)
    terminal.sees()
    if at != "a question":
        terminal.types("no", "[yes or no] ")
    held = ours.read_text()
    terminal.presses(b"\x03")
    assert terminal.ends() == 130
    assert f"Every answer given so far is in {ours}.\n" in terminal.shown
    assert terminal.shown.rstrip().endswith("interrupted")
    assert ours.read_text() == held
    assert list(ours.parent.iterdir()) == [ours]


def test_a_lost_session_is_taken_up_where_it_was(sit: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    terminal = sit(path)
    terminal.sees(CALLED)
    terminal.types("", "the list.\n> ")
    terminal.types("")
    terminal.types("operating")
    following = terminal.types("voluntary").split("2. ")[-1]
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL
    question = re.search(r"^3\. (.+)$", following, re.MULTILINE)
    assert question is not None
    assert f"1. {question[1]}" in sit(path).sees()


def test_it_says_how_many_questions_are_left_and_ends_with_what_to_do_first(
    sit: Any, tmp_path: Path
) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("stage: operating\nexit: {strategy: no, continuation_strategy: no}\n")
    terminal = sit(path)
    shown = " ".join(terminal.sees().split())
    assert re.search(r"up to [0-9]+ more before it is settled\.", shown)
    terminal.presses(b"\x04")
    assert terminal.ends() == 0
    end = " ".join(terminal.shown.split())
    assert "What to do first, by the answers so far: 1. Plan how the partnership ends" in end
    assert "[E1: P108, CS10, Q28] → " in end


def test_the_end_of_typing_leaves_it(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    terminal.presses(b"\x04")
    assert terminal.ends() == 0
    assert ours.read_text() == ENDED


WRONG = [
    ("maybe", "`maybe` is not one of the choices: yes, partly, no: write one of them."),
    ("partl", "did you mean `partly`?"),
    ("4", "There is no answer 4: type a number from 1 to 3."),
    ("", "Nothing is typed."),
    ("differ", "Nobody is listed by name"),
    ("help", "Behind a colon you can say where it comes from"),
    ("\x1b[A", "characters in it that cannot be kept"),
]


def test_what_cannot_be_understood_is_explained_and_typed_again(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    for line, message in WRONG:
        assert message in " ".join(terminal.types(line).split())
    assert ours.read_text() == ENDED


def test_an_answer_that_cannot_be_is_explained_and_not_written(
    sit: Any, ours: Path, paper: Ruleset
) -> None:
    known = "stage: operating\nfunders: {list: [Council], each: {data_fit: unknown}}\n"
    ours.write_text(unknown_but(paper, known, "stage"))
    held = ours.read_text()
    terminal = sit(ours)
    terminal.sees("[yes or no] ")
    assert "How many funders are there?" in terminal.types("yes")
    assert "`funders` lists 1, and its `count` is 0: correct" in terminal.types("0: a letter")
    assert ours.read_text() == held


def test_a_date_that_is_known_somehow_stays_so_where_no_more_is_known(
    sit: Any, ours: Path, paper: Ruleset
) -> None:
    known = "stage: operating\nfunding.ends: 2027 # or so\n"
    known += "exit.strategy: no\nexit.continuation_strategy: no\n"
    told = ("stage", "funding.ends", "exit.strategy", "exit.continuation_strategy")
    ours.write_text(unknown_but(paper, known, *told))
    held = ours.read_text()
    terminal = sit(ours, "--on", "2026-11-01")
    terminal.sees("[yes or no] ")
    asked = terminal.types("yes")
    assert "When does the partnership's present funding end?" in asked
    assert "So far it is known as 2027." in asked
    terminal.types("?", "Ask again? [yes or no] ")
    assert ours.read_text() == held
    terminal.types("no", "Every answer is in")

    again = sit(ours, "--on", "2026-11-01")
    again.sees("[yes or no] ")
    assert "So far it is known as 2027." in again.types("yes")
    again.types("2027-03: the offer letter", "Ask again? [yes or no] ")
    assert 'funding.ends: {answer: 2027-03, evidence: "the offer letter"} # or so\n' in (
        ours.read_text()
    )


def test_of_those_listed_each_can_be_answered_for(sit: Any, ours: Path, paper: Ruleset) -> None:
    known = "stage: ended\ncommitments:\n  - Lease # of the shop\n  - name: Pension\n"
    ours.write_text(unknown_but(paper, known, "stage", "commitments.has_owner"))
    terminal = sit(ours)
    terminal.sees("[yes or no] ")
    asked = terminal.types("yes")
    assert "One answer for Lease and Pension; type “differ” to answer for each." in asked
    assert "1. For Lease: have the partners" in terminal.types("differ")
    assert "2. For Pension: have the partners" in terminal.types("yes: the council's estates team")
    assert "1. For Lease: have the partners" in terminal.types("back")
    assert "2. For Pension: have the partners" in terminal.types("")
    terminal.types("no", "Ask again? [yes or no] ")
    assert ours.read_text().startswith(
        "stage: ended\ncommitments:\n  - name: Lease # of the shop\n    has_owner:\n"
        '      answer: yes\n      evidence: "the council\'s estates team"\n'
        "  - name: Pension\n    has_owner: no\n"
    )


def test_where_the_file_cannot_be_written_the_old_one_stays(sit: Any, ours: Path) -> None:
    terminal = sit(ours, limit=len(ENDED))
    terminal.sees()
    terminal.types("no: a report", "cannot be written")
    assert terminal.ends() == 2
    assert ours.read_text() == ENDED
    assert list(ours.parent.iterdir()) == [ours]


def test_what_is_changed_in_the_file_meanwhile_is_kept(sit: Any, ours: Path) -> None:
    terminal = sit(ours)
    terminal.sees()
    ours.write_text(ENDED.replace("# Ours.", "# Ours and yours."))
    terminal.types("no", "[yes or no] ")
    assert ours.read_text().startswith("# Ours and yours.\n")


@pytest.mark.parametrize(
    "changes", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_it_works_without_colour_in_any_locale(
    sit: Any, ours: Path, changes: dict[str, str | None]
) -> None:
    terminal = sit(ours, **changes)
    assert "\x1b" not in terminal.sees()
    terminal.types("no: Cofnodion Ynys Môn", "[yes or no] ")
    assert 'evidence: "Cofnodion Ynys Môn"\n' in ours.read_text()


def test_a_terminal_gets_colour_that_says_nothing_alone(sit: Any, ours: Path) -> None:
    coloured = sit(ours, NO_COLOR=None, TERM="xterm").sees()
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == sit(ours).sees()


def test_without_a_terminal_it_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    done = run("ask", "-i", path, stdin=b"1\n")
    assert (done.returncode, done.stdout, path.exists()) == (2, b"", False)
    assert done.stderr.decode() == (
        "Error: an interview needs a terminal, and standard input is none. "
        f"Without -i, `fruitful ask {path}` lists the questions\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "name one in place of -"),
        (["x.yaml", "-f", "json"], "an interview has no --format"),
        (["no_such_folder/x.yaml"], "no_such_folder/x.yaml cannot be written"),
        (["."], ".: error[not-a-file]"),
        (["bad.yaml"], "bad.yaml:1:8: error[bad-choice]"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(
    sit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("stage: endet\n")
    terminal = sit(*arguments)
    assert terminal.ends() == 2
    assert message in terminal.shown
