"""What the schemas of rules are made from: a ruleset, and the prefixes of its local packs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fruitful.language.vocabulary import Fact
from fruitful.ruleset import Ruleset
from fruitful.schema.parts import TEXT, Schema, any_of, labelled, one_or_more


class Stack(NamedTuple):
    """A ruleset, and what the names of local packs begin with.

    A name that begins so is accepted although no pack declares it yet, so that an author can
    write a fact and a rule that reads it without making the schemas anew in between.
    """

    ruleset: Ruleset
    prefixes: tuple[str, ...]
    of_each: Ruleset | None = None
    """Of a portfolio's rules: those about each partnership."""

    @property
    def own(self) -> str:
        """A pattern of what local facts and settings begin with; "" without local packs."""
        return _either(f"{one.lower()}_" for one in self.prefixes)

    def rules(self) -> Schema:
        """The id of a rule."""
        known = labelled({rule.id: rule.title for rule in self.ruleset.rules.values()})
        return any_of(known, *self._local(_either(self.prefixes)))

    def facts(self, *kinds: str, concluded: bool = False) -> Schema:
        """The path of a fact of one of these kinds."""

        def fits(fact: Fact) -> bool:
            return fact.concluded if concluded else not kinds or fact.kind in kinds

        facts = self.ruleset.vocabulary.facts.values()
        known = {fact.path: fact.ask for fact in facts if fits(fact)}
        return any_of(labelled(known), *self._local(rf"({self.own}|[a-z0-9_]+\.{self.own})"))

    def settings(self) -> Schema:
        """The name of a setting."""
        known = labelled({one.name: one.title for one in self.ruleset.settings.values()})
        return any_of(known, *self._local(self.own))

    def _local(self, pattern: str) -> list[Schema]:
        return [{"type": "string", "pattern": f"^{pattern}"}] if self.prefixes else []

    def cites(self, other: str) -> Schema:
        """Sources: places of the paper's index, or texts of another pattern."""
        index = {cite: one.about for cite, one in self.ruleset.index.items()}
        if not index:
            return one_or_more(TEXT)
        return one_or_more(any_of(labelled(index), {"type": "string", "pattern": other}))


def asked_facts(ruleset: Ruleset) -> list[Fact]:
    """The facts that somebody is asked for."""
    facts = ruleset.vocabulary.facts.values()
    return [fact for fact in facts if not (fact.concluded or fact.taken_from)]


def _either(words: Iterable[str]) -> str:
    listed = "|".join(words)
    return f"({listed})" if listed else ""
