"""What rules and settings said in earlier versions of a pack, so that old overrides can be told.

An override records a fingerprint of what it changes. Where only words have changed since, it still
means what it meant; where the meaning has, somebody has to look at it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document import Node
from fruitful.document.fields import fault, items_of, keys_of, named, text_of


class Earlier(NamedTuple):
    """What a rule or a setting once said."""

    name: str
    was: str
    """Its fingerprint then."""
    meaning: str
    """The digest of what it tested, or of its value."""
    said: tuple[tuple[str, str], ...]
    """Its texts then, by their keys."""


def read_earlier(node: Node | None, faults: list[Diagnostic]) -> list[Earlier]:
    """Read an ``earlier`` section."""
    found = []
    for item in items_of(node, "`earlier`", faults):
        keys = ("rule", "setting", "was", "meaning", "said")
        fields = keys_of(item, "an entry of `earlier`", keys, keys[2:], faults)
        if ("rule" in fields) == ("setting" in fields):
            message = "an entry of `earlier` names a `rule` or a `setting`"
            faults.append(fault(item, "missing-key", message, "write the one that it was"))
        name = fields.get("rule") or fields.get("setting")
        texts = (text_of(one, "a text", faults) for one in (name, *map(fields.get, keys[2:4])))
        id, was, meaning = texts
        said = named(fields.get("said"), "`said`", faults)
        pairs = tuple((key.text, text_of(value, f"`{key.text}`", faults)) for key, value in said)
        found.append(Earlier(id, was, meaning, pairs))
    return found


def before_rewording(
    name: str, was: str, meaning: str, earlier: Iterable[Earlier]
) -> Earlier | None:
    """What a rule or setting of this meaning said when its fingerprint was this one."""
    for one in earlier:
        if one.name == name and was.startswith(one.was) and one.meaning == meaning:
            return one
    return None
