"""What a change of policy does to an authority as a whole, itself and through its partnerships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.compare.cause import Cause
from fruitful.evaluation import Assessment
from fruitful.firing.trace import trace
from fruitful.impact import checklist, effects
from fruitful.impact.effect import Checked, Effects
from fruitful.impact.tracer import Causes, Tracer
from fruitful.language.condition import Quantified, paths
from fruitful.language.truth import Truth
from fruitful.language.vocabulary import TakenFrom
from fruitful.portfolio.assessing import PARTNERSHIPS, sources
from fruitful.portfolio.screening import Screened
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.taking import FACT, OUTCOME, VERDICT

Taken = Mapping[str, Causes]
"""The edits behind each thing that a portfolio's rules know of a partnership and that is otherwise,
by the short paths of their facts."""


class Own(NamedTuple):
    """What happens to the authority itself."""

    id: str
    name: str
    effects: Effects
    checklist: tuple[Checked, ...]

    @property
    def none(self) -> bool:
        """Whether nothing does."""
        return self.effects.none and not self.checklist


def taken_otherwise(
    before: Screened,
    after: Screened,
    found: Effects,
    tracer: Tracer,
    portfolios: Sequence[Ruleset | None],
) -> dict[str, Causes]:
    """What is taken of a partnership and is otherwise under the other rules, and why."""
    taken = {item: source for one in portfolios if one is not None for item, source in sources(one)}
    return {
        item: _behind(source, found, tracer)
        for item, source in taken.items()
        if before.taken.get(item) != after.taken.get(item)
    }


def _behind(source: TakenFrom, found: Effects, tracer: Tracer) -> Causes:
    if source.what == FACT:
        return tracer.answer(source.name)
    if source.what == OUTCOME:
        return tracer.rule(source.name)
    moved = found.verdict if source.what == VERDICT else found.tier
    return moved.causes if moved else ()


def own_effects(old: Assessment, new: Assessment, taken: Mapping[str, Taken]) -> Own:
    """What is otherwise for an authority, of whose partnerships this is ``taken`` otherwise."""

    def beneath(leaf: Quantified) -> Mapping[str | None, Causes]:
        if leaf.collection != PARTNERSHIPS:
            return {}
        before, after = (_truths(leaf, one.firing.view) for one in (old, new))
        return {
            name: tuple(_read(leaf, some))
            for name, some in taken.items()
            if before.get(name) is not after.get(name)
        }

    tracer = Tracer(old.ruleset, new.ruleset, beneath, of_authority=True)
    advice = new.advice
    return Own(
        advice.id,
        advice.name,
        effects(old, new, tracer),
        tuple(checklist(old, new, tracer)),
    )


def _truths(leaf: Quantified, view: View) -> dict[str | None, Truth]:
    return {name: one.truth for name, one in trace(leaf, view).members}


def _read(leaf: Quantified, taken: Taken) -> Iterator[Cause]:
    for path in paths(leaf.condition):
        yield from taken.get(path, ())
