"""Overrides of what has only been worded anew since they were made."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fruitful.linting.remark import ADVICE, Remark
from fruitful.ruleset import Ruleset
from fruitful.ruleset.earlier import before_rewording
from fruitful.ruleset.rule import Rule


def reworded(ruleset: Ruleset, about: Collection[str]) -> Iterator[Remark]:
    """Overrides in force of these packs whose rule or setting has other words than they record."""
    for override in (*ruleset.local.values(), *ruleset.local_settings.values()):
        of = ruleset.rules[override.rule] if override.rule else ruleset.settings[override.setting]
        if override.pack not in about or override.was[: len(of.fingerprint)] == of.fingerprint:
            continue
        before = before_rewording(override.name, override.was, of.meaning, ruleset.earlier)
        if before is None:
            continue
        now = _said(of) if isinstance(of, Rule) else {"title": of.title}
        changed = [
            f"`{key}` was “{text}” and is “{now[key]}”"
            for key, text in before.said
            if now.get(key, text) != text
        ]
        message = f"`{override.name}` has other words since it was overridden, and tests the same"
        changed.append(f"if the override still makes sense, write `was: {of.fingerprint}`")
        help = "; ".join(changed)
        rules = (override.rule,) if override.rule else ()
        yield Remark(override.place, "reworded-since", ADVICE, message, help, rules)


def _said(rule: Rule) -> dict[str, str]:
    texts = dict(
        zip(("finding", "recommend", "met"), (one.words for one in rule.texts), strict=True)
    )
    return {"title": rule.title, **texts}
