"""What reads what: rules on rules, rules on facts and settings, verdicts and lists on rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fruitful.language.condition import Condition, Quantified, RuleState, Test, leaves, paths
from fruitful.ruleset import Ruleset
from fruitful.ruleset.placeholders import PLACEHOLDER
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules, rests_on


class Use(NamedTuple):
    """Something beside rules that reads a rule's outcome, and the page that shows it."""

    what: str
    title: str
    page: str


class Uses(NamedTuple):
    """What reads what in a ruleset."""

    rests_on: Mapping[str, tuple[str, ...]]
    """The rules that a rule's conditions read."""
    read_by: Mapping[str, tuple[str, ...]]
    """The rules that read a rule."""
    beyond: Mapping[str, tuple[Use, ...]]
    """What else reads a rule."""
    facts: Mapping[str, tuple[str, ...]]
    """The facts that a rule reads, in the vocabulary's order."""
    of_facts: Mapping[str, tuple[str, ...]]
    """The rules that read a fact."""
    settings: Mapping[str, tuple[str, ...]]
    """The settings that a rule reads."""
    of_settings: Mapping[str, tuple[str, ...]]


def uses_of(ruleset: Ruleset) -> Uses:
    """What reads what."""
    concluding = concluding_rules(ruleset.rules)
    rests = {
        rule.id: _in_order(rests_on(rule, concluding), ruleset.rules)
        for rule in ruleset.rules.values()
    }
    facts = {
        rule.id: _in_order(_facts(rule), ruleset.vocabulary.facts)
        for rule in ruleset.rules.values()
    }
    settings = {
        rule.id: _in_order(_settings(rule), ruleset.settings) for rule in ruleset.rules.values()
    }
    beyond: dict[str, list[Use]] = {}
    for id, use in _beyond(ruleset):
        if use not in beyond.setdefault(id, []):
            beyond[id].append(use)
    return Uses(
        rests,
        _turned(rests),
        {id: tuple(some) for id, some in beyond.items()},
        facts,
        _turned(facts),
        settings,
        _turned(settings),
    )


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """All that a rule tests."""
    return (rule.applies, rule.when, *(case.when for case in rule.severity))


def _facts(rule: Rule) -> set[str]:
    return {path for one in conditions_of(rule) for path in paths(one)}


def _settings(rule: Rule) -> set[str]:
    """Those that its conditions compare with, and those that its texts name."""
    found = {one.setting for condition in conditions_of(rule) for one in _tests(condition)}
    for text in rule.texts:
        found.update(match[1] for match in PLACEHOLDER.finditer(text.words) if match[1])
    return found


def _tests(condition: Condition) -> Iterator[Test]:
    for leaf in leaves(condition):
        if isinstance(leaf, Test):
            yield leaf
        elif isinstance(leaf, Quantified):
            yield from _tests(leaf.condition)


def _beyond(ruleset: Ruleset) -> Iterator[tuple[str, Use]]:
    for verdict in ruleset.verdicts.values():
        use = Use("Verdict", verdict.title, "verdicts.html")
        for id in (*_states(verdict.when, ruleset), *verdict.most_undecided):
            yield id, use
    for entry in ruleset.alternatives.values():
        for id in _states(entry.when, ruleset):
            yield id, Use("Alternative", entry.title, "verdicts.html")
    for model in ruleset.models.values():
        for _, _, argument in model.arguments():
            for id in _states(argument.when, ruleset):
                yield id, Use("Form", model.title, "forms.html")
    sections = {
        "Checklist question": ruleset.checklist,
        "Key ingredient": ruleset.ingredients,
        "Accountability": ruleset.accountability,
    }
    for what, section in sections.items():
        for asked in section.values():
            number = f" {asked.id}" if section is ruleset.checklist else ""
            for id in asked.rules:
                yield id, Use(f"{what}{number}", asked.text, "checklist.html")


def _states(condition: Condition, ruleset: Ruleset) -> set[str]:
    """The rules that a condition names; none where it tests them all."""
    found = {leaf.rule for leaf in leaves(condition) if isinstance(leaf, RuleState)}
    return set() if found >= ruleset.rules.keys() else found


def _in_order(names: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in order if name in wanted)


def _turned(reads: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """For each thing that is read, what reads it."""
    found: dict[str, list[str]] = {}
    for reader, things in reads.items():
        for thing in things:
            found.setdefault(thing, []).append(reader)
    return {thing: tuple(readers) for thing, readers in found.items()}
