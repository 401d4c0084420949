"""The ways to a verdict, and what is certain, as records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.language.regions import Region, ends, joined
from fruitful.language.value import Value
from fruitful.language.vocabulary import Fact
from fruitful.records import towards as to
from fruitful.records.from_rules import standing
from fruitful.records.rules import Partnership, Run
from fruitful.ruleset import Ruleset
from fruitful.what_if.certain import Certain
from fruitful.what_if.towards import Action, Towards


def towards_record(
    found: Towards, run: Run, partnership: Partnership, ruleset: Ruleset
) -> to.Towards:
    """The ways to a verdict."""
    return to.Towards(
        run=run,
        partnership=partnership,
        verdict=to.VerdictNow(found.now.id, found.now.title, standing(found.settled)),
        wished=to.Wished(found.wished.id, found.wished.title),
        fewest=len(found.ways[0].actions) if found.ways else None,
        other_stage=found.other_stage,
        only_worse=found.only_worse,
        ways=[
            to.Way([_action(one, ruleset) for one in way.actions], standing(way.settled))
            for way in found.ways
        ],
        all_ways=found.are_all,
        always=_addresses(found.always),
        choices=[[_addresses(group) for group in choice] for choice in found.choices],
        kept=[to.Kept(str(one.address), one.before, one.why) for one in found.kept],
    )


def certain_record(found: Certain, run: Run, partnership: Partnership) -> to.WhatIsCertain:
    """What holds whatever the unknown answers are."""
    return to.WhatIsCertain(
        run=run,
        partnership=partnership,
        certain=to.Certain(
            verdict=found.verdict,
            left_out=found.left_out,
            outcomes=found.outcomes,
            is_all=found.is_all,
            too_many=found.too_many,
            gave_up=found.gave_up,
        ),
    )


def _addresses(actions: Sequence[Action]) -> list[str]:
    return [str(one.address) for one in actions]


def _action(action: Action, ruleset: Ruleset) -> to.Action:
    fact = ruleset.vocabulary.facts[action.address.path]
    return to.Action(
        answer=str(action.address),
        fact=fact.path,
        member=action.address.member,
        is_=action.before,
        to=_to(action.to, fact),
        eases=action.eases,
        ends=action.ends,
        form=action.form,
        cites=fact.cites,
    )


def _to(regions: Sequence[Region], fact: Fact) -> list[Mapping[str, Value]]:
    """Each value that will do; of numbers and dates from where to where."""
    if fact.choices:
        return [{"value": one.value} for one in regions]
    return [dict(ends(one)) for one in joined(regions)]
