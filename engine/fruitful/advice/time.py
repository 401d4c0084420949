"""What time has done: answers that have grown old, and dates that have passed.

The day is an argument; no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fruitful.advice.topics import topics
from fruitful.language.value import Span, Unreadable, later, read_value
from fruitful.language.vocabulary import STAGE
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.ruleset import Ruleset


class Old(NamedTuple):
    """The answers about one topic that were true longer ago than answers hold."""

    topic: str
    """The id of a theme; "" for answers that no rule reads."""
    answers: int
    oldest: date


class Ended(NamedTuple):
    """Something that has ended, such as the funding."""

    path: str
    what: str
    """What it is called: "Its funding"."""
    on: Span


def old_answers(profile: Profile, ruleset: Ruleset, on: date) -> tuple[Old, ...]:
    """Answers whose own day, or else the profile's, is longer ago than the pack lets them hold.

    By topic, in the order of the themes; those of no theme come last.
    """
    found: dict[str, list[date]] = {}
    about = topics(ruleset)
    for path, day in _days(profile, ruleset, on):
        found.setdefault(about.get(path, ""), []).append(day)
    order = [topic for topic in (*ruleset.themes, "") if topic in found]
    return tuple(Old(topic, len(found[topic]), min(found[topic])) for topic in order)


def oldest_answer(profile: Profile, ruleset: Ruleset, on: date) -> date | None:
    """The day of the oldest answer that is old; None where none is."""
    return min((day for _, day in _days(profile, ruleset, on)), default=None)


def _days(profile: Profile, ruleset: Ruleset, on: date) -> Iterator[tuple[str, date]]:
    """The old answers: the path of what was asked, and the day on which it was true."""
    if ruleset.asking.old_after is None:
        return
    bound = later(on, ruleset.asking.old_after, -1)
    for path, answer in _answers(profile):
        day = _own_day(answer) or profile.assessed_on
        if answer.value is not None and day is not None and day < bound:
            yield path, day


def _answers(profile: Profile) -> Iterator[tuple[str, Answer]]:
    yield from profile.answers.items()
    for name, members in profile.members.items():
        if members.counted is not None:
            yield f"{name}.count", members.counted
        for answers in (members.each, *(one.answers for one in members.listed)):
            yield from ((f"{name}.{item}", answer) for item, answer in answers.items())


def _own_day(answer: Answer) -> date | None:
    """The day that stands with an answer, where it can be read as one."""
    if not answer.on:
        return None
    try:
        span = read_value("date", {}, answer.on)
    except Unreadable:
        return None
    return span.last if isinstance(span, Span) else None


def ended(profile: Profile, ruleset: Ruleset, on: date) -> tuple[Ended, ...]:
    """What has ended by the day, though the partnership itself is not said to have."""
    stage = profile.answers.get(STAGE)
    if stage is not None and ruleset.stages and stage.value == list(ruleset.stages)[-1]:
        return ()
    return tuple(
        Ended(path, what, answer.value)
        for path, what in ruleset.asking.ended.items()
        if (answer := profile.answers.get(path)) is not None
        and isinstance(answer.value, Span)
        and answer.value.last < on
    )
