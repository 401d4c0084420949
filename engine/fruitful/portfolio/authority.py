"""The authority assessed: portfolio rules over its own answers and its partnerships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fruitful.advice import advise
from fruitful.evaluation import Assessment
from fruitful.firing import fire
from fruitful.language.taken import AGREES
from fruitful.language.value import Value
from fruitful.portfolio.assessing import PARTNERSHIPS, Rules, source_of
from fruitful.portfolio.screening import Failed, Screened
from fruitful.profile import Profile
from fruitful.profile.facts import Collected, Facts, Values, facts_of
from fruitful.ruleset import Ruleset

NO_ANSWERS = Profile("authority", "The authority", "", None, {}, {}, None, "")
"""An authority that has told nothing of itself."""


def assess_authority(
    profile: Profile, screened: Sequence[Screened], failed: Sequence[Failed], rules: Rules
) -> Assessment | None:
    """The assessment of an authority; None where the packs have no portfolio rules."""
    if rules.portfolio is None or rules.portfolio_engine is None:
        return None
    members = [*_members(screened), *((source_of(one.source), {}) for one in failed)]
    facts = _with(rules.portfolio, facts_of(profile, rules.on), members)
    firing = fire(rules.portfolio, facts, rules.portfolio_engine)
    advice = advise(rules.portfolio, profile, firing, rules.engine_name)
    return Assessment(profile, rules.portfolio, firing, advice)


def names_of(screened: Sequence[Screened]) -> list[str]:
    """How each partnership is called: by its name; by its id too where several bear the name."""
    names = Counter(one.name for one in screened)
    return [one.name if names[one.name] == 1 else f"{one.name} ({one.id})" for one in screened]


def _members(screened: Sequence[Screened]) -> list[tuple[str, Values]]:
    same: dict[tuple[tuple[str, Value], ...], Values] = {}
    return [
        # One object for all of whom the same is known, which is looked at once.
        (name, same.setdefault(tuple(one.taken.items()), one.taken))
        for name, one in zip(names_of(screened), screened, strict=True)
    ]


def _with(portfolio: Ruleset, facts: Facts, members: list[tuple[str, Values]]) -> Facts:
    """The authority's facts, with the partnerships screened.

    Those that were screened need not be all. Only where the authority says how many there are, and
    it is as many, is the list taken to be whole.
    """
    values: dict[str, Value] = dict(facts.values)
    exist: bool | None = None
    others: int | None = None
    for path, fact in portfolio.vocabulary.facts.items():
        believed = facts.values.get(fact.taken_from.name) if fact.taken_from else None
        if fact.taken_from and fact.taken_from.what == AGREES and isinstance(believed, int):
            others = max(0, believed - len(members))
            exist = others > 0
            if believed <= len(members):
                values[path] = "yes" if believed == len(members) else "no"
    if others is not None:
        values[f"{PARTNERSHIPS}.count"] = len(members) + others
    collected = Collected(tuple(members), {}, exist, others)
    return Facts(values, {**facts.collections, PARTNERSHIPS: collected}, facts.on)
