"""The guarantee: local policy silences or lowers no national critical rule, unless it says so.

*National* is the first pack of the stack, by itself. A national rule R is

- **silenced** in a profile where it is a critical finding by the national rules and is no finding
  by the stack, and **lowered** where it is a finding by the stack and less than critical.

The **verdict is milder** in a profile where some critical finding stands by the national rules and
the stack gives a verdict that stands later in the national list than the one that the national
rules give. An entry that withholds judgement (``only_if_known``, ``most_undecided``) counts as
milder than all, and so does a local entry, unless its ``as_grave_as`` names a national one.

A **question vanishes** where a fact that a national critical rule rests on makes sense by the
national rules and makes none by the stack. A **local stage** is one at which a national critical
rule does not matter, since it knows nothing of it; profiles at such a stage are not compared.

What an override says by name is taken out of the comparison: the rule is compared as the override
leaves it, in national surroundings. ``severity``, ``applies`` and ``off`` say it of the override's
own rule, ``lowers: [R]`` of any other that a change of a setting, or of a rule, reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.linting.remark import Remark
from fruitful.linting.unused import every_condition
from fruitful.proving.national import LOWERING, baseline, declares, in_force
from fruitful.proving.prover import Prover
from fruitful.proving.showing import Tried, rests_on_facts
from fruitful.proving.weakening import CRITICAL, Causes, Question, lowered, milder, vanishing
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override
from fruitful.ruleset.pack import Pack
from fruitful.ruleset.strata import concluding_rules


class Guarantee(NamedTuple):
    """Where the guarantee does not hold, and what local policy says by name."""

    remarks: tuple[Remark, ...]
    critical: tuple[str, ...]
    """The national rules that can be critical."""
    declared: tuple[tuple[str, Override], ...]
    """Of these, those that an override says it may silence or lower, with that override."""
    unproved: tuple[str, ...]


def guarantee(packs: Sequence[Pack], stacked: Ruleset, on: date) -> Guarantee:
    """Compare a stack with its national pack over every profile. Raises SolverMissing."""
    holding = in_force(packs, on)
    alone = baseline(packs, stacked, (), on)
    critical = tuple(
        id
        for id, rule in alone.rules.items()
        if any(case.severity == CRITICAL for case in rule.severity)
    )
    declared = tuple((id, one) for id in critical for one in holding if declares(one, id))
    chosen = {id: tuple(one for other, one in declared if other == id) for id in critical}
    saying = tuple(one for one in holding if one.lowers or set(one.changed) & set(LOWERING))
    wanted = dict.fromkeys(((), saying, *chosen.values()))
    rulesets = {one: baseline(packs, stacked, one, on) for one in wanted if one}
    rulesets[()] = alone
    conditions = [one for each in (stacked, *rulesets.values()) for one in every_condition(each)]
    prover = Prover(stacked, conditions, on)
    problems = {one: prover.beside(ruleset) for one, ruleset in rulesets.items()}
    asked = [
        lowered(prover, id, problems[chosen[id]], _causes(packs, stacked, holding, id))
        for id in critical
    ]
    asked.append(milder(prover, critical, problems[saying], packs, holding))
    asked += vanishing(prover, critical, problems[saying], packs)
    tried: list[Tried] = []
    found = tuple(_broken(prover, asked, on, tried))
    unproved = [what for one in tried for what in one.unshown]
    if prover.gave_up:
        unproved.append("the whole of the guarantee, which was too hard for the solver")
    return Guarantee(found, critical, declared, tuple(unproved))


def _broken(
    prover: Prover, asked: Sequence[Question], on: date, tried: list[Tried]
) -> Iterator[Remark]:
    for one in asked:
        if not prover.possible(one.name):
            continue
        both_rulesets = Tried((prover.ruleset, one.national), on)
        tried.append(both_rulesets)
        profile = both_rulesets.profile(prover.sketch(), one.rules, one.shows)
        if profile is None:
            both_rulesets.unshown.append(f"local policy against {', '.join(one.rules)}")
        else:
            yield one.remark(profile, both_rulesets.of_profile(profile))


def _causes(
    packs: Sequence[Pack], stacked: Ruleset, holding: Sequence[Override], id: str
) -> Causes:
    """What of local policy a national rule rests on: rules that conclude, overrides."""
    needed = rests_on_facts(stacked, [id])
    local = [
        stacked.rules[one]
        for path, ids in concluding_rules(stacked.rules).items()
        if path in needed
        for one in ids
        if stacked.rules[one].pack != packs[0].id
    ]
    told = [f"the rule `{rule.id}` concludes `{rule.conclude}`" for rule in local]
    places = [rule.place for rule in local]
    for one in holding:
        name = one.rule or f"${one.setting}"
        told.append(f"{one.pack} overrides `{name}`")
        places.append(one.place)
    return Causes("; ".join(told) or "see the local pack", (*places, packs[-1].place)[0])
