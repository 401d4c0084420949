"""Which partnerships need attention, and what to do first across the authority.

There is no score: partnerships and actions stand in an order that each can give in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fruitful.advice.advice import Found
from fruitful.advice.priorities import gravest, together
from fruitful.portfolio.screening import (
    Action,
    Affected,
    Concern,
    Named,
    Screened,
    Screening,
)
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

FIRST = 3
"""Recommendations of a partnership that are named with it."""
GRAVE = SEVERITIES[:2]


def named(one: Screened) -> Named:
    """A partnership as lists speak of it."""
    return Named(one.id, one.name)


def tier_id(one: Screened) -> str:
    """The id of its tier; "" where that is not known yet."""
    return one.tiered.tier.id if one.tiered.tier else ""


def tier_rank(one: Screened, ruleset: Ruleset) -> int:
    """Where its tier stands; one that is not known yet stands with the most significant."""
    return list(ruleset.tiers).index(tier_id(one)) if tier_id(one) else 0


def concerns(screened: Sequence[Screened], ruleset: Ruleset) -> tuple[Concern, ...]:
    """The partnerships with something critical or high to put right.

    First those with most that is critical, then the more significant, then those with most that is
    high, then by name.
    """

    def key(one: Screened) -> tuple[int, int, int, str, str]:
        counted = _counted(one)
        critical, high = (counted[severity] for severity in GRAVE)
        return -critical, tier_rank(one, ruleset), -high, one.name.casefold(), one.id

    grave = [one for one in screened if any(_counted(one)[severity] for severity in GRAVE)]
    return tuple(
        Concern(
            rank,
            named(one),
            tier_id(one),
            one.brief.verdict.id,
            one.brief.settled,
            {name: number for name in SEVERITIES if (number := _counted(one)[name])},
            tuple(some[0].speaker for some in together(one.brief.found)[:FIRST]),
            _why(one),
        )
        for rank, one in enumerate(sorted(grave, key=key), 1)
    )


def in_order(screening: Screening) -> list[tuple[int | None, Screened]]:
    """All partnerships as lists show them, with their rank where they need attention.

    Those come first; then by name those with a verdict; then those of which too little is known
    for one, the more significant first.
    """
    ranks = {one.partnership: one.rank for one in reversed(screening.concerns)}

    def key(pair: tuple[int | None, Screened]) -> tuple[int, int]:
        rank, one = pair
        if rank is not None:
            return 0, rank
        if not one.brief.verdict.cannot_say:
            return 1, 0
        return 2, tier_rank(one, screening.ruleset)

    return sorted(((ranks.get(named(one)), one) for one in screening.partnerships), key=key)


def _counted(one: Screened) -> Counter[str]:
    return Counter(found.severity for found in one.brief.found)


def _why(one: Screened) -> str:
    counted = _counted(one)
    grave = [name for name in GRAVE if counted[name]]
    found = " and ".join(f"{counted[name]} {name}" for name in grave)
    many = counted[grave[-1]] > 1
    tier = f"tier “{one.tiered.tier.title}”" if one.tiered.tier else "its tier is not known yet"
    return f"{found} finding{'s' * many}; {tier}."


def actions(screened: Sequence[Screened], ruleset: Ruleset) -> tuple[Action, ...]:
    """What to do, once for all partnerships that it concerns.

    First what is gravest somewhere, then what is so in most partnerships, then what concerns most,
    then by the paper's order.
    """
    by_rule: dict[str, list[tuple[Screened, Found]]] = {}
    for one in screened:
        for some in together(one.brief.found):
            found = some[0]._replace(severity=gravest(some))
            by_rule.setdefault(found.speaker, []).append((one, found))
    order = {rule: at for at, rule in enumerate(ruleset.rules)}

    def key(rule: str) -> tuple[int, int, int, int]:
        worst = gravest(found for _, found in by_rule[rule])
        as_grave = sum(found.severity == worst for _, found in by_rule[rule])
        return SEVERITIES.index(worst), -as_grave, -len(by_rule[rule]), order[rule]

    return tuple(
        _action(rank, rule, by_rule[rule], ruleset)
        for rank, rule in enumerate(sorted(by_rule, key=key), 1)
    )


def _action(
    rank: int, rule: str, found: Sequence[tuple[Screened, Found]], ruleset: Ruleset
) -> Action:
    about = ruleset.rules[rule]
    affected = sorted(
        (
            SEVERITIES.index(one.severity),
            -one.overdue,
            tier_rank(screened, ruleset),
            screened.name.casefold(),
            screened.id,
            Affected(
                named(screened),
                one.severity,
                one.overdue,
                screened.statutory,
                tier_id(screened),
            ),
        )
        for screened, one in found
    )
    worst = gravest(one for _, one in found)
    as_grave = sum(one.severity == worst for _, one in found)
    return Action(
        rank,
        rule,
        about.title,
        about.theme,
        worst,
        about.cites,
        tuple(one[-1] for one in affected),
        _where(worst, as_grave, len(found)),
    )


def _where(gravest: str, as_grave: int, number: int) -> str:
    """In how many partnerships it is found, and in how many it is as grave as that."""
    many = "one partnership" if number == 1 else f"{number} partnerships"
    if as_grave < number:
        return f"Found in {many}, {gravest} in {as_grave}."
    return f"{gravest.capitalize()} in {many}."
