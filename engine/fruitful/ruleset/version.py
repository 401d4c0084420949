"""Versions of packs, and what a pack requires of those that it stands on."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, did_you_mean, shorten
from fruitful.document import Node, Scalar
from fruitful.document.fields import fault, named

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}"
VERSION = re.compile(_NUMBER)
"""Numbers with dots between them; 1.2 and 1.2.0 are the same version."""
_COMPARISON = re.compile(rf"(>=|<=|==|>|<)?\s*({_NUMBER})")
_Numbers = tuple[int, ...]
_HOLDS: dict[str, Callable[[_Numbers, _Numbers], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


class Requirement(NamedTuple):
    """A pack that another one stands on, and which versions of it will do."""

    pack: str
    versions: str
    """As written: comparisons with commas between them, all of which must hold."""
    place: Place

    def allows(self, version: str) -> bool:
        """Whether a version will do.

        >>> Requirement("paper", ">=1.0, <2", Place("pack.yaml")).allows("1.2.3")
        True
        >>> Requirement("paper", "1.0", Place("pack.yaml")).allows("1.0.0")
        True
        """
        found = (_COMPARISON.fullmatch(part.strip()) for part in self.versions.split(","))
        return all(
            _HOLDS[one[1] or "=="](_numbers(version), _numbers(one[2])) for one in found if one
        )


def _numbers(version: str) -> _Numbers:
    """The numbers of a version; what it does not say is 0, and left out at the end."""
    numbers = [int(part) for part in version.split(".") if part.isdecimal()]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def read_requirements(node: Node | None, faults: list[Diagnostic]) -> tuple[Requirement, ...]:
    """Read the ``requires`` of a manifest: packs and the versions that will do."""
    found = []
    for key, value in named(node, "`requires`", faults):
        text = value.text if isinstance(value, Scalar) else ""
        if not all(_COMPARISON.fullmatch(part.strip()) for part in text.split(",")):
            message = f"`{shorten(text)}` does not say which versions of `{shorten(key.text)}` do"
            help = 'write ">=1.0", "<2", "==1.2", or several with commas: ">=1.0, <2"'
            faults.append(fault(value, "bad-version", message, help))
        else:
            found.append(Requirement(key.text, text, key.place))
    return tuple(found)


def check_requirements(
    packs: list[tuple[str, str, tuple[Requirement, ...]]], faults: list[Diagnostic]
) -> None:
    """Each pack stands on what it requires; ``packs`` are ids, versions and requirements."""
    below: dict[str, str] = {}
    for id, version, requirements in packs:
        for one in requirements:
            name = shorten(one.pack)
            if one.pack not in below:
                message = f"`{id}` requires the pack `{name}`, which does not stand below it"
                help = did_you_mean(one.pack, below)
                if any(one.pack == other for other, _, _ in packs):
                    help = f"name `{name}` first, and `{id}` after it"
                faults.append(Diagnostic(one.place, "missing-pack", message, help))
            elif not one.allows(below[one.pack]):
                message = f"`{id}` requires `{name}` {one.versions}; here it is {below[one.pack]}"
                help = "check the pack against this version, and then say so in `requires`"
                faults.append(Diagnostic(one.place, "wrong-version", message, help))
        below[id] = version
