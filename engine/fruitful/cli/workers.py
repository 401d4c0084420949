"""Assessing many partnerships, in this process or in several, with the same results.

An item is a path, or partnerships that have been read already; a worker gets some at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fruitful.cli.options import Rules as Packs
from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import failure, read_bytes
from fruitful.diagnostic import Place, Refused
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Screened

if TYPE_CHECKING:
    from fruitful.register.unread import Reader, UnreadRow

Item: TypeAlias = "str | Entry | UnreadRow"
SOME, MANY = 64, 256
"""Items a task: few enough that an interruption waits but a moment, and workers end together.

Many where they are assessed in bulk, which takes a tenth of the time."""


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


Assess = Callable[[Item], Screened | Failed]
_assess: Assess | None = None
"""A worker's; a process that was forked has its parent's."""


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
    global _assess
    work = Work(packs, rules.engine_name, rules.on, whole, _answered(items))
    size = max(1, min(MANY if work.in_bulk else SOME, -(-len(items) // jobs)))
    batches = [items[at : at + size] for at in range(0, len(items), size)]
    try:
        _assess = _assessing(rules, work)
        if jobs == 1 or len(batches) < 2:
            yield from map(_assess_some, batches)
        else:
            yield from _shared(batches, work, jobs)
    finally:
        _assess = None


def _answered(items: Sequence[Item]) -> frozenset[str] | None:
    rows = [one for one in items if not isinstance(one, (str, Entry))]
    if not rows:
        return None
    from fruitful.register.unread import answered_in

    return answered_in(rows)


def _shared(
    batches: Sequence[Sequence[Item]], work: Work, jobs: int
) -> Iterator[list[Screened | Failed]]:
    pool = ProcessPoolExecutor(min(jobs, len(batches)), initializer=_begin, initargs=(work,))
    try:
        with _uninterrupted():
            results = pool.map(_assess_some, batches)
        yield from results
    except BrokenProcessPool:
        raise failure("a worker was ended from outside; try again with `--jobs 1`") from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back while processes begin; they inherit that, and never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(work: Work) -> None:
    """In a worker: the rules, no word about an interruption, and an end with its parent's."""
    global _assess
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_parent, daemon=True).start()
    if _assess is None:
        _assess = _assessing(rules_of(Packs(work.packs, work.engine_name), work.on), work)


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


def _assess_some(batch: Sequence[Item]) -> list[Screened | Failed]:
    assert _assess is not None
    return [_assess(item) for item in batch]
