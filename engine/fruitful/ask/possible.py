"""The possible answers to a question: each choice, or one for every range that counts the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.language.condition import Test
from fruitful.language.reads import Reads
from fruitful.language.regions import Region, part_between, regions
from fruitful.language.value import Span, Value, say
from fruitful.language.vocabulary import Fact


class Possible(NamedTuple):
    """A possible answer, which stands for all that the conditions cannot tell from it."""

    value: Value
    words: str
    """The range that it stands for, as a reader would say it."""


def possible_answers(
    fact: Fact, reads: Reads, on: date, known: Span | None = None, least: int | None = None
) -> tuple[Possible, ...]:
    """The answers to try.

    ``known`` is how far a date is known; ``least``, of how many members there are, how many there
    are at least.

    >>> from fruitful.language.reads import reads_of
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> facts = load_ruleset([paper_pack()], date(2026, 11, 1)).vocabulary.facts
    >>> reads = reads_of([Test("partners.count", "at_least", 20)])
    >>> [one.words for one in possible_answers(facts["partners.count"], reads, date.today())]
    ['0 to 19', '20 or more']
    """
    tests = [*reads.tests.get(fact.path, ()), *_tests_of_number(fact, reads, least)]
    if fact.kind == "set":
        return tuple(_sets(fact, tests))
    if fact.kind != "date":
        found = regions(fact, tests, on, least or 0)
        return tuple(Possible(one.value, _words(fact, one, least or 0)) for one in found)
    first, last = known or (date.min, date.max)
    days = (part_between(one, first, last) if known else one for one in regions(fact, tests, on))
    return tuple(Possible(one.value, _period(one)) for one in days if one is not None)


def _tests_of_number(fact: Fact, reads: Reads, least: int | None) -> Iterator[Test]:
    """What else tells one number of members from another: whether there are any, or any more."""
    if least is not None:
        yield Test(fact.path, "at_most", least)
        for leaf in reads.quantified.get(fact.path.removesuffix(".count"), ()):
            if leaf.operator:
                yield Test(fact.path, leaf.operator, leaf.bound)


def _sets(fact: Fact, tests: Sequence[Test]) -> Iterator[Possible]:
    """None, each by itself, all; and where their number is tested, as many as make a difference."""
    names = tuple(fact.choices)
    yield Possible(frozenset(), "none of them")
    for name in names:
        yield Possible(frozenset((name,)), f"{say('choice', name)} alone")
    bounds = {test.operand for test in tests if isinstance(test.operand, int)}
    for size in range(2, len(names)):
        if bounds & {size - 1, size, size + 1}:
            yield Possible(frozenset(names[:size]), f"{size} of them")
    yield Possible(frozenset(names), "all of them")


def _words(fact: Fact, region: Region, least: int) -> str:
    if fact.choices:
        return say(fact.kind, region.value)
    low, high = (
        say(fact.kind, bound.value, unit=fact.unit) if bound else ""
        for bound in (region.least, region.most)
    )
    if low and low == high:
        return low
    if fact.kind == "count":
        low = low or f"{least:,}"
        return f"{low} or more" if not high else low if low == high else f"{low} to {high}"
    if region.least:
        low = f"{low} or more" if region.least.included else f"more than {low}"
    if region.most:
        high = f"at most {high}" if region.most.included else f"less than {high}"
    return " and ".join(filter(None, (low, high))) or "any"


def _period(region: Region) -> str:
    first, last = (bound and say("date", bound.value) for bound in (region.least, region.most))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"up to {last}" if last else f"{first} or later" if first else "any"
