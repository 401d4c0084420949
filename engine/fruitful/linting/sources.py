"""Where rules, facts and verdicts come from, and whether cases show that they do what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from fruitful.coverage import Coverage
from fruitful.diagnostic import Place, did_you_mean
from fruitful.language.condition import Any
from fruitful.linting.remark import ADVICE, WRONG, Remark
from fruitful.ruleset import Ruleset

LOCAL = "local:"
_SHOWN = {"finding": "a finding", "met": "met", "undecided": "undecided"}


class _Cited(NamedTuple):
    what: str
    cites: tuple[str, ...]
    place: Place


def citations(ruleset: Ruleset, place: Place) -> Iterator[Remark]:
    """Citations that are not in the index, where there is one; ``place`` is the pack's."""
    for one in _citing(ruleset, place) if ruleset.index else ():
        for cite in one.cites:
            if cite not in ruleset.index and not cite.startswith(LOCAL):
                message = f"{one.what} cites {cite}, which is not in the `index`"
                help = did_you_mean(cite, ruleset.index, "`fruitful rules coverage` lists them")
                yield Remark(one.place, "bad-citation", WRONG, message, help)


def _citing(ruleset: Ruleset, place: Place) -> Iterator[_Cited]:
    """All that cites, but for the rules, whose citations are checked when a pack is read."""
    for fact in ruleset.vocabulary.facts.values():
        yield _Cited(f"the fact `{fact.path}`", fact.cites, fact.place)
    for entry in ruleset.verdicts.values():
        yield _Cited(f"the verdict `{entry.id}`", entry.cites, place)
    for entry in ruleset.alternatives.values():
        yield _Cited(f"the alternative `{entry.id}`", entry.cites, place)
    for model in ruleset.models.values():
        yield _Cited(f"the model `{model.id}`", model.cites, place)
        for _, _, argument in model.arguments():
            yield _Cited(f"an argument of the model `{model.id}`", argument.cites, place)
    for line in ruleset.costs.values():
        yield _Cited(f"the cost line `{line.id}`", line.cites, place)


def without_a_case(ruleset: Ruleset, covered: Coverage, packs: Collection[str]) -> Iterator[Remark]:
    """Rules of these packs that no case shows as a finding, as met or as undecided.

    Of those that they override too; nothing is to be shown of a rule that is switched off.
    """
    own = ruleset.said_by(packs)
    for id, missing in covered.unexercised.items():
        rule = ruleset.rules[id]
        if id in own and rule.applies != Any(()):
            how = " or ".join(_SHOWN[outcome] for outcome in missing)
            message = f"no case shows `{id}` as {how}"
            help = "write a case, a profile that says with `expect` what must come out of it"
            yield Remark(ruleset.place_of(id), "no-case", ADVICE, message, help, (id,))
