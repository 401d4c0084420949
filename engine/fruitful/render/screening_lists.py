"""The lists of a screening as text: whether to go on, costs, and what this tool adds."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.language.dates import period_in_words
from fruitful.language.value import say
from fruitful.portfolio.screening import Stated
from fruitful.render.layout import more, section, wrap
from fruitful.render.local import criteria
from fruitful.render.screening_shared import Text
from fruitful.render.time import has_ended

EXTENSION = "This tool's extension: something to ask about, and no finding of the paper's."


def endings(text: Text) -> Iterator[str]:
    """Of which partnerships it is to be asked whether they should go on."""
    found = text.screening.endings
    if found:
        yield from section("Whether to go on", text.paint)
        yield from wrap(
            "The partners decide. Those that the law requires have no rank (P28, P96, P106).", "  "
        )
    for one in found[: text.most]:
        rank = f"{one.rank:>2}." if one.rank else " –"
        title = f"{rank} {one.partnership.name}: {text.verdict(one.verdict)}."
        lost = f" Recorded as lost without it: {one.not_partnering}" if one.not_partnering else ""
        yield from wrap(f"{title} {one.why}{lost}", "", "    ")
    yield from more(len(found), everything=text.everything)


def ended(text: Text) -> Iterator[str]:
    """Of which partnerships the funding, or the term, has ended."""
    found = has_ended(text.screening)
    if found:
        yield from section("What has ended", text.paint)
    for name, what in found[: text.most]:
        yield from wrap(f"{name}: {what[0].lower()}{what[1:]}.", "  ", "    ")
    yield from more(len(found), everything=text.everything)


def costs(text: Text) -> Iterator[str]:
    """How many partnerships state each cost, and what it comes to so far."""
    found = text.screening.costs if text.screening.partnerships else ()
    if found:
        yield from section("Which costs are known", text.paint)
        yield from wrap("No figure does not mean no cost: see P9 and P94.", "  ")
    for one in found:
        yield from wrap(_stated(one), "  ", "    ")


def _stated(one: Stated) -> str:
    known, every = len(one.known), len(one.known) + len(one.not_known)
    together = "" if one.total is None else f" ({_total(one)} together)"
    return f"{known} of {every} answer: {one.ask}{together}"


def _total(one: Stated) -> str:
    assert one.total is not None
    if one.unit == "£":
        return say("money", one.total)
    return say("number", one.total, unit=one.unit)


def reviews(text: Text) -> Iterator[str]:
    """When each partnership should next be looked at."""
    rota = text.screening.rota
    if rota:
        yield from section("The next reviews", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in rota[: text.most]:
        overdue = " (overdue)" if one.overdue else ""
        due = period_in_words(say("date", one.due))
        yield from wrap(f"{due}{overdue}: {one.partnership.name}. {one.why}", "  ", "    ")
    yield from more(len(rota), everything=text.everything)


def overlaps(text: Text) -> Iterator[str]:
    """Pairs of partnerships that may overlap."""
    pairs = text.screening.overlaps
    if pairs:
        yield from section("Possible overlaps", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in pairs[: text.most]:
        area = f"; area: {one.area}" if one.area else ""
        shared = f"{', '.join(one.topics)}{area}; partners: {', '.join(one.partners)}"
        yield from wrap(f"{one.first.name} and {one.second.name}: {shared}.", "  ", "    ")
    yield from more(len(pairs), everything=text.everything)


def funding(text: Text) -> Iterator[str]:
    """Funding of several partnerships that ends in the same month."""
    ends = text.screening.funding_ends
    if ends:
        yield from section("Funding that ends together", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in ends[: text.most]:
        ending = period_in_words(one.period)
        yield from wrap(f"{ending}: {text.names(one.partnerships)}.", "  ", "    ")
    yield from more(len(ends), everything=text.everything)


def tiers(text: Text) -> Iterator[str]:
    """How many partnerships are in each tier of significance."""
    screening = text.screening
    if not screening.ruleset.tiers or not screening.partnerships:
        return
    yield from section("How significant they are", text.paint)
    yield from wrap(f"{criteria(screening.ruleset)} The paper has no tiers.", "  ")
    tiered = [one.tiered for one in screening.partnerships]
    for tier in screening.ruleset.tiers.values():
        mine = [one for one in tiered if one.tier is not None and one.tier.id == tier.id]
        open = sum(not one.settled for one in mine)
        provisional = f" ({open} provisional)" if open else ""
        if mine:
            yield from wrap(f"{len(mine):>4}  {tier.title}{provisional}. {tier.text}", "", "      ")
    unknown = sum(one.tier is None for one in tiered)
    if unknown:
        yield from wrap(f"{unknown:>4}  Not known yet, which does not mean light", "", "      ")
