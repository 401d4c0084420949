"""Partnerships that may be doing the same: a topic, partners and perhaps the area in common.

This tool's extension. It says what is shared, and leaves open whether that is too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fruitful.portfolio.concerns import named
from fruitful.portfolio.screening import Overlap, Screened
from fruitful.ruleset import Ruleset
from fruitful.ruleset.roles import Roles

LEAST = "overlap_partners"
"""The setting that tells how many partners two must share."""


class _Member(NamedTuple):
    screened: Screened
    topics: frozenset[str]
    area: str
    partners: dict[str, str]
    """By the name in small letters, as it is written."""


def overlaps(
    screened: Sequence[Screened], ruleset: Ruleset, portfolio: Ruleset
) -> tuple[Overlap, ...]:
    """Pairs that share a topic and so many partners, unless their areas are known to differ."""
    roles = portfolio.roles
    least = portfolio.settings[LEAST].value if LEAST in portfolio.settings else None
    if roles is None or not isinstance(least, int) or not roles.topics or not roles.partners:
        return ()
    members = [_member(one, roles) for one in screened]
    labels = ruleset.vocabulary.facts[roles.topics].choices
    found = [
        _overlap(members[a], members[b], labels)
        for a, b in _candidates(members, max(1, least))
        if _overlaps(members[a], members[b], least)
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.partners), one.first, one.second)))


def _member(one: Screened, roles: Roles) -> _Member:
    topics = one.compared.answers.get(roles.topics)
    area = one.compared.answers.get(roles.area)
    return _Member(
        one,
        frozenset(topics if isinstance(topics, frozenset) else ()) - set(roles.no_topic),
        str(area) if area is not None else "",
        {" ".join(name.split()).casefold(): name for name in one.compared.partners},
    )


def _candidates(members: Sequence[_Member], least: int) -> Iterator[tuple[int, int]]:
    """Pairs that may share so many partners, each once.

    Who shares at least n of them shares one that is not among its n-1 most frequent ones. So the
    council, which is in all of them, need not be compared.
    """
    often = Counter(name for one in members for name in one.partners)
    bearing: dict[str, list[int]] = {}
    for at, one in enumerate(members):
        if not one.topics:
            continue
        rare = sorted(one.partners, key=lambda name: (often[name], name))
        rare = rare[: max(0, len(rare) - least + 1)]
        for other in sorted({other for name in rare for other in bearing.get(name, ())}):
            yield other, at
        for name in rare:
            bearing.setdefault(name, []).append(at)


def _overlaps(one: _Member, other: _Member, least: int) -> bool:
    if one.area and other.area and one.area.casefold() != other.area.casefold():
        return False
    shared = one.partners.keys() & other.partners.keys()
    return len(shared) >= least and not one.topics.isdisjoint(other.topics)


def _overlap(one: _Member, other: _Member, labels: object) -> Overlap:
    first, second = sorted((one, other), key=lambda each: (each.screened.name, each.screened.id))
    topics = dict(labels) if isinstance(labels, dict) else {}
    shared = [name for name in first.partners if name in second.partners]
    same_area = first.area and first.area.casefold() == second.area.casefold()
    return Overlap(
        named(first.screened),
        named(second.screened),
        tuple(label for id, label in topics.items() if id in first.topics & second.topics),
        first.area if same_area else "",
        tuple(sorted(first.partners[name] for name in shared)),
    )
