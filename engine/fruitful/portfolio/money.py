"""How many partnerships state what they cost, and what may be said of savings (P9, P95, P96)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fruitful.language.value import say
from fruitful.portfolio.concerns import named
from fruitful.portfolio.screening import Ending, Screened, Stated
from fruitful.ruleset import Ruleset
from fruitful.ruleset.roles import Roles


def stated_costs(
    screened: Sequence[Screened], ruleset: Ruleset, roles: Roles
) -> tuple[Stated, ...]:
    """Of each kind of cost, who states it. What is not stated is never taken as nothing."""
    found = []
    for path in roles.costs:
        fact = ruleset.vocabulary.facts[path]
        known = [one for one in screened if path in one.compared.answers]
        amounts = [one.compared.answers[path] for one in known]
        numbers = [Decimal(one) for one in amounts if isinstance(one, (int, Decimal))]
        found.append(
            Stated(
                path,
                fact.ask,
                tuple(map(named, known)),
                tuple(named(one) for one in screened if path not in one.compared.answers),
                sum(numbers, Decimal(0)) if numbers else None,
                "£" if fact.kind == "money" else fact.unit,
            )
        )
    return tuple(found)


def endings(screened: Sequence[Screened], roles: Roles) -> tuple[Ending, ...]:
    """The partnerships of which the verdict asks whether they should go on, or be formed.

    Only those that the law is known not to require are ranked: settled verdicts first, then by
    name. No saving is claimed where what is put in is unknown, nor where nobody has said what it
    would cost not to work together.
    """
    asked = [one for one in screened if one.brief.verdict.asks_to_end]
    asked.sort(key=lambda one: (not one.brief.settled, one.name.casefold(), one.id))
    free = [one for one in asked if one.statutory is False]
    ranks = {id(one): rank for rank, one in enumerate(free, 1)}
    bound = [one for one in asked if one.statutory is not False]
    return tuple(_ending(one, ranks.get(id(one)), roles) for one in (*free, *bound))


def _ending(one: Screened, rank: int | None, roles: Roles) -> Ending:
    known = one.compared.answers
    put_in, instead = known.get(roles.saving), known.get(roles.not_partnering)
    amount = put_in if isinstance(put_in, Decimal) else None
    lost = say("money", instead) if isinstance(instead, Decimal) else str(instead or "")
    may_claim = rank is not None and amount is not None and bool(lost)
    return Ending(
        named(one),
        one.brief.verdict.id,
        rank,
        amount if may_claim else None,
        lost,
        _why(one, amount, lost),
    )


def _why(one: Screened, amount: Decimal | None, lost: str) -> str:
    if one.statutory:
        return "The law requires it: change it with the partners, and do not end it."
    if one.statutory is None:
        return "Find out first whether the law requires it."
    if amount is None:
        return "What the authority puts in is not known, so no saving can be named."
    if not lost:
        return "What it would cost not to work together is not recorded: no saving is named."
    return (
        f"The authority puts in {say('money', amount)} a year. Set against it what would be lost "
        "without the partnership."
    )
