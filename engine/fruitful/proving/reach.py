"""What no profile can bring about: rules that never are findings, or always; cases and entries that
never count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from fruitful.diagnostic import Place
from fruitful.firing import FINDING, MET
from fruitful.language.condition import Condition
from fruitful.linting.remark import ADVICE, WRONG, Remark
from fruitful.proving.prover import Prover
from fruitful.solving.formulas import Formula, both, either, opposite

NEVER = "never-fires"


class Reached(NamedTuple):
    """Something that some profile should bring about, and what to say where none does."""

    name: Formula
    remark: Remark
    pack: str
    """The pack whose it is."""


def reachable(prover: Prover, place: Place) -> list[Reached]:
    """Everything that some profile should bring about; ``place`` is where arguments are told of."""
    found = [*_rules(prover), *_verdicts(prover), *_tiers(prover), *_arguments(prover, place)]
    found += _questions(prover)
    return found


def _rules(prover: Prover) -> Iterator[Reached]:
    problem = prover.problem
    for id, rule in prover.ruleset.rules.items():
        if prover.ruleset.is_switched_off(id):
            continue  # and it says so
        place = prover.ruleset.place_of(id)
        outcomes = problem.outcomes[id]
        finding = prover.named(outcomes[FINDING])
        message = f"`{id}` can never be a finding, whatever a profile says"
        if rule.conclude and not rule.severity:
            message = f"`{id}` can never conclude `{rule.conclude}`"
        help = "its `applies`, its stages and its `when` exclude one another: correct one of them"
        yield Reached(finding, Remark(place, NEVER, WRONG, message, help, (id,)), rule.pack)
        if rule.severity:
            message = f"`{id}` is a finding wherever it applies and enough is known: never met"
            help = "say in its `when` what is wrong, so that some answer is right"
            remark = Remark(place, "always-fires", WRONG, message, help, (id,))
            yield Reached(prover.named(outcomes[MET]), remark, rule.pack)
        for at, (severity, formula) in enumerate(problem.cases(id), 1):
            message = f"`{id}` is never {severity} by case {at} of its `severity`"
            help = "an earlier case covers it, or its condition excludes `when`: take it out"
            remark = Remark(place, "unreached-severity", WRONG, message, help, (id,))
            yield Reached(prover.named(formula), remark, rule.pack)


def _verdicts(prover: Prover) -> Iterator[Reached]:
    problem, ruleset = prover.problem, prover.ruleset
    chosen = problem.verdicts()
    for id, formula in chosen.items():
        entry = ruleset.verdicts[id]
        message = f"the verdict `{id}` is never given, whatever a profile says"
        help = "an earlier entry covers it, or its conditions exclude one another"
        remark = Remark(entry.place, "unreached-verdict", WRONG, message, help)
        yield Reached(prover.named(formula), remark, entry.pack)
    offering = either(chosen[id] for id, one in ruleset.verdicts.items() if one.offers_alternative)
    conditions = {id: entry.when for id, entry in ruleset.alternatives.items()}
    for id, formula in _first_that_holds(prover, conditions):
        entry = ruleset.alternatives[id]
        message = f"the alternative `{id}` is never offered, whatever a profile says"
        help = "an earlier entry covers it, or no verdict that offers one goes with it"
        remark = Remark(entry.place, "unreached-alternative", WRONG, message, help)
        yield Reached(prover.named(both((offering, formula))), remark, entry.pack)


def _tiers(prover: Prover) -> Iterator[Reached]:
    tiers = prover.ruleset.tiers
    for id, formula in _first_that_holds(prover, {id: one.when for id, one in tiers.items()}):
        message = f"no partnership is in the tier `{id}`, whatever a profile says"
        help = "an earlier tier covers it, or its conditions exclude one another"
        remark = Remark(tiers[id].place, "unreached-tier", WRONG, message, help)
        yield Reached(prover.named(formula), remark, tiers[id].pack)


def _first_that_holds(
    prover: Prover, conditions: Mapping[str, Condition]
) -> Iterator[tuple[str, Formula]]:
    """Of each entry of an ordered list: that it holds, and that none before it does."""
    earlier: list[Formula] = []
    for id, condition in conditions.items():
        holds = prover.problem.rails(condition).yes
        yield id, both((holds, *map(opposite, earlier)))
        earlier.append(holds)


def _arguments(prover: Prover, place: Place) -> Iterator[Reached]:
    for model in prover.ruleset.models.values():
        for _, name, argument in model.arguments():
            message = f"the argument `{name}` of the model `{model.id}` never counts"
            help = "its conditions exclude one another: correct one of them"
            remark = Remark(place, "unreached-argument", WRONG, message, help)
            formula = prover.problem.rails(argument.when).yes
            yield Reached(prover.named(formula), remark, argument.pack)


def _questions(prover: Prover) -> Iterator[Reached]:
    for path, condition in prover.ruleset.relevance.items():
        fact = prover.ruleset.vocabulary.facts[path]
        message = f"the question `{path}` never makes sense: its `relevant` is never true"
        help = "correct `relevant`, or take the fact out"
        remark = Remark(fact.place, "never-asked", WRONG, message, help)
        yield Reached(prover.named(prover.problem.rails(condition).yes), remark, fact.pack)


def unreached(prover: Prover, asked: list[Reached], about: Collection[str]) -> list[Remark]:
    """The remarks on what no profile brings about.

    Of a rule that is never a finding nothing else is said. What a pack declares that is not one of
    ``about`` is out of reach because of those that are: that may be meant.
    """
    never = prover.impossible(one.name for one in asked)
    found = []
    for one in asked:
        if one.name in never and (one.pack in about or one.remark.rules):
            found.append(one.remark)
        elif one.name in never:
            help = "the packs on top of it have this effect: see whether that is meant"
            found.append(one.remark._replace(level=ADVICE, help=help))
    silent = {one.rules for one in found if one.code == NEVER}
    return [one for one in found if one.code == NEVER or one.rules not in silent]
