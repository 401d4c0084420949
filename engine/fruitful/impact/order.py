"""Which of the things in a list stand elsewhere in another list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def moved(before: Sequence[str], after: Sequence[str], surely: Collection[str] = ()) -> list[str]:
    """As few as can be of those in both lists, such that the rest stand in the same order.

    Those that have ``surely`` moved are not among them, and the rest need not stand by them.

    >>> moved(["a", "b", "c", "d"], ["d", "a", "b", "c"])
    ['d']
    >>> moved(["a", "b", "c"], ["new", "b", "a", "c"], surely=["b"])
    []
    """
    places = {one: at for at, one in enumerate(before)}
    both = [one for one in after if one in places and one not in surely]
    longest: list[list[str]] = []  # of the runs in the old order that end here, the longest
    for one in both:
        longest.append([*_longest(run for run in longest if places[run[-1]] < places[one]), one])
    stay = _longest(longest)
    return [one for one in both if one not in stay]


def _longest(runs: Iterable[list[str]]) -> list[str]:
    return max(runs, key=len, default=[])
