"""Cases: a profile together with what must come out of it, and what must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fruitful.advice.advice import Advice
from fruitful.diagnostic import Diagnostic, shorten
from fruitful.document import Mapping, Node, Scalar
from fruitful.document.fields import choice_of, fault, keys_of, text_of, texts_of
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES
from fruitful.ruleset.verdict import known_rules

NONE = "none"
_OUTCOMES = (MET, UNDECIDED, NOT_APPLICABLE)
_KEYS = (
    "verdict",
    "standing",
    "alternative",
    "could_become",
    "findings",
    "only",
    "never",
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


def read_expectation(node: Node, ruleset: Ruleset, faults: list[Diagnostic]) -> Expectation:
    """Read ``expect``; rules and verdicts that do not exist are faults."""
    fields = keys_of(node, "`expect`", _KEYS, (), faults)
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
    )


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


def differences(expected: Expectation, advice: Advice) -> list[str]:
    """Where the advice is not what was expected, a sentence each; empty when the case passes."""
    judged = advice.judged
    alternative = judged.alternative.id if judged.alternative else NONE
    standing = "settled" if judged.settled else "provisional"
    could = tuple(sorted(one.verdict.id for one in judged.could_become))
    compared: list[tuple[str, Any, Any]] = [
        ("the verdict", expected.verdict, judged.verdict.id),
        ("its standing", expected.standing, standing),
        ("the alternative", expected.alternative, alternative),
    ]
    if expected.could_become is not None:
        compared.append(
            ("what it could become", expected.could_become or "nothing", could or "nothing")
        )
    severities = {one.rule: one.severity for one in advice.recommendations}
    for rule, severity in expected.findings.items():
        if severity and rule in severities:
            compared.append((f"the severity of {rule}", severity, severities[rule]))
        else:
            compared.append((f"the outcome of {rule}", FINDING, advice.outcomes[rule]))
    for rule, outcome in expected.outcomes.items():
        compared.append((f"the outcome of {rule}", outcome, advice.outcomes[rule]))
    wrong = [
        f"{what}: expected {want}, got {got}"
        for what, want, got in compared
        if want and want != got
    ]
    for rule in expected.never:
        if advice.outcomes[rule] in (FINDING, MET):
            wrong.append(f"the outcome of {rule}: must not be {advice.outcomes[rule]}")
    if expected.only:
        more = [rule for rule in severities if rule not in expected.findings]
        wrong += [f"the outcome of {rule}: a finding that was not expected" for rule in more]
    return wrong
