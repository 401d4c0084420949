"""How much processor time an engine takes to fire the paper's rules; no trace, no advice."""

from __future__ import annotations

import json
import sys
import time
from datetime import date

from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import prepare
from fruitful.profile.facts import Facts, facts_of
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack, shipped_cases

ROUNDS = 10


def facts_of_the_cases(ruleset: Ruleset) -> list[Facts]:
    """What is known in each shipped case."""
    profiles = (
        profile_from(path.read_bytes(), path.name, ruleset.vocabulary) for path in shipped_cases()
    )
    return [facts_of(one, one.assessed_on or date(2026, 11, 1)) for one in profiles]


def main(engine_name: str) -> None:
    """Print the best average of several rounds over all cases."""
    ruleset = load_ruleset([paper_pack()], date(2026, 11, 1))
    engine = prepare(ruleset, engine_name)
    cases = facts_of_the_cases(ruleset)
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        for facts in cases:
            fire(ruleset, facts, engine)
        best = min(best, (time.process_time() - begin) / len(cases))
    print(json.dumps({"rules": len(ruleset.rules), "milliseconds": 1000 * best}))


if __name__ == "__main__":
    main(sys.argv[1])
