"""How much a process grows over many evaluations, each from a profile's bytes to its JSON."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import prepare
from fruitful.firing.programme import Engine
from fruitful.records.from_advice import advice_record
from fruitful.records.writing import dumps
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack, shipped_cases


def resident() -> float:
    """Megabytes that the process has in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def one(data: bytes, name: str, ruleset: Ruleset, engine: Engine, engine_name: str) -> None:
    """Evaluate one profile, and let go of all that comes of it."""
    profile = profile_from(data, name, ruleset.vocabulary)
    day = profile.assessed_on or date(2026, 11, 1)
    dumps(advice_record(evaluate(ruleset, profile, day, engine, engine_name), ruleset))


def main(engine_name: str, number: int) -> None:
    """Print the growth in megabytes from the first round of all cases to the last evaluation."""
    ruleset = load_ruleset([paper_pack()], date(2026, 11, 1))
    engine = prepare(ruleset, engine_name)
    cases = [(path.read_bytes(), path.name) for path in shipped_cases()]
    for data, name in cases:
        one(data, name, ruleset, engine, engine_name)
    before = resident()
    begin = time.perf_counter()
    for data, name in islice(cycle(cases), number):
        one(data, name, ruleset, engine, engine_name)
    each = (time.perf_counter() - begin) / number
    print(json.dumps({"growth": resident() - before, "milliseconds": 1000 * each}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
