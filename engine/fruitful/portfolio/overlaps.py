"""Partnerships that may be doing the same: a topic, partners and perhaps the area in common.

This tool's extension. It says what is shared, and leaves open whether that is too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.portfolio.concerns import named
from fruitful.portfolio.screening import Overlap, Screened
from fruitful.ruleset import Ruleset
from fruitful.ruleset.roles import Roles

LEAST = "overlap_partners"
"""The setting that tells how many partners two must share."""
COMMON = "overlap_common_partner"
"""The setting that tells in how many of them a partner takes part before it says little."""


class _Member(NamedTuple):
    screened: Screened
    topics: frozenset[str]
    area: str
    partners: dict[str, str]
    """By the name in small letters, as it is written."""
    telling: frozenset[str]
    """Those of them that it says something to share."""


def overlaps(
    screened: Sequence[Screened], ruleset: Ruleset, portfolio: Ruleset, authority: str = ""
) -> tuple[Overlap, ...]:
    """Pairs that share a topic and so many partners, unless their areas are known to differ.

    The authority itself is not counted, nor who takes part in so many that it says little.
    """
    roles = portfolio.roles
    least, many = (_setting(portfolio, name) for name in (LEAST, COMMON))
    if roles is None or least is None or not roles.topics or not roles.partners:
        return ()
    members = [_member(one, roles) for one in screened]
    often = Counter(name for one in members for name in one.partners)
    telling = {name for name, times in often.items() if many is None or times < many}
    telling.discard(_folded(authority))
    members = [
        one._replace(telling=frozenset(telling.intersection(one.partners))) for one in members
    ]
    labels = ruleset.vocabulary.facts[roles.topics].choices
    found = [
        _overlap(members[a], members[b], labels)
        for a, b in _candidates(members, often, max(1, least))
        if _overlaps(members[a], members[b], max(1, least))
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.partners), one.first, one.second)))


def _setting(portfolio: Ruleset, name: str) -> int | None:
    value = portfolio.settings[name].value if name in portfolio.settings else None
    return value if isinstance(value, int) else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _member(one: Screened, roles: Roles) -> _Member:
    topics = one.compared.answers.get(roles.topics)
    area = one.compared.answers.get(roles.area)
    return _Member(
        one,
        frozenset(topics if isinstance(topics, frozenset) else ()) - set(roles.no_topic),
        str(area) if area is not None else "",
        {_folded(name): name for name in one.compared.partners},
        frozenset(),
    )


def _candidates(
    members: Sequence[_Member], often: Mapping[str, int], least: int
) -> Iterator[tuple[int, int]]:
    """Pairs that may share so many partners, each once.

    Who shares at least n of them shares one that is not among its n-1 most frequent ones.
    """
    bearing: dict[str, list[int]] = {}
    for at, one in enumerate(members):
        if not one.topics:
            continue
        rare = sorted(one.telling, key=lambda name: (often[name], name))
        rare = rare[: max(0, len(rare) - least + 1)]
        for other in sorted({other for name in rare for other in bearing.get(name, ())}):
            yield other, at
        for name in rare:
            bearing.setdefault(name, []).append(at)


def _overlaps(one: _Member, other: _Member, least: int) -> bool:
    if one.area and other.area and one.area.casefold() != other.area.casefold():
        return False
    return len(one.telling & other.telling) >= least and not one.topics.isdisjoint(other.topics)


def _overlap(one: _Member, other: _Member, labels: object) -> Overlap:
    first, second = sorted((one, other), key=lambda each: (each.screened.name, each.screened.id))
    topics = dict(labels) if isinstance(labels, dict) else {}
    shared = [name for name in first.partners if name in second.telling]
    same_area = first.area and first.area.casefold() == second.area.casefold()
    return Overlap(
        named(first.screened),
        named(second.screened),
        tuple(label for id, label in topics.items() if id in first.topics & second.topics),
        first.area if same_area else "",
        tuple(sorted(first.partners[name] for name in shared)),
    )
