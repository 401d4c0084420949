"""The answers of a partnership as variables for a solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from fruitful.language.order import dates_before
from fruitful.language.regions import Region, first_day, last_day
from fruitful.language.value import Span
from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.solving.domains import Domain, Domains, Group, Scope
from fruitful.solving.formulas import FALSE, Formula, Script, both, either, opposite
from fruitful.solving.membership import Size


class Variable(NamedTuple):
    """One answer."""

    domain: Domain
    stays: Formula
    """It is as it was."""
    takes: tuple[tuple[Formula, Region], ...]
    """It takes a value of a region instead."""
    holds: Mapping[str, Formula]
    """Of a set that does not stay as it was: it holds this choice."""


Subject = Mapping[str, Variable]
"""The answers about one subject, by the paths that conditions use for them."""


class Collection(NamedTuple):
    """The members of a collection, all others together, and how many there are."""

    members: tuple[tuple[Formula, Subject], ...]
    """Whether each is there, and the answers about it."""
    others: Subject
    sizes: tuple[tuple[Formula, Size], ...]
    total: Variable
    """How many there are, as an answer."""


class Answers(NamedTuple):
    """All variables."""

    own: Subject
    collections: Mapping[str, Collection]

    def each(self) -> Iterator[Variable]:
        """Every one, in the order of the vocabulary; about members after those of their own."""
        yield from self.own.values()
        for one in self.collections.values():
            yield one.total
            for subject in (*(own for _, own in one.members), one.others):
                yield from subject.values()


def answers(domains: Domains, vocabulary: Vocabulary, script: Script) -> Answers:
    """A variable for every answer, with what must hold between them."""
    own = _subject(domains.own, {}, vocabulary, script)
    collections = {
        name: _collection(group, vocabulary.facts[f"{name}.count"], own, vocabulary, script)
        for name, group in domains.groups.items()
    }
    return Answers(own, collections)


def _collection(
    group: Group, count: Fact, own: Subject, vocabulary: Vocabulary, script: Script
) -> Collection:
    sizes = tuple(zip(script.one_of(len(group.sizes)), group.sizes, strict=True))
    listed = len(group.members) - max(size.present for size in group.sizes)
    members = []
    for at, scope in enumerate(group.members, 1):
        there = either(formula for formula, size in sizes if size.present >= at - listed)
        members.append((there, _subject(scope, own, vocabulary, script)))
    others = _subject(group.others, own, vocabulary, script)
    spoken_of = opposite(both(one.stays for one in others.values()))
    for formula, size in sizes:
        if size.spoken_of is not None:
            so = spoken_of if size.spoken_of else opposite(spoken_of)
            script.must(either((opposite(formula), so)))
    regions = tuple(size.region for size in group.sizes if size.region is not None)
    takes = tuple((formula, size.region) for formula, size in sizes if size.region is not None)
    stays = opposite(either(formula for formula, _ in takes))
    domain = Domain(count, "", None, True, regions, ())
    return Collection(tuple(members), others, sizes, Variable(domain, stays, takes, {}))


def _subject(scope: Scope, around: Subject, vocabulary: Vocabulary, script: Script) -> Subject:
    found = {path: _variable(domain, script) for path, domain in scope.items()}
    for variable in found.values():
        fact = variable.domain.fact
        for path in dates_before(fact.path, vocabulary):
            before = vocabulary.facts[path]
            about = found if before.collection == fact.collection else around
            _put_in_order(about[before.item], variable, script)
    return found


def _variable(domain: Domain, script: Script) -> Variable:
    if domain.choices:
        return _set(domain, script)
    names = script.one_of(len(domain.others) + domain.may_stay)
    stays = names.pop(0) if domain.may_stay else FALSE
    return Variable(domain, stays, tuple(zip(names, domain.others, strict=True)), {})


def _set(domain: Domain, script: Script) -> Variable:
    holds = {choice: script.new() for choice in domain.choices}
    stays = script.new() if domain.may_stay else FALSE
    return Variable(domain, stays, (), holds)


def _put_in_order(earlier: Variable, later: Variable, script: Script) -> None:
    """A date is not before one that it cannot precede. What the profile says already may stay."""
    for one, first, _ in _days(earlier):
        for other, _, last in _days(later):
            if last < first and (one != earlier.stays or other != later.stays):
                script.must(opposite(both((one, other))))


def _days(variable: Variable) -> Iterator[tuple[Formula, date, date]]:
    """When a date lies between which days."""
    before = variable.domain.before
    if isinstance(before, Span):
        yield variable.stays, before.first, before.last
    for formula, region in variable.takes:
        yield formula, first_day(region), last_day(region)
