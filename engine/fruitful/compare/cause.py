"""What in the rules makes a difference between two rulesets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from fruitful.document.digest import plain
from fruitful.language.condition import (
    All,
    Any,
    Condition,
    Not,
    Quantified,
    RuleState,
    Test,
    leaves,
)
from fruitful.language.value import Value
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules, rests_on
from fruitful.ruleset.verdict import Verdict

OVERRIDE, NO_OVERRIDE, ADDED, REMOVED, CHANGED, SETTING, VERDICTS, TIME = (
    *("override", "no override", "added", "removed", "changed", "setting", "verdicts", "time"),
)
FACT_ADDED, FACT_REMOVED, FACT_CHANGED, PRIORITIES, TIERS, ALTERNATIVES = (
    *("fact added", "fact removed", "fact changed", "priorities", "tiers", "alternatives"),
)


class Cause(NamedTuple):
    """One thing that makes a difference."""

    what: str
    """An ``override`` in force, or ``no override`` any more; a rule ``added``, ``removed`` or
    ``changed``; a ``setting``; the list of ``verdicts`` or of ``alternatives``; a ``fact added``,
    ``removed`` or ``changed``; the ``priorities``; the list of ``tiers``; or only ``time``,
    which has passed."""
    name: str
    """The rule, setting, verdict, fact or tier; of priorities their order; "" for time."""
    pack: str = ""
    """Whose it is."""
    override: Override | None = None
    before: Value | None = None
    after: Value | None = None
    """Of a setting."""
    of_authority: bool = False
    """Whether it is in the rules about an authority, which have names of their own."""


def causes(id: str, old: Ruleset, new: Ruleset) -> tuple[Cause, ...]:
    """How a rule, or one that it rests on, differs between two rulesets."""
    found: dict[Cause, None] = {}
    waiting, seen = [id], {id}
    while waiting:
        one = waiting.pop()
        found.update(dict.fromkeys(of_rule(one, old, new)))
        for ruleset in (old, new):
            if one in ruleset.rules:
                below = rests_on(ruleset.rules[one], concluding_rules(ruleset.rules))
                waiting += sorted((below - seen) & ruleset.rules.keys())
                seen |= below
    return tuple(found)


def of_rule(id: str, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """How one rule differs in what decides its outcome."""
    before, after = old.rules.get(id), new.rules.get(id)
    if before is None or after is None:
        rule = before or after
        if rule is not None:
            yield Cause(ADDED if before is None else REMOVED, id, rule.pack)
    elif _conditions(before) != _conditions(after):
        settings = dict.fromkeys(_settings(before, after, old, new))
        yield from settings
        yield from of_policy(after, old, new, otherwise=not settings)


def of_policy(rule: Rule, old: Ruleset, new: Ruleset, *, otherwise: bool) -> Iterator[Cause]:
    """The override that changes a rule, or none any more; else the rule itself, if so wanted."""
    was, now = old.local.get(rule.id), new.local.get(rule.id)
    if now is not None and (was is None or _said(was) != _said(now)):
        yield Cause(OVERRIDE, rule.id, now.pack, now)
    elif was is not None and now is None:
        yield Cause(NO_OVERRIDE, rule.id, was.pack, was)
    elif otherwise:
        yield Cause(CHANGED, rule.id, rule.pack)


def _said(override: Override) -> list[object]:
    """What it changes, wherever it stands."""
    return [(key, plain(node)) for key, node in override.changes]


def _conditions(rule: Rule) -> tuple[object, ...]:
    """What decides its outcome."""
    return rule.applies, rule.when, rule.severity


def _settings(before: Rule, after: Rule, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """The settings with another value that the rule compares with."""
    changed = {
        name: (old.settings[name].value, one.value)
        for name, one in new.settings.items()
        if name in old.settings and old.settings[name].value != one.value
    }
    used = [*_constants(before)], [*_constants(after)]
    for name, (was, now) in changed.items():
        if any(one in ((name, was), ("", was)) for one in used[0]) and any(
            one in ((name, now), ("", now)) for one in used[1]
        ):
            yield Cause(SETTING, name, new.settings[name].pack, None, was, now)


def _constants(rule: Rule) -> Iterator[tuple[str, object]]:
    """The numbers that a rule compares with, and the settings that they come from if known."""
    waiting: list[Condition] = [rule.applies, rule.when, *(case.when for case in rule.severity)]
    while waiting:
        for leaf in leaves(waiting.pop()):
            if isinstance(leaf, Test) and leaf.setting:
                yield leaf.setting, leaf.operand
            elif isinstance(leaf, Quantified):
                waiting.append(leaf.condition)
                if leaf.operator:  # it does not tell where its number comes from
                    yield "", leaf.bound


def of_verdicts(old: Ruleset, new: Ruleset, section: str = VERDICTS) -> tuple[Cause, ...]:
    """The verdicts that stand in one list only, or are given on other conditions.

    Or the ``alternatives``. That a verdict looks at all rules, and there is one more or less of
    these, does not count.
    """
    both = old.rules.keys() & new.rules.keys()
    before, after = _list(section, old), _list(section, new)
    return tuple(
        Cause(section, id, entry.pack)
        for id, entry in {**before, **after}.items()
        if _given_when(before.get(id), both) != _given_when(after.get(id), both)
    )


def _list(section: str, ruleset: Ruleset) -> Mapping[str, Verdict]:
    return ruleset.verdicts if section == VERDICTS else ruleset.alternatives


def _given_when(entry: Verdict | None, rules: Collection[str]) -> tuple[object, ...]:
    if entry is None:
        return ()
    return _about(entry.when, rules), entry.most_undecided, entry.only_if_known


def _about(condition: Condition, rules: Collection[str]) -> Condition:
    """The condition without its tests of other rules."""
    if isinstance(condition, (All, Any)):
        parts = (one for one in condition.parts if _is_about(one, rules))
        return type(condition)(tuple(_about(one, rules) for one in parts))
    return Not(_about(condition.part, rules)) if isinstance(condition, Not) else condition


def _is_about(condition: Condition, rules: Collection[str]) -> bool:
    return not isinstance(condition, RuleState) or condition.rule in rules
