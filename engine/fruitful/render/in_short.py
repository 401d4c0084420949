"""What is said of a screening as a whole, alike in every form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.portfolio.concerns import in_order
from fruitful.portfolio.screening import Screened, Screening
from fruitful.ruleset.verdict import Verdict

NOBODY = "No partnership could be assessed"
"""What is said where there is none to speak of."""


def provisional(verdict: Verdict, settled: bool) -> str:
    """ " (provisional)" behind a verdict that could yet become another.

    "" behind one that says so itself.
    """
    return "" if settled or verdict.cannot_say else " (provisional)"


def need_attention(screening: Screening) -> str:
    """How many partnerships need attention, of how many."""
    concerns, number = len(screening.concerns), len(screening.partnerships)
    if not number:
        return NOBODY
    if not concerns:
        return "No partnership needs attention, on what is known"
    what = "partnership needs" if number == 1 else "partnerships need"
    if concerns == 1 < number:
        what = "partnerships needs"
    return f"{concerns:,} of {number:,} {what} attention"


def the_others(screening: Screening) -> Iterator[str]:
    """What there is to say of the partnerships that are not known to need attention."""
    others = [one for rank, one in in_order(screening) if rank is None]
    unknown = [one for one in others if one.brief.verdict.cannot_say]
    too_little = len(unknown)
    if unknown:
        more = "" if not screening.concerns else " other" if too_little == 1 else " others"
        whom = "it" if too_little == 1 else "them"
        yield (
            f"{too_little:,}{more} cannot be judged yet: too little is known of {whom}, which does "
            "not mean that all is well."
        )
        yield from _first_of(unknown, screening)
    if judged := len(others) - too_little:
        rest = "The other " if judged < len(screening.partnerships) else ""
        have = f"{judged:,} have" if judged > 1 else f"{'' if rest else '1 '}has"
        yield f"{rest}{have} nothing critical or high to put right in what is known."


def _first_of(unknown: Sequence[Screened], screening: Screening) -> Iterator[str]:
    """Which of those of which too little is known to assess first."""
    first = next(iter(screening.ruleset.tiers.values()), None)
    number = sum(one.tiered.tier == first for one in unknown)
    if first is not None and 0 < number < len(unknown):
        those = "one" if number == 1 else f"{number:,} of them"
        yield f"Begin with the {those} in the tier “{first.title}”."


def unread(screening: Screening) -> Iterator[str]:
    """How much could not be read, which is never left out in silence."""
    failed = len(screening.failed)
    faulty = sum(bool(one.faults) for one in screening.partnerships)
    if failed:
        yield f"{failed:,} {'input' if failed == 1 else 'inputs'} could not be read at all."
    if faulty:
        whose = "one partnership's entry" if faulty == 1 else f"{faulty:,} partnerships' entries"
        yield f"Part of {whose} could not be read. It is treated as not known."
