"""The lists of a screening: whether to go on, costs, and what this tool adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fruitful.language.dates import period_in_words
from fruitful.language.value import say
from fruitful.portfolio.screening import Named, Screening, Stated
from fruitful.render.layout import MOST
from fruitful.render.local import criteria
from fruitful.render.time import has_ended
from fruitful.report.blocks import Paragraph, Row, Section, Table
from fruitful.report.lists import cut

EXTENSION = "This tool's extension: something to ask about, and no finding of the paper's."
MOST_NAMES = 6


class Lists(NamedTuple):
    """A screening, and whether its lists are shown whole."""

    screening: Screening
    everything: bool

    @property
    def most(self) -> int | None:
        """Entries of a list that are shown; None for all."""
        return None if self.everything else MOST

    def verdict(self, id: str) -> str:
        """The title of a verdict, of whose rules it may be."""
        return verdict_title(id, self.screening)

    def names(self, some: Iterable[Named]) -> str:
        """Names as a list in English, of which the last stand for the rest."""
        names = [one.name for one in some]
        more = 0 if self.everything else len(names) - MOST_NAMES
        if more > 1:
            return f"{', '.join(names[:MOST_NAMES])} and {more} others"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def sections(self) -> Iterator[Section]:
        """All of them."""
        yield from _endings(self)
        yield from _ended(self)
        yield from _costs(self)
        yield from _reviews(self)
        yield from _overlaps(self)
        yield from _funding(self)
        yield from _tiers(self)


def _section(
    id: str,
    title: str,
    about: str,
    texts: Sequence[str],
    told: Lists,
    look: str = "hanging",
) -> Iterator[Section]:
    if texts:
        begin = (Paragraph(about),) if about else ()
        some = cut(texts, everything=told.everything, look=look, mark="")
        yield Section(id, title, (*begin, *some))


def _endings(told: Lists) -> Iterator[Section]:
    """Of which partnerships it is to be asked whether they should go on."""
    texts = []
    for one in told.screening.endings:
        rank = f"{one.rank:>2}." if one.rank else " –"
        lost = f" Recorded as lost without it: {one.not_partnering}" if one.not_partnering else ""
        title = f"{rank} {one.partnership.name}: {told.verdict(one.verdict)}."
        texts.append(f"{title} {one.why}{lost}")
    about = "The partners decide. Those that the law requires have no rank (P28, P96, P106)."
    yield from _section("endings", "Whether to go on", about, texts, told, "ranked")


def _ended(told: Lists) -> Iterator[Section]:
    """Of which partnerships the funding, or the term, has ended."""
    texts = [f"{name}: {what[0].lower()}{what[1:]}." for name, what in has_ended(told.screening)]
    yield from _section("ended", "What has ended", "", texts, told)


def _costs(told: Lists) -> Iterator[Section]:
    """How many partnerships state each cost, and what it comes to so far."""
    found = told.screening.costs if told.screening.partnerships else ()
    texts = [_stated(one) for one in found]
    if texts:
        about = Paragraph("No figure does not mean no cost: see P9 and P94.")
        some = cut(texts, everything=True, look="hanging", mark="")
        yield Section("costs", "Which costs are known", (about, *some))


def _stated(one: Stated) -> str:
    known, every = len(one.known), len(one.known) + len(one.not_known)
    together = "" if one.total is None else f" ({_total(one)} together)"
    return f"{known} of {every} answer: {one.ask}{together}"


def _total(one: Stated) -> str:
    assert one.total is not None
    if one.unit == "£":
        return say("money", one.total)
    return say("number", one.total, unit=one.unit)


def _reviews(told: Lists) -> Iterator[Section]:
    """When each partnership should next be looked at."""
    texts = []
    for one in told.screening.rota:
        overdue = " (overdue)" if one.overdue else ""
        due = period_in_words(say("date", one.due))
        texts.append(f"{due}{overdue}: {one.partnership.name}. {one.why}")
    yield from _section("rota", "The next reviews", EXTENSION, texts, told)


def _overlaps(told: Lists) -> Iterator[Section]:
    """Pairs of partnerships that may overlap."""
    texts = []
    for one in told.screening.overlaps:
        area = f"; area: {one.area}" if one.area else ""
        shared = f"{', '.join(one.topics)}{area}; partners: {', '.join(one.partners)}"
        texts.append(f"{one.first.name} and {one.second.name}: {shared}.")
    yield from _section("overlaps", "Possible overlaps", EXTENSION, texts, told)


def _funding(told: Lists) -> Iterator[Section]:
    """Funding of several partnerships that ends in the same month."""
    texts = [
        f"{period_in_words(one.period)}: {told.names(one.partnerships)}."
        for one in told.screening.funding_ends
    ]
    yield from _section("funding", "Funding that ends together", EXTENSION, texts, told)


def _tiers(told: Lists) -> Iterator[Section]:
    """How many partnerships are in each tier of significance."""
    screening = told.screening
    if not screening.ruleset.tiers or not screening.partnerships:
        return
    rows = []
    tiered = [one.tiered for one in screening.partnerships]
    for tier in screening.ruleset.tiers.values():
        mine = [one for one in tiered if one.tier is not None and one.tier.id == tier.id]
        open = sum(not one.settled for one in mine)
        provisional = f" ({open} provisional)" if open else ""
        if mine:
            rows.append(Row((str(len(mine)), f"{tier.title}{provisional}. {tier.text}")))
    unknown = sum(one.tier is None for one in tiered)
    if unknown:
        rows.append(Row((str(unknown), "Not known yet, which does not mean light")))
    table = Table(("Partnerships", "Tier"), tuple(rows), look="counts", numbers=(0,), named_by=1)
    about = Paragraph(f"{criteria(screening.ruleset)} The paper has no tiers.")
    yield Section("tiers", "How significant they are", (about, table))


def verdict_title(id: str, screening: Screening) -> str:
    """The title of a verdict; its id where the rules know none."""
    verdict = screening.ruleset.verdicts.get(id)
    return verdict.title if verdict is not None else id
