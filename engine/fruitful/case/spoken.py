"""Which cases of which texts a partnership is told, and which no case of a pack shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from fruitful.advice.judging import alternative_to, stand
from fruitful.firing import FINDING, MET, Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import ALWAYS, Any
from fruitful.ruleset import Ruleset
from fruitful.ruleset.text import Text, said

TEXTS = ("finding", "recommend", "met")


class Words(NamedTuple):
    """One case of a text that has several."""

    owner: str
    """The id of the rule, of the verdict or alternative, or of the model."""
    key: str
    """``finding``, ``recommend``, ``met``, ``text``, or an argument such as ``for.0``."""
    words: str


def spoken(ruleset: Ruleset, firing: Firing) -> frozenset[Words]:
    """What of the texts with cases is said to a partnership."""
    return frozenset(
        Words(owner, key, one.words)
        for owner, key, text in _told(ruleset, firing)
        if depends(text)
        for one in said(text, lambda condition: truth(condition, firing.view))
    )


def _told(ruleset: Ruleset, firing: Firing) -> Iterator[tuple[str, str, Text]]:
    for id, rule in ruleset.rules.items():
        if firing.outcomes[id] == FINDING:
            yield from ((id, "finding", rule.finding), (id, "recommend", rule.recommend))
        elif firing.outcomes[id] == MET:
            yield id, "met", rule.met
    verdict = stand(ruleset, firing).verdict
    instead = alternative_to(verdict, ruleset, firing)
    for entry in (verdict, instead):
        if entry is not None:
            yield entry.id, "text", entry.said
    for model in ruleset.models.values():
        for _, name, argument in model.arguments():
            if firing.truths[model.id, name]:
                yield model.id, name, argument.said


def unspoken(ruleset: Ruleset, packs: Collection[str], heard: frozenset[Words]) -> list[Words]:
    """The cases of these packs' texts that nobody is told, but for those switched off."""
    own = {id for id, rule in ruleset.rules.items() if rule.pack in packs}
    for id, override in ruleset.local.items():
        own |= {id} if override.pack in packs and {*TEXTS} & {*override.changed} else set()
    texts = [
        (id, key, text)
        for id, rule in ruleset.rules.items()
        if id in own and rule.applies != Any(())
        for key, text in zip(TEXTS, rule.texts, strict=True)
    ]
    for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
        texts += [(entry.id, "text", entry.said)] if entry.pack in packs else []
    for model in ruleset.models.values():
        texts += [
            (model.id, name, argument.said)
            for _, name, argument in model.arguments()
            if argument.pack in packs
        ]
    every = (
        Words(owner, key, case.words)
        for owner, key, text in texts
        if depends(text)
        for case in text.cases()
    )
    return [one for one in dict.fromkeys(every) if one not in heard]


def depends(text: Text) -> bool:
    """Whether what a text says depends on the answers."""
    return any(case.when != ALWAYS for case in text.cases())
