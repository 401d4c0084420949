"""Pairs of rules: those that say the same, and those that contradict one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple

from fruitful.firing import FINDING, Firing
from fruitful.language.condition import Any, RuleState
from fruitful.language.vocabulary import STAGE
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving.prover import Prover
from fruitful.proving.showing import Tried, ground_of
from fruitful.ruleset.rule import gives_way
from fruitful.solving.formulas import Formula, either, opposite

ALIKE = 0.6
"""The share of words that two recommendations have in common, from which on they say the same."""
_WORD = re.compile(r"[a-z]{3,}")


def findings(prover: Prover) -> Mapping[str, Formula]:
    """Of each rule that is not switched off: that it is a finding, or that it concludes."""
    return {
        id: prover.named(prover.problem.outcomes[id][FINDING])
        for id, rule in prover.ruleset.rules.items()
        if rule.applies != Any(())
    }


def same(prover: Prover, names: Mapping[str, Formula]) -> Iterator[Remark]:
    """Rules that are findings in the same profiles, or that add nothing to another's advice.

    ``names`` are of rules that can be findings.
    """
    rules = prover.ruleset.rules
    for one, other in _related(prover, names):
        follows = prover.possible(names[one], opposite(names[other])) is False
        back = prover.possible(names[other], opposite(names[one])) is False
        about = f"`{one}` and `{other}`"
        if follows and back:
            message = f"{about} are findings in exactly the same profiles"
            if not rules[one].recommend:
                message = f"{about} conclude `{rules[one].conclude}` in exactly the same profiles"
            help = "keep one of them, or say in one what it adds"
            yield Remark(rules[other].place, "same-condition", WRONG, message, help, (one, other))
        elif (follows or back) and alike(rules[one].recommend.words, rules[other].recommend.words):
            narrow, wide = (one, other) if follows else (other, one)
            message = f"wherever `{narrow}` is a finding `{wide}` is one too, with the same advice"
            help = f"leave out `{narrow}`, or advise there what `{wide}` does not"
            place = rules[narrow].place
            yield Remark(place, "same-advice", WRONG, message, help, (narrow, wide))


def alike(one: str, other: str) -> bool:
    """Whether two recommendations use mostly the same words.

    >>> alike("Agree with the board who pays.", "Agree who pays, with the board.")
    True
    >>> alike("Agree with the board who pays.", "Ask each partner to send someone senior.")
    False
    """
    words, others = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return bool(words) and len(words & others) >= ALIKE * len(words | others)


def _related(prover: Prover, names: Mapping[str, Formula]) -> Iterator[tuple[str, str]]:
    """Pairs that both advise, or both only conclude the same, and rest on a fact together.

    The stage is not counted. Of other pairs neither follows from the other, unless one rests on the
    stage alone.
    """
    ruleset = prover.ruleset
    says = {id: bool(ruleset.rules[id].recommend) or ruleset.rules[id].conclude for id in names}
    facts = {id: ground_of(ruleset, [id]).facts - {STAGE} for id in names}
    for one, other in combinations(names, 2):
        apart = facts[one] and facts[other] and not facts[one] & facts[other]
        if says[one] == says[other] and not apart:
            yield one, other


class Opposites(NamedTuple):
    """Two findings declared to contradict one another."""

    one: str
    """The rule that says so."""
    other: RuleState
    names: tuple[Formula, Formula]


def opposites(prover: Prover) -> list[Opposites]:
    """The declared ones, each pair of rules once."""
    problem, rules = prover.problem, prover.ruleset.rules
    found: dict[frozenset[str], Opposites] = {}
    for id, rule in rules.items():
        for leaf in rule.contradicts:
            if gives_way(id, leaf.rule, rules) or gives_way(leaf.rule, id, rules):
                continue  # where both are findings, only one of them is told
            finding = problem.outcomes[leaf.rule][FINDING]
            if leaf.severities:
                finding = either(problem.as_severe(leaf.rule, one) for one in leaf.severities)
            names = prover.named(problem.outcomes[id][FINDING]), prover.named(finding)
            found.setdefault(frozenset((id, leaf.rule)), Opposites(id, leaf, names))
    return list(found.values())


def contradictions(prover: Prover, declared: list[Opposites], tried: Tried) -> list[Remark]:
    """Declared opposites that some profile makes findings together, with that profile."""
    found = []
    for one, leaf, names in declared:
        if not prover.possible(*names):
            continue
        pair, shows = (one, leaf.rule), partial(_both, one, leaf)
        shown = tried.profile(prover.sketch(), pair, shows)
        if shown is None:
            tried.unshown.append(f"`{one}` and `{leaf.rule}`, declared opposites, together")
            continue
        message = f"`{one}` and `{leaf.rule}` contradict one another, and can be findings together"
        help = f"let the condition of one exclude the other, as `not: {{finding: {leaf.rule}}}`"
        place = prover.ruleset.rules[one].place
        expect = f"{{findings: [{', '.join(pair)}]}}"
        remark = Remark(place, "contradiction", WRONG, message, help, pair, shown.profile, expect)
        found.append(remark)
    return found


def _both(one: str, leaf: RuleState, firings: Sequence[Firing]) -> bool:
    """Whether both are findings, the other as severe as is said."""
    firing = firings[0]
    severe = not leaf.severities or firing.severities.get(leaf.rule) in leaf.severities
    return firing.outcomes[one] == firing.outcomes[leaf.rule] == FINDING and severe
