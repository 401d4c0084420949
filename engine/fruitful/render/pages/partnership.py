"""One partnership as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful import __version__
from fruitful.advice.advice import Advice, Answered, Form, Recommendation
from fruitful.advice.answering import STATES
from fruitful.advice.local import local_policies
from fruitful.advice.weighing import DECIDING
from fruitful.evaluation import Assessment
from fruitful.explain.explanation import Explanation
from fruitful.render.explain import outcome_in_words
from fruitful.render.local import in_force, lapsed, local_line
from fruitful.render.pages.page import page
from fruitful.render.pages.sources import cited
from fruitful.render.reasoning import Ground, grounds
from fruitful.render.time import old_in_words, time_in_short
from fruitful.ruleset import Ruleset
from fruitful.ruleset.costs import SIDES
from fruitful.ruleset.rule import SEVERITIES

MOST_NAMED = 3
"""Rules that wait for an answer and are named with their titles."""
MOST_QUESTIONS = 10
"""Open questions that are not folded in."""
MOST_BECAUSE = 4
"""Rules behind a verdict, and verdicts that it could become, that are not folded in."""
FIRST = 3
"""Things to do, and questions to answer, that are named beside the verdict."""
INGREDIENT_STATES = {"yes": "met", "partly": "partly", "no": "not met", "unknown": "not known"}


class Reasoning(NamedTuple):
    """Why one rule has come out as it has."""

    rule: str
    title: str
    outcome: str
    grounds: tuple[Ground, ...]


class Action(NamedTuple):
    """A recommendation, what is local policy in it, and its reasoning with what that rests on."""

    found: Recommendation
    local: str
    reasoning: tuple[Reasoning, ...]


class Ruling(NamedTuple):
    """A rule that decides the verdict, and the place of its finding on the page, or ""."""

    rule: str
    title: str
    href: str


class Could(NamedTuple):
    """A verdict that is still possible, and the numbers of the questions that it hangs on."""

    title: str
    questions: tuple[int, ...]


def partnership_page(assessment: Assessment, explained: Mapping[str, Explanation]) -> str:
    """A partnership's advice as an HTML page.

    ``explained`` has an explanation of each finding's rule.
    """
    return page("partnership.html.j2", **partnership(assessment, explained))


def partnership(assessment: Assessment, explained: Mapping[str, Explanation]) -> dict[str, object]:
    """What the template shows."""
    advice, ruleset = assessment.advice, assessment.ruleset
    places = {one.rule: f"#finding-{one.rank}" for one in advice.recommendations}
    numbers = {question.fact: at for at, question in enumerate(advice.questions, 1)}
    actions = tuple(
        Action(
            one,
            local_line(one.local) if one.local else "",
            tuple(_reasoning(explained[one.rule], ruleset)),
        )
        for one in advice.recommendations
    )
    counted = Counter(one.severity for one in advice.recommendations)
    answers = Counter(one.state for one in advice.checklist)
    return {
        "advice": advice,
        "ruleset": ruleset,
        "stage": ruleset.stages[advice.stage] if advice.stage else "its stage is not known",
        "in_time": tuple(time_in_short(advice, ruleset)),
        "old": [old_in_words(one, advice.on, ruleset) for one in advice.old],
        "severities": {one: counted[one] for one in SEVERITIES if counted[one]},
        "places": places,
        "because": tuple(
            Ruling(rule, ruleset.rules[rule].title, places.get(rule, ""))
            for rule in advice.judged.because
        ),
        "most_because": MOST_BECAUSE,
        "could_become": tuple(
            Could(one.verdict.title, tuple(sorted(numbers[on] for on in one.on if on in numbers)))
            for one in advice.judged.could_become
        ),
        "hangs_on": {fact for one in advice.judged.could_become for fact in one.on},
        "actions": actions,
        "first": FIRST,
        "most_named": MOST_NAMED,
        "most_questions": MOST_QUESTIONS,
        "version": __version__,
        "forms": _best_first(advice),
        "in_use": _in_use(advice),
        "deciding": DECIDING,
        "ingredient_states": INGREDIENT_STATES,
        "checklist": _by_subject(advice.checklist),
        "answers": {state: answers[state] for state in STATES},
        "sides": SIDES,
        "any_cost": any(one.pounds is not None or one.words for one in advice.costing.amounts),
        "local_rules": local_policies(ruleset),
        "in_force": tuple(in_force((ruleset,))),
        "sources": cited(_cites(advice), ruleset.index),
        "lapsed": tuple(lapsed((ruleset,))),
    }


def _reasoning(explained: Explanation, ruleset: Ruleset) -> Iterator[Reasoning]:
    """A finding's own reasoning, then that of each rule that it rests on."""
    for one in (explained, *explained.rests_on):
        yield Reasoning(
            one.rule.id, one.rule.title, outcome_in_words(one), tuple(grounds(one, ruleset))
        )


def _best_first(advice: Advice) -> list[Form]:
    """The best form or forms, then the one in use, then the others in the packs' order."""
    in_use = _in_use(advice)
    return sorted(advice.forms.each, key=lambda one: (not one.is_best, one.model.id != in_use))


def _in_use(advice: Advice) -> str:
    return advice.forms.in_use.model.id if advice.forms.in_use else ""


def _by_subject(checklist: Sequence[Answered]) -> dict[str, list[Answered]]:
    """The checklist's questions by what they are about."""
    subjects: dict[str, list[Answered]] = {}
    for one in checklist:
        subjects.setdefault(one.asked.about, []).append(one)
    return subjects


def _cites(advice: Advice) -> Iterator[str]:
    """Every source that the page names."""
    judged = advice.judged
    yield from judged.verdict.cites
    if judged.alternative is not None:
        yield from judged.alternative.cites
    for found in advice.recommendations:
        yield from found.cites
    for strength in advice.strengths:
        yield from strength.cites
    for form in advice.forms.each:
        yield from form.model.cites
        for argument in (*form.speaks_for, *form.against, *form.needs):
            yield from argument.cites
    for amount in advice.costing.amounts:
        yield from amount.line.cites
