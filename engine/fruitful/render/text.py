"""The advice as text for a terminal: the verdict, what to do in order, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fruitful.advice.advice import Advice, Recommendation
from fruitful.firing.trace import EACH
from fruitful.language.value import say
from fruitful.language.vocabulary import STAGE
from fruitful.render.layout import Paint, in_words, section, unpainted, wrap
from fruitful.render.local import lapsed, local_line, local_lines, own, rule_names
from fruitful.render.text_costs import cost_lines
from fruitful.render.text_models import form_lines
from fruitful.render.time import old_in_words, time_in_short
from fruitful.ruleset import Ruleset

MOST_RULES_NAMED = 8
MOST_ANSWERS = 6
"""Answers behind a finding that are told one by one."""
_MEMBER = re.compile(rf"\[.*\](?=\.)|\.{EACH}(?=\.)")
MOST_COULD_BECOME = 4
"""Possible verdicts that are told one by one."""
MOST_QUESTIONS = 10
"""Open questions that are shown unless all are asked for."""


def advice_as_text(
    advice: Advice,
    ruleset: Ruleset,
    paint: Paint = unpainted,
    *,
    everything: bool = False,
    named_by: str = "",
) -> str:
    """The advice in lines of at most 80 columns; ``everything`` shows all open questions.

    ``named_by`` is what names the local packs in force, where no option does.
    """
    lines = [
        *_head(advice, ruleset, paint),
        *_recommendations(advice, ruleset, paint),
        *_forms(advice, ruleset, paint, everything),
        *cost_lines(advice.costing, ruleset, paint),
        *_strengths(advice, ruleset, paint),
        *_questions(advice, ruleset, paint, everything),
        *_old(advice, ruleset, paint),
        *local_lines((ruleset,), paint, named_by),
        *_foot(advice, ruleset),
    ]
    return "\n".join(lines) + "\n"


def _head(advice: Advice, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    stage = ruleset.stages[advice.stage] if advice.stage else "its stage is not known"
    said = f"{stage[:1].upper()}{stage[1:]}. " if ruleset.stages else ""
    yield from wrap(advice.name, paint=lambda line: paint(line, "heading"))
    yield from wrap(f"{said}Assessed as on {in_words(advice.on)}.")
    for sentence in time_in_short(advice, ruleset):
        yield from wrap(sentence)
    yield ""
    judged = advice.judged
    standing = "" if judged.settled else " (provisional)"
    title = f"Verdict: {judged.verdict.title}{standing}{own(judged.verdict.pack, ruleset)}"
    yield from wrap(title, paint=lambda line: paint(line, "verdict"))
    yield from wrap(judged.verdict.text, "  ")
    if judged.alternative is not None:
        alternative = judged.alternative
        whose = own(alternative.pack, ruleset)
        yield from wrap(f"Instead: {alternative.title}{whose}. {alternative.text}", "  ")
    if judged.because:
        yield from wrap(f"Because of {rule_names(judged.because, ruleset)}.", "  ")
    yield from _could_become(advice)
    yield from wrap(f"({', '.join(judged.verdict.cites)})", "  ")


def _could_become(advice: Advice) -> Iterator[str]:
    possible = advice.judged.could_become
    if len(possible) > MOST_COULD_BECOME:
        titles = "; ".join(could.verdict.title for could in possible)
        yield from wrap(f"It could yet become any of these: {titles}.", "  ")
        return
    numbers = {question.fact: at for at, question in enumerate(advice.questions, 1)}
    for could in possible:
        on = [str(numbers[fact]) for fact in could.on if fact in numbers]
        yield from wrap(f"It could yet become “{could.verdict.title}”{_hangs_on(on)}.", "  ")


def _hangs_on(numbers: list[str]) -> str:
    """Which of the open questions a verdict hangs on."""
    if not numbers:
        return ""
    shown = sorted(numbers, key=int)[:4]
    more = " and others" if len(numbers) > len(shown) else ""
    return f": see question{'s' * (len(numbers) > 1)} {', '.join(shown)}{more}"


def _recommendations(advice: Advice, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    yield from section("What to do, in this order", paint)
    if not advice.recommendations:
        yield from wrap("Nothing that the answers given call for.", "  ")
    for one in advice.recommendations:
        if one.rank > 1:
            yield ""
        yield from _recommendation(one, ruleset, paint)


def _recommendation(one: Recommendation, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    number = f"{one.rank:>2}. "
    yield from wrap(f"{number}{one.title}", "", "    ", lambda line: paint(line, one.severity))
    yield from wrap(one.finding, "    ")
    yield from wrap(one.text, "    → ", "      ")
    yield from wrap(f"Answers behind it: {_answers(one, ruleset)}.", "    ") if one.facts else ()
    also = f" and {', '.join(one.speaks_for)}" if one.speaks_for else ""
    yield from wrap(f"{one.why_here} [{one.rule}{also}: {', '.join(one.cites)}]", "    ")
    if one.local is not None:
        yield from wrap(local_line(one.local), "    ")


def _answers(one: Recommendation, ruleset: Ruleset) -> str:
    """The answers that a finding rests on, the first of many."""
    said = []
    for path, value in one.facts.items():
        if path == STAGE and len(one.facts) > 1:
            continue  # it stands in the head of the report
        fact = ruleset.vocabulary.facts[_MEMBER.sub("", path)]
        said.append(f"{path} {say(fact.kind, value, fact.choices, fact.unit)}")
    more = f" and {len(said) - MOST_ANSWERS} more" if len(said) > MOST_ANSWERS else ""
    return f"{'; '.join(said[:MOST_ANSWERS])}{more}"


def _forms(advice: Advice, ruleset: Ruleset, paint: Paint, everything: bool) -> Iterator[str]:
    if advice.forms.matters:
        yield from section("Which form fits", paint)
        for line in form_lines(advice.forms, ruleset, everything=everything):
            yield from wrap(*line)


def _strengths(advice: Advice, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    if advice.strengths:
        yield from section("Strengths", paint)
    for one in advice.strengths:
        rule = rule_names([one.rule], ruleset)
        yield from wrap(f"{one.text} [{rule}: {', '.join(one.cites)}]", "  + ", "    ")


def _questions(advice: Advice, ruleset: Ruleset, paint: Paint, everything: bool) -> Iterator[str]:
    if not advice.questions:
        return
    yield from section("What is not known yet", paint)
    shown = advice.questions if everything else advice.questions[:MOST_QUESTIONS]
    for number, one in enumerate(shown, 1):
        whose = own(ruleset.vocabulary.facts[one.fact].pack, ruleset)
        settles = _settles(one.settles, ruleset)
        yield from wrap(f"{one.ask} [{one.fact}{whose}{settles}]", f"{number:>3}? ", "     ")
    if len(shown) < len(advice.questions):
        more = len(advice.questions) - len(shown)
        yield from wrap(f"And {more} more, which `--all` shows; these come first.", "  ")


def _old(advice: Advice, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    if advice.old:
        yield from section("Old answers", paint)
    for one in advice.old:
        yield from wrap(f"{old_in_words(one, advice.on, ruleset)}.", "  - ", "    ")


def _settles(rules: tuple[str, ...], ruleset: Ruleset) -> str:
    """Which rules wait for an answer, by name where they are few."""
    if len(rules) > MOST_RULES_NAMED:
        return f"; {len(rules)} rules wait for it"
    return f"; settles {rule_names(rules, ruleset)}" if rules else ""


def _foot(advice: Advice, ruleset: Ruleset) -> Iterator[str]:
    yield ""
    packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    yield from wrap(f"Rules: {packs}, {ruleset.fingerprint[:19]}. Fired by {advice.engine}.")
    for one in lapsed((ruleset,)):
        yield from wrap(f"Not in force on {in_words(advice.on)}: {one}")
