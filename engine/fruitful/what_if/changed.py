"""A partnership's facts with some answers changed."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.explain.explanation import Address
from fruitful.language.value import Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile.facts import NOT_GIVEN, Facts


def changed(facts: Facts, answers: Mapping[Address, Value], vocabulary: Vocabulary) -> Facts:
    """The facts when these answers have become these values."""
    own, collections = dict(facts.values), dict(facts.collections)
    for (path, member), value in answers.items():
        fact = vocabulary.facts[path]
        name = fact.collection or path.removesuffix(".count")
        collected = collections.get(name, NOT_GIVEN)
        if member == "":
            own[path] = value
            if name in vocabulary.collections and isinstance(value, int):
                more = value - len(collected.listed)
                collections[name] = collected._replace(others_exist=more > 0, others_count=more)
        elif member is None:
            exist = collected.others_exist
            if exist is None and not collected.listed:  # said of each, it is said of somebody
                exist = True
            others = {**collected.others, fact.item: value}
            collections[name] = collected._replace(others=others, others_exist=exist)
        else:
            listed = tuple(
                (who, {**known, fact.item: value} if who == member else known)
                for who, known in collected.listed
            )
            collections[name] = collected._replace(listed=listed)
    return Facts(own, collections, facts.on)
