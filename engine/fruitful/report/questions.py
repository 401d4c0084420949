"""What is not known yet, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.advice.advice import Advice, Question
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
    Run,
    Section,
)
from fruitful.report.marks import own, rule_marks
from fruitful.ruleset import Ruleset

MOST_RULES_COUNTED = 8
"""Rules waiting for an answer that lines name by id; of more only the number."""
MOST_NAMED = 3
"""Rules waiting for an answer that pages name with their titles."""
MOST_QUESTIONS = 10
"""Open questions that are not folded in, or left to `--all`."""


def questions_section(advice: Advice, ruleset: Ruleset, *, everything: bool) -> Iterator[Block]:
    """The open questions; ``everything`` has all of them in lines too."""
    number, first = len(advice.questions), min(len(advice.questions), MOST_QUESTIONS)
    in_lines: list[Block] = [_in_lines(advice, ruleset, number if everything else first)]
    if first < number and not everything:
        more = f"And {number - first} more, which `--all` shows; these come first."
        in_lines.append(Paragraph(more))
    title = "What is not known yet"
    if number:
        yield Only(LINES, (Section("questions", title, tuple(in_lines)),))
        blocks: list[Block] = [
            Paragraph("The answers that would change the most come first.", "about"),
            _on_pages(advice, ruleset, 0, first),
        ]
        if first < number:
            rest = _on_pages(advice, ruleset, first, number)
            blocks.append(Fold(f"The other {number - first} open questions", (rest,)))
    else:
        blocks = [Paragraph("No rule waits for an answer.")]
    yield Only(PAGES, (Section("questions", title, tuple(blocks)),))


def _in_lines(advice: Advice, ruleset: Ruleset, number: int) -> Items:
    items = tuple(
        Item((f"{one.ask} [{one.fact}", *_own(one, ruleset), *_settles(one, ruleset), "]"))
        for one in advice.questions[:number]
    )
    return Items(items, 1, "questions")


def _settles(one: Question, ruleset: Ruleset) -> tuple[Part, ...]:
    """Which rules wait for an answer, by name where they are few."""
    if len(one.settles) > MOST_RULES_COUNTED:
        return (f"; {len(one.settles)} rules wait for it",)
    return ("; settles ", *rule_marks(one.settles, ruleset)) if one.settles else ()


def _own(one: Question, ruleset: Ruleset) -> tuple[Part, ...]:
    return own(ruleset.vocabulary.facts[one.fact].pack, ruleset)


def _on_pages(advice: Advice, ruleset: Ruleset, first: int, last: int) -> Items:
    hangs_on = {fact for one in advice.judged.could_become for fact in one.on}
    items = tuple(
        Item(
            (Run(one.ask, "ask"), " ", Run(one.fact, "id"), *_own(one, ruleset)),
            tuple(_what_hangs_on(one, ruleset, decides=one.fact in hangs_on)),
            f"question-{number}",
        )
        for number, one in enumerate(advice.questions[first:last], first + 1)
    )
    return Items(items, first + 1, "questions")


def _what_hangs_on(one: Question, ruleset: Ruleset, *, decides: bool) -> Iterator[Paragraph]:
    if decides:
        yield Paragraph("The verdict hangs on it.", "settles")
    if one.settles:
        told: list[Part] = ["Would settle, or help to settle: "]
        for at, rule in enumerate(one.settles[:MOST_NAMED]):
            title = f"{'; ' if at else ''}{ruleset.rules[rule].title} ("
            told += [title, *rule_marks([rule], ruleset), ")"]
        rest = one.settles[MOST_NAMED:]
        if rest:
            rules = "rule" if len(rest) == 1 else "rules"
            told.append(f"; and {len(rest)} more {rules}: {', '.join(rest)}")
        yield Paragraph((*told, "."), "settles")
