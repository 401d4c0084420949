"""In what a column counts, and what that is in the unit of the question that it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from fruitful.language.vocabulary import Fact
from fruitful.register.words import Words, known_words, words_of

SETTINGS = ("hours_a_day", "days_a_week", "weeks_a_year")
"""The settings by which time is converted; where a pack has none, such columns are not read."""
_TIMES_A_YEAR = {"year": Decimal(1), "half_year": Decimal(2), "quarter": Decimal(4),
                 "month": Decimal(12)}  # fmt: skip


class Unit(NamedTuple):
    """What a heading says of what its column counts in; "" and 0 where it says nothing."""

    pounds: int = 0
    """In how many pounds."""
    time: str = ""
    people: bool = False
    period: str = ""

    @property
    def is_said(self) -> bool:
        return self != Unit()

    def or_else(self, other: Unit) -> Unit:
        """This unit, with what it does not say as the other says it."""
        return Unit(
            self.pounds or other.pounds,
            self.time or other.time,
            self.people or other.people,
            self.period or other.period,
        )


class Converted(NamedTuple):
    """How the numbers of a column become those that a question asks for."""

    pounds: int = 1
    """Pounds in which amounts count that do not say themselves in what."""
    times: Decimal = Decimal(1)
    assumed: tuple[str, ...] = ()
    """The settings that the conversion rests on."""


Settings = Mapping[str, Decimal]


def unit_from(phrases: list[tuple[str, str]]) -> Unit | None:
    """The unit that phrases say together; None where two of them contradict one another."""
    found: dict[str, str] = {}
    for sort, meant in phrases:
        if sort != "remark" and found.setdefault(sort, meant) != meant:
            if sort == "money" and "1" in (found[sort], meant):  # `£ (000)`
                found[sort] = max(found[sort], meant, key=len)
                continue
            return None
    return Unit(
        int(found.get("money", 0)), found.get("time", ""), "people" in found,
        found.get("period", ""),
    )  # fmt: skip


def convert(unit: Unit, fact: Fact, settings: Settings) -> Converted | None:
    """How a column in this unit answers a question; None where it cannot."""
    if not unit.is_said:
        return Converted()
    if fact.kind == "text":
        return Converted() if unit._replace(pounds=0) == Unit() else None
    if unit.people:
        return Converted() if "full-time" in fact.unit and unit == Unit(people=True) else None
    if fact.kind == "money":
        if unit.time:
            return None
        yearly = _a_year(unit.period, settings)
        if yearly is None or (unit.period and not is_yearly(fact)):
            return None
        return Converted(unit.pounds or 1, yearly, _rests_on("", unit.period))
    if unit.pounds or fact.kind not in ("number", "count"):
        return None
    is_time = fact.unit.startswith("hours")
    yearly = _a_year(unit.period, settings)
    hours = _hours(unit.time, settings) if unit.time else Decimal(1)
    if yearly is None or hours is None or (unit.period and not is_yearly(fact)):
        return None
    if unit.time and not is_time:
        return None
    return Converted(1, yearly * hours, _rests_on(unit.time, unit.period))


_TIMES = re.compile(
    r"([0-9]{1,3}|once|twice) ?(?:x|times?|meetings?)? (?:a|per|each|every) ?(?:year|annum)"
)


def times_a_year(text: str) -> int | None:
    """How often a year something is, where a text says it so that it can mean one thing only.

    >>> times_a_year("Quarterly"), times_a_year("4 times a year"), times_a_year("bi-monthly")
    (4, 4, None)
    """
    found = _TIMES.fullmatch(" ".join(text.casefold().split()))
    if found:
        return {"once": 1, "twice": 2}.get(found[1]) or int(found[1])
    phrases = cover(words_of(text))
    unit = unit_from(phrases) if phrases else None
    if unit is None or unit != Unit(period=unit.period) or unit.period in ("", "week"):
        return None
    return int(_TIMES_A_YEAR[unit.period])


def is_yearly(fact: Fact) -> bool:
    """Whether a question asks for what comes to be in a year."""
    return "year" in fact.unit or "year" in fact.ask.split("(")[0].replace("?", "").split()


def said(unit: Unit) -> str:
    """The unit in words, such as `days a quarter`."""
    scale = {0: "", 1: "pounds", 1_000: "thousands of pounds", 1_000_000: "millions of pounds"}
    what = scale[unit.pounds] or (f"{unit.time}s" if unit.time else "")
    if unit.people:
        what = "full-time equivalents"
    period = unit.period.replace("_", " ")
    return f"{what or 'amounts'} a {period}" if period else what


def unit_named(text: str) -> Unit | None:
    """The unit that a mapping names, such as `days a week`; None where it is not known."""
    phrases = cover(words_of(text))
    return unit_from(phrases) if phrases else None


def cover(words: Words) -> list[tuple[str, str]] | None:
    """Units and remarks of which the words consist, the longest first; None where they do not."""
    known = known_words()
    found = []
    at = 0
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            phrase = known.phrases.get(words[at : at + length])
            if phrase is not None:
                found.append(phrase)
                at += length
                break
        else:
            return None
    return found


def _a_year(period: str, settings: Settings) -> Decimal | None:
    if not period:
        return Decimal(1)
    return settings.get("weeks_a_year") if period == "week" else _TIMES_A_YEAR[period]


def _hours(time: str, settings: Settings) -> Decimal | None:
    """How many hours a unit of time has."""
    if time == "hour":
        return Decimal(1)
    if time == "minute":
        return Decimal(1) / 60
    day = settings.get("hours_a_day")
    if time == "day" or day is None:
        return day
    week = settings.get("days_a_week")
    return None if week is None else day * week


def _rests_on(time: str, period: str) -> tuple[str, ...]:
    found = {"day": ("hours_a_day",), "week": ("hours_a_day", "days_a_week")}.get(time, ())
    return (*found, "weeks_a_year") if period == "week" else found
