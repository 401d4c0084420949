"""Many partnerships on one page. Lists are cut where they grow long, and say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fruitful import __version__
from fruitful.advice.advice import Advice
from fruitful.advice.local import local_policies
from fruitful.diagnostic import gathered
from fruitful.firing import MET, NOT_APPLICABLE
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.concerns import GRAVE, in_order, named
from fruitful.portfolio.screening import Named, Review, Screened, Screening
from fruitful.render.counting import OPEN, counts, so_far
from fruitful.render.found import found_in_words
from fruitful.render.in_short import need_attention, provisional, the_others, unread
from fruitful.render.local import criteria, in_force, lapsed, local_line
from fruitful.render.pages.heat import UNKNOWN, Cell, cells, rules_by_theme
from fruitful.render.pages.page import page
from fruitful.render.pages.sources import cited
from fruitful.render.time import has_ended, screening_in_short
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

LIMITS = {
    "first": 5,
    "concerns": 25,
    "actions": 10,
    "names": 12,
    "map": 100,
    "rows": 200,
    "sections": 60,
    "entries": 100,
    "questions": 10,
}
"""How much of each list is shown; ``first`` beside the verdicts, ``entries`` of the long lists."""

LOWER = SEVERITIES[len(GRAVE) :]
GROUPS = (
    "In need of attention",
    "Nothing critical or high in what is known",
    "Too little is known to judge them; the more significant first",
)
"""The partnerships in groups, in the order in which they are listed."""


class Row(NamedTuple):
    """One partnership of the page."""

    one: Screened
    source: str
    place: str
    """Where on the page it has a section of its own; "" where it has none."""
    group: int
    """Which of the groups it is in."""
    counts: tuple[str, ...]
    """Of critical, of high and of lesser findings, and whether more may come."""
    review: Review | None
    """When it should next be looked at; None where no rota has it."""


class Verdicts(NamedTuple):
    """How many partnerships have a verdict, and of how many it is provisional."""

    title: str
    number: int
    provisional: int
    pack: str


class Tiers(NamedTuple):
    """How many partnerships are in a tier, and of how many that is provisional."""

    title: str
    text: str
    number: int
    provisional: int


def portfolio_page(screening: Screening) -> str:
    """A screening as an HTML page."""
    return page("portfolio.html.j2", **portfolio(screening))


def portfolio(screening: Screening) -> dict[str, object]:
    """What the template shows."""
    ruleset = screening.ruleset
    rows = _rows(screening)
    themes = rules_by_theme(ruleset)
    places: dict[Named, str] = {}
    for row in rows:
        places.setdefault(named(row.one), row.place)
    shown = [row.one.advice for row in rows[: LIMITS["sections"]]]
    index = {**ruleset.index, **(screening.portfolio.index if screening.portfolio else {})}
    authority = screening.authority
    return {
        "screening": screening,
        "ruleset": ruleset,
        "version": __version__,
        "limits": LIMITS,
        "in_short": (need_attention(screening), *the_others(screening)),
        "in_time": tuple(screening_in_short(screening)),
        "has_ended": has_ended(screening),
        "unread": tuple(unread(screening)),
        "found": tuple(found_in_words(screening.found)),
        "provisional": provisional,
        "rows": rows,
        "groups": GROUPS,
        "how": _how(row.one.advice for row in rows),
        "places": places,
        "themes": [ruleset.themes[theme] for theme in themes],
        "map": [(row, tuple(cells(row.one.advice, themes))) for row in rows[: LIMITS["map"]]],
        "legend": _legend(),
        "verdicts": tuple(_verdicts(screening)),
        "titles": {id: verdict.title for id, verdict in ruleset.verdicts.items()},
        "tiers": tuple(_tiers(screening)),
        "tier_titles": {id: tier.title for id, tier in ruleset.tiers.items()},
        "without_tier": sum(one.tiered.tier is None for one in screening.partnerships),
        "faulty": [one for one in screening.partnerships if one.faults],
        "notes": gathered(screening.notes),
        "source_of": source_of,
        "local": lambda found: local_line(found.local) if found.local else "",
        "sources": cited(_cites(screening, [*shown, *([authority] if authority else [])]), index),
        "local_rules": local_policies(ruleset),
        "in_force": tuple(in_force(screening.rulesets)),
        "criteria": criteria(ruleset),
        "lapsed": tuple(lapsed(screening.rulesets)),
    }


def _rows(screening: Screening) -> list[Row]:
    """The partnerships, those that need attention first."""
    due = {one.partnership: one for one in reversed(screening.rota)}
    return [
        Row(
            one,
            source_of(one.source),
            f"#partnership-{at}" if at <= LIMITS["sections"] else "",
            0 if rank is not None else 1 + one.brief.verdict.cannot_say,
            _counts(one, screening.ruleset),
            due.get(named(one)),
        )
        for at, (rank, one) in enumerate(in_order(screening), 1)
    ]


def _how(advices: Iterable[Advice]) -> dict[str, str]:
    """What to do about a finding, by the rules that say the same for every partnership."""
    texts: dict[str, set[str]] = {}
    for advice in advices:
        for found in advice.recommendations:
            texts.setdefault(found.rule, set()).add(found.text)
    return {rule: some.pop() for rule, some in texts.items() if len(some) == 1}


def _counts(one: Screened, ruleset: Ruleset) -> tuple[str, ...]:
    """How many findings are critical, how many high, and how many less than that."""
    brief = one.brief
    counted = counts(brief, ruleset)
    lower = sum(found.severity in LOWER for found in brief.found)
    is_open = any(counted[name].endswith(OPEN) for name in LOWER)
    return *(counted[name] for name in GRAVE), so_far(lower, is_open=is_open)


def _legend() -> dict[Cell, str]:
    """What each kind of cell of the heat map means."""
    return {
        **{Cell(one, 2): f"two findings, the gravest {one}" for one in SEVERITIES},
        Cell(UNKNOWN, 0): "no finding, and something is not known",
        Cell(MET, 0): "nothing found wrong, as far as it applies",
        Cell(NOT_APPLICABLE, 0): "does not apply",
    }


def _verdicts(screening: Screening) -> Iterator[Verdicts]:
    judged = [one.advice.judged for one in screening.partnerships]
    counted = Counter(one.verdict.id for one in judged)
    open_yet = Counter(one.verdict.id for one in judged if provisional(one.verdict, one.settled))
    for id, verdict in screening.ruleset.verdicts.items():
        if counted[id]:
            yield Verdicts(verdict.title, counted[id], open_yet[id], verdict.pack)


def _tiers(screening: Screening) -> Iterator[Tiers]:
    tiered = [one.tiered for one in screening.partnerships]
    for tier in screening.ruleset.tiers.values():
        mine = [one for one in tiered if one.tier is not None and one.tier.id == tier.id]
        if mine:
            open_now = sum(not one.settled for one in mine)
            yield Tiers(tier.title, tier.text, len(mine), open_now)


def _cites(screening: Screening, advices: Sequence[Advice]) -> Iterable[str]:
    """Every source that the page names."""
    for action in screening.actions:
        yield from action.cites
    for advice in advices:
        yield from advice.judged.verdict.cites
        for found in advice.recommendations:
            yield from found.cites
        for strength in advice.strengths:
            yield from strength.cites
