"""All answers that there are to the questions of the generated rulesets, for trying every one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from itertools import chain, combinations

from hypothesis import settings

from fruitful.explain.explanation import Address
from fruitful.language.value import Span, Value
from fruitful.profile.facts import Facts
from generated_rulesets import CHOICES, JUDGEMENTS, STAGES

Changes = Mapping[Address, Value]

examined = settings(max_examples=int(os.environ.get("FRUITFUL_EXAMPLES", "1000")) // 40)
"""For laws that are tested by trying everything, which takes time."""

_DAYS = (
    *("2019-06-01", "2024-11-01", "2024-11-02", "2026-10-31", "2026-11-01"),
    *("2027-11-01", "2027-11-02", "2040-01-01"),
)
"""Days on both sides of each that a condition can name."""
_SETS = chain.from_iterable(combinations(CHOICES, size) for size in range(len(CHOICES) + 1))


def day(text: str) -> Span:
    return Span(date.fromisoformat(text), date.fromisoformat(text))


OWN: dict[str, list[Value]] = {
    "stage": [*STAGES],
    "board.fit": [*JUDGEMENTS],
    "board.met": ["yes", "no"],
    "size": [*range(7)],
    "ends": [day(text) for text in _DAYS],
    "tasks": [frozenset(subset) for subset in _SETS],
}
"""The answers about the partnership."""
OF_MEMBERS: dict[str, list[Value]] = {"willing": [*JUDGEMENTS], "staff": [*range(7)]}
"""The answers about one partner."""


def possible(known: Mapping[str, Value], answers: Mapping[str, list[Value]]) -> list[list[Value]]:
    """Of each question the answer that is given, or else all that there are."""
    return [_possible(known.get(path), all_of_them) for path, all_of_them in answers.items()]


def _possible(before: Value | None, all_of_them: list[Value]) -> list[Value]:
    if isinstance(before, Span) and before.first != before.last:  # a period: days in it
        ends = [Span(one, one) for one in before]
        return [*ends, *(one for one in all_of_them if ends[0] <= one <= ends[1])]  # type: ignore[operator]
    return all_of_them if before is None else [before]


def changed(facts: Facts, changes: Changes) -> Facts | None:
    """The facts with these changes; None where they contradict one another."""
    values, partners = dict(facts.values), facts.collections["partners"]
    members = {name: dict(known) for name, known in partners.listed}
    others, total = dict(partners.others), None
    for (path, name), value in changes.items():
        if path == "partners.count":
            total = value
        elif name == "":
            values[path] = value
        else:
            known = others if name is None else members[name]
            known[path.removeprefix("partners.")] = value
    partners = partners._replace(listed=tuple(members.items()), others=others)
    if isinstance(total, int):
        if not members and others and not total:
            return None
        values["partners.count"] = total
        more = total - len(members)
        partners = partners._replace(others_exist=more > 0, others_count=more)
    elif partners.others_exist is None and others and not members:
        partners = partners._replace(others_exist=True)
    return Facts(values, {"partners": partners}, facts.on)
