"""What is answered otherwise in one profile than in another, and who has joined or left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fruitful.explain.explanation import Address
from fruitful.language.value import Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile
from fruitful.profile.answer import Answer


class Moved(NamedTuple):
    """An answer that is another than it was."""

    address: Address
    before: Value | None
    """None where it was not known."""
    after: Value | None
    """None where it is not known any more."""


class Evidence(NamedTuple):
    """Evidence that has been given for an answer."""

    address: Address
    text: str
    by: str
    on: str


class Membership(NamedTuple):
    """Who has joined or left a collection."""

    collection: str
    joined: tuple[str, ...]
    left: tuple[str, ...]


def moved(old: Profile, new: Profile, vocabulary: Vocabulary) -> tuple[Moved, ...]:
    """The answers with another value, in the order of the vocabulary.

    The answers about a member who has joined or left are not counted among them.
    """
    before, after = _values(old), _values(new)
    found = []
    for address in _in_order({**before, **after}, vocabulary):
        known = address.member is None or address.member == "" or _stayed(address, old, new)
        if known and before.get(address) != after.get(address):
            found.append(Moved(address, before.get(address), after.get(address)))
    return tuple(found)


def evidence(old: Profile, new: Profile, vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """The evidence that was not given before, or reads otherwise."""
    before, after = dict(_answers(old)), dict(_answers(new))
    found = []
    for address in _in_order(after, vocabulary):
        answer = after[address]
        earlier = before.get(address)
        if answer.evidence and (earlier is None or earlier.evidence != answer.evidence):
            found.append(Evidence(address, answer.evidence, answer.by, answer.on))
    return tuple(found)


def membership(old: Profile, new: Profile) -> tuple[Membership, ...]:
    """Who has joined or left each collection, by name."""
    found = []
    for collection in {**old.members, **new.members}:
        before, after = _names(old, collection), _names(new, collection)
        joined = tuple(name for name in after if name not in before)
        left = tuple(name for name in before if name not in after)
        if joined or left:
            found.append(Membership(collection, joined, left))
    return tuple(found)


def _names(profile: Profile, collection: str) -> list[str]:
    members = profile.members.get(collection)
    return [member.name for member in members.listed] if members else []


def _stayed(address: Address, old: Profile, new: Profile) -> bool:
    collection = address.path.partition(".")[0]
    return all(address.member in _names(profile, collection) for profile in (old, new))


def _answers(profile: Profile) -> Iterator[tuple[Address, Answer]]:
    for path, answer in profile.answers.items():
        yield Address(path), answer
    for collection, members in profile.members.items():
        for item, answer in members.each.items():
            yield Address(f"{collection}.{item}", None), answer
        for member in members.listed:
            for item, answer in member.answers.items():
                yield Address(f"{collection}.{item}", member.name), answer


def _values(profile: Profile) -> dict[Address, Value]:
    """What is known, with how many members there are."""
    values = {
        address: answer.value for address, answer in _answers(profile) if answer.value is not None
    }
    for collection, members in profile.members.items():
        if members.total is not None:
            values[Address(f"{collection}.count")] = members.total
    return values


def _in_order(addresses: Mapping[Address, object], vocabulary: Vocabulary) -> list[Address]:
    order = {path: at for at, path in enumerate(vocabulary.facts)}
    return sorted(addresses, key=lambda address: order.get(address.path, len(order)))
