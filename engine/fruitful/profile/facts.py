"""What conditions are evaluated against: the known values of a profile, without their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fruitful.language.truth import Truth
from fruitful.language.value import Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Members

Values = Mapping[str, Value]
"""Known values by path; a path that is absent is not known."""


class Collected(NamedTuple):
    """A collection's members, and what is known of those that the profile does not list."""

    listed: tuple[tuple[str, Values], ...]
    others: Values
    others_exist: Truth
    others_count: int | None
    """How many are not listed; None where that is not known."""


NOT_GIVEN = Collected((), {}, None, None)


class Facts(NamedTuple):
    """Everything known about one partnership on one day."""

    values: Values
    collections: Mapping[str, Collected]
    on: date


class RuleTruth(NamedTuple):
    """What has come of a rule, in Kleene's logic."""

    found: Truth
    """It applies and finds something wrong."""
    met: Truth
    """It applies and finds nothing wrong."""
    severities: tuple[tuple[str, Truth], ...]
    """Its severity cases, in their order, and whether each holds."""


class View(NamedTuple):
    """What a condition sees: values (concluded ones too), collections, the day, other rules."""

    values: Values
    collections: Mapping[str, Collected]
    on: date
    rules: Mapping[str, RuleTruth]


def facts_of(profile: Profile, on: date) -> Facts:
    """The profile's known values on the day of the evaluation."""
    values = {
        path: answer.value for path, answer in profile.answers.items() if answer.value is not None
    }
    for name, members in profile.members.items():
        if members.total is not None:
            values[f"{name}.count"] = members.total
    collections = {name: _collected(members) for name, members in profile.members.items()}
    return Facts(values, collections, on)


def facts_with(
    facts: Facts, profile: Profile, vocabulary: Vocabulary, path: str, value: Value
) -> Facts:
    """The profile's facts with one more answer; of a fact about members, what holds of each."""
    fact = vocabulary.facts[path]
    name = fact.collection or path.removesuffix(".count")
    if name not in vocabulary.collections:
        return facts._replace(values={**facts.values, path: value})
    members = profile.members.get(name, Members((), {}, None))
    if fact.collection:
        answer = Answer(value, "", "", "", fact.place)
        members = members._replace(each={**members.each, fact.item: answer})
    elif isinstance(value, int):
        members = members._replace(total=value)
    values = facts.values if fact.collection else {**facts.values, path: value}
    return Facts(values, {**facts.collections, name: _collected(members)}, facts.on)


def _collected(members: Members) -> Collected:
    each = {path: one.value for path, one in members.each.items() if one.value is not None}
    listed = []
    for member in members.listed:
        own: dict[str, Value] = dict(each)
        for path, answer in member.answers.items():
            own.pop(path, None)  # said to be unknown here, whatever holds of the others
            if answer.value is not None:
                own[path] = answer.value
        listed.append((member.name, own))
    others_count = None if members.total is None else members.total - len(listed)
    # What is said of each, where nobody is named, is said of somebody.
    exist: Truth = True if each and not listed else None
    if others_count is not None:
        exist = others_count > 0
    return Collected(tuple(listed), each, exist, others_count)
