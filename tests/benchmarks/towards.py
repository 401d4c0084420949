"""How long it takes to find what would have to be different for a verdict, and what is certain."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from random import Random

from asking import DAY, profile_text

from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack
from fruitful.what_if.certain import certain
from fruitful.what_if.towards import towards

ROUNDS = 3
SEEDS = 2
"""Random profiles for each stage."""


def best(action: Callable[[], object]) -> float:
    """The best time of several, in seconds."""
    found = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        action()
        found = min(found, time.perf_counter() - begin)
    return found


def main(share: float) -> None:
    """Print the slowest of all profiles and verdicts, and what it is measured against."""
    ruleset = load_ruleset([paper_pack()], DAY)
    rows = [
        _row(ruleset, profile_text(ruleset, stage, share, Random(seed)))
        for stage in ruleset.stages
        for seed in range(SEEDS)
    ]
    print(json.dumps(max(rows, key=lambda row: row["towards"])))


def _row(ruleset: Ruleset, text: bytes) -> dict[str, float]:
    engine = prepare(ruleset, REFERENCE)
    profile = profile_from(text, "a.yaml", ruleset.vocabulary)
    facts = facts_of(profile, DAY)
    times = {
        wished: best(lambda wished=wished: towards(ruleset, facts, wished, engine))
        for wished in ruleset.verdicts
    }
    slowest = max(times, key=times.__getitem__)
    ways = towards(ruleset, facts, slowest, engine).ways
    return {
        "answers": len(ways[0].actions) if ways else 0,
        "towards": times[slowest],
        "average": sum(times.values()) / len(times),
        "certain": best(lambda: certain(ruleset, facts, engine)),
        "evaluate": best(lambda: evaluate(ruleset, profile, DAY, engine, REFERENCE)),
    }


if __name__ == "__main__":
    main(float(sys.argv[1]))
