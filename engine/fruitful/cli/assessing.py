"""Assessing each of many partnerships, for a screening.

An item is a path, or partnerships that have been read already, or the rows of a register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import click

from fruitful.cli.options import Rules as Packs
from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import read_bytes, report
from fruitful.cli.workers import SOME, each_of
from fruitful.diagnostic import Diagnostic, Place, Refused, gathered
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Screened

if TYPE_CHECKING:
    from fruitful.register.unread import Reader, UnreadRow

Item: TypeAlias = "str | Entry | UnreadRow"
MANY = 256
"""Items a task where they are assessed in bulk, which takes a tenth of the time."""


class Work(NamedTuple):
    """How items are assessed."""

    packs: LocalPacks
    engine_name: str
    on: date
    whole: bool
    """Whether all that there is to say is kept of each."""
    answered: frozenset[str] | None
    """The facts that rows of registers answer; None where there are no rows."""

    @property
    def in_bulk(self) -> bool:
        """Whether what comes of the same answers is worked out once, as the reference does it."""
        return not (self.whole or self.answered is None) and self.engine_name == REFERENCE

    def ready(self) -> Assess:
        """A function that reads items and assesses them."""
        return _assessing(rules_of(Packs(self.packs, self.engine_name), self.on), self)


Assess = Callable[[Item], Screened | Failed]


def rules_of(packs: Packs, day: date) -> Rules:
    """What a screening judges by. Raises Refused and ImportError."""
    each, engine = packs.on(day)
    portfolio = packs.portfolio(day)
    own = prepare(portfolio, packs.engine_name) if portfolio else None
    return Rules(each, portfolio, engine, own, packs.engine_name, day)


def entry_of(item: Item, vocabulary: Vocabulary, reader: Reader | None = None) -> Entry:
    """A partnership, read from its file, or by a reader of rows, where that has not been done."""
    if isinstance(item, Entry):
        return item
    if not isinstance(item, str):
        assert reader is not None
        return reader.entry(item)
    try:
        profile = profile_from(read_bytes(item), item, vocabulary)
    except Refused as refused:
        return Entry(Place(item), None, refused.diagnostics)
    return Entry(Place(item), profile)


def assess_all(
    items: Sequence[Item], rules: Rules, packs: LocalPacks, jobs: int, *, whole: bool
) -> Iterator[list[Screened | Failed]]:
    """What is to be said of each, some at a time; all of it, or what lists name of it."""
    work = Work(packs, rules.engine_name, rules.on, whole, _answered(items))
    yield from each_of(items, _assessing(rules, work), work, jobs, MANY if work.in_bulk else SOME)


def tell_unread(failed: Sequence[Failed], faults: Iterable[Sequence[Diagnostic]]) -> None:
    """Tell what could not be read, and end the run with 2 where there is anything."""
    told = [one for each in failed for one in each.diagnostics]
    told += [one for each in faults for one in each]
    report(gathered(told))
    if told or failed:
        raise click.exceptions.Exit(2)


def _answered(items: Sequence[Item]) -> frozenset[str] | None:
    rows = [one for one in items if not isinstance(one, (str, Entry))]
    if not rows:
        return None
    from fruitful.register.unread import answered_in

    return answered_in(rows)


def _assessing(rules: Rules, work: Work) -> Assess:
    """A function that reads items and assesses them."""
    vocabulary = rules.each.vocabulary
    if work.answered is None:
        return lambda item: assess(entry_of(item, vocabulary), rules, whole=work.whole)
    from fruitful.portfolio.bulk import Bulk
    from fruitful.register.unread import Reader

    reader = Reader(vocabulary)
    if not work.in_bulk:
        return lambda item: assess(entry_of(item, vocabulary, reader), rules, whole=work.whole)
    bulk = Bulk(rules, work.answered or ())
    return lambda item: bulk.assess(entry_of(item, vocabulary, reader))
