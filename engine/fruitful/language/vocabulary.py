"""The declared facts: what can be asked of a partnership, of what type, on whose authority."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.diagnostic import Place
from fruitful.document import Node

YES_NO = {"yes": "yes", "no": "no"}
JUDGEMENT = {"yes": "yes", "partly": "partly", "no": "no"}
STAGE = "stage"
"""The fact that tells how far the partnership's life has gone; the engine itself reads it."""

UNKNOWN = "unknown"
"""The key of `words` for what leaves the answer open."""

NOTHING: MappingABC[str, str] = {}
RESERVED = frozenset(("all", "any", "not", "some", "every", "none", "count", "finding", "met"))
"""Words of the condition language, which no fact may bear."""


class Collection(NamedTuple):
    """Something of which there may be several: partners, objectives, indicators…"""

    name: str
    one: str
    many: str
    ask: str
    columns: tuple[str, ...] = ()
    """Names of columns of a register that list all of them."""
    columns_with_some: tuple[str, ...] = ()
    """Names of columns of a register that list some of them."""


class TakenFrom(NamedTuple):
    """Where the answer to a portfolio's fact about each partnership comes from."""

    what: str
    """``fact``, ``outcome``, ``verdict``, ``tier`` or ``number_agrees_with``."""
    name: str = ""
    """The fact or rule; "" where there is but one."""


class Fact(NamedTuple):
    """One declared fact."""

    path: str
    kind: str
    ask: str
    choices: MappingABC[str, str]
    unit: str
    cites: tuple[str, ...]
    help: str
    collection: str
    """The collection whose members it is about; "" where it is about the partnership."""
    not_before: str
    fixed: bool
    """Whether no action can change it."""
    concluded: bool
    relevant: Node | None
    pack: str
    place: Place
    basis: str = ""
    """Where the question comes from, where that is not the paper; then ``cites`` is empty."""
    columns: tuple[str, ...] = ()
    """Names of columns of a register that hold the answer; the first is the usual one."""
    words: MappingABC[str, str] = NOTHING
    """What registers write, folded, and the choice it stands for; "" is not known."""
    taken_from: TakenFrom | None = None
    """Of a portfolio's fact: nobody is asked for it."""
    fixed_once: tuple[str, ...] = ()
    """Answers that no action can take back, of a fact that is not ``fixed`` altogether."""
    form: bool = False
    """Whether another answer is another form or make-up of the partnership, and no remedy."""

    @property
    def item(self) -> str:
        """The fact's path as a member of its collection bears it."""
        return self.path[len(self.collection) + 1 :] if self.collection else self.path

    @property
    def incomplete(self) -> bool:
        """Whether its declaration has a fault that leaves open what can be answered."""
        return not self.kind or (self.kind in ("choice", "set") and not self.choices)


class Vocabulary(NamedTuple):
    """All facts and collections, in the order of their declaration."""

    facts: MappingABC[str, Fact]
    collections: MappingABC[str, Collection]
    groups: frozenset[str]
    """Every proper prefix of a fact's path."""
    columns: MappingABC[str, tuple[str, ...]]
    """Names of columns of a register that hold no answer, by the profile key they stand for."""


def question(path: str, vocabulary: Vocabulary) -> str:
    """What to ask; of a fact about members, of which."""
    fact = vocabulary.facts[path]
    if not fact.collection:
        return fact.ask
    return of_member(f"each {vocabulary.collections[fact.collection].one}", fact.ask)


def of_member(who: str, ask: str) -> str:
    """A question as it is asked about one member, or about each.

    >>> of_member("each partner", "Does it know what part it will play in the partnership?")
    'For each partner: does it know what part it will play in the partnership?'
    """
    begins_a_word = ask[1:2].islower()
    return f"For {who}: {ask[:1].lower() if begins_a_word else ask[:1]}{ask[1:]}"
