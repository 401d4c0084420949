"""What is certain whatever the unknown answers turn out to be.

Kleene's logic says *not known* where two unknown answers contradict each other, or where an answer
does not matter whichever it is. Here every completion counts: each unknown answer takes some value,
a date known to the month or year some day of it, and members that the profile does not list are
each their own. What comes out in all of them is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fruitful.advice.judging import is_taken_not_so
from fruitful.firing import UNDECIDED, fire
from fruitful.firing.programme import Engine
from fruitful.language.reads import reads_of
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset
from fruitful.solving.domains import completions
from fruitful.solving.formulas import FALSE, Formula, opposite
from fruitful.solving.problem import Problem, conditions_of
from fruitful.solving.solver import Solver, TooHard


class Certain(NamedTuple):
    """What every completion of the unknown answers has in common."""

    verdict: str | None
    """The verdict that comes of every one; None where different ones do. It may be another than
    the one that the answers give so far."""
    left_out: tuple[str, ...]
    """Verdicts that count ``only_if_known``, and that no answer given decides: they are taken not
    to be so, as they are for the verdict itself."""
    outcomes: Mapping[str, str]
    """Of the rules that the answers leave undecided, those with one outcome in every one."""
    too_many: tuple[str, ...]
    """Collections with more unlisted members than are told apart (``MOST_TOLD_APART``)."""
    gave_up: bool
    """The solver's effort did not suffice."""

    @property
    def is_all(self) -> bool:
        """Whether nothing that is certain can have been overlooked."""
        return not self.too_many and not self.gave_up


def certain(ruleset: Ruleset, facts: Facts, engine: Engine) -> Certain:
    """What is certain of the verdict, and of rules that the answers leave undecided.

    What it says is certain is so; where its bounds are passed it may overlook something, and says
    so. Raises SolverMissing where z3 is not installed.

    >>> from datetime import date
    >>> from fruitful.firing.engines import REFERENCE, prepare
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> paper, day = load_ruleset([paper_pack()], date(2026, 11, 1)), date(2026, 11, 1)
    >>> met = Facts({"stage": "ended", "achievement.aim_met": "yes"}, {}, day)
    >>> certain(paper, met, prepare(paper, REFERENCE)).verdict
    'closed_as_success'
    """
    firing = fire(ruleset, facts, engine)
    left_out = tuple(
        entry.id
        for entry in ruleset.verdicts.values()
        if firing.truths[entry.id, "verdict"] is None and is_taken_not_so(entry, firing)
    )
    domains = completions(ruleset.vocabulary, facts, reads_of(conditions_of(ruleset)))
    problem = Problem(ruleset, domains)
    asked = {
        id: problem.outcomes[id] for id, outcome in firing.outcomes.items() if outcome == UNDECIDED
    }
    questions = {
        subject: {
            value: problem.script.named(formula)
            for value, formula in values.items()
            if formula != FALSE
        }
        for subject, values in {"": problem.verdicts(left_out), **asked}.items()
    }
    solver = Solver(str(problem.script))
    found, gave_up = _same_in_all(questions, solver)
    verdict = found.pop("", None)
    too_many = dict.fromkeys(leaf.collection for leaf in domains.untold)
    return Certain(verdict, left_out, found, tuple(sorted(too_many)), gave_up)


def _same_in_all(
    questions: Mapping[str, Mapping[str, Formula]], solver: Solver
) -> tuple[dict[str, str], bool]:
    """The questions that have the same answer in every solution; whether the solver gave up.

    Every solution rules out answers to many questions at once; what is left when no solution
    answers any question anew is the same in all.
    """
    seen: dict[str, str] = {}
    try:
        if not solver.solve():
            return {}, False
        seen = {one: answers[0] for one, answers in _answers(questions, solver)}
        while seen:
            with solver.aside():
                solver.must(opposite(questions[one][answer]) for one, answer in seen.items())
                if not solver.solve():
                    return seen, False
                for one, answers in _answers(questions, solver):
                    if one in seen and seen[one] not in answers:
                        del seen[one]
    except TooHard:
        return {}, True
    return {}, False


def _answers(
    questions: Mapping[str, Mapping[str, Formula]], solver: Solver
) -> Iterable[tuple[str, list[str]]]:
    """What the last solution answers to each question."""
    names = [name for answers in questions.values() for name in answers.values()]
    true = set(solver.true(names))
    for question, answers in questions.items():
        yield question, [answer for answer, name in answers.items() if name in true]
