"""What of the advice is local policy, and not the national pack's alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from fruitful.advice.advice import ChangedSetting, Local, LocalPolicy
from fruitful.ruleset import Ruleset
from fruitful.ruleset.placeholders import settings_in
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules, rests_on


@lru_cache(maxsize=8)
def local_policies(ruleset: Ruleset) -> Mapping[str, LocalPolicy]:
    """Whose policy each rule is that is not the national pack's alone, by the rule's id."""
    if len(ruleset.packs) < 2:
        return {}
    behind = _settings_behind(ruleset)
    found = {rule.id: _policy(rule, ruleset, behind) for rule in ruleset.rules.values()}
    return {id: policy for id, policy in found.items() if policy is not None}


def _policy(
    rule: Rule, ruleset: Ruleset, behind: Mapping[str, tuple[ChangedSetting, ...]]
) -> LocalPolicy | None:
    override = ruleset.local.get(rule.id)
    settings = behind.get(rule.id, ())
    own = ruleset.is_local(rule.pack)
    if override is not None:
        return LocalPolicy(override.pack, override, settings, own)
    if own:
        return LocalPolicy(rule.pack, None, settings, own)
    return LocalPolicy(settings[0].override.pack, None, settings) if settings else None


def tiers_local_to(ruleset: Ruleset) -> str:
    """The local pack whose the tiers are, or whose settings they rest on; "" where there is none.

    They are one list, of which the first that holds counts: what changes one changes all.
    """
    for tier in ruleset.tiers.values():
        if ruleset.is_local(tier.pack):
            return tier.pack
    read = {name for tier in ruleset.tiers.values() for name in tier.settings}
    return next((one.pack for name, one in ruleset.local_settings.items() if name in read), "")


@lru_cache(maxsize=8)
def local_in_force(ruleset: Ruleset) -> Local | None:
    """What local packs add to the national one, change in it and leave out on this day.

    None where there is no local pack.
    """
    if len(ruleset.packs) < 2:
        return None
    behind = _settings_behind(ruleset)
    changed = [
        ChangedSetting(
            ruleset.settings[name],
            override,
            tuple(id for id, some in behind.items() if any(name == one.name for one in some)),
        )
        for name, override in ruleset.local_settings.items()
    ]
    national = [order for order in ruleset.orders if not ruleset.is_local(order.pack)][-1]
    now = ruleset.orders[-1]
    return Local(
        tuple(one for one in ruleset.about if ruleset.is_local(one.id)),
        tuple(ruleset.local.values()),
        tuple(changed),
        (national, now) if national.grounds != now.grounds else None,
        ruleset.lapsed,
    )


def _settings_behind(ruleset: Ruleset) -> Mapping[str, tuple[ChangedSetting, ...]]:
    """The settings with a local value that each rule rests on, itself or through other rules."""
    if not ruleset.local_settings:
        return {}
    concluding = concluding_rules(ruleset.rules)
    found: dict[str, set[str]] = {}
    for id in (id for stratum in ruleset.strata for id in stratum):
        rule = ruleset.rules[id]
        nodes = [rule.declared]
        if id in ruleset.local:
            nodes += [node for _, node in ruleset.local[id].changes]
        found[id] = set().union(*map(settings_in, nodes))
        found[id].update(*(found.get(below, ()) for below in rests_on(rule, concluding)))
    changed = {
        name: ChangedSetting(ruleset.settings[name], override)
        for name, override in ruleset.local_settings.items()
    }
    return {
        id: some
        for id in ruleset.rules
        if (some := tuple(one for name, one in changed.items() if name in found[id]))
    }
