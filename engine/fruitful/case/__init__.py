"""Cases: a profile together with what must come out of it, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.advice.advice import Advice
from fruitful.advice.answering import STATES
from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar
from fruitful.document.fields import choice_of, fault, keys_of, named, text_of, texts_of
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES
from fruitful.ruleset.verdict import known_rules

NONE = "none"
OUTCOME, SEVERITY = "the outcome of", "the severity of"
_OUTCOMES = (MET, UNDECIDED, NOT_APPLICABLE)
_KEYS = (
    "verdict",
    "standing",
    "alternative",
    "could_become",
    "findings",
    "only",
    "never",
    "best_form",
    "checklist",
    "ingredients",
    "says",
    "never_says",
    *_OUTCOMES,
)


class Expectation(NamedTuple):
    """What a case expects; what is left out is not looked at."""

    verdict: str
    standing: str
    alternative: str
    could_become: tuple[str, ...] | None
    findings: dict[str, str]
    """Rules that are findings, with their severity, or "" for any."""
    outcomes: dict[str, str]
    """Rules with another outcome."""
    never: tuple[str, ...]
    """Rules that are neither a finding nor met."""
    only: bool
    """There is no other finding."""
    best_form: tuple[str, ...]
    """The forms that fit best: several in a tie."""
    answers: tuple[tuple[str, str, str], ...]
    """Of the checklist or the ingredients: the section, the question's id and its state."""
    says: tuple[str, ...]
    """Words that the advice has somewhere, in capitals or not."""
    never_says: tuple[str, ...]
    """Words that it has nowhere."""


def read_expectation(node: Node, ruleset: Ruleset, faults: list[Diagnostic]) -> Expectation:
    """Read ``expect``; rules and verdicts that do not exist are faults."""
    fields = keys_of(node, "`expect`", _KEYS, (), faults)
    if not fields:
        help = "say what must come out: `verdict`, `findings`, `met`, `says` and the like"
        faults.append(fault(node, "expects-nothing", "this case expects nothing", help))
    standings = ("settled", "provisional")
    verdict = choice_of(fields.get("verdict"), "`verdict`", ruleset.verdicts, faults)
    alternatives = (*ruleset.alternatives, NONE)
    could = fields.get("could_become")
    outcomes = {
        rule: outcome
        for outcome in _OUTCOMES
        for rule in _rules(fields.get(outcome), outcome, ruleset, faults)
    }
    return Expectation(
        verdict,
        choice_of(fields.get("standing"), "`standing`", standings, faults),
        choice_of(fields.get("alternative"), "`alternative`", alternatives, faults),
        None if could is None else tuple(sorted(_names(could, ruleset, faults))),
        _findings(fields.get("findings"), ruleset, faults),
        outcomes,
        _rules(fields.get("never"), "never", ruleset, faults),
        text_of(fields.get("only"), "`only`", faults) == "yes",
        tuple(
            choice_of(one, "a form", (*ruleset.models, NONE), faults)
            for one in texts_of(fields.get("best_form"), "`best_form`", faults)
        ),
        tuple(_answers(fields, ruleset, faults)),
        *(
            tuple(one.text for one in texts_of(fields.get(key), f"`{key}`", faults))
            for key in ("says", "never_says")
        ),
    )


def _answers(
    fields: MappingABC[str, Node], ruleset: Ruleset, faults: list[Diagnostic]
) -> Iterator[tuple[str, str, str]]:
    """What ``checklist`` and ``ingredients`` expect of which question."""
    sections = {"checklist": ruleset.checklist, "ingredients": ruleset.ingredients}
    for section, questions in sections.items():
        for key, value in named(fields.get(section), f"`{section}`", faults):
            if key.text not in questions:
                help = did_you_mean(key.text, questions)
                message = f"`{shorten(key.text)}` is no question of the {section}"
                faults.append(fault(key, "bad-choice", message, help))
            state = choice_of(value, f"`{key.text}` of `{section}`", STATES, faults)
            yield section, key.text, state


def _names(node: Node, ruleset: Ruleset, faults: list[Diagnostic]) -> Iterator[str]:
    for name in texts_of(node, "`could_become`", faults):
        yield choice_of(name, "a verdict", ruleset.verdicts, faults)


def _rules(
    node: Node | None, key: str, ruleset: Ruleset, faults: list[Diagnostic]
) -> tuple[str, ...]:
    return known_rules(texts_of(node, f"`{key}`", faults), ruleset.rules, faults)


def _findings(node: Node | None, ruleset: Ruleset, faults: list[Diagnostic]) -> dict[str, str]:
    if not isinstance(node, Mapping):
        return dict.fromkeys(_rules(node, "findings", ruleset, faults), "")
    found = {}
    for key, value in node.entries:
        known_rules((key,), ruleset.rules, faults)
        severity = value.text if isinstance(value, Scalar) else ""
        if severity not in SEVERITIES:
            message = f"`{shorten(severity)}` is not a severity"
            faults.append(fault(value, "bad-choice", message, ", ".join(SEVERITIES)))
        found[key.text] = severity
    return found


class Mismatch(NamedTuple):
    """Something that came out otherwise than the case expects."""

    what: str
    """As "the outcome of E1"."""
    rule: str
    """The rule that it is about; "" where it is about the verdict."""
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got}"


def differences(expected: Expectation, advice: Advice) -> list[Mismatch]:
    """Where the advice is not what was expected; empty when the case passes."""
    return [
        *_of_the_verdict(expected, advice),
        *_of_rules(expected, advice),
        *_of_what_must_not_be(expected, advice),
        *_of_answers(expected, advice),
        *_of_words(expected, advice),
    ]


def _of_the_verdict(expected: Expectation, advice: Advice) -> Iterator[Mismatch]:
    judged = advice.judged
    compared = [
        ("the verdict", expected.verdict, judged.verdict.id),
        ("its standing", expected.standing, "settled" if judged.settled else "provisional"),
        (
            "the form that fits best",
            ", ".join(sorted(expected.best_form)),
            ", ".join(sorted(advice.forms.best)) or NONE,
        ),
        (
            "the alternative",
            expected.alternative,
            judged.alternative.id if judged.alternative else NONE,
        ),
    ]
    if expected.could_become is not None:
        could = sorted(one.verdict.id for one in judged.could_become)
        want, got = (", ".join(some) or "nothing" for some in (expected.could_become, could))
        compared.append(("what it could become", want, got))
    for what, want, got in compared:
        if want and want != got:
            yield Mismatch(what, "", want, got)


def _of_rules(expected: Expectation, advice: Advice) -> Iterator[Mismatch]:
    severities = {one.rule: one.severity for one in advice.findings}
    for rule, severity in expected.findings.items():
        if severity and rule in severities:
            if severities[rule] != severity:
                yield Mismatch(f"{SEVERITY} {rule}", rule, severity, severities[rule])
        elif advice.outcomes[rule] != FINDING:
            yield Mismatch(f"{OUTCOME} {rule}", rule, FINDING, advice.outcomes[rule])
    for rule, outcome in expected.outcomes.items():
        if advice.outcomes[rule] != outcome:
            yield Mismatch(f"{OUTCOME} {rule}", rule, outcome, advice.outcomes[rule])


def _of_what_must_not_be(expected: Expectation, advice: Advice) -> Iterator[Mismatch]:
    for rule in expected.never:
        if advice.outcomes[rule] in (FINDING, MET):
            neither = "neither a finding nor met"
            yield Mismatch(f"{OUTCOME} {rule}", rule, neither, advice.outcomes[rule])
    if expected.only:
        for one in advice.findings:
            if one.rule not in expected.findings:
                yield Mismatch(f"{OUTCOME} {one.rule}", one.rule, "no finding", FINDING)


def _of_answers(expected: Expectation, advice: Advice) -> Iterator[Mismatch]:
    states = {
        (section, one.asked.id): one.state
        for section, answered in (
            ("checklist", advice.checklist),
            ("ingredients", advice.ingredients),
        )
        for one in answered
    }
    for section, id, state in expected.answers:
        got = states.get((section, id), NONE)
        if state != got:
            yield Mismatch(f"the answer to {id} of the {section}", "", state, got)


def _of_words(expected: Expectation, advice: Advice) -> Iterator[Mismatch]:
    every = words(advice)
    for phrase in expected.says:
        if not _whole(phrase, every):
            yield Mismatch("what the advice says", "", f"“{phrase}”", "no such words")
    for phrase in expected.never_says:
        if found := _whole(phrase, every):
            got = f"“…{every[max(0, found.start() - 40) : found.end() + 40]}…”"
            yield Mismatch("what the advice says", "", f"nowhere “{phrase}”", got)


def _whole(phrase: str, text: str) -> re.Match[str] | None:
    """Where whole words stand in a text."""
    return re.search(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)", text)


def words(advice: Advice) -> str:
    """All that the advice says to its reader but for the questions, in small letters."""
    judged, forms = advice.judged, advice.forms
    entries = [judged.verdict, *(one.verdict for one in judged.could_become)]
    entries += [judged.alternative] if judged.alternative else []
    said = [text for entry in entries for text in (entry.title, entry.text)]
    for one in advice.recommendations:
        said += [one.title, one.finding, one.text]
    said += [one.text for one in advice.strengths]
    if forms.matters:
        said += [forms.why, forms.in_use_compared]
        for form in forms.each:
            said += [one.text for one in (*form.speaks_for, *form.against, *form.needs)]
    return " ".join(said).casefold()
