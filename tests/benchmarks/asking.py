"""How long an interview takes to find its next question, and to write an answer down."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from random import Random

from fruitful.ask import open_questions, questioner
from fruitful.ask.trying import Questioner
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.vocabulary import Fact
from fruitful.profile.facts import facts_of
from fruitful.profile.writing import NewAnswer, with_answer
from fruitful.render.template import template
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack

DAY = date(2026, 11, 1)
ROUNDS = 7
SEEDS = 3
"""Random profiles for each stage."""


def profile_text(ruleset: Ruleset, stage: str, share: float, chance: Random) -> bytes:
    """A profile with this share of all questions answered at random."""
    told: dict[str, object] = {"stage": stage}
    each: dict[str, dict[str, object]] = {}
    for fact in ruleset.vocabulary.facts.values():
        if fact.concluded or fact.path in told or chance.random() >= share:
            continue
        if fact.collection:
            each.setdefault(fact.collection, {})[fact.item] = _answer(fact, chance)
        elif not fact.path.endswith(".count"):
            told[fact.path] = _answer(fact, chance)
    members = {name: {"each": answers} for name, answers in each.items()}
    return json.dumps({**told, **members}).encode()


def _answer(fact: Fact, chance: Random) -> object:
    choices = list(fact.choices)
    if fact.kind == "set":
        return chance.sample(choices, chance.randint(0, len(choices)))
    if choices:
        return chance.choice(choices)
    if fact.kind == "date":
        return "2027"
    return str(chance.randint(0, 50))


def best(action: Callable[[], object]) -> float:
    """The best time of several, in milliseconds."""
    found = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        action()
        found = min(found, time.perf_counter() - begin)
    return 1000 * found


def main(share: float) -> None:
    """Print the slowest next question of all profiles, and what it is measured against."""
    ruleset = load_ruleset([paper_pack()], DAY)
    engine = prepare(ruleset, REFERENCE)
    asker = questioner(ruleset, engine)
    texts = (
        profile_text(ruleset, stage, share, Random(seed))
        for stage in ruleset.stages
        for seed in range(SEEDS)
    )
    rows = [_row(asker, text) for text in texts]
    slowest = max(rows, key=lambda row: row["next"])
    answer = NewAnswer("exit.strategy", "no", "Board minutes, March")
    new = template(ruleset, None).encode()
    write = best(lambda: with_answer(new, "a.yaml", ruleset.vocabulary, answer))
    print(json.dumps({"rules": len(ruleset.rules), "write": write, **slowest}))


def _row(asker: Questioner, text: bytes) -> dict[str, float]:
    ruleset, engine = asker.ruleset, asker.engine
    profile = profile_from(text, "a.yaml", ruleset.vocabulary)
    facts = facts_of(profile, DAY)
    return {
        "next": best(lambda: open_questions(asker, profile, DAY).next()),
        "fire": best(lambda: fire(ruleset, facts, engine)),
        "evaluate": best(lambda: evaluate(ruleset, profile, DAY, engine, REFERENCE)),
    }


if __name__ == "__main__":
    main(float(sys.argv[1]))
