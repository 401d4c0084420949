"""The national rules, changed only where local policy says so by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from fruitful.document import Sequence as ListNode
from fruitful.language.condition import RuleState, leaves, paths
from fruitful.ruleset import Ruleset, stack
from fruitful.ruleset.override import Override
from fruitful.ruleset.pack import Pack
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.stacking import overrides
from fruitful.ruleset.strata import concluding_rules, strata_of


def in_force(packs: Sequence[Pack], on: date) -> list[Override]:
    """The overrides of the local packs that hold on a day."""
    return [one for one in overrides(packs[1:], []) if one.in_force(on)]


def declares(override: Override, rule: str) -> bool:
    """Whether an override says that it may silence or lower a rule."""
    return (override.rule == rule and override.lowering) or rule in override.lowers


def baseline(
    packs: Sequence[Pack],
    stacked: Ruleset,
    declared: Iterable[Override],
    on: date,
    of_each: Ruleset | None = None,
) -> Ruleset:
    """The first pack's rules with these overrides alone, over the vocabulary of the whole stack.

    Of an overridden rule the relevance and the severity are as the stack has them; local rules that
    these read stand in it too, but conclude no national fact. ``of_each`` are the rules about each
    partnership, where these are about all.
    """
    chosen = list(declared)
    national = stack([packs[0], *_settings_alone(packs[1:], chosen)], on, of_each)
    rules = dict(national.rules)
    for override in chosen:
        rule = rules.get(override.rule)
        if rule is None:
            continue
        changed, own = override.changed, stacked.rules[override.rule]
        if "applies" in changed or "off" in changed:
            rule = replace(rule, applies=own.applies)
        if "severity" in changed:
            rule = replace(rule, severity=own.severity)
        rules[rule.id] = rule
    _add_what_is_read(rules, stacked)
    return replace(
        national, rules=rules, strata=strata_of(rules, []), vocabulary=stacked.vocabulary
    )


def _settings_alone(packs: Sequence[Pack], chosen: Sequence[Override]) -> list[Pack]:
    """The packs with nothing but those of the chosen overrides that are of settings."""
    found = []
    for pack in packs:
        nodes = tuple(one.node for one in chosen if one.setting and one.pack == pack.id)
        if nodes:
            items = ListNode(nodes, nodes[0].source, nodes[0].line, nodes[0].column)
            found.append(pack._replace(files=({"overrides": items},), portfolio=()))
    return found


def _add_what_is_read(rules: dict[str, Rule], stacked: Ruleset) -> None:
    """Add the local rules that the rules read, by their outcome or by what they conclude."""
    concluding = concluding_rules(stacked.rules)
    national = {rule.conclude for rule in rules.values() if rule.conclude}
    waiting = list(rules.values())
    while waiting:
        rule = waiting.pop()
        for condition in (rule.applies, rule.when, *(case.when for case in rule.severity)):
            read = [leaf.rule for leaf in leaves(condition) if isinstance(leaf, RuleState)]
            for path in paths(condition):
                read += () if path in national else concluding.get(path, ())
            for id in read:
                if id not in rules:
                    local = stacked.rules[id]
                    kept = "" if local.conclude in national else local.conclude
                    rules[id] = replace(local, conclude=kept)
                    waiting.append(rules[id])
