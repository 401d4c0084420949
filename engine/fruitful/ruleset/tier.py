"""Tiers of significance as a pack states them: an ordered list, of which the first true wins."""

from __future__ import annotations

from dataclasses import dataclass

from fruitful.diagnostic import Diagnostic, Place
from fruitful.document import Node, Scalar
from fruitful.document.fields import fault, items_of, keys_of, text_of
from fruitful.language.condition import ALWAYS, Condition
from fruitful.language.reading import Scope, read_condition
from fruitful.language.value import Duration, Unreadable, read_value
from fruitful.ruleset.placeholders import settings_in


@dataclass(frozen=True, slots=True)
class Tier:
    """How much attention a partnership deserves. The paper has no tiers; they are local."""

    id: str
    title: str
    text: str
    when: Condition
    review_every: Duration
    basis: str
    pack: str
    place: Place
    settings: frozenset[str] = frozenset()
    """The settings that its condition reads."""


_KEYS = ("id", "title", "text", "when", "review_every", "basis")
_REQUIRED = ("id", "title", "text", "review_every", "basis")


def read_tiers(
    node: Node | None, scope: Scope, pack: str, into: dict[str, Tier], faults: list[Diagnostic]
) -> None:
    """Read a ``tiers`` section."""
    for item in items_of(node, "`tiers`", faults):
        fields = keys_of(item, "a tier", _KEYS, _REQUIRED, faults)
        id, title, text, basis = (
            text_of(fields.get(key), f"`{key}`", faults) for key in ("id", "title", "text", "basis")
        )
        if id in into:
            message = f"the tier `{id}` stands in `tiers` already"
            faults.append(fault(item, "duplicate-name", message, "give it an id of its own"))
            continue
        when = fields.get("when")
        into[id] = Tier(
            id,
            title,
            text,
            read_condition(when, scope, faults) if when is not None else ALWAYS,
            _duration(fields.get("review_every"), faults),
            basis,
            pack,
            item.place,
            frozenset(settings_in(when)) if when is not None else frozenset(),
        )


def _duration(node: Node | None, faults: list[Diagnostic]) -> Duration:
    if node is None:
        return Duration(12, 0)
    try:
        found = read_value("duration", {}, node.text if isinstance(node, Scalar) else "")
    except Unreadable as problem:
        faults.append(fault(node, problem.code, f"`review_every`: {problem.message}", problem.help))
        return Duration(12, 0)
    assert isinstance(found, Duration)
    return found
