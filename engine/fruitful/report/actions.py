"""What to do, in order, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fruitful.advice.advice import Advice, Recommendation
from fruitful.firing.trace import EACH
from fruitful.language.value import say
from fruitful.language.vocabulary import STAGE
from fruitful.render.local import local_line
from fruitful.report.blocks import (
    LINES,
    Block,
    Fold,
    Item,
    Items,
    Only,
    Paragraph,
    Places,
    Row,
    Run,
    Section,
    Table,
)
from fruitful.report.marks import badge
from fruitful.ruleset import Ruleset

if TYPE_CHECKING:
    from fruitful.explain.explanation import Explanation

MOST_ANSWERS = 6
"""Answers behind a finding that are told one by one in lines."""
MOST_ON_PAPER = 12
"""Things to do that stand in a paper's own table; the rest stands in its appendix."""
NOTHING = "Nothing that the answers given call for."
_MEMBER = re.compile(rf"\[.*\](?=\.)|\.{EACH}(?=\.)", re.DOTALL)


def places_of(some: Sequence[Recommendation]) -> dict[str, str]:
    """Where in the report each rule's finding stands."""
    return {one.rule: f"finding-{one.rank}" for one in some}


def actions_section(
    advice: Advice, ruleset: Ruleset, explained: Mapping[str, Explanation]
) -> Section:
    """What to do, each with the finding, the reason for its place and its sources."""
    items = tuple(_action(one, ruleset, explained) for one in advice.recommendations)
    blocks = (Items(items, 1, "actions"),) if items else (Paragraph(NOTHING),)
    return Section("actions", "What to do, in this order", blocks, short="What to do, in order")


def _action(one: Recommendation, ruleset: Ruleset, explained: Mapping[str, Explanation]) -> Item:
    also = f" and {', '.join(one.speaks_for)}" if one.speaks_for else ""
    blocks: list[Block] = [Paragraph(one.finding, "finding"), Paragraph(one.text, "action")]
    if one.facts:
        answers = Paragraph(f"Answers behind it: {_answers(one, ruleset)}.")
        blocks.append(Only(LINES, (answers,)) if one.rule in explained else answers)
    blocks.append(
        Paragraph((f"{one.why_here} ", Places(one.cites, (f"{one.rule}{also}",))), "note")
    )
    if one.local is not None:
        blocks.append(Paragraph(local_line(one.local), "local"))
    if one.rule in explained:
        why = tuple(_reasoning(explained[one.rule], ruleset))
        blocks.append(Fold(f"The reasoning behind {one.rule}", why, look="reasoning"))
    title = (f"{one.title} ", badge(one.severity))
    return Item(title, tuple(blocks), f"finding-{one.rank}", one.severity)


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


def _reasoning(explained: Explanation, ruleset: Ruleset) -> Iterator[Block]:
    """A finding's own reasoning, then that of each rule that it rests on."""
    from fruitful.render.explain import outcome_in_words
    from fruitful.report.trees import reasoning

    for one in (explained, *explained.rests_on):
        if one is not explained:
            outcome = outcome_in_words(one)
            rests = f"It rests on {one.rule.id}: {one.rule.title}. Outcome: {outcome}."
            yield Paragraph(rests, "behind")
        for heading, blocks in reasoning(one, ruleset):
            yield Paragraph(heading, "asked")
            yield from blocks


def worklist(some: Sequence[Recommendation]) -> Iterator[Block]:
    """A table for a committee: what to do and why, with room for who does it, and by when."""
    if not some:
        yield Paragraph(NOTHING)
        return
    rows = tuple(
        Row((str(one.rank), (Run(f"{one.title}.", "strong"), f" {one.text} ", Places(one.cites)),
             one.severity.capitalize(), "", ""))
        for one in some[:MOST_ON_PAPER]
    )  # fmt: skip
    yield Table(
        ("No.", "What to do", "How grave", "Owner", "By when"),
        rows,
        look="actions",
        numbers=(0,),
        named_by=1,
    )
    if len(some) > MOST_ON_PAPER:
        more = len(some) - MOST_ON_PAPER
        yield Paragraph(f"{more} more, less pressing, stand in the appendix.")
