"""The condition language as one typed tree, which every engine evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from fruitful.language.value import Value


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one fact. In a quantifier the path is the member's own, short one."""

    __test__: ClassVar[bool] = False  # to pytest, this is no test
    path: str
    operator: str
    operand: Value | tuple[Value, ...]
    setting: str = ""
    """The setting that the operand came from."""


@dataclass(frozen=True, slots=True)
class RuleState:
    """Whether another rule is a ``finding``, or is ``met``."""

    rule: str
    state: str
    severities: tuple[str, ...] = ()
    """For a finding: one of these severities; any where there are none."""


@dataclass(frozen=True, slots=True)
class Quantified:
    """A test of the members of a collection."""

    quantifier: str
    """``some``, ``every``, ``none`` or ``count``."""
    collection: str
    condition: Condition
    operator: str = ""
    bound: int = 0
    """For ``count``: the comparison and the number."""


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is; ``All(())`` is always true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True when at least one part is; ``Any(())`` is never true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is false."""

    part: Condition


Condition = Test | RuleState | Quantified | All | Any | Not
ALWAYS = All(())


def leaves(condition: Condition) -> Iterator[Test | RuleState | Quantified]:
    """The tests that a condition is made of, from left to right."""
    if isinstance(condition, (All, Any)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition


def paths(condition: Condition) -> Iterator[str]:
    """The full paths of the facts that a condition reads."""
    for leaf in leaves(condition):
        if isinstance(leaf, Test):
            yield leaf.path
        elif isinstance(leaf, Quantified):
            for path in paths(leaf.condition):
                yield f"{leaf.collection}.{path}"
