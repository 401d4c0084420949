"""What each answer is and could be, where ways to another outcome are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from fruitful.explain.explanation import Address
from fruitful.explain.meaning import meaning
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition, Quantified, Test, leaves
from fruitful.language.reads import Reads, reads_of
from fruitful.language.regions import part_between, regions
from fruitful.language.value import Span, Value
from fruitful.language.vocabulary import Fact
from fruitful.profile.facts import NOT_GIVEN, Collected, Values, View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules


class Ground:
    """The answers that conditions read, as they are and as they could be."""

    def __init__(
        self,
        ruleset: Ruleset,
        view: View,
        conditions: Iterable[Condition] = (),
        *,
        only_open: bool = False,
    ) -> None:
        self.ruleset, self.view, self.only_open = ruleset, view, only_open
        self.concluding = concluding_rules(ruleset.rules)
        self._reads = self._read(conditions)
        self._options: dict[Address, tuple[Value, ...]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._order = {path: at for at, path in enumerate(ruleset.vocabulary.facts)}

    def _read(self, conditions: Iterable[Condition]) -> Reads:
        """What the conditions read, and those of the rules that they rest on."""
        reached = dict.fromkeys(conditions)
        waiting = list(reached)
        while waiting:
            for leaf in leaves(waiting.pop()):
                inner = meaning(leaf, self.ruleset.rules, self.concluding)
                if inner is not None and inner not in reached:
                    reached[inner] = None
                    waiting.append(inner)
        return reads_of(reached)

    def collected(self, collection: str) -> Collected:
        return self.view.collections.get(collection, NOT_GIVEN)

    def seen_of(self, address: Address) -> Values:
        """What is known of those whom an answer is about."""
        if address.member == "":
            return self.view.values
        collected = self.collected(self.ruleset.vocabulary.facts[address.path].collection)
        if not address.member:
            return collected.others
        return collected.listed[self._place(address)][1]

    def _place(self, address: Address) -> int:
        """Where a listed member stands in its collection."""
        collection = self.ruleset.vocabulary.facts[address.path].collection
        if collection not in self._places:
            listed = self.collected(collection).listed
            # Of members of one name the last is meant, as in all that is kept by name.
            self._places[collection] = {name: at for at, (name, _) in enumerate(listed)}
        return self._places[collection][address.member or ""]

    def now(self, address: Address) -> Value | None:
        """The answer as it is."""
        if address.member == "":
            return self.view.values.get(address.path)
        return self.seen_of(address).get(self.ruleset.vocabulary.facts[address.path].item)

    def options(self, address: Address) -> tuple[Value, ...]:
        """What the answer could become: one value of each kind that the conditions tell apart.

        Nothing where it stays as it is.
        """
        if address not in self._options:
            self._options[address] = tuple(self._find_options(address))
        return self._options[address]

    def _find_options(self, address: Address) -> Iterable[Value]:
        fact = self.ruleset.vocabulary.facts[address.path]
        now = self.now(address)
        collection = fact.path.removesuffix(".count")
        if collection in self.ruleset.vocabulary.collections:
            return self._numbers(fact, collection, now)
        tests = self._reads.tests.get(fact.path, ())
        inexact = isinstance(now, Span) and now.first != now.last
        if self.only_open and ((now is not None and not inexact) or not self._makes_sense(fact)):
            return ()
        if fact.kind == "set":
            return _sets(fact, tests)
        found = regions(fact, tests, self.view.on)
        if self.only_open and isinstance(now, Span):
            parts = (part_between(region, now.first, now.last) for region in found)
            return (part.value for part in parts if part is not None)
        return (region.value for region in found)

    def _makes_sense(self, fact: Fact) -> bool:
        relevant = self.ruleset.relevance.get(fact.path)
        return relevant is None or truth(relevant, self.view) is not False

    def _numbers(self, fact: Fact, collection: str, now: Value | None) -> Iterable[Value]:
        """How many members there could be. Those that are listed stay listed, and a whole list
        stays whole."""
        collected = self.collected(collection)
        if collected.others_exist is False or (self.only_open and now is not None):
            return ()
        tests = [*self._reads.tests.get(fact.path, ())]
        listed = len(collected.listed)
        for quantified in self._reads.quantified.get(collection, ()):
            tests += _number_tests(quantified, listed)
        least = listed + (now is not None or collected.others_exist is True)
        return (region.value for region in regions(fact, tests, self.view.on, least))

    def needs_no_answer(
        self, address: Address, allowed: frozenset[Value], *, some_exist: bool
    ) -> bool:
        """Whether a number of members that is not told need not be: any that it could be will do.

        ``some_exist`` where it is certain, even of a collection that is not listed at all.
        """
        collection = address.path.removesuffix(".count")
        if collection not in self.ruleset.vocabulary.collections or self.now(address) is not None:
            return False
        never_none = some_exist and not self.collected(collection).listed
        return all(one in allowed for one in self.options(address) if one or not never_none)

    def order(self, address: Address) -> tuple[int, int]:
        """For sorting: as facts are declared, of members as they are listed, the others last."""
        at = -1
        if address.member != "":
            listed = self.collected(self.ruleset.vocabulary.facts[address.path].collection).listed
            at = len(listed) if address.member is None else self._place(address)
        return self._order[address.path], at


def _number_tests(quantified: Quantified, listed: int) -> Iterator[Test]:
    """Where the number of members makes a difference to a quantifier."""
    path = f"{quantified.collection}.count"
    yield Test(path, "more_than", listed)
    if quantified.quantifier == "count":
        for among in range(listed + 1):
            for bound in (quantified.bound, quantified.bound + 1):
                yield Test(path, "at_least", max(listed, listed + bound - among))


def _sets(fact: Fact, tests: Iterable[Test]) -> Iterator[frozenset[str]]:
    """Sets of choices; choices that no test tells apart are taken in their order."""
    asked = [test.operand for test in tests if isinstance(test.operand, tuple)]
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in fact.choices:
        groups.setdefault(tuple(choice in some for some in asked), []).append(choice)
    for sizes in product(*(range(len(group) + 1) for group in groups.values())):
        taken = zip(groups.values(), sizes, strict=True)
        yield frozenset(choice for group, size in taken for choice in group[:size])
