"""How a pack wants to be asked: what first, how long about one topic, and how long answers hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar
from fruitful.document.fields import fault, keys_of, named, text_of, texts_of
from fruitful.language.setting import Setting
from fruitful.language.value import Duration, Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.ruleset.pack import Pack, sections

_KINDS = {"keeps_to_topic": "percentage", "old_after": "duration"}


class Manner(NamedTuple):
    """How questions are put; what no pack states is left open."""

    first: tuple[str, ...] = ()
    """The facts that are asked for before all others, in this order."""
    keeps_to_topic: Decimal | None = None
    """From how much of what the best question gains, as a percentage, one about the topic of the
    last question is asked before it; None where the best always comes first."""
    old_after: Duration | None = None
    """How long an answer holds before it is said to be old; None where it always does."""
    ended: Mapping[str, str] = MappingProxyType({})
    """Dates on which something ends, and what that is: "Its funding"."""


def read_manner(
    packs: Sequence[Pack],
    vocabulary: Vocabulary,
    settings: Mapping[str, Setting],
    faults: list[Diagnostic],
) -> Manner:
    """What the sections ``asking`` of the packs say; what a later one says counts."""
    manner = Manner()
    for _, node in sections(packs, "asking"):
        fields = keys_of(node, "`asking`", ("first", "ended", *_KINDS), (), faults)
        if "first" in fields:
            paths, known = texts_of(fields["first"], "`first`", faults), _own(vocabulary)
            faults += [_no_fact(one, vocabulary) for one in paths if one.text not in known]
            manner = manner._replace(first=tuple(one.text for one in paths))
        if "ended" in fields:
            manner = manner._replace(ended=_ended(fields["ended"], vocabulary, faults))
        near, old = (
            _amount(fields[key], key, kind, settings, faults) if key in fields else None
            for key, kind in _KINDS.items()
        )
        if isinstance(near, Decimal):
            manner = manner._replace(keeps_to_topic=near)
        if isinstance(old, Duration):
            manner = manner._replace(old_after=old)
    return manner


def _ended(node: Node, vocabulary: Vocabulary, faults: list[Diagnostic]) -> dict[str, str]:
    """The dates on which something ends, and what that is."""
    found: dict[str, str] = {}
    dates = [path for path in _own(vocabulary) if vocabulary.facts[path].kind == "date"]
    for key, value in named(node, "`ended`", faults):
        if key.text not in dates:
            message = f"there is no date `{shorten(key.text)}` of the partnership itself"
            faults.append(fault(key, "unknown-fact", message, did_you_mean(key.text, dates)))
        found[key.text] = text_of(value, f"`{key.text}`", faults)
    return found


def _own(vocabulary: Vocabulary) -> list[str]:
    """The facts about the partnership itself that somebody can be asked for."""
    return [path for path, fact in vocabulary.facts.items() if fact.ask and not fact.collection]


def _no_fact(node: Scalar, vocabulary: Vocabulary) -> Diagnostic:
    message = f"there is no question `{shorten(node.text)}` about the partnership itself"
    return fault(node, "unknown-fact", message, did_you_mean(node.text, _own(vocabulary)))


def _amount(
    node: Node,
    key: str,
    kind: str,
    settings: Mapping[str, Setting],
    faults: list[Diagnostic],
) -> Value | None:
    """The value of the setting that is named."""
    name = node.text if isinstance(node, Scalar) else ""
    setting = settings.get(name.removeprefix("$"))
    if not name.startswith("$") or setting is None:
        known = [f"${one.name}" for one in settings.values() if one.kind == kind]
        message = f"`{key}` names a setting, such as {', '.join(known[:3]) or f'${key}'}"
        faults.append(fault(node, "unknown-setting", message, did_you_mean(name, known)))
        return None
    if setting.kind != kind:
        message = f"`{key}` is a {kind}, and the setting `{name}` a {setting.kind}"
        help = f"name a setting of the type {kind}, or declare one"
        faults.append(fault(node, "type-mismatch", message, help))
        return None
    return setting.value
