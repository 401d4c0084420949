"""How long it takes to explain a profile with half its answers, beside evaluating it."""

from __future__ import annotations

import json
import sys
from random import Random

from asking import DAY, best, profile_text

from fruitful.evaluation import evaluate, profile_from
from fruitful.explain import came, explain
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.formats import Look
from fruitful.formats import text as lines
from fruitful.profile.facts import facts_of
from fruitful.report.evaluation import evaluation_report
from fruitful.report.explanation import outcomes_report
from fruitful.ruleset import load_ruleset
from fruitful.shipped import paper_pack


def main(share: float) -> None:
    """Print the times for a random profile of an operating partnership."""
    ruleset = load_ruleset([paper_pack()], DAY)
    engine = prepare(ruleset, REFERENCE)
    text = profile_text(ruleset, "operating", share, Random(1))
    profile = profile_from(text, "a.yaml", ruleset.vocabulary)
    facts = facts_of(profile, DAY)
    firing = fire(ruleset, facts, engine)

    def outcomes() -> str:
        fired = fire(ruleset, facts_of(profile, DAY), engine)
        found = came(ruleset, fired)
        report = outcomes_report(found, profile.name, DAY, ruleset, REFERENCE)
        return lines.write(report, Look())

    def advice() -> str:
        advice = evaluate(ruleset, profile, DAY, engine, REFERENCE)
        return lines.write(evaluation_report(advice, ruleset, {}), Look())

    def why(rule: str) -> float:
        return best(lambda: explain(ruleset, profile, firing, rule))

    each = [why(rule) for rule in ruleset.rules]
    found = {
        "rules": len(ruleset.rules),
        "evaluate": best(advice),
        "outcomes": best(outcomes),
        "slowest": max(each),
        "each": sum(each),
        "fire": best(lambda: fire(ruleset, facts, engine)),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(float(sys.argv[1]))
