"""What portfolio rules can know about each partnership: its facts, outcomes, verdict and tier."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.diagnostic import Place
from fruitful.language.vocabulary import Fact, TakenFrom
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.tier import Tier
from fruitful.ruleset.verdict import Verdict

FACT, OUTCOME, VERDICT, TIER = "fact", "outcome", "verdict", "tier"
OUTCOME_CHOICES = {
    "yes": "it is as it should be",
    "no": "it is not",
    "not_applicable": "the question does not arise",
}
"""The answers that the outcome of a rule stands for: met, finding, not applicable."""


def takeable(
    facts: Mapping[str, Fact],
    rules: Mapping[str, Rule],
    verdicts: Mapping[str, Verdict],
    tiers: Mapping[str, Tier],
) -> dict[TakenFrom, Fact]:
    """What ``taken_from`` may name, each as a fact of the kind that its answers have."""
    found = {TakenFrom(FACT, path): fact for path, fact in facts.items() if not fact.collection}
    for id in rules:
        found[TakenFrom(OUTCOME, id)] = _chosen(OUTCOME_CHOICES)
    for word, entries in ((VERDICT, verdicts), (TIER, tiers)):
        if len(entries) > 1:
            found[TakenFrom(word, "")] = _chosen({id: one.title for id, one in entries.items()})
    return found


def _chosen(choices: Mapping[str, str]) -> Fact:
    """A fact that nobody declares: only its kind and its choices count."""
    place = Place("taken from the partnerships")
    return Fact("", "choice", "", choices, "", (), "", "", "", False, False, None, "", place)
