"""How many partnerships a second are screened in one process, and the memory that each takes.

The partnerships are made up like rows of a register: some two thirds of what registers answer.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fruitful.diagnostic import Place
from fruitful.firing.engines import prepare
from fruitful.language.value import Span, Value
from fruitful.language.vocabulary import Fact
from fruitful.portfolio import together
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.bulk import Bulk
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Member, Members
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack

DAY = date(2026, 11, 1)
FIRST_DAY = date(2018, 1, 1).toordinal()


def entries(ruleset: Ruleset, number: int) -> Iterator[Entry]:
    """Partnerships with random answers, the same in every run."""
    chance = random.Random(1)
    asked = [
        fact
        for path, fact in ruleset.vocabulary.facts.items()
        if fact.columns and not fact.collection and not path.endswith(".count")
    ]
    for at in range(number):
        place = Place("register.csv", at + 2)
        answers = {
            fact.path: Answer(answer(fact, chance), "", "", "", place)
            for fact in asked
            if chance.random() < 0.65
        }
        names = [f"Body {chance.randint(0, 500)}-{n}" for n in range(chance.randint(2, 8))]
        partners = Members(tuple(Member(name, {}) for name in names), {}, len(names))
        members = {"partners": partners}
        name = f"Partnership {at}"
        yield Entry(place, Profile(f"p{at}", name, "", None, answers, members, None, place.file))


def answer(fact: Fact, chance: random.Random) -> Value:
    """A random answer of the fact's type."""
    if fact.kind == "set":
        return frozenset(chance.sample(list(fact.choices), chance.randint(1, 2)))
    if fact.choices:
        return chance.choice(list(fact.choices))
    if fact.kind == "date":
        day = date.fromordinal(FIRST_DAY + chance.randint(0, 4000))
        return Span(day, day)
    if fact.kind == "text":
        return f"Words {chance.randint(0, 300)}"
    amount = chance.randint(0, 100 if fact.kind == "percentage" else 400_000)
    return amount if fact.kind == "count" else Decimal(amount)


def main(number: int) -> None:
    """Print seconds of processor time, and what was added to the peak of memory in MB."""
    gc.disable()  # as the command does
    packs = load_packs([paper_pack()])
    each = stack(packs, DAY)
    portfolio = stack_portfolio(packs, DAY, each)
    assert portfolio is not None
    engines = prepare(each, "reference"), prepare(portfolio, "reference")
    rules = Rules(each, portfolio, *engines, "reference", DAY)
    given = list(entries(each, number))
    before = _peak()
    begin = time.process_time()
    bulk = Bulk(rules, {path for one in given if one.profile for path in one.profile.answers})
    assessed = [bulk.assess(one) for one in given]
    middle = time.process_time()
    together(assessed, rules)
    end = time.process_time()
    found = {"assess": middle - begin, "together": end - middle, "grown": _peak() - before}
    print(json.dumps(found))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
