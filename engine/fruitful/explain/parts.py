"""A condition as a tree of parts, each with its truth, and with the answer that made it so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fruitful.explain.explanation import Address, Given, MemberPart, Part
from fruitful.explain.meaning import rules_behind
from fruitful.explain.naming import deciding_members
from fruitful.firing.trace import Trace, decisive, trace
from fruitful.language.condition import Condition, Quantified, RuleState, Test
from fruitful.language.value import Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.facts import View
from fruitful.profile.gathering import Member


class Sight(NamedTuple):
    """What parts are told from: what conditions saw, and the profile with its evidence."""

    view: View
    profile: Profile
    vocabulary: Vocabulary
    concluding: Mapping[str, list[str]]
    """The rules that conclude each concluded fact."""
    named: Mapping[str, Mapping[str, Member]]
    """The members that the profile lists, by collection and name."""


def sight_of(
    view: View, profile: Profile, vocabulary: Vocabulary, concluding: Mapping[str, list[str]]
) -> Sight:
    """What parts are told from."""
    named = {
        collection: {one.name: one for one in reversed(members.listed)}
        for collection, members in profile.members.items()
    }
    return Sight(view, profile, vocabulary, concluding, named)


def part_of(condition: Condition, sight: Sight) -> Part:
    """The condition with what was found of it."""
    found = trace(condition, sight.view)
    return _part(found, {id(leaf) for leaf in decisive(found)}, sight, "", "")


def _part(
    found: Trace, deciding: set[int], sight: Sight, collection: str, member: str | None
) -> Part:
    condition = found.condition
    if isinstance(condition, Quantified):
        return _quantified(found, condition, id(found) in deciding, sight)
    if isinstance(condition, (Test, RuleState)):
        given = None
        rests_on = () if collection else rules_behind(condition, sight.concluding)
        if isinstance(condition, Test) and not rests_on:
            path = f"{collection}.{condition.path}" if collection else condition.path
            given = given_at(Address(path, member), found.value, sight)
        return Part(condition, found.truth, id(found) in deciding, given=given, rests_on=rests_on)
    parts = tuple(_part(one, deciding, sight, collection, member) for one in found.parts)
    return Part(condition, found.truth, any(one.decisive for one in parts), parts)


def _quantified(found: Trace, condition: Quantified, decisive_leaf: bool, sight: Sight) -> Part:
    collection = condition.collection
    deciding = {name for name, _ in deciding_members(found)}
    members = []
    for name, member in found.members:
        inner = _part(member, {id(leaf) for leaf in decisive(member)}, sight, collection, name)
        members.append(MemberPart(name, inner, name in deciding))
    return Part(condition, found.truth, decisive_leaf, members=tuple(members))


def given_at(address: Address, value: Value | None, sight: Sight) -> Given:
    """An answer with the evidence that the profile has for it."""
    answer, of_each = _answer(address, sight)
    if answer is None:
        return Given(address, value)
    return Given(address, value, answer.evidence, answer.by, answer.on, of_each)


def _answer(address: Address, sight: Sight) -> tuple[Answer | None, bool]:
    """The profile's own answer, and whether it is said of each member."""
    fact = sight.vocabulary.facts[address.path]
    collection = fact.collection or address.path.removesuffix(".count")
    members = sight.profile.members.get(collection)
    if address.member == "" and collection in sight.vocabulary.collections:
        return members.counted if members else None, False
    if address.member == "":
        return sight.profile.answers.get(address.path), False
    if members is None:
        return None, False
    member = sight.named[collection].get(address.member or "")
    if member is not None and fact.item in member.answers:
        return member.answers[fact.item], False
    return members.each.get(fact.item), True
