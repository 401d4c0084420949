"""Every edit that makes one ruleset another, whatever comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.compare.cause import (
    ALTERNATIVES,
    FACT_ADDED,
    FACT_CHANGED,
    FACT_REMOVED,
    PRIORITIES,
    SETTING,
    TIERS,
    Cause,
    of_policy,
    of_rule,
    of_verdicts,
)
from fruitful.language.condition import Test, leaves
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.text import Text


def edits(old: Ruleset, new: Ruleset) -> tuple[Cause, ...]:
    """The rules, settings, verdicts, facts, priorities and tiers that differ, each once.

    What differs only in the forms compared, in questions that rules answer or in the costs is not
    among them.
    """
    found = [one for id in {**old.rules, **new.rules} for one in of_rule(id, old, new)]
    for id in (id for id in old.rules if id in new.rules):
        found += wording(id, old, new)
    for name in new.settings:
        found += _of_setting(name, old, new)
    found += of_verdicts(old, new)
    found += of_verdicts(old, new, ALTERNATIVES)
    for path in {**old.vocabulary.facts, **new.vocabulary.facts}:
        found += of_fact(path, old, new)
    found += of_priorities(old, new)
    found += of_tiers(old, new)
    return tuple(dict.fromkeys(found))


def wording(id: str, old: Ruleset, new: Ruleset) -> list[Cause]:
    """What makes a rule that both have say something else than before."""
    before, after = old.rules[id], new.rules[id]
    if _texts(before) != _texts(after):
        return [*of_policy(after, old, new, otherwise=True)]
    text = " ".join((after.finding.words, after.recommend.words))
    return [
        one for name in new.settings if f"${name}" in text for one in _of_setting(name, old, new)
    ]


def _texts(rule: Rule) -> tuple[str | Text, ...]:
    return rule.title, rule.finding, rule.recommend


def _of_setting(name: str, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    setting = new.settings[name]
    if name in old.settings and old.settings[name].value != setting.value:
        before = old.settings[name].value
        yield Cause(SETTING, name, setting.pack, None, before, setting.value)


def of_fact(path: str, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """That a fact is asked for in one ruleset only, or is asked for otherwise."""
    before, after = old.vocabulary.facts.get(path), new.vocabulary.facts.get(path)
    if before is None and after is not None:
        yield Cause(FACT_ADDED, path, after.pack)
    elif after is None and before is not None:
        yield Cause(FACT_REMOVED, path, before.pack)
    elif before is not None and after is not None:
        same = ("kind", "ask", "unit", "not_before", "fixed", "fixed_once", "form", "concluded",
                "taken_from")  # fmt: skip
        as_before = [getattr(before, one) == getattr(after, one) for one in same]
        as_before.append(dict(before.choices) == dict(after.choices))
        as_before.append(old.relevance.get(path) == new.relevance.get(path))
        if not all(as_before):
            yield Cause(FACT_CHANGED, path, after.pack)


def of_answers(path: str, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """That other answers to a question can be taken, or that they are taken from elsewhere."""
    before, after = old.vocabulary.facts.get(path), new.vocabulary.facts.get(path)
    if before is not None and after is not None:
        taken = [(one.kind, dict(one.choices), one.taken_from) for one in (before, after)]
        if taken[0] != taken[1]:
            yield Cause(FACT_CHANGED, path, after.pack)


def of_priorities(old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """That recommendations are put in order by something else first."""
    if old.priorities != new.priorities:
        yield Cause(PRIORITIES, ", ".join(new.priorities), new.packs[-1][0])


def of_tiers(old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """The settings by which tiers are told, and the tiers that are told by something else."""
    for id in {**old.tiers, **new.tiers}:
        yield from of_tier(id, old, new)


def of_tier(id: str, old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    """The settings by which one tier is told; or that it is told by something else."""
    before, after = old.tiers.get(id), new.tiers.get(id)
    if before is None or after is None or before.when != after.when:
        some = [one for one in (before, after) if one is not None]
        read = {leaf.setting for one in some for leaf in leaves(one.when) if isinstance(leaf, Test)}
        by_setting = [
            cause for name in new.settings if name in read for cause in _of_setting(name, old, new)
        ]
        yield from by_setting or [Cause(TIERS, id, some[-1].pack)]
