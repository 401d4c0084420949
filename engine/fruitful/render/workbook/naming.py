"""How the workbook names what a screening consists of."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.advice.local import tiers_local_to
from fruitful.diagnostic import Place, where
from fruitful.language.value import Span, plain
from fruitful.portfolio.screening import Named, Screened, Screening
from fruitful.render.local import own

LEAD_OFFICER = "register.lead_officer"
"""The fact that names who answers for a partnership in the authority."""
AUTHORITY = "The authority itself"


def answer(one: Screened, path: str) -> str:
    """What is answered to a question about a partnership; "" where it is not known."""
    found = one.profile.answers.get(path)
    return "" if found is None or found.value is None else as_text(found.value)


def as_text(value: object) -> str:
    """A value as a cell says it; dates run from the year to the day, so that they sort."""
    if isinstance(value, Span):
        return str(plain(value))
    said = plain(value)  # type: ignore[arg-type]
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def tier_title(screening: Screening, id: str) -> str:
    tier = screening.ruleset.tiers.get(id)
    pack = tiers_local_to(screening.ruleset)
    return f"{tier.title}{f' (as {pack} has it)' if pack else ''}" if tier else "not known yet"


def tier_of(one: Screened, screening: Screening) -> str:
    """The tier's title, whose it is, and whether it could be another one."""
    if one.tiered.tier is None:
        return "not known yet"
    provisional = "" if one.tiered.settled else " (provisional)"
    return tier_title(screening, one.tiered.tier.id) + provisional


def verdict_title(screening: Screening, id: str) -> str:
    verdict = screening.ruleset.verdicts.get(id)
    return f"{verdict.title}{own(verdict.pack, screening.ruleset)}" if verdict else id


def standing(settled: bool) -> str:
    return "settled" if settled else "provisional"


def required(statutory: bool | None) -> str:
    """Whether the law requires it."""
    return {True: "yes", False: "no"}.get(statutory, "not known")  # type: ignore[arg-type]


def names(some: Iterable[Named]) -> str:
    return "; ".join(one.name for one in some)


def source(place: Place) -> str:
    return where(place._replace(column=0)) if not place.cell else where(place)
