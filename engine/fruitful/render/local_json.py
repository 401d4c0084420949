"""What is local policy, as JSON."""

from __future__ import annotations

from typing import Any

from fruitful.advice.advice import ChangedSetting, LocalPolicy
from fruitful.advice.local import local_in_force, local_policies
from fruitful.language.value import plain
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override


def local_as_json(local: LocalPolicy | None) -> dict[str, Any] | None:
    """Whose policy a rule is, and what changed it; None for the national pack's own."""
    if local is None:
        return None
    changed = {} if local.override is None else _override(local.override)
    settings = [one.name for one in local.settings]
    return {"pack": local.pack, **changed, "own": local.is_own, "settings": settings}


def added_as_json(pack: str, ruleset: Ruleset) -> dict[str, str] | None:
    """The local pack that adds something; None for what is national."""
    return {"pack": pack} if ruleset.is_local(pack) else None


def in_force_as_json(ruleset: Ruleset) -> dict[str, Any] | None:
    """All that is local in the rules; None where there is no local pack."""
    local = local_in_force(ruleset)
    if local is None:
        return None
    policies = local_policies(ruleset).items()
    order = None
    if local.order is not None:
        national, now = local.order
        order = {
            "pack": now.pack,
            "order": list(now.grounds),
            "national": list(national.grounds),
        }
    return {
        "packs": [{"id": one.id, "title": one.title, "owner": one.owner} for one in local.packs],
        "rules": {id: local_as_json(policy) for id, policy in policies},
        "settings": [_setting(one) for one in local.settings],
        "priorities": order,
        "lapsed": [
            {
                "rule": one.rule or None,
                "setting": one.setting or None,
                "pack": one.pack,
                **_override(one),
            }
            for one in local.lapsed
        ],
    }


def _override(override: Override) -> dict[str, Any]:
    return {"changed": list(override.changed), **_why(override)}


def _why(override: Override) -> dict[str, Any]:
    return {
        "reason": override.reason,
        "authority": override.authority,
        "date": override.date.isoformat(),
        "expires": override.expires.isoformat() if override.expires else None,
    }


def _setting(one: ChangedSetting) -> dict[str, Any]:
    return {
        "setting": one.name,
        "title": one.setting.title,
        "value": plain(one.setting.value),
        "national": plain(one.setting.declared_value),
        "rules": list(one.rules),
        "pack": one.override.pack,
        **_why(one.override),
    }
