"""The verdict: what it is, how firmly it stands, on what it rests, and what to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fruitful.advice.advice import Advice
from fruitful.report.actions import places_of
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Fold,
    Item,
    Items,
    Only,
    Paragraph,
    Part,
    Places,
    Run,
    Section,
    Text,
    joined,
    listed,
)
from fruitful.report.marks import badge, own, rule_marks
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

MOST_COULD_BECOME = 4
"""Possible verdicts told one by one in lines; on pages these, and rules, that are not folded."""
MOST_QUESTIONS = 4
"""Open questions that a possible verdict is said to hang on."""
FIRST = 3
"""Things to do, and questions to answer, that are named beside the verdict."""
SETTLED = "No answer that is still open could change it."
PROVISIONAL = "Answers that are still open could change it."


def verdict_section(advice: Advice, ruleset: Ruleset) -> Section:
    """The verdict and what belongs to it."""
    judged = advice.judged
    lines = (*_alternative_in_lines(advice, ruleset), *_rests_on_in_lines(advice, ruleset))
    blocks = (
        Only(PAGES, (standing(advice),)),
        Only(LINES, (Paragraph(judged.verdict.text), *lines)),
        Only(PAGES, tuple(_on_pages(advice, ruleset))),
    )
    provisional = () if judged.settled else (Run(" (provisional)", "in-lines"),)
    title = (judged.verdict.title, *provisional, *own(judged.verdict.pack, ruleset))
    return Section("verdict", title, blocks, "verdict", "Verdict", "Verdict")


def standing(advice: Advice) -> Paragraph:
    """How firmly the verdict stands."""
    settled = advice.judged.settled
    word = Run("Settled." if settled else "Provisional.", "strong")
    return Paragraph((word, f" {SETTLED if settled else PROVISIONAL}"), "standing")


def alternative(advice: Advice, ruleset: Ruleset, *, strong: bool = False) -> tuple[Part, ...]:
    """What to do instead; nothing where nothing is offered."""
    instead = advice.judged.alternative
    if instead is None:
        return ()
    title: Text = f"Instead: {instead.title}"
    whose = own(instead.pack, ruleset)
    if strong:
        return (Run(str(title), "strong"), *whose, Run(".", "strong"), f" {instead.text} ",
                Places(instead.cites))  # fmt: skip
    return (str(title), *whose, f". {instead.text}")


def _alternative_in_lines(advice: Advice, ruleset: Ruleset) -> Iterator[Block]:
    instead = alternative(advice, ruleset)
    if instead:
        yield Paragraph(instead)


def _rests_on_in_lines(advice: Advice, ruleset: Ruleset) -> Iterator[Block]:
    judged = advice.judged
    if judged.because:
        yield Paragraph(("Because of ", *rule_marks(judged.because, ruleset), "."))
    possible = judged.could_become
    if len(possible) > MOST_COULD_BECOME:
        titles = "; ".join(could.verdict.title for could in possible)
        yield Paragraph(f"It could yet become any of these: {titles}.")
    else:
        for title, numbers in _possible(advice):
            yield Paragraph((f"It could yet become “{title}”", *_hangs_on(numbers), "."))
    yield Paragraph(f"({', '.join(judged.verdict.cites)})")


def _possible(advice: Advice) -> Iterator[tuple[str, list[int]]]:
    """Each verdict that is still possible, and the numbers of the questions that it hangs on."""
    numbers = {question.fact: at for at, question in enumerate(advice.questions, 1)}
    for could in advice.judged.could_become:
        yield could.verdict.title, sorted(numbers[on] for on in could.on if on in numbers)


def _hangs_on(numbers: list[int]) -> Iterator[Part]:
    """Which of the open questions a verdict hangs on."""
    if numbers:
        yield f": see question{'s' * (len(numbers) > 1)} "
        shown = numbers[:MOST_QUESTIONS]
        yield from joined((Run(str(one), to=f"question-{one}"),) for one in shown)
        yield " and others" if len(numbers) > len(shown) else ""


def _on_pages(advice: Advice, ruleset: Ruleset) -> Iterator[Block]:
    judged = advice.judged
    yield Paragraph((f"{judged.verdict.text} ", Places(judged.verdict.cites)), "lead")
    instead = alternative(advice, ruleset, strong=True)
    if instead:
        yield Paragraph(instead)
    yield from _first(advice)
    behind = listed(rulings(advice, ruleset), "plain")
    could = listed(((title, *_hangs_on(on)) for title, on in _possible(advice)), "plain")
    for some, few, many in (
        (behind, "Behind this verdict", "The {} rules behind this verdict"),
        (could, "It could yet become", "It could yet become one of {} others"),
    ):
        if len(some.items) > MOST_COULD_BECOME:
            yield Fold(many.format(len(some.items)), (some,))
        elif some.items:
            yield Section("", few, (some,))
    yield listed(_totals(advice), "totals")


def rulings(advice: Advice, ruleset: Ruleset) -> Iterator[Text]:
    """The rules that decided the verdict, by title, each leading to its finding."""
    places = places_of(advice.recommendations)
    for rule in advice.judged.because:
        title = Run(ruleset.rules[rule].title, to=places.get(rule, ""))
        id, *local = rule_marks([rule], ruleset)
        assert isinstance(id, Run)
        yield (title, " ", id._replace(look="id"), *local)


def _first(advice: Advice) -> Iterator[Section]:
    """What to begin with."""
    if advice.recommendations:
        todo = tuple(
            Item((Run(one.title, to=f"finding-{one.rank}"), " ", badge(one.severity)))
            for one in advice.recommendations[:FIRST]
        )
        yield Section("", "Start with", (Items(todo, 1, "first"),))
    if advice.questions and not advice.judged.settled:
        asked = tuple(
            Item((Run(one.ask, to=f"question-{at}"),))
            for at, one in enumerate(advice.questions[:FIRST], 1)
        )
        yield Section("", "Answer first", (Items(asked, 1, "first"),))


def _totals(advice: Advice) -> Iterator[Text]:
    """How much there is in all."""
    counted = Counter(one.severity for one in advice.recommendations)
    graded = ", ".join(f"{counted[one]} {one}" for one in SEVERITIES if counted[one])
    number = Run(str(len(advice.recommendations)), "count")
    yield (number, f" to do{f': {graded}' if graded else ''}")
    for some, one in ((advice.strengths, "strength"), (advice.questions, "open question")):
        yield (Run(str(len(some)), "count"), f" {one}{'' if len(some) == 1 else 's'}")
