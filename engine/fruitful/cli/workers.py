"""Assessing many partnerships, in this process or in several, with the same results.

An item is a path, or partnerships that have been read already; a worker gets some at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date

from fruitful.cli.options import Rules as Packs
from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import failure, read_bytes
from fruitful.diagnostic import Place, Refused
from fruitful.evaluation import profile_from
from fruitful.firing.engines import prepare
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Screened

Item = str | Entry
SOME = 64
"""Items a task: few enough that an interruption waits but a moment, and workers end together."""

_rules: Rules | None = None
"""A worker's rules; a process that was forked has its parent's."""


def rules_of(packs: Packs, day: date) -> Rules:
    """What a screening judges by. Raises Refused and ImportError."""
    each, engine = packs.on(day)
    portfolio = packs.portfolio(day)
    own = prepare(portfolio, packs.engine_name) if portfolio else None
    return Rules(each, portfolio, engine, own, packs.engine_name, day)


def entry_of(item: Item, vocabulary: Vocabulary) -> Entry:
    """A partnership, read from its file where that has not been done."""
    if isinstance(item, Entry):
        return item
    try:
        profile = profile_from(read_bytes(item), item, vocabulary)
    except Refused as refused:
        return Entry(Place(item), None, refused.diagnostics)
    return Entry(Place(item), profile)


def assess_all(
    items: Sequence[Item], rules: Rules, packs: LocalPacks, jobs: int
) -> Iterator[list[Screened | Failed]]:
    """What is to be said of each, some at a time."""
    batches = [items[at : at + SOME] for at in range(0, len(items), SOME)]
    if jobs > 1:
        size = max(1, min(SOME, -(-len(items) // jobs)))
        batches = [items[at : at + size] for at in range(0, len(items), size)]
    if jobs == 1 or len(batches) < 2:
        for batch in batches:
            yield [assess(entry_of(item, rules.each.vocabulary), rules) for item in batch]
        return
    global _rules
    _rules = rules
    begin = (packs, rules.engine_name, rules.on)
    pool = ProcessPoolExecutor(min(jobs, len(batches)), initializer=_begin, initargs=begin)
    try:
        with _uninterrupted():
            results = pool.map(_assess, batches)
        yield from results
    except BrokenProcessPool:
        raise failure("a worker was ended from outside; try again with `--jobs 1`") from None
    finally:
        pool.shutdown(cancel_futures=True)
        _rules = None


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


def _begin(packs: LocalPacks, engine_name: str, day: date) -> None:
    """In a worker: the rules, no word about an interruption, and an end with its parent's."""
    global _rules
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_parent, daemon=True).start()
    if _rules is None:
        _rules = rules_of(Packs(packs, engine_name), day)


def _assess(batch: Sequence[Item]) -> list[Screened | Failed]:
    assert _rules is not None
    return [assess(entry_of(item, _rules.each.vocabulary), _rules) for item in batch]
