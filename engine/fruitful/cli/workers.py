"""Work on many items, shared among processes or done in this one, with the same results.

A worker gets some items at a time; what it needs to do them with, such as rules, only once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

import click

from fruitful.cli.streams import failure

SOME = 64
"""Items a task: few enough that an interruption waits but a moment, and workers end together."""
PATIENCE = 0.1
"""Seconds after which it is looked whether somebody has interrupted."""

Result = TypeVar("Result")
Does = Callable[[Any], Any]
_does: Does | None = None
"""A worker's; a process that was forked has its parent's."""


class Work(Protocol):
    """What is to be done, told in so little that it can be handed to a process."""

    def ready(self) -> Does:
        """What does it with an item, with all that it needs."""


def each_of(
    items: Sequence[object],
    does: Callable[[Any], Result],
    work: Work,
    jobs: int,
    most: int = SOME,
) -> Iterator[list[Result]]:
    """What comes of each item in its order, some at a time.

    ``does`` does it here; processes that know nothing of it make it anew from ``work``.
    """
    global _does
    size = max(1, min(most, -(-len(items) // jobs)))
    batches = [items[at : at + size] for at in range(0, len(items), size)]
    try:
        _does = does
        if jobs == 1 or len(batches) < 2:
            yield from map(_do_some, batches)
        else:
            yield from _shared(batches, work, jobs)
    finally:
        _does = None


def _shared(batches: Sequence[Sequence[object]], work: Work, jobs: int) -> Iterator[list[Any]]:
    pool = ProcessPoolExecutor(min(jobs, len(batches)), initializer=_begin, initargs=(work,))
    with _noting_interruptions() as noted:
        try:
            with _uninterrupted():
                results = [pool.submit(_do_some, batch) for batch in batches]
            for result in results:
                while not result.done() and not noted:
                    wait([result], timeout=PATIENCE)
                if noted:
                    raise KeyboardInterrupt
                yield result.result()
        except BrokenProcessPool:
            raise failure("a worker was ended from outside; try again with `--jobs 1`") from None
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _noting_interruptions() -> Iterator[list[int]]:
    """Ctrl-C is noted, for raised while a lock of the pool is waited for it would break that."""
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)


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
    """In a worker: what it needs, no word about an interruption, and an end with its parent's."""
    global _does
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_parent, daemon=True).start()
    if _does is None:
        _does = work.ready()


def _do_some(batch: Sequence[object]) -> list[Any]:
    assert _does is not None
    return [_does(item) for item in batch]


def shown(batches: Iterator[list[Result]], number: int, label: str) -> Iterator[list[Result]]:
    """The same, with a bar where somebody watches."""
    if sys.stderr is None or not sys.stderr.isatty() or number < 2:
        yield from batches
        return
    with click.progressbar(length=number, label=label, file=sys.stderr) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))
