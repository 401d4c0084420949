"""An engine shared by threads, or used on after interrupts, comes out as the reference has it."""

from __future__ import annotations

import gc
import random
import signal
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
