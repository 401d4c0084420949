"""What a program can see of how the shipped packs are worded.

Each pattern is a line of a table: what is not written, why, and an example of it, which shows that
the check can fail. `texts` gathers what is read; texts of another kind are added there, and the
patterns that hold for them name their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from fruitful.language.vocabulary import question
from fruitful.ruleset import load_packs, load_ruleset, stack, stack_portfolio
from fruitful.shipped import paper_pack

DAY = date(2026, 11, 1)
QUESTION, HELP = "question", "help"
FINDING, ADVICE, STRENGTH = "finding", "advice", "strength"
VERDICT, POINT = "verdict", "point for or against a form"
SAID = (FINDING, ADVICE, STRENGTH, VERDICT, POINT)
"""What reports say."""


class Text(NamedTuple):
    """A text that people read."""

    kind: str
    place: str
    text: str
    beside: str = ""
    """What is read with it: of a question its help."""


class Pattern(NamedTuple):
    """Something that is not written."""

    name: str
    kinds: tuple[str, ...]
    regex: str
    example: str
    unless: str = "(?!)"
    """Where this is found too, in the text or beside it, it may be."""


@cache
def texts() -> tuple[Text, ...]:
    """Every text that is checked."""
    return tuple(_texts())


def _texts() -> Iterator[Text]:
    packs = load_packs((paper_pack(),))
    each = stack(packs, DAY)
    portfolio = stack_portfolio(packs, DAY, each)
    assert portfolio is not None
    local = load_ruleset([paper_pack(), Path("rules/example_council")], DAY)
    for ruleset in (each, portfolio, local):
        for path, fact in ruleset.vocabulary.facts.items():
            if fact.ask:
                yield Text(QUESTION, path, question(path, ruleset.vocabulary), fact.help)
            if fact.help:
                yield Text(HELP, path, fact.help, fact.ask)
        for rule in ruleset.rules.values():
            for kind, text in zip((FINDING, ADVICE, STRENGTH), rule.texts, strict=True):
                yield from (Text(kind, rule.id, case.words) for case in text.cases())
        for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
            yield from (Text(VERDICT, entry.id, case.words) for case in entry.said.cases())
        for model in ruleset.models.values():
            for _, name, point in model.arguments():
                place = f"{model.id} {name}"
                yield from (Text(POINT, place, case.words) for case in point.said.cases())


HOW_TO_ANSWER = r"\b(partly|answer (yes|no))\b"
_VERB = r"(do|does|did|is|are|was|were|has|have|can|could|will|would|must|should)"

PATTERNS = (
    Pattern(
        "refers to what stands in another question",
        (QUESTION,),
        r"\b(that|those|these|this) (view|body|change|judgement|agenda|plan|outsiders|rewards|"
        r"part|document|time|way|party|people|partners)\b|\b(after|since|by) (that|this)\b"
        r"|\bthose\b(?! (who|that|which|in|of|with))|\b(of|by|in|for|with|on) these\b"
        r"|^(?!For each ).*\b(about|of|for|by|from|with) it\?",
        "Does it share that view of the benefits?",
    ),
    Pattern(
        "says it of a partnership that it does not name",
        (QUESTION,),
        r"^(?!For each |.*\bpartnership\b)(?!.*\b(authority|agenc|board|partner|problem|executive|"
        r"kind|trust|makes)\w*\b.*\bits?\b).*\bits?\b",
        "Are its direct costs known?",
    ),
    Pattern(
        "begins with what another question tells",
        (QUESTION,),
        rf"^{_VERB} (they|these|those|them)\b|^{_VERB} (it|its)\b(?! (now )?(clear|a main) )"
        rf"|^(what|how|when|who|where|which)( [a-z]+)? {_VERB} (it|they)\b",
        "Have they agreed to work together?",
    ),
    Pattern(
        "asks two things and does not say how to answer where one is so",
        (QUESTION,),
        rf"\band {_VERB}\b|\band (how|who|whom|what|why|which|whether|when)\b|\ball three\b",
        "Was it an experiment, and has it failed?",
        HOW_TO_ANSWER,
    ),
    Pattern(
        "uses have without do",
        (QUESTION,),
        r"\b(has|have) (it|they) (a|an|any|no|to)\b|^(has|have) the \w+ (a|an|any|no)\b"
        r"|\bhow (much|many)\b.* has .* to\b",
        "Has it a target that the partners agreed together?",
    ),
    Pattern(
        "asks whether something is settled in place of who agreed it",
        (QUESTION,),
        r"\b(is|has) it (been )?(settled|written down|known|said|planned|recorded|examined)\b"
        r"(?! who )",
        "Is it settled how costs and benefits will be measured?",
    ),
    Pattern(
        "says it of a partnership in the first sentence of a finding or strength",
        (FINDING, STRENGTH),
        r"^It\b|^Its\b",
        "It has neither a full plan for ending nor a full plan for carrying on.",
    ),
    Pattern(
        "tells what is below in place of what to do",
        (VERDICT, ADVICE),
        r"\bnamed below, the first\b|\bthe first things first\b",
        "Put right what is named below, the first things first.",
    ),
    Pattern(
        "is translated English",
        (QUESTION, HELP, *SAID),
        r"\bspeaks? (for|against)\b|\bwhat is so\b|\bof (its|their|his|her) own\b(?! ways)"
        r"|(?<!\w)as a rule\b|\bby what is known\b|\bturned out that\b|\bon purpose\b"
        r"|\bput together so\b|\bin all else\b|\bgifts in kind\b|\bfollowed regularly\b",
        "Does the partnership have a budget of its own?",
    ),
    Pattern(
        "is not punctuated as a sentence",
        (QUESTION, HELP, *SAID),
        r"  |\s[,.?]|[^.?!]$|\?.*\?",
        "Is it so ?",
    ),
)
MOST_WORDS = {QUESTION: 28, HELP: 40, FINDING: 32, ADVICE: 50, STRENGTH: 36, VERDICT: 50, POINT: 36}
"""The longest that a text may be; of several sentences each."""


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.name)
def test_no_text_of_the_shipped_packs(pattern: Pattern) -> None:
    assert [f"{one.place}: {one.text}" for one in texts() if _shows(pattern, one)] == []


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.name)
def test_a_pattern_is_found_in_its_example(pattern: Pattern) -> None:
    assert _shows(pattern, Text(pattern.kinds[0], "example", pattern.example))


@pytest.mark.parametrize("kind", MOST_WORDS)
def test_no_text_is_longer_than_one_can_hold(kind: str) -> None:
    some = [one for one in texts() if one.kind == kind]
    assert some
    assert [
        f"{one.place}: {sentence}"
        for one in some
        for sentence in re.split(r"(?<=[.?!]) ", one.text)
        if len(sentence.split()) > MOST_WORDS[kind]
    ] == []


def test_a_question_about_a_member_never_says_it_of_the_partnership() -> None:
    each = load_ruleset([paper_pack()], DAY)
    asks = [question(path, each.vocabulary) for path in each.vocabulary.facts]
    of_members = [one for one in asks if one.startswith("For each ")]
    assert of_members
    assert [one for one in of_members if re.search(r"\bthis (partner|objective)\b", one)] == []


def _shows(pattern: Pattern, one: Text) -> bool:
    if one.kind not in pattern.kinds or not re.search(pattern.regex, one.text, re.IGNORECASE):
        return False
    return not re.search(pattern.unless, f"{one.text} {one.beside}", re.IGNORECASE)
