"""Packs stacked into one checked ruleset: what the engines fire and the advice is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.language.condition import Condition
from fruitful.language.setting import Setting
from fruitful.language.vocabulary import STAGE, Fact, TakenFrom, Vocabulary
from fruitful.ruleset import checking, local, stacking
from fruitful.ruleset.asking import Manner, read_manner
from fruitful.ruleset.costs import CostLine
from fruitful.ruleset.earlier import Earlier
from fruitful.ruleset.fingerprint import fingerprint
from fruitful.ruleset.model import Model
from fruitful.ruleset.ordering import Order, priorities
from fruitful.ruleset.override import Override, check_once
from fruitful.ruleset.pack import Pack, read_pack
from fruitful.ruleset.questionnaire import Asked, Source
from fruitful.ruleset.roles import Roles
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import strata_of
from fruitful.ruleset.taking import takeable
from fruitful.ruleset.tier import Tier
from fruitful.ruleset.verdict import Verdict


class About(NamedTuple):
    """A pack, and who answers for it."""

    id: str
    version: str
    title: str
    owner: str
    """"" where it does not say."""


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """Everything that an evaluation needs to know beside the profile.

    A ruleset is equal to itself alone, so that what follows from it can be kept.
    """

    packs: tuple[tuple[str, str], ...]
    """Ids and versions, the national pack first."""
    about: tuple[About, ...]
    """What the packs are and who answers for each, in the same order."""
    fingerprint: str
    vocabulary: Vocabulary
    settings: Mapping[str, Setting]
    priorities: tuple[str, ...]
    """By what recommendations are ordered, what counts first before the rest."""
    orders: tuple[Order, ...]
    """The orders that the packs state; the last one counts."""
    stages: Mapping[str, str]
    themes: Mapping[str, str]
    rules: Mapping[str, Rule]
    strata: tuple[tuple[str, ...], ...]
    """Rule ids in the order of firing; a stratum rests on earlier ones only."""
    relevance: Mapping[str, Condition]
    """When a question makes sense, for the facts that say so."""
    required_by_law: Condition | None
    """When the law requires the partnership, where a pack says it: then no text asks to end it."""
    verdicts: Mapping[str, Verdict]
    alternatives: Mapping[str, Verdict]
    models: Mapping[str, Model]
    """The formal models and the lighter ways of working, in the order of the packs."""
    checklist: Mapping[str, Asked]
    ingredients: Mapping[str, Asked]
    accountability: Mapping[str, Asked]
    """To whom the partnership answers, by the circle's name."""
    tiers: Mapping[str, Tier]
    """How significant a partnership is, the first that holds."""
    roles: Roles | None
    """Of a portfolio: the facts by which partnerships are compared."""
    asking: Manner
    """How questions are put, and how long their answers hold."""
    costs: Mapping[str, CostLine]
    """The cost model."""
    index: Mapping[str, Source]
    """The places in the paper, in its order."""
    local: Mapping[str, Override]
    """The overrides in force, by the rule that each changes."""
    local_settings: Mapping[str, Override]
    """The overrides in force, by the setting that each changes."""
    earlier: tuple[Earlier, ...]
    """What rules and settings said in earlier versions, where something is overridden."""
    lapsed: tuple[Override, ...]
    """Overrides that are not in force on the day of the evaluation."""

    def is_switched_off(self, rule: str) -> bool:
        """Whether an override in force takes the rule out of force."""
        return rule in self.local and self.local[rule].switches_off

    @property
    def national(self) -> str:
        """The id of the pack on which all others stand."""
        return self.packs[0][0]

    def said_by(self, packs: Collection[str]) -> set[str]:
        """The rules that these packs declare, and those that they override."""
        overridden = {id for id, one in self.local.items() if one.pack in packs}
        return overridden | {id for id, rule in self.rules.items() if rule.pack in packs}

    def place_of(self, rule: str) -> Place:
        """Where a rule gets what it says last: where it is overridden, or else declared."""
        override = self.local.get(rule)
        return self.rules[rule].place if override is None else override.place

    def is_local(self, pack: str) -> bool:
        """Whether a pack stands on the national one."""
        return pack != self.national


def load_packs(folders: Sequence[Path], *, others_stand_on: bool = False) -> tuple[Pack, ...]:
    """Read the packs of these folders, the national one first.

    What a pack said in earlier versions is read only where others stand on it.

    Raises Refused with every fault of their YAML.
    """
    faults: list[Diagnostic] = []
    packs = [
        read_pack(folder, faults, earlier=others_stand_on or len(folders) > 1) for folder in folders
    ]
    if faults:
        raise Refused(faults)
    return tuple(pack for pack in packs if pack is not None)


def load_ruleset(folders: Sequence[Path], on: date) -> Ruleset:
    """Read and stack the packs of these folders. Raises Refused."""
    return stack(load_packs(folders), on)


def stack_portfolio(packs: Sequence[Pack], on: date, of_each: Ruleset) -> Ruleset | None:
    """The rules about an authority's partnerships together; None where the packs have none.

    ``of_each`` are the rules about each partnership. Raises Refused.
    """
    if not any(pack.portfolio for pack in packs):
        return None
    return stack(portfolio_of(packs), on, of_each)


def portfolio_of(packs: Sequence[Pack]) -> list[Pack]:
    """The packs with nothing but what they say of an authority's partnerships together."""
    return [pack._replace(files=pack.portfolio) for pack in packs]


def later_days(packs: Sequence[Pack], on: date) -> list[date]:
    """The days after this one from which other overrides are in force."""
    found: set[date] = set()
    for one in stacking.overrides([*packs, *portfolio_of(packs)], []):
        found.add(one.date)
        if one.last_day < date.max:
            found.add(one.last_day + timedelta(days=1))
    return sorted(day for day in found if day > on)


def stack(packs: Sequence[Pack], on: date, of_each: Ruleset | None = None) -> Ruleset:
    """One ruleset from packs, with the overrides in force on a day.

    Of a portfolio ``of_each`` are the rules about each partnership. Raises Refused with every fault
    of every pack: a ruleset is taken whole or not at all.
    """
    faults: list[Diagnostic] = []
    local.check_packs(packs, faults)
    local.check_names(packs, faults)
    stages = stacking.labels(packs, "stages", faults)
    themes = stacking.labels(packs, "themes", faults)
    overrides = stacking.overrides(packs, faults)
    active = [override for override in overrides if override.in_force(on)]
    check_once(overrides, faults)
    said_before = stacking.earlier(packs, faults)
    settings = stacking.settings(packs, overrides, said_before, on, faults)
    offered = _offered(of_each)
    vocabulary = stacking.vocabulary(packs, stages, offered, faults)
    place = packs[0].place if packs else Place("no pack")
    stage = vocabulary.facts.get(STAGE)
    staged = stage is not None and stage.kind == "choice" and stage.choices == stages
    if not (staged and stages) and (of_each is None or stages or stage is not None):
        message = "a ruleset needs `stages` and a fact `stage`, a choice of them"
        help = "add both, or put the pack on top of the paper's"
        faults.append(Diagnostic(place, "incomplete", message, help))
        raise Refused(faults)
    context = stacking.Context(vocabulary, settings, stages, themes)
    rules = stacking.rules(packs, context, overrides, said_before, on, faults)
    orders = priorities(packs, faults)
    ruleset = Ruleset(
        packs=tuple((pack.id, pack.version) for pack in packs),
        about=tuple(About(pack.id, pack.version, pack.title, pack.owner) for pack in packs),
        fingerprint=fingerprint(packs),
        vocabulary=vocabulary,
        settings=settings,
        priorities=orders[-1].grounds,
        orders=orders,
        stages=stages,
        themes=themes,
        rules=rules,
        strata=strata_of(rules, faults),
        relevance=stacking.relevance(context, faults),
        required_by_law=stacking.required_by_law(packs, context, faults),
        verdicts=stacking.verdicts(packs, "verdicts", context, rules, faults),
        alternatives=stacking.verdicts(packs, "alternatives", context, rules, faults),
        models=stacking.models(packs, context, rules, faults),
        checklist=stacking.asked(packs, "checklist", context, rules, faults),
        ingredients=stacking.asked(packs, "ingredients", context, rules, faults),
        accountability=stacking.asked(packs, "accountability", context, rules, faults),
        tiers=stacking.tiers(packs, context, rules, faults),
        roles=_roles(packs, of_each, faults),
        asking=read_manner(packs, vocabulary, settings, faults),
        costs=stacking.costs(packs, vocabulary, faults),
        index=of_each.index if of_each is not None else stacking.index(packs, faults),
        local={override.rule: override for override in active if override.rule},
        local_settings={override.setting: override for override in active if override.setting},
        earlier=tuple(said_before),
        lapsed=tuple(override for override in overrides if not override.in_force(on)),
    )
    if not ruleset.verdicts:
        faults.append(
            Diagnostic(
                place,
                "incomplete",
                "a ruleset needs `verdicts`",
                "add a file with `verdicts`, each with what it rests on",
            )
        )
    checking.check_citations(ruleset.rules, vocabulary.facts, ruleset.index, faults)
    checking.check_standing(overrides, rules, settings, [pack.id for pack in packs], faults)
    checking.check_lowers(overrides, ruleset.rules, ruleset.verdicts, faults)
    checking.check_opposites(ruleset.rules, faults)
    checking.check_giving_way(ruleset.rules, faults)
    checking.check_conclusions(ruleset.rules, vocabulary, faults)
    if faults:
        raise Refused(faults)
    return ruleset


def _offered(of_each: Ruleset | None) -> dict[TakenFrom, Fact]:
    """What a portfolio's facts may be taken from."""
    if of_each is None:
        return {}
    return takeable(of_each.vocabulary.facts, of_each.rules, of_each.verdicts, of_each.tiers)


def _roles(
    packs: Sequence[Pack], of_each: Ruleset | None, faults: list[Diagnostic]
) -> Roles | None:
    """Of a portfolio, the facts by which partnerships are compared."""
    if of_each is None:
        return None
    context = stacking.Context(of_each.vocabulary, of_each.settings, of_each.stages, of_each.themes)
    themes = {rule.id: rule.theme for rule in of_each.rules.values()}
    return stacking.roles(packs, context, themes, faults)
