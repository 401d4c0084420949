"""The guarantee: local policy silences or lowers no national critical rule, unless it says so.

*National* is the first pack of the stack, by itself. A national rule R is

- **silenced** in a profile where it is a critical finding by the national rules and is no finding
  by the stack, and **lowered** where it is a finding by the stack and less than critical.

The **verdict is milder** in a profile where some critical finding stands by the national rules and
the stack gives a verdict that stands later in the national list than the one that the national
rules give. An entry that withholds judgement (``only_if_known``, ``most_undecided``) counts as
milder than all, and so does a local entry, unless its ``as_grave_as`` names a national one.

A **question vanishes** where a fact that a national critical rule rests on makes sense by the
national rules and makes none by the stack.

What an override says by name is taken out of the comparison: the rule is compared as the override
leaves it, in national surroundings. ``severity``, ``applies`` and ``off`` say it of the override's
own rule, ``lowers: [R]`` of any other that a change of a setting, or of a rule, reaches, and of a
verdict that is made milder. What an override says of a critical rule it says of the verdicts too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from fruitful.linting.remark import Remark
from fruitful.linting.unused import every_condition
from fruitful.proving.national import baseline, declares, in_force
from fruitful.proving.prover import Prover
from fruitful.proving.showing import Tried, ground_of
from fruitful.proving.weakening import CRITICAL, Causes, Question, lowered, milder, vanishing
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override
from fruitful.ruleset.pack import Pack
from fruitful.ruleset.strata import concluding_rules
from fruitful.ruleset.verdict import Verdict

T = TypeVar("T", bound=Hashable)


class Guarantee(NamedTuple):
    """Where the guarantee does not hold, and what local policy says by name."""

    remarks: tuple[Remark, ...]
    critical: tuple[str, ...]
    """The national rules that can be critical."""
    declared: tuple[tuple[str, Override], ...]
    """What an override says that it may silence or lower, with that override: of these rules, and
    of the verdicts."""
    as_grave: tuple[Verdict, ...]
    """The local verdicts that say which national one they weigh as much as."""
    unproved: tuple[str, ...]


def guarantee(
    packs: Sequence[Pack], stacked: Ruleset, on: date, of_each: Ruleset | None = None
) -> Guarantee:
    """Compare a stack with its national pack over every profile.

    ``of_each`` are the rules about each partnership, where these are about all of them. Raises
    SolverMissing.
    """
    holding = in_force(packs, on)
    alone = baseline(packs, stacked, (), on, of_each)
    critical = tuple(
        id
        for id, rule in alone.rules.items()
        if any(case.severity == CRITICAL for case in rule.severity)
    )
    said = {id: tuple(one for one in holding if declares(one, id)) for id in critical}
    of_rules = {one.place for each in said.values() for one in each}
    of_verdicts = {
        id: tuple(one for one in holding if one.place in of_rules or id in one.lowers)
        for id in alone.verdicts
    }
    saying = tuple(one for one in holding if one.lowers or one.lowering)
    wanted = dict.fromkeys(((), saying, *said.values(), *of_verdicts.values()))
    rulesets = {one: baseline(packs, stacked, one, on, of_each) for one in wanted if one}
    rulesets[()] = alone
    conditions = [one for each in (stacked, *rulesets.values()) for one in every_condition(each)]
    prover = Prover(stacked, conditions, on)
    problems = {one: prover.beside(ruleset) for one, ruleset in rulesets.items()}
    asked = [
        lowered(prover, id, problems[said[id]], _causes(packs, stacked, holding, id))
        for id in critical
    ]
    for chosen in dict.fromkeys(of_verdicts.values()):
        ids = [id for id, one in of_verdicts.items() if one == chosen]
        others = [one for one in holding if one not in chosen]
        asked.append(milder(prover, critical, problems[chosen], ids, others))
    asked += vanishing(prover, critical, problems[saying], packs)
    tried: list[Tried] = []
    found = tuple(_broken(prover, asked, on, tried))
    unproved = [what for one in tried for what in one.unshown]
    if prover.gave_up:
        unproved.append("the whole of the guarantee, which was too hard for the solver")
    declared = [(id, one) for id, each in said.items() for one in each]
    declared += [(id, one) for id in of_verdicts for one in holding if id in one.lowers]
    as_grave = tuple(one for one in stacked.verdicts.values() if one.as_grave_as)
    return Guarantee(found, critical, tuple(declared), as_grave, tuple(unproved))


def together(on: date, each: Iterable[tuple[date, Guarantee]]) -> Guarantee | None:
    """What was found of the guarantee on several days as one; None where nothing was.

    What is said of one day is not said again of a later one.
    """
    days = list(each)
    remarks: dict[tuple[str, str], Remark] = {}
    for day, one in days:
        for remark in one.remarks:
            said = remark if day == on else remark._replace(day=day)
            remarks.setdefault((remark.code, remark.message), said)
    declared = {(id, one.place): (id, one) for _, kept in days for id, one in kept.declared}
    kept = Guarantee(
        tuple(remarks.values()),
        _once(id for _, one in days for id in one.critical),
        tuple(declared.values()),
        _once(verdict for _, one in days for verdict in one.as_grave),
        _once(what for _, one in days for what in one.unproved),
    )
    return kept if days else None


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _broken(
    prover: Prover, asked: Sequence[Question], on: date, tried: list[Tried]
) -> Iterator[Remark]:
    for one in asked:
        if not prover.possible(one.name):
            continue
        both_rulesets = Tried((prover.ruleset, one.national), on)
        tried.append(both_rulesets)
        shown = both_rulesets.profile(prover.sketch(), one.rules, one.shows)
        if shown is None:
            what = one.rules[0] if len(one.rules) == 1 else "the national verdicts or questions"
            both_rulesets.unshown.append(f"local policy against {what}")
        else:
            yield one.remark(shown.profile, shown.firings)


def _causes(
    packs: Sequence[Pack], stacked: Ruleset, holding: Sequence[Override], id: str
) -> Causes:
    """What of local policy a national rule rests on: rules that conclude, overrides."""
    ground = ground_of(stacked, [id])
    local = [
        stacked.rules[one]
        for path, ids in concluding_rules(stacked.rules).items()
        if path in ground.facts
        for one in ids
        if stacked.rules[one].pack != packs[0].id
    ]
    told = [f"the rule `{rule.id}` concludes `{rule.conclude}`" for rule in local]
    places = [rule.place for rule in local]
    for one in holding:
        if (one.rule in ground.rules and one.lowering) or one.setting in ground.settings:
            told.append(f"{one.pack} overrides `{one.rule or '$' + one.setting}`")
            places.append(one.place)
    return Causes("; ".join(told) or "see the local pack", (*places, packs[-1].place)[0])
