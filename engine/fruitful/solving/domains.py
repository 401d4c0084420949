"""What every answer could be instead: where completions and changes are looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.language.condition import Quantified, Test
from fruitful.language.operators import OPERATORS
from fruitful.language.order import dates_before
from fruitful.language.reads import Reads
from fruitful.language.regions import LAST_DAY, Region, part_between, regions
from fruitful.language.truth import Truth
from fruitful.language.value import Span, Value
from fruitful.language.vocabulary import STAGE, Fact, Vocabulary
from fruitful.profile.facts import NOT_GIVEN, Collected, Facts, Values
from fruitful.solving.membership import (
    Size,
    sizes_of_changes,
    sizes_of_completions,
    sizes_of_profiles,
    told_apart,
)

FIXED, PAST, FORM = "fixed", "past", "form"
"""Why an answer is kept: its mark in the vocabulary; a date that has passed; another answer would
be another form of the partnership. The stage is kept under its own name."""


class Domain(NamedTuple):
    """One answer, and what it could be."""

    fact: Fact
    member: str | None
    """Whom it is about: a member by name, None for those who are not listed, "" for the
    partnership."""
    before: Value | None
    may_stay: bool
    """Whether it may stay as it is."""
    others: tuple[Region, ...]
    """What else it could be; of a set nothing."""
    choices: tuple[str, ...]
    """Of a set: what it may hold instead or not, each by itself."""
    kept: str = ""
    """Why it cannot be changed; ``""`` where it can."""


Scope = Mapping[str, Domain]
"""The answers about one subject, by the paths that conditions use for them."""


class Group(NamedTuple):
    """A collection: its members one by one, all others together, and how many there could be."""

    members: tuple[Scope, ...]
    others: Scope
    sizes: tuple[Size, ...]
    """How many members there could be; the first is how it is, where it may stay so."""


class Domains(NamedTuple):
    """Everything that could be different about one partnership."""

    facts: Facts
    own: Scope
    groups: Mapping[str, Group]
    untold: frozenset[Quantified]
    """Tests of more unlisted members than are told apart."""


def changes(vocabulary: Vocabulary, facts: Facts, reads: Reads) -> Domains:
    """Every answer that is read may become another one; what is not known may stay so.

    How many members a collection has stays as it is, where that is known.
    """

    def group(name: str, collected: Collected) -> Group:
        members = tuple(scope(name, own, who) for who, own in collected.listed)
        exist = collected.others_exist is not False
        others = scope(name, collected.others, None) if exist else {}
        count = vocabulary.facts[f"{name}.count"]
        tests, quantified = reads.tests.get(count.path, ()), reads.quantified.get(name, ())
        return Group(members, others, sizes_of_changes(count, collected, tests, quantified))

    scope = _scopes(vocabulary, reads, facts.on, _change)
    groups = {
        name: group(name, facts.collections.get(name, NOT_GIVEN)) for name in vocabulary.collections
    }
    return Domains(facts, scope("", facts.values, ""), groups, frozenset())


def completions(vocabulary: Vocabulary, facts: Facts, reads: Reads) -> Domains:
    """Every unknown answer that is read takes some value; what is known stays.

    Members who are not listed are told apart as far as any condition can tell them, within
    ``MOST_TOLD_APART``.
    """

    def group(name: str, collected: Collected) -> Group:
        apart = told_apart(reads.quantified.get(name, ()), collected.others)
        untold.update(apart.untold)
        count = vocabulary.facts[f"{name}.count"]
        tests = reads.tests.get(count.path, ())
        sizes = sizes_of_completions(count, collected, tests, apart.members)
        unlisted = [(None, collected.others)] * max(size.present for size in sizes)
        members = tuple(scope(name, own, who) for who, own in (*collected.listed, *unlisted))
        return Group(members, {}, sizes)

    untold = set[Quantified]()
    scope = _scopes(vocabulary, reads, facts.on, _complete)
    groups = {
        name: group(name, facts.collections.get(name, NOT_GIVEN)) for name in vocabulary.collections
    }
    return Domains(facts, scope("", facts.values, ""), groups, frozenset(untold))


def every_profile(vocabulary: Vocabulary, reads: Reads, on: date) -> Domains:
    """Whatever a profile may say, and leave unsaid: every answer that is read takes some value or
    is not known, and so do those about members.

    Members are told apart as far as any condition can tell them, within ``MOST_TOLD_APART``.
    A date is one day, or not known.
    """

    def group(name: str) -> Group:
        quantified = reads.quantified.get(name, ())
        apart = told_apart(quantified, {})
        untold.update(apart.untold)
        count = vocabulary.facts[f"{name}.count"]
        tests = reads.tests.get(count.path, ())
        # Twice: some of whom a condition is true, and some of whom it is only not known.
        number = 2 * apart.members
        members = tuple(scope(name, {}, None) for _ in range(number))
        sizes = sizes_of_profiles(count, tests, quantified, number)
        return Group(members, scope(name, {}, None), sizes)

    untold = set[Quantified]()
    scope = _scopes(vocabulary, reads, on, _change)
    groups = {name: group(name) for name in vocabulary.collections}
    return Domains(Facts({}, {}, on), scope("", {}, ""), groups, frozenset(untold))


_Make = Callable[[Fact, "str | None", "Value | None", Sequence[Test], date], Domain]


def _scopes(
    vocabulary: Vocabulary, reads: Reads, on: date, make: _Make
) -> Callable[[str, Values, str | None], Scope]:
    """What makes the scope of a subject: of a collection's member with these values, and a name."""
    sizes = {f"{name}.count" for name in vocabulary.collections}
    paths = set(reads.tests).union(*(dates_before(read, vocabulary) for read in reads.tests))
    read = [
        fact
        for path, fact in vocabulary.facts.items()
        if path in paths and path not in sizes and not fact.concluded
    ]

    def scope(collection: str, values: Values, member: str | None) -> Scope:
        return {
            fact.item: make(fact, member, values.get(fact.item), reads.tests.get(fact.path, ()), on)
            for fact in read
            if fact.collection == collection
        }

    return scope


def _change(
    fact: Fact, member: str | None, before: Value | None, tests: Sequence[Test], on: date
) -> Domain:
    """Another answer: of a date still to come, only one that is not past; a later stage."""
    others, choices = regions(fact, tests, on), _choices(fact)
    if before is None:
        return Domain(fact, member, before, True, others, choices)
    kept = _mark(fact, before)
    if isinstance(before, Span) and before.last < on:
        kept = kept or PAST
    elif isinstance(before, Span):
        others = _between(others, on, LAST_DAY)
    elif fact.path == STAGE:
        later = list(fact.choices)[list(fact.choices).index(str(before)) + 1 :]
        others = tuple(one for one in others if one.value in later)
    told = _told(before, tests, on)
    differing = tuple(one for one in others if _told(one.value, tests, on) != told)
    return Domain(fact, member, before, True, differing, choices, kept)


def _mark(fact: Fact, before: Value) -> str:
    """Why an answer is kept, by what the vocabulary says of it."""
    if fact.path == STAGE:
        return STAGE
    if fact.fixed or before in fact.fixed_once:
        return FIXED
    return FORM if fact.form else ""


def _told(value: Value, tests: Sequence[Test], on: date) -> list[Truth]:
    """What tests say of a value."""
    return [OPERATORS[test.operator].holds(value, test.operand, on) for test in tests]


def _complete(
    fact: Fact, member: str | None, before: Value | None, tests: Sequence[Test], on: date
) -> Domain:
    """A value for an unknown answer; for a date known to the month or year, one of its days."""
    if before is None:
        return Domain(fact, member, before, False, regions(fact, tests, on), _choices(fact))
    if isinstance(before, Span) and before.first != before.last:
        days = _between(regions(fact, tests, on), before.first, before.last)
        return Domain(fact, member, before, False, days, ())
    return Domain(fact, member, before, True, (), ())


def _choices(fact: Fact) -> tuple[str, ...]:
    return tuple(fact.choices) if fact.kind == "set" else ()


def _between(days: Sequence[Region], first: date, last: date) -> tuple[Region, ...]:
    parts = (part_between(region, first, last) for region in days)
    return tuple(part for part in parts if part is not None)
