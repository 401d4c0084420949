"""How long it takes to load and evaluate a pack of many generated rules on top of the paper's."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random

from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import prepare
from fruitful.ruleset import load_ruleset
from fruitful.shipped import paper_pack

RULES_A_FILE = 250
FACTS = 300
DAY = date(2026, 11, 1)
ANSWERS = ("yes", "partly", "no")
SEVERITIES = ("critical", "high", "medium", "low")


def write_pack(folder: Path, number: int, chance: Random) -> None:
    """Write a pack with so many rules on 300 facts of its own."""
    manifest = {"id": "generated", "version": "1", "title": "Generated", "prefix": "GEN"}
    facts = {
        f"gen_{at}": {"ask": f"What of {at}?", "type": "judgement", "cites": "local: none"}
        for at in range(FACTS)
    }
    _write(folder / "pack.yaml", manifest)
    _write(folder / "facts.yaml", {"facts": facts})
    for start in range(0, number, RULES_A_FILE):
        rules = [_rule(at, chance) for at in range(start, min(start + RULES_A_FILE, number))]
        _write(folder / f"rules_{start:06}.yaml", {"theme": "scope", "rules": rules})


def _rule(at: int, chance: Random) -> dict[str, object]:
    """Three to six tests; every tenth rule rests on an earlier one."""
    tests: list[object] = [_test(chance) for _ in range(chance.randint(2, 4))]
    tests.append({"any": [_test(chance), _test(chance)]})
    if at % 10 == 9:
        tests.append({"not": {"finding": f"GEN{at - chance.randint(1, 8)}"}})
    return {
        "id": f"GEN{at}",
        "title": f"See to matter {at}",
        "settle_by": "proposed",
        "cites": "local: none",
        "when": {"any" if at % 2 else "all": tests},
        "severity": [{"critical": _test(chance)}, chance.choice(SEVERITIES)],
        "finding": f"Matter {at} is not seen to.",
        "recommend": f"See to matter {at} with the partners.",
        "met": f"Matter {at} is seen to.",
    }


def _test(chance: Random) -> dict[str, object]:
    answers = chance.sample(ANSWERS, chance.randint(1, 2))
    return {f"gen_{chance.randrange(FACTS)}": answers}


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML


def a_profile(chance: Random) -> bytes:
    """Two thirds of the questions answered."""
    answers = {f"gen_{at}": chance.choice(ANSWERS) for at in range(FACTS) if chance.random() < 0.67}
    return json.dumps({"name": "Generated", "stage": "proposed", **answers}).encode()


def main(engine_name: str, number: int) -> None:
    """Print the seconds that each step takes, and the number of rules in all."""
    gc.disable()  # as the command does
    chance = Random(1998)
    with tempfile.TemporaryDirectory() as folder:
        write_pack(Path(folder), number, chance)
        begin = time.perf_counter()
        ruleset = load_ruleset([paper_pack(), Path(folder)], DAY)
    loaded = time.perf_counter()
    engine = prepare(ruleset, engine_name)
    prepared = time.perf_counter()
    profile = profile_from(a_profile(chance), "generated.yaml", ruleset.vocabulary)
    evaluate(ruleset, profile, DAY, engine, engine_name)
    evaluated = time.perf_counter()
    found = {
        "rules": len(ruleset.rules),
        "load": loaded - begin,
        "prepare": prepared - loaded,
        "evaluate": evaluated - prepared,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
