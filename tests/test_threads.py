"""An engine shared by threads, or used on after interrupts, comes out as the reference has it."""

from __future__ import annotations

import gc
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import pytest

from conftest import DAY
from fruitful.firing import fire
from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.language.value import Value
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset
from fruitful.shipped import shipped
from program import PATIENCE, environment
from small_packs import load, rule, small_pack

TIMES = 10_000
needs_durable = pytest.mark.skipif(default_engine() != DURABLE, reason="durable_rules is missing")


@pytest.fixture
def small(tmp_path: Path) -> Ruleset:
    """Rules that are findings, met and undecided by turns, some of them on others."""
    rules = "".join(
        (
            rule("A", "{board.met: no}"),
            rule("B", "{any: [{board.fit: no}, {board.met: no}]}"),
            rule("C", "{all: [{board.fit: yes}, {board.met: yes}]}"),
            rule("D", "{finding: A, board.fit: [no, partly]}"),
        )
    )
    return load(small_pack(tmp_path, rules))


def answers(seed: int) -> Facts:
    chance = random.Random(seed)
    values: dict[str, Value] = {"stage": "operating"}
    for path in ("board.met", "board.fit"):
        answer = chance.choice(("yes", "partly", "no", None))
        if answer is not None:
            values[path] = answer
    return Facts(values, {}, DAY)


def outcomes(ruleset: Ruleset, engine: Engine, seed: int) -> dict[str, str]:
    return dict(fire(ruleset, answers(seed), engine).outcomes)


@needs_durable
def test_eight_threads_may_share_an_engine(small: Ruleset) -> None:
    shared, reference = prepare(small, DURABLE), prepare(small, REFERENCE)
    expected = [outcomes(small, reference, seed) for seed in range(TIMES)]
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda seed: outcomes(small, shared, seed), range(TIMES)))
    assert got == expected


@contextmanager
def interrupted() -> Iterator[None]:
    """Ctrl-C, time and again."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    gc.disable()  # Hypothesis times collections, and what interrupts that is no fault of ours
    signal.setitimer(signal.ITIMER_REAL, 0.003, 0.003)
    try:
        yield
    finally:
        with suppress(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        gc.enable()


@needs_durable
def test_interrupts_spoil_nothing_that_comes_after_them(small: Ruleset) -> None:
    engine, reference = prepare(small, DURABLE), prepare(small, REFERENCE)
    expected = [outcomes(small, reference, seed) for seed in range(1_000)]
    seen, wrong = 0, []
    with suppress(KeyboardInterrupt), interrupted():
        for seed in range(1_000):
            try:
                if outcomes(small, engine, seed) != expected[seed]:
                    wrong.append(seed)
            except KeyboardInterrupt:
                seen += 1
    assert wrong == []
    assert seen > 0
    assert [outcomes(small, engine, seed) for seed in range(1_000)] == expected


IN_AN_ACTION = """
import os, runpy, signal
from itertools import count
from fruitful.firing import rete

note, actions = rete._Network._note, count(1)

def noting(network, number):
    act = note(network, number)

    def acting(closure):
        if next(actions) == 100:
            os.kill(os.getpid(), signal.SIGINT)
        act(closure)

    return acting

rete._Network._note = noting
runpy.run_module("fruitful", run_name="__main__")
"""
AFTER_AN_ACTION = """
import json, os, runpy, signal
from itertools import count
from types import SimpleNamespace
from durable import engine

actions = count(1)

def dumps(*given, **named):
    if next(actions) == 2_000:
        os.kill(os.getpid(), signal.SIGINT)
    return json.dumps(*given, **named)

engine.json = SimpleNamespace(loads=json.loads, dumps=dumps)
runpy.run_module("fruitful", run_name="__main__")
"""
"""The program, to which Ctrl-C comes while durable_rules fires a rule, or in its own work on it."""


@needs_durable
@pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX system does")
@pytest.mark.parametrize("program", [IN_AN_ACTION, AFTER_AN_ACTION], ids=["in", "after"])
def test_ctrl_c_while_rules_fire_in_a_screening_ends_it_with_130(
    program: str, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    report.write_text("the previous one")
    command = ["screen", str(shipped("cases") / "authority" / "profiles"), "--on", "2026-11-01"]
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "--jobs", "1", "-o", str(report)],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"interrupted")
    assert report.read_text() == "the previous one"
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
