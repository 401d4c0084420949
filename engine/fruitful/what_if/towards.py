"""What would have to be different for another verdict: the fewest answers, and every way to it.

The verdict is the tool's own, on the profile as it would then be: an answer that changes takes a
definite value, an unknown one that does not change stays unknown. Fixed are answers so marked in
the vocabulary, dates that have passed, who the members of a collection are, and the stage, unless
the verdict belongs to another one. An answer that is only unknown may always be given.

No answer becomes a worse one, and nothing else gets worse by a way. The form of the partnership
stays where there is a way that leaves it; where what is wished hangs on something that is not known
yet, it may turn out badly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

from fruitful.advice.judging import stand
from fruitful.explain.explanation import Address
from fruitful.firing import FINDING, MET, Firing, fire
from fruitful.firing.programme import Engine
from fruitful.language.regions import Region
from fruitful.language.value import Value
from fruitful.language.vocabulary import STAGE
from fruitful.profile.facts import NOT_GIVEN, Facts
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES
from fruitful.ruleset.verdict import Verdict
from fruitful.solving.domains import FIXED, FORM, PAST
from fruitful.solving.fewest import Bounds, Kept, Search
from fruitful.solving.formulas import Formula, both, opposite
from fruitful.solving.problem import Problem
from fruitful.solving.variables import Variable
from fruitful.what_if.changed import changed
from fruitful.what_if.easing import eased, facts_behind, gravity
from fruitful.what_if.worsening import is_faulting, worse_than_given

MOST_WAYS = 32
"""Ways that are looked for."""
NOTHING_WORSE, AS_IT_TURNS_OUT = "nothing worse", "as it turns out"


class Action(NamedTuple):
    """One answer that would have to become different."""

    address: Address
    before: Value | None
    """None where it is not known: it would have to turn out so."""
    to: tuple[Region, ...]
    """What it could become. Each will do, whichever the other answers of the way become; of a set
    of choices it is one that will."""
    eases: tuple[str, ...]
    """The findings that test this answer, and that the way closes or makes less severe."""
    ends: tuple[str, ...]
    """The findings that matter only with this answer, and with the way no longer do."""
    form: bool
    """Whether it is a change of the partnership's form, and no remedy."""


class Way(NamedTuple):
    """Some answers that together, and no fewer, give the verdict."""

    actions: tuple[Action, ...]
    settled: bool
    """Whether the verdict would then be settled; else it could yet become another."""


Choice = tuple[tuple[Action, ...], ...]
"""Groups of actions, of which one is enough."""


class Towards(NamedTuple):
    """What would have to be different for a verdict."""

    wished: Verdict
    now: Verdict
    settled: bool
    """Whether the verdict is settled now."""
    ways: tuple[Way, ...]
    """The ways with as few answers as possible. None where nothing that can change gives the
    verdict; one without actions where it is the verdict already."""
    are_all: bool
    """Whether there are no more ways with as few answers."""
    always: tuple[Action, ...]
    """What is in every way, in those that are not told too."""
    choices: tuple[Choice, ...]
    """The rest of the ways, taken apart: a way is what is always, and one group of each choice."""
    other_stage: bool
    """Whether it takes another stage."""
    kept: tuple[Kept, ...]
    """Where there is no way: answers that cannot be changed and together exclude the verdict."""
    only_worse: bool = False
    """Where there is no way: whether there would be one by making something worse."""


def towards(
    ruleset: Ruleset, facts: Facts, wished: str, engine: Engine, most_ways: int = MOST_WAYS
) -> Towards:
    """The fewest answers that would have to become different for the verdict with this id.

    Raises SolverMissing where z3 is not installed, TooHard where it gives up.

    >>> from datetime import date
    >>> from fruitful.firing.engines import REFERENCE, prepare
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> paper, day = load_ruleset([paper_pack()], date(2026, 11, 1)), date(2026, 11, 1)
    >>> ended = Facts({"stage": "ended", "achievement.aim_met": "no"}, {}, day)
    >>> found = towards(paper, ended, "closed_as_success", prepare(paper, REFERENCE))
    >>> [(str(one.address), one.to[0].value) for one in found.ways[0].actions]
    [('achievement.aim_met', 'yes')]
    """
    before = fire(ruleset, facts, engine)
    bounds = _nothing_worse(ruleset, facts, before)
    search = Search(ruleset, facts, lambda problem: problem.verdicts()[wished], bounds)
    verdict, settled, *_ = stand(ruleset, before)
    found = Towards(ruleset.verdicts[wished], verdict, settled, (), True, (), (), False, ())
    for kept, bound in _TIERS:
        if search.can_keep(kept, bound):
            break
    else:
        if search.can_keep((FIXED, PAST)):
            return found._replace(only_worse=True)
        search.can_keep((FIXED, PAST, STAGE))
        return found._replace(kept=search.in_the_way((FIXED, PAST, STAGE)))
    sets, are_all, always = search.smallest_sets(kept, most_ways)
    behind = facts_behind(ruleset)
    ways = []
    for addresses in sets:
        values = search.values(addresses)
        become = {address: regions[0].value for address, regions in values.items()}
        after = fire(ruleset, changed(facts, become, ruleset.vocabulary), engine)
        easier = eased(ruleset, before, after)
        actions = []
        righted = {id for id in easier for one in values if one.path in behind[id].wrong}
        for address, to in values.items():
            eases = tuple(id for id in easier if address.path in behind[id].wrong)
            ends = tuple(
                id for id in easier if id not in righted and address.path in behind[id].matters
            )
            form = ruleset.vocabulary.facts[address.path].form
            actions.append(Action(address, _now(address, facts, ruleset), to, eases, ends, form))
        ways.append(Way(tuple(actions), stand(ruleset, after).settled))
    becomes = [{one.address: one.to for one in way.actions} for way in ways]
    in_all = tuple(
        one
        for one in ways[0].actions
        if one.address in always and all(each[one.address] == one.to for each in becomes)
    )
    return found._replace(
        ways=tuple(ways),
        are_all=are_all,
        always=in_all,
        choices=_choices(ways, {one.address for one in in_all}),
        other_stage=STAGE not in kept,
    )


_TIERS = tuple(
    (kept, bound)
    for stage in ((STAGE,), ())
    for bound in (NOTHING_WORSE, AS_IT_TURNS_OUT)
    for kept in ((FIXED, PAST, *stage, FORM), (FIXED, PAST, *stage))
)
"""What is kept and what bounds a way, the best first."""


def _nothing_worse(ruleset: Ruleset, facts: Facts, before: Firing) -> Bounds:
    """That a way makes nothing worse; or nothing but what is not known yet and may turn out so."""
    worse = worse_than_given(ruleset, facts, before)
    faulting = [id for id, rule in ruleset.rules.items() if is_faulting(rule)]

    def bounds(problem: Problem, variables: Mapping[Address, Variable]) -> dict[str, Formula]:
        better = both(
            opposite(formula)
            for address, variable in variables.items()
            for formula, region in variable.takes
            if worse(address, variable.domain.before, region.value)
        )
        found = {id: problem.outcomes[id][FINDING] for id in faulting}
        graver = (
            problem.as_severe(id, severity)
            for id in faulting
            for severity in SEVERITIES[: gravity(id, before)]
            if before.outcomes[id] == FINDING
        )
        fresh = (one for id, one in found.items() if before.outcomes[id] != FINDING)
        met = (one for id, one in found.items() if before.outcomes[id] == MET)
        return {
            NOTHING_WORSE: both((better, *map(opposite, graver), *map(opposite, fresh))),
            AS_IT_TURNS_OUT: both((better, *map(opposite, met))),
        }

    return bounds


def _choices(ways: Sequence[Way], always: set[Address]) -> tuple[Choice, ...]:
    """What there is to choose from beside what is always."""
    rest = [tuple(one for one in way.actions if one.address not in always) for way in ways]
    actions = {one.address: one for each in rest for one in each}
    if len(rest) == 1 or any(actions[one.address].to != one.to for each in rest for one in each):
        return (tuple(rest),) if actions else ()
    choices = taken_apart([[one.address for one in each] for each in rest])
    return tuple(
        tuple(tuple(actions[one] for one in group) for group in choice) for choice in choices
    )


def taken_apart(sets: Sequence[Sequence[Address]]) -> tuple[tuple[tuple[Address, ...], ...], ...]:
    """Choices such that each set is one group of every choice, and each combination is a set.

    Where they cannot be taken apart it is one choice among the sets themselves.

    >>> a, b, c, d = map(Address, "abcd")
    >>> taken_apart([[a, c], [a, d], [b, c], [b, d]]) == (((a,), (b,)), ((c,), (d,)))
    True
    >>> taken_apart([[a, c], [b, d]]) == (((a, c), (b, d)),)
    True
    """
    parts: list[set[Address]] = []
    for one in dict.fromkeys(address for each in sets for address in each):
        tied = [part for part in parts if any(_depend(one, other, sets) for other in part)]
        parts = [part for part in parts if part not in tied] + [{one}.union(*tied)]
    choices = [
        tuple(dict.fromkeys(tuple(one for one in each if one in part) for each in sets))
        for part in parts
    ]
    if prod(map(len, choices)) != len(sets):
        return (tuple(map(tuple, sets)),)
    order = list(dict.fromkeys(address for each in sets for address in each))
    return tuple(sorted(choices, key=lambda choice: min(map(order.index, sum(choice, ())))))


def _depend(one: Address, other: Address, sets: Sequence[Sequence[Address]]) -> bool:
    """Whether it makes a difference to an answer's being in a set that another is in it."""
    seen = {(one in each, other in each) for each in sets}
    return len(seen) != len({first for first, _ in seen}) * len({second for _, second in seen})


def _now(address: Address, facts: Facts, ruleset: Ruleset) -> Value | None:
    """The answer as it is."""
    path, member = address
    if member == "":
        return facts.values.get(path)
    fact = ruleset.vocabulary.facts[path]
    collected = facts.collections.get(fact.collection, NOT_GIVEN)
    known = collected.others if member is None else dict(collected.listed)[member]
    return known.get(fact.item)
