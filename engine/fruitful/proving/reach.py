"""What no profile can bring about: rules that never are findings, or always; cases and entries that
never count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fruitful.diagnostic import Place
from fruitful.firing import FINDING, MET
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving.prover import Prover
from fruitful.solving.formulas import Formula, both, either, opposite

NEVER = "never-fires"


class Reached(NamedTuple):
    """Something that some profile should bring about, and what to say where none does."""

    name: Formula
    remark: Remark


def reachable(prover: Prover, place: Place) -> list[Reached]:
    """Everything that some profile should bring about; ``place`` is where verdicts are told of."""
    found = [*_rules(prover), *_verdicts(prover, place), *_arguments(prover, place)]
    found += _questions(prover)
    return found


def _rules(prover: Prover) -> Iterator[Reached]:
    problem = prover.problem
    for id, rule in prover.ruleset.rules.items():
        if id in prover.ruleset.local and "off" in prover.ruleset.local[id].changed:
            continue  # switched off, and said so
        outcomes = problem.outcomes[id]
        finding = prover.named(outcomes[FINDING])
        message = f"`{id}` can never be a finding, whatever a profile says"
        if rule.conclude and not rule.severity:
            message = f"`{id}` can never conclude `{rule.conclude}`"
        help = "its `applies`, its stages and its `when` exclude one another: correct one of them"
        yield Reached(finding, Remark(rule.place, NEVER, WRONG, message, help, (id,)))
        if rule.severity:
            message = f"`{id}` is a finding wherever it applies and enough is known: never met"
            help = "say in its `when` what is wrong, so that some answer is right"
            remark = Remark(rule.place, "always-fires", WRONG, message, help, (id,))
            yield Reached(prover.named(outcomes[MET]), remark)
        for at, (severity, formula) in enumerate(problem.cases(id), 1):
            message = f"`{id}` is never {severity} by case {at} of its `severity`"
            help = "an earlier case covers it, or its condition excludes `when`: take it out"
            remark = Remark(rule.place, "unreached-severity", WRONG, message, help, (id,))
            yield Reached(prover.named(formula), remark)


def _verdicts(prover: Prover, place: Place) -> Iterator[Reached]:
    problem, ruleset = prover.problem, prover.ruleset
    chosen = problem.verdicts()
    for id, formula in chosen.items():
        message = f"the verdict `{id}` is never given, whatever a profile says"
        help = "an earlier entry covers it, or its conditions exclude one another"
        remark = Remark(place, "unreached-verdict", WRONG, message, help)
        yield Reached(prover.named(formula), remark)
    offering = either(chosen[id] for id, one in ruleset.verdicts.items() if one.offers_alternative)
    earlier: list[Formula] = []
    for id, entry in ruleset.alternatives.items():
        holds = problem.rails(entry.when).yes
        name = prover.named(both((offering, holds, *map(opposite, earlier))))
        earlier.append(holds)
        message = f"the alternative `{id}` is never offered, whatever a profile says"
        help = "an earlier entry covers it, or no verdict that offers one goes with it"
        yield Reached(name, Remark(place, "unreached-alternative", WRONG, message, help))


def _arguments(prover: Prover, place: Place) -> Iterator[Reached]:
    for model in prover.ruleset.models.values():
        for _, name, argument in model.arguments():
            message = f"the argument `{name}` of the model `{model.id}` never counts"
            help = "its conditions exclude one another: correct one of them"
            remark = Remark(place, "unreached-argument", WRONG, message, help)
            yield Reached(prover.named(prover.problem.rails(argument.when).yes), remark)


def _questions(prover: Prover) -> Iterator[Reached]:
    for path, condition in prover.ruleset.relevance.items():
        fact = prover.ruleset.vocabulary.facts[path]
        message = f"the question `{path}` never makes sense: its `relevant` is never true"
        help = "correct `relevant`, or take the fact out"
        remark = Remark(fact.place, "never-asked", WRONG, message, help)
        yield Reached(prover.named(prover.problem.rails(condition).yes), remark)


def unreached(prover: Prover, asked: list[Reached]) -> list[Remark]:
    """The remarks on what no profile brings about.

    Of a rule that is never a finding nothing else is said.
    """
    never = prover.impossible(one.name for one in asked)
    found = [one.remark for one in asked if one.name in never]
    silent = {one.rules for one in found if one.code == NEVER}
    return [one for one in found if one.code == NEVER or one.rules not in silent]
