"""One profile for two rulesets, of which each may ask for facts that the other does not know."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.portfolio.assessing import Rules
from fruitful.profile import Profile
from fruitful.profile.answer import Answer


def joint(old: Vocabulary, new: Vocabulary) -> Vocabulary:
    """All facts of both; of those that both declare, the new declaration."""
    return Vocabulary(
        {**old.facts, **new.facts},
        {**old.collections, **new.collections},
        old.groups | new.groups,
        {**old.columns, **new.columns},
    )


def own_questions(old: Rules, new: Rules) -> Vocabulary | None:
    """What an authority is asked by one of the two or both; None where one asks it nothing."""
    if old.portfolio is None or new.portfolio is None:
        return None
    return joint(old.portfolio.vocabulary, new.portfolio.vocabulary)


def known_to(profile: Profile, vocabulary: Vocabulary, read_by: Vocabulary) -> Profile:
    """The profile with the answers that a vocabulary can take, of those read by another one.

    An answer of a type or choice that it does not have is not known to it.
    """
    if vocabulary is read_by:
        return profile
    facts = vocabulary.facts

    def kept(answers: Mapping[str, Answer], before: str = "") -> dict[str, Answer]:
        return {
            item: one
            for item, one in answers.items()
            if (fact := facts.get(before + item)) is not None
            and fact.kind == read_by.facts[before + item].kind
            and _can_be(one, fact)
        }

    members = {
        name: group._replace(
            each=kept(group.each, f"{name}."),
            listed=tuple(
                one._replace(answers=kept(one.answers, f"{name}.")) for one in group.listed
            ),
        )
        for name, group in profile.members.items()
        if name in vocabulary.collections
    }
    return profile._replace(answers=kept(profile.answers), members=members)


def _can_be(answer: Answer, fact: Fact) -> bool:
    value = answer.value
    if not fact.choices or value is None:
        return True
    return value <= fact.choices.keys() if isinstance(value, frozenset) else value in fact.choices
