"""One rule, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fruitful.advice.local import local_policies
from fruitful.language.condition import ALWAYS
from fruitful.language.vocabulary import question
from fruitful.render.catalogue.conditions import told
from fruitful.render.catalogue.subject import OUTCOMES, Subject
from fruitful.render.catalogue.uses import Use
from fruitful.render.english import rule_state_in_words
from fruitful.render.local import local_parts, policy_in_words
from fruitful.render.pages.sources import Cited
from fruitful.render.reasoning import Told
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.text import Text

HEADINGS = ("Finding", "What to do", "Where met")
MOST_CASES = 5
"""Cases of an outcome that are not folded in."""


class Graded(NamedTuple):
    """A severity, and when it counts; None where it does in all other cases."""

    severity: str
    when: Told | None


class Spoken(NamedTuple):
    """Words of a text, and when they are said."""

    words: str
    when: Told | None
    """None where that depends on nothing."""
    whether: str
    """``""``, ``otherwise`` or ``open``: while it is not known which case holds."""


class Asking(NamedTuple):
    """A question that the rule reads."""

    path: str
    ask: str
    href: str


class Shown(NamedTuple):
    """The cases that show one outcome, the first of them and the rest."""

    outcome: str
    first: tuple[tuple[str, str], ...]
    """Each case's title and file."""
    rest: tuple[tuple[str, str], ...]


class RuleShown(NamedTuple):
    """What a rule's page shows."""

    rule: Rule
    theme: str
    texts: tuple[tuple[str, tuple[Spoken, ...]], ...]
    """What it says, under its headings."""
    applies: Told
    when: Told
    graded: tuple[Graded, ...]
    sources: tuple[Cited, ...]
    asked: tuple[Asking, ...]
    concluded: tuple[str, ...]
    """What it reads that rules conclude, or that is taken from the partnerships."""
    settings: tuple[str, ...]
    rests_on: tuple[str, ...]
    read_by: tuple[str, ...]
    beyond: tuple[Use, ...]
    contradicts: tuple[str, ...]
    policy: tuple[str, ...]
    """What in it, or in what it rests on, is local policy."""
    lapsed: tuple[str, ...]
    cases: tuple[Shown, ...]


def rule_shown(rule: Rule, subject: Subject) -> RuleShown:
    """What a rule's page shows; addresses are those of ``subject.places``."""
    ruleset, uses = subject.ruleset, subject.uses
    local = local_policies(ruleset).get(rule.id)
    facts = [ruleset.vocabulary.facts[path] for path in uses.facts[rule.id]]
    asked = [fact for fact in facts if not fact.concluded]
    return RuleShown(
        rule,
        ruleset.themes[rule.theme],
        tuple(
            (heading, tuple(spoken(text, ruleset)))
            for heading, text in zip(HEADINGS, rule.texts, strict=True)
            if text
        ),
        told(rule.applies, ruleset),
        told(rule.when, ruleset),
        tuple(
            Graded(case.severity, None if case.when == ALWAYS else told(case.when, ruleset))
            for case in rule.severity
        ),
        tuple(subject.places.sources[cite] for cite in rule.cites),
        tuple(
            Asking(one.path, question(one.path, ruleset.vocabulary), subject.places.facts[one.path])
            for one in asked
        ),
        tuple(fact.path for fact in facts if fact.concluded),
        uses.settings[rule.id],
        uses.rests_on[rule.id],
        uses.read_by.get(rule.id, ()),
        uses.beyond.get(rule.id, ()),
        tuple(rule_state_in_words(one, ruleset.rules[one.rule].title) for one in rule.contradicts),
        tuple(local_parts(local)) if local else (),
        tuple(policy_in_words(one) for one in ruleset.lapsed if one.rule == rule.id),
        tuple(_shown(rule.id, subject)),
    )


def spoken(text: Text, ruleset: Ruleset) -> Iterator[Spoken]:
    """The cases of a text, each with when it is said."""
    for cases, while_open in text.sentences:
        for case in cases:
            rest = "otherwise" if len(cases) > 1 else ""
            when = None if case.when == ALWAYS else told(case.when, ruleset)
            yield Spoken(case.words, when, "" if when else rest)
        if while_open is not None:
            yield Spoken(while_open.words, None, "open")


def _shown(rule: str, subject: Subject) -> list[Shown]:
    by_outcome = subject.cases.get(rule, {})
    found = []
    for outcome in OUTCOMES:
        cases = [(one.title, one.file) for one in by_outcome.get(outcome, ())]
        if cases:
            found.append(Shown(outcome, tuple(cases[:MOST_CASES]), tuple(cases[MOST_CASES:])))
    return found
