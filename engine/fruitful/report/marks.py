"""Small marks that reports have in common: whose something is, which rule says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fruitful.advice.local import local_policies
from fruitful.report.blocks import Part, Run, joined
from fruitful.ruleset import Ruleset


def own(pack: str, ruleset: Ruleset) -> tuple[Part, ...]:
    """That a local pack adds it; nothing of what is national."""
    return (Run(f"{pack}'s own", "flag"),) if ruleset.is_local(pack) else ()


def rule_marks(
    ids: Iterable[str],
    ruleset: Ruleset,
    places: Mapping[str, str] | None = None,
    *others: Ruleset,
) -> tuple[Part, ...]:
    """Rules by their ids, each leading to its place; those local in one of the rulesets marked."""
    local = {id for one in (ruleset, *others) for id in local_policies(one)}
    to = places or {}
    return tuple(
        joined(
            (Run(id, "rule", to=to.get(id, "")), *((Run("local", "flag"),) if id in local else ()))
            for id in ids
        )
    )


def badge(severity: str) -> Run:
    """How severe a finding is, in words."""
    return Run(severity.capitalize(), "severity", severity)


def state(name: str) -> Run:
    """An answer, or how a matter stands, in words."""
    said = "Not known" if name == "unknown" else name.replace("_", " ").capitalize()
    return Run(said, "answer", name.replace(" ", "_"))
