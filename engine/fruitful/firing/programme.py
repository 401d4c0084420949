"""What an engine has to decide: named conditions, stratum by stratum."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fruitful.language.condition import Condition
from fruitful.language.truth import Truth
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule

APPLIES, WHEN = "applies", "when"
Name = tuple[str, str]
"""Whose condition it is (a rule's, a verdict's, an alternative's or a model's id) and which:
``applies``, ``when``, the number of a severity case, or a model's argument such as ``for.0``."""

Stratum = Mapping[Name, Condition]
Engine = Callable[[int, View], Mapping[Name, Truth]]
"""Decides all conditions of a stratum, of which it is told the number."""


def programme(ruleset: Ruleset) -> tuple[Stratum, ...]:
    """The conditions of all rules by stratum, and last those of verdicts, alternatives, models."""
    strata = [
        {name: condition for id in ids for name, condition in _of_rule(ruleset.rules[id])}
        for ids in ruleset.strata
    ]
    last = {
        (entry.id, section): entry.when
        for section, entries in (
            ("verdict", ruleset.verdicts),
            ("alternative", ruleset.alternatives),
        )
        for entry in entries.values()
    }
    last.update(
        ((model.id, name), argument.when)
        for model in ruleset.models.values()
        for _, name, argument in model.arguments()
    )
    return (*strata, last)


def _of_rule(rule: Rule) -> list[tuple[Name, Condition]]:
    cases = [((rule.id, str(at)), case.when) for at, case in enumerate(rule.severity)]
    return [((rule.id, APPLIES), rule.applies), ((rule.id, WHEN), rule.when), *cases]
