"""Packs stacked into one checked ruleset: what the engines fire and the advice is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fruitful import stacking
from fruitful.condition import Condition
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.fingerprint import fingerprint
from fruitful.override import Override
from fruitful.pack import Pack, read_pack
from fruitful.rule import Rule
from fruitful.setting import Setting
from fruitful.strata import strata_of
from fruitful.verdict import Verdict
from fruitful.vocabulary import STAGE, Vocabulary


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Everything that an evaluation needs to know beside the profile."""

    packs: tuple[tuple[str, str], ...]
    """Ids and versions, the national pack first."""
    fingerprint: str
    vocabulary: Vocabulary
    settings: Mapping[str, Setting]
    priorities: tuple[str, ...]
    """By what recommendations are ordered, what counts first before the rest."""
    stages: Mapping[str, str]
    themes: Mapping[str, str]
    rules: Mapping[str, Rule]
    strata: tuple[tuple[str, ...], ...]
    """Rule ids in the order of firing; a stratum rests on earlier ones only."""
    relevance: Mapping[str, Condition]
    """When a question makes sense, for the facts that say so."""
    verdicts: Mapping[str, Verdict]
    alternatives: Mapping[str, Verdict]
    local: Mapping[str, Override]
    """The overrides in force, by the rule that each changes."""
    lapsed: tuple[Override, ...]
    """Overrides that are not in force on the day of the evaluation."""


def load_packs(folders: Sequence[Path]) -> tuple[Pack, ...]:
    """Read the packs of these folders, the national one first.

    Raises Refused with every fault of their YAML.
    """
    faults: list[Diagnostic] = []
    packs = [read_pack(folder, faults) for folder in folders]
    if faults:
        raise Refused(faults)
    return tuple(pack for pack in packs if pack is not None)


def load_ruleset(folders: Sequence[Path], on: date) -> Ruleset:
    """Read and stack the packs of these folders. Raises Refused."""
    return stack(load_packs(folders), on)


def stack(packs: Sequence[Pack], on: date) -> Ruleset:
    """One ruleset from packs, with the overrides in force on a day.

    Raises Refused with every fault of every pack: a ruleset is taken whole or not at all.
    """
    faults: list[Diagnostic] = []
    stages = stacking.labels(packs, "stages", faults)
    themes = stacking.labels(packs, "themes", faults)
    overrides = stacking.overrides(packs, faults)
    active = [override for override in overrides if override.in_force(on)]
    settings = stacking.settings(packs, active, faults)
    vocabulary = stacking.vocabulary(packs, stages, faults)
    if not stages or STAGE not in vocabulary.facts:
        place = packs[0].place if packs else Place("no pack")
        faults.append(
            Diagnostic(place, "incomplete", "a ruleset needs `stages` and a fact `stage`")
        )
        raise Refused(faults)
    context = stacking.Context(vocabulary, settings, stages, themes)
    rules = stacking.rules(packs, context, active, faults)
    ruleset = Ruleset(
        packs=tuple((pack.id, pack.version) for pack in packs),
        fingerprint=fingerprint(packs),
        vocabulary=vocabulary,
        settings=settings,
        priorities=stacking.priorities(packs, faults),
        stages=stages,
        themes=themes,
        rules=rules,
        strata=strata_of(rules, faults),
        relevance=stacking.relevance(context, faults),
        verdicts=stacking.verdicts(packs, "verdicts", context, rules, faults),
        alternatives=stacking.verdicts(packs, "alternatives", context, rules, faults),
        local={override.rule: override for override in active if override.rule},
        lapsed=tuple(override for override in overrides if not override.in_force(on)),
    )
    stacking.check_conclusions(ruleset.rules, vocabulary, faults)
    stacking.check_prefixes(packs, ruleset.rules, context, faults)
    if faults:
        raise Refused(faults)
    return ruleset
