"""What time has done, in words: answers that have grown old, and dates that have passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fruitful.advice.advice import Advice
from fruitful.advice.time import Ended, Old
from fruitful.language.dates import how_long, period_in_words
from fruitful.language.value import Duration, say
from fruitful.render.layout import in_words
from fruitful.ruleset import Ruleset

if TYPE_CHECKING:
    from fruitful.portfolio.screening import Screening


def time_in_short(advice: Advice, ruleset: Ruleset) -> Iterator[str]:
    """That answers are old, and what has ended: a sentence each."""
    if advice.old and ruleset.asking.old_after is not None:
        number = sum(one.answers for one in advice.old)
        oldest = min(one.oldest for one in advice.old)
        answers = "1 answer is" if number == 1 else f"{number} answers are"
        yield (
            f"{answers} more than {_term(ruleset.asking.old_after)} old, the oldest "
            f"{how_long(oldest, advice.on)}: check whether they still hold."
        )
    yield from (f"{ended_in_words(one, advice.on)}." for one in advice.ended)


def _term(duration: Duration) -> str:
    """A length of time: "a year"."""
    years, months = divmod(duration.months, 12)
    if duration.days or months or not years:
        return say("duration", duration)
    return "a year" if years == 1 else f"{years} years"


def ended_in_words(one: Ended, on: date) -> str:
    """Since when something has ended: "Its funding ended on 31 March 2026, 7 months before"."""
    exact = one.on.first == one.on.last
    when = period_in_words(say("date", one.on))
    return f"{one.what} ended {'on' if exact else 'in'} {when}, {how_long(one.on.last, on)} before"


def old_in_words(one: Old, on: date, ruleset: Ruleset) -> str:
    """How old the answers about a topic are."""
    topic = ruleset.themes.get(one.topic, "Other answers")
    answers = "1 answer" if one.answers == 1 else f"{one.answers} answers, the oldest"
    return f"{topic}: {answers} {how_long(one.oldest, on)} old, of {in_words(one.oldest)}"


def screening_in_short(screening: Screening) -> Iterator[str]:
    """The same of a screening: how many partnerships have old answers, and whose have ended."""
    old = [one for one in screening.partnerships if one.oldest is not None]
    term = screening.ruleset.asking.old_after
    if old and term is not None:
        first = min(old, key=lambda one: (one.oldest or date.max, one.name))
        assert first.oldest is not None
        whose = "1 partnership has" if len(old) == 1 else f"{len(old):,} partnerships have"
        yield (
            f"{whose} answers that are more than {_term(term)} old. The oldest are "
            f"those of {first.name}: {how_long(first.oldest, screening.on)}."
        )


def has_ended(screening: Screening) -> Sequence[tuple[str, str]]:
    """The partnerships of which something has ended, the longest ago first, and what."""
    found = [(each.on.last, one.name, each) for one in screening.partnerships for each in one.ended]
    found.sort(key=lambda entry: entry[:2])
    return [(name, ended_in_words(each, screening.on)) for _, name, each in found]
