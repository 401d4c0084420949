"""What was fired, and what of it is local policy, as records."""

from __future__ import annotations

from datetime import date

from fruitful import __version__
from fruitful.advice.advice import ChangedSetting, LocalPolicy
from fruitful.advice.local import local_in_force, local_policies
from fruitful.language.vocabulary import STAGE
from fruitful.profile import Profile
from fruitful.profile.facts import Facts
from fruitful.records import rules as to
from fruitful.records.kinds import FORMAT
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override


def run_record(ruleset: Ruleset, engine: str, on: date) -> to.Run:
    """What begins an output."""
    return to.Run(__version__, FORMAT, engine, on, ruleset_record(ruleset))


def partnership_record(profile: Profile, facts: Facts) -> to.Partnership:
    """Whom it is about."""
    stage = facts.values.get(STAGE)
    return to.Partnership(profile.id, profile.name, None if stage is None else str(stage))


def ruleset_record(ruleset: Ruleset) -> to.Ruleset:
    """By which rules: the packs, the hash of what they say, and what of it is local policy."""
    return to.Ruleset(pack_records(ruleset), ruleset.fingerprint, _in_force(ruleset))


def pack_records(ruleset: Ruleset) -> list[to.Pack]:
    """The packs."""
    return [to.Pack(id, version) for id, version in ruleset.packs]


def standing(settled: bool) -> str:
    """How firmly something stands."""
    return "settled" if settled else "provisional"


def added_record(pack: str, ruleset: Ruleset) -> to.Added | None:
    """The local pack that adds something; None for what is national."""
    return to.Added(pack) if ruleset.is_local(pack) else None


def local_record(local: LocalPolicy | None) -> to.OwnRule | to.Override | None:
    """Whose policy a rule is, and what changed it; None for the national pack's own."""
    if local is None:
        return None
    if local.override is not None:
        return override_record(local, local.override)
    return to.OwnRule(local.pack, local.is_own, [one.name for one in local.settings])


def override_record(local: LocalPolicy, override: Override) -> to.Override:
    """A local policy that changes a rule, or what a rule rests on."""
    settings = [one.name for one in local.settings]
    return to.Override(local.pack, override.changed, why_record(override), local.is_own, settings)


def why_record(override: Override) -> to.Why:
    """On what an override rests."""
    return to.Why(override.reason, override.authority, override.date, override.expires)


def _in_force(ruleset: Ruleset) -> to.Local | None:
    """All that is local in the rules; None where there is no local pack."""
    local = local_in_force(ruleset)
    if local is None:
        return None
    policies = {id: local_record(one) for id, one in local_policies(ruleset).items()}
    order = None
    if local.order is not None:
        national, now = local.order
        order = to.Priorities(now.pack, now.grounds, national.grounds)
    return to.Local(
        packs=[to.LocalPack(one.id, one.title, one.owner) for one in local.packs],
        rules={id: one for id, one in policies.items() if one is not None},
        settings=[_setting(one) for one in local.settings],
        priorities=order,
        lapsed=[
            to.Lapsed(one.rule or None, one.setting or None, one.pack, one.changed, why_record(one))
            for one in local.lapsed
        ],
    )


def _setting(one: ChangedSetting) -> to.Setting:
    return to.Setting(
        setting=one.name,
        title=one.setting.title,
        value=one.setting.value,
        national=one.setting.declared_value,
        rules=one.rules,
        pack=one.override.pack,
        why=why_record(one.override),
    )
