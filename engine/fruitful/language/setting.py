"""Settings: the numbers that the paper leaves open and local policy may change."""

from __future__ import annotations

import re
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.document import Node, Scalar
from fruitful.document.digest import short_digest
from fruitful.document.fields import choice_of, fault, keys_of, named, text_of
from fruitful.language.value import Unreadable, Value, read_value

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Setting(NamedTuple):
    """A number that local policy may change."""

    name: str
    title: str
    kind: str
    value: Value
    basis: str
    pack: str
    """The pack that its value comes from."""
    declared_by: str
    declared_value: Value
    """The value that the pack gives it which declares it."""
    fingerprint: str
    """What an override of it records."""
    meaning: str
    """A digest of its type and value, whatever its words."""


SETTING_KINDS = ("count", "number", "money", "percentage", "duration")


def read_settings(
    node: Node | None, pack: str, into: dict[str, Setting], faults: list[Diagnostic]
) -> None:
    """Read a ``settings`` section."""
    for key, value in named(node, "`settings`", faults):
        what = f"the setting `{shorten(key.text)}`"
        if not _NAME.fullmatch(key.text):
            faults.append(
                fault(
                    key,
                    "bad-name",
                    f"{what} needs a name in small letters and _",
                    "write it as in `longest_gap`",
                )
            )
            continue
        names = ("title", "type", "value", "basis")
        fields = keys_of(value, what, names, names, faults)
        kind = choice_of(fields.get("type"), "`type`", SETTING_KINDS, faults)
        title, basis = (text_of(fields.get(name), name, faults) for name in ("title", "basis"))
        amount = fields.get("value")
        if key.text in into:
            message = f"{what} is declared already; to change it, override it with a reason"
            faults.append(
                fault(key, "duplicate-name", message, "take it out here, or give it another name")
            )
            continue
        # One with a fault is kept: whoever reads it is not to be told that there is none.
        number = _amount(amount, kind, faults) if amount is not None and kind else 0
        digest = short_digest(value, key.text)
        meaning = short_digest(value, key.text, ("title", "basis"))
        into[key.text] = Setting(
            key.text, title, kind, number, basis, pack, pack, number, digest, meaning
        )


def _amount(node: Node, kind: str, faults: list[Diagnostic]) -> Value:
    try:
        return read_value(kind, {}, node.text if isinstance(node, Scalar) else "")
    except Unreadable as problem:
        faults.append(fault(node, problem.code, problem.message, problem.help))
        return 0
