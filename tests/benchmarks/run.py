"""How fast the tool is and how much memory it takes, beside the limits that were set.

One command, from anywhere: python tests/benchmarks/run.py

It prints a table, and ends with 1 where a limit does not hold. Limits are ratios to a floor of the
same run, or counts that are steady; seconds and milliseconds are printed and not judged. Where
there is no floor of its own, a time is set against a million additions in Python, on this machine
and now. Every measurement is made in a process of its own, from the checkout beside it, with
compiled Python files. Times are the best of several runs, which other work on the machine disturbs
least.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CASE = ROOT / "cases" / "paper" / "cs01_wessex_project_the_day_before.yaml"
HALF_FILLED = ROOT / "cases" / "synthetic" / "half_filled.yaml"
LOCAL_PACK = ROOT / "tests" / "packs" / "our_council"

RUNS = 15
"""Of the whole process, and of the floor in turn with it."""
EVALUATIONS = 10_000
FEW_RULES, MANY_RULES = 1_000, 5_000
SCREENED, BULK = 50, 5_000
FEW_ROWS = 1_000
"""Partnerships: those of an authority, and those of the limit of 2,000 a second on two cores."""
RULES_OF_THE_LIMIT = 120
"""The limits of firing are for so many rules; measurements are scaled to them."""
ENGINES = {"durable_rules": 12.0, "reference": 1.0}
"""Milliseconds in which each may fire a profile for that many rules."""
if find_spec("durable") is None:
    del ENGINES["durable_rules"]


ADDITIONS = 40.0
"""Milliseconds for a million additions on the machine on which the limits were set."""
MARGIN = 1.5
"""How far a time may go beyond its limit, against the additions of the same run: machines differ in
more than how fast they add."""


class Row(NamedTuple):
    """One line of the table."""

    what: str
    measured: float
    unit: str
    limit: float | None = None
    """What it may be at most; None where there is no limit. Times are only printed."""

    most: float | None = None
    """Of a time: what it may take where additions take as long as they did when that was set."""

    @property
    def holds(self) -> bool:
        return self.limit is None or self.measured <= self.limit


def main() -> int:
    """Measure everything and print the table; 1 where a limit does not hold."""
    broken = []
    with tempfile.TemporaryDirectory() as cache:
        child = Child(cache)
        print(f"{'':52}{'measured':>10}{'limit':>10}\n")
        for part in (
            whole_process,
            firing,
            asking,
            explaining,
            solving,
            checking,
            screening,
            registers,
            policy,
            memory,
            many_rules,
        ):
            for row in part(child):
                for one in (row, *_judged(row)):
                    print(_line(one), flush=True)
                    broken += [] if one.holds else [one.what.strip()]
            print()
    for what in broken:
        print(f"DOES NOT HOLD: {what}")
    return 1 if broken else 0


def _judged(row: Row) -> Iterator[Row]:
    """Of a time: what is judged in its place, against the additions of this run."""
    if row.most is not None:
        unit = {"s": 1000, "ms": 1}[row.unit]
        now = 1000 * min(map(_additions, range(5)))
        what = f"{row.what.strip()}: against a million additions"
        limit = MARGIN * row.most * unit / ADDITIONS
        yield Row(what[:50], row.measured * unit / now, "×", limit)


def _line(row: Row) -> str:
    measured = f"{row.measured:,.2f} {row.unit}"
    if row.limit is None:
        return f"{row.what:<50}{measured:>14}"
    holds = "holds" if row.holds else "DOES NOT HOLD"
    return f"{row.what:<50}{measured:>14}{row.limit:>8,g}  {holds}"


class Child:
    """Runs Python in a process of its own, on the checkout, with compiled files kept apart."""

    def __init__(self, cache: str) -> None:
        self.env = {
            **{name: value for name, value in os.environ.items() if name[:6] != "PYTHON"},
            "PYTHONPATH": str(ROOT / "engine"),
            "PYTHONPYCACHEPREFIX": cache,
        }

    def run(self, *arguments: str | Path) -> str:
        """What it writes; raises CalledProcessError where it crashes."""
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(
            command, env=self.env, stdout=subprocess.PIPE, encoding="utf-8", check=True
        ).stdout

    def measure(self, script: str, *arguments: object) -> Any:
        """What a script of this folder measures."""
        return json.loads(self.run(HERE / script, *map(str, arguments)))

    def best_times(self, commands: Sequence[Sequence[str | Path]], runs: int = RUNS) -> list[float]:
        """The best time of each command in milliseconds, one after the other, again and again."""
        best = [float("inf")] * len(commands)
        for _ in range(runs + 1):  # the first run compiles, and is never the best
            for at, command in enumerate(commands):
                begin = time.perf_counter()
                self.run(*command)
                best[at] = min(best[at], time.perf_counter() - begin)
        return [1000 * seconds for seconds in best]


def whole_process(child: Child) -> Iterator[Row]:
    """``fruitful evaluate`` of one profile against the floor below it."""
    yield Row("a million additions: this machine, now", 1000 * min(map(_additions, range(9))), "ms")
    yaml = sorted((ROOT / "rules" / "paper").rglob("*.yaml"))
    evaluate = ("-m", "fruitful", "evaluate", "--on", "1996-12-31", CASE)
    floor, whole, reference = child.best_times(
        [(HERE / "floor.py", *yaml, CASE), evaluate, (*evaluate, "--engine", "reference")]
    )
    yield Row("imports and YAML alone: the floor", floor, "ms")
    yield Row("fruitful evaluate, the whole process", whole, "ms")
    yield Row("  against the floor", whole / floor, "×", 2.8)
    yield Row("  with the reference evaluator", reference / floor, "×")


def checking(child: Child) -> Iterator[Row]:
    """``fruitful rules check`` of the paper's pack, the whole process."""
    check = ("-m", "fruitful", "rules", "check")
    quick, proved = child.best_times([(*check, "--quick"), check], runs=3)
    yield Row("fruitful rules check --quick, without the solver", quick / 1000, "s", most=2)
    if find_spec("z3") is not None:
        yield Row("fruitful rules check, all that is proved too", proved / 1000, "s", most=20)


def _additions(start: int) -> float:
    """Seconds for the same work in every release: what other times can be set against."""
    begin = time.perf_counter()
    for _ in range(1_000_000):
        start += 1
    return time.perf_counter() - begin


def firing(child: Child) -> Iterator[Row]:
    """Firing the paper's rules over one profile, the average of all cases."""
    times: dict[str, float] = {}
    for engine, limit in ENGINES.items():
        found = child.measure("firing.py", engine)
        times[engine] = found["milliseconds"]
        scale = RULES_OF_THE_LIMIT / found["rules"]
        yield Row(f"{engine} fires {found['rules']} rules", times[engine], "ms")
        yield Row(f"  for {RULES_OF_THE_LIMIT} rules", times[engine] * scale, "ms", most=limit)
    if len(times) > 1:
        ratio = times["durable_rules"] / times["reference"]
        yield Row("durable_rules against the reference", ratio, "×")


def memory(child: Child) -> Iterator[Row]:
    """Growth over many evaluations in one process, and the peak of one command."""
    found = child.measure("growth.py", next(iter(ENGINES)), EVALUATIONS)
    yield Row(f"growth over {EVALUATIONS:,} evaluations", found["growth"], "MB", 10)
    yield Row("  one evaluation, from bytes to JSON", found["milliseconds"], "ms")
    for engine in ENGINES:
        peak = float(child.run(HERE / "peak.py", "evaluate", "--engine", engine, CASE))
        yield Row(f"peak of one evaluate, {engine}", peak, "MB", 75)


def asking(child: Child) -> Iterator[Row]:
    """The next question of an interview, the slowest of random profiles at every stage."""
    for share, known in (("0.5", "half the answers known"), ("0", "only the stage known")):
        found = child.measure("asking.py", share)
        yield Row(f"the next question, {known}", found["next"], "ms", most=300)
        yield Row("  against firing once, reference", found["next"] / found["fire"], "×")
        yield Row("  against one evaluation, reference", found["next"] / found["evaluate"], "×")
    yield Row("an answer put into a new profile's text", found["write"], "ms")


def explaining(child: Child) -> Iterator[Row]:
    """What came of every rule, and why, of a random profile with half its answers."""
    found = child.measure("explaining.py", "0.5")
    yield Row("explain: every outcome in a line", found["outcomes"], "ms")
    yield Row("  against one evaluation", found["outcomes"] / found["evaluate"], "×", 2)
    yield Row("explain one rule, the slowest", found["slowest"], "ms")
    yield Row("  against firing once, reference", found["slowest"] / found["fire"], "×")
    yield Row(f"explain each of {found['rules']} rules in full", found["each"], "ms")
    yield Row("  against one evaluation", found["each"] / found["evaluate"], "×")


def solving(child: Child) -> Iterator[Row]:
    """The ways to a verdict, and what is certain, of random profiles with half their answers."""
    found = child.measure("towards.py", "0.5")
    yield Row("explain --to, the slowest of all verdicts", found["towards"], "s", most=2)
    yield Row("  against one evaluation", found["towards"] / found["evaluate"], "×")
    yield Row("  the average", found["average"], "s")
    yield Row("explain --certain", found["certain"], "s")
    yield Row("  against one evaluation", found["certain"] / found["evaluate"], "×")
    command = ("-m", "fruitful", "explain", HALF_FILLED, "--to", "sound")
    (whole,) = child.best_times([command])
    yield Row("explain --to, the whole process", whole / 1000, "s", most=2)


def screening(child: Child) -> Iterator[Row]:
    """Partnerships screened together: fifty profiles as a process, and thousands in one process."""
    yaml = sorted((ROOT / "rules" / "paper").rglob("*.yaml"))
    folders = (ROOT / "cases" / name for name in ("paper", "synthetic"))
    cases = [one for folder in folders for one in sorted(folder.glob("*.yaml"))][:SCREENED]
    command = ("-m", "fruitful", "screen", "--on", "2026-11-01", "-f", "csv", *cases)
    floor, whole = child.best_times([(HERE / "floor.py", *yaml, *cases), command])
    each = MARGIN * 12 * SCREENED * 1000 * min(map(_additions, range(5))) / ADDITIONS
    yield Row(f"fruitful screen of {SCREENED} profiles, the whole", whole, "ms")
    yield Row("  against its floor, and 12 ms for each", whole / (2.5 * floor + each), "×", 1)
    found = child.measure("screening.py", BULK)
    seconds = found["assess"] + found["together"]
    yield Row(f"screening {BULK:,}, reference, one core: each", 1000 * seconds / BULK, "ms", most=1)
    yield Row("  of this, what is about all together", 1000 * found["together"] / BULK, "ms")
    yield Row("  memory for each result", 1024 * found["grown"] / BULK, "kB")


def registers(child: Child) -> Iterator[Row]:
    """A register of thousands of rows, from its file to a row of CSV each, as a process."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for kind in ("csv", "xlsx"):
            if kind == "xlsx" and find_spec("python_calamine") is None:
                continue
            for number in (FEW_ROWS, BULK):
                path = Path(folder) / f"{number}.{kind}"
                child.run(HERE / "registers.py", path, str(number))
                screen = ("screen", path, "--on", "2026-11-01", "--engine", "reference")
                report = ("-o", Path(folder) / "report.csv")
                peaks[number] = float(child.run(HERE / "peak.py", *screen, *report))
            command = ("-m", "fruitful", *screen, "--jobs", "2", *report)
            (whole,) = child.best_times([command], runs=7)
            yield Row(f"a register of {BULK:,} rows, .{kind}, two jobs: rows/s",
                      1000 * BULK / whole, "", None)  # fmt: skip
            yield Row("  each thousand rows", whole * 1000 / BULK, "ms", most=800)
            yield Row(f"  peak of memory, {FEW_ROWS:,} rows, one job", peaks[FEW_ROWS], "MB")
            yield Row(f"  peak of memory, {BULK:,} rows, one job", peaks[BULK], "MB")


def policy(child: Child) -> Iterator[Row]:
    """What a local pack would do to partnerships, against a screening of the same."""
    cases = sorted((ROOT / "cases" / "synthetic").glob("*.yaml"))[:SCREENED]
    screen = ("-m", "fruitful", "screen", *cases)
    impact = ("-m", "fruitful", "rules", "impact", "--pack", LOCAL_PACK, *cases)
    screened, judged = child.best_times([screen, impact])
    yield Row(f"rules impact over {len(cases)} partnerships", judged, "ms")
    yield Row("  against screening them", judged / screened, "×", 2.5)


def many_rules(child: Child) -> Iterator[Row]:
    """Generated rules on top of the paper's: whether time is linear in their number."""
    for engine in ENGINES:
        few, many = (child.measure("many_rules.py", engine, n) for n in (FEW_RULES, MANY_RULES))
        yield Row(f"{MANY_RULES:,} rules more, {engine}: load", many["load"], "s")
        yield Row("  make the engine ready", many["prepare"], "s")
        yield Row("  evaluate a profile", many["evaluate"], "s")
        yield Row("  all of it, a rule", 1000 * _each(many), "ms")
        growth = _each(many) / _each(few)
        yield Row(f"  against a rule of {FEW_RULES:,}", growth, "×", 1.5)


def _each(found: Any) -> float:
    """Seconds for each rule."""
    seconds: float = found["load"] + found["prepare"] + found["evaluate"]
    return seconds / found["rules"]


if __name__ == "__main__":
    sys.exit(main())
