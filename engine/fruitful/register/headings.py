"""What a heading says: a heading counts only where all of its words are accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.language.vocabulary import Vocabulary
from fruitful.register.names import Target, Targets
from fruitful.register.units import Unit, unit_from
from fruitful.register.words import Words, known_words, words_of

_MOST_PHRASES = 6
"""Phrases of one heading that are weighed; a heading with more is no name of a column."""
_PIECES = re.compile(r"[/\n()\[\],;|]|\s[–—-]\s")
_SLASH = re.compile(r"\s*[/|]\s*")
_BRACKETS = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]\s*(.*)$", re.DOTALL)
_TIMES = ("minute", "day", "week")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Sense(NamedTuple):
    """What a heading says, all of it."""

    name: str
    """The known name in it, bare."""
    targets: Targets
    unit: Unit = Unit()
    year: tuple[int, int] | None = None
    """The first and the last year that it names."""
    numbered: bool = False
    """One of several columns, such as `Partner 1`."""


class Heading(NamedTuple):
    """A heading that was looked up."""

    sense: Sense | None
    two_meanings: tuple[str, ...] = ()
    """Where its parts mean different things: those parts."""


_Phrase = tuple[str, object]
_RATED = frozenset(("high", "red", "amber"))
NO_UNITS = ("year", "ordinal", "rating")
"""Sorts of phrases that say nothing of in what a column counts."""


class Headings:
    """Looks headings up among the known names; what came of each is remembered."""

    def __init__(self, known: Mapping[str, Targets], vocabulary: Vocabulary) -> None:
        self._known = known
        self._vocabulary = vocabulary
        self._found: dict[str, Heading] = {}

    def look_up(self, text: str) -> Heading:
        """What a heading says; nothing where a word of it is not accounted for."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> Heading:
        words = words_of(text)
        sense = self._whole(words) or self._of_other_time(words)
        if sense is None and (turned := _BRACKETS.match(text)):
            outer, inner, rest = turned.groups()
            sense = self._whole(words_of(f"{inner} {outer} {rest}"))
        if sense is not None:
            return Heading(sense)
        pieces = [one.strip() for one in _PIECES.split(text) if words_of(one)]
        if len(pieces) < 2:
            return Heading(None)
        return self._together(text, pieces)

    def _together(self, text: str, pieces: Sequence[str]) -> Heading:
        """The pieces of a heading where each says something by itself."""
        senses = [self._whole(words_of(one)) for one in pieces]
        named = [one for one in senses if one is not None]
        by_slash = len(_SLASH.split(text)) == len(pieces)
        if len(named) < len(senses):
            return Heading(None, tuple(pieces) if named and by_slash else ())
        if len({one.targets for one in named}) == 1:
            units = [one.unit for one in named if one.unit.is_said]
            years = [one.year for one in named if one.year]
            return Heading(
                named[0]._replace(
                    unit=units[0] if units else Unit(), year=years[0] if years else None
                )
            )
        if by_slash and all(self._is_text(target) for one in named for target in one.targets):
            return Heading(named[0])
        return Heading(None, tuple(pieces))

    def _is_text(self, target: Target) -> bool:
        fact = self._vocabulary.facts.get(target.name)
        return target.kind == "fact" and fact is not None and fact.kind == "text"

    def _is_rated(self, target: Target) -> bool:
        """Whether a question is answered by colours, or by high and low, or in any words."""
        fact = self._vocabulary.facts.get(target.name)
        if target.kind != "fact" or fact is None:
            return False
        return fact.kind == "text" or not _RATED.isdisjoint((*fact.choices, *fact.words))

    def _of_other_time(self, words: Words) -> Sense | None:
        """What a heading such as `Officer days per month` says, where hours are what is asked."""
        for at, word in enumerate(words):
            if word not in _TIMES:
                continue
            sense = self._whole((*words[:at], "hour", *words[at + 1 :]))
            if sense is not None and not sense.unit.time:
                return sense._replace(unit=sense.unit._replace(time=word))
        return None

    def _whole(self, words: Words) -> Sense | None:
        """A known name and, besides it, nothing but units, remarks and years; the longest name."""
        if not words:
            return None
        known = self._known.get(" ".join(words))
        if known is not None:
            return Sense(" ".join(words), known)
        best: Sense | None = None
        for rest, phrases in without_phrases(words):
            name = " ".join(rest)
            targets = self._known.get(name, ())
            if any(sort == "rating" for sort, _ in phrases):
                targets = tuple(one for one in targets if self._is_rated(one))
            if targets and (best is None or len(rest) > len(best.name.split())):
                best = _sense(name, targets, phrases) or best
        return best


def _sense(name: str, targets: Targets, phrases: Sequence[_Phrase]) -> Sense | None:
    unit = unit_from([(sort, str(what)) for sort, what in phrases if sort not in NO_UNITS])
    if unit is None:
        return None
    years = [what for sort, what in phrases if sort == "year"]
    numbered = any(sort == "ordinal" for sort, _ in phrases)
    if numbered:
        if len(targets) != 1 or targets[0].kind != "collection":
            return None
        targets = (targets[0]._replace(whole=False),)
    return Sense(name, targets, unit, _latest(years), numbered)


def _latest(years: Sequence[object]) -> tuple[int, int] | None:
    found = [one for one in years if isinstance(one, tuple)]
    return max(found, default=None)


def without_phrases(words: Words) -> Iterator[tuple[Words, list[_Phrase]]]:
    """The words without some of the phrases among them, in every way that there is."""
    starts = {at: found for at in range(len(words)) if (found := list(_phrases_at(words, at)))}
    if not starts or len(starts) > _MOST_PHRASES or len(words) > 16:
        return

    def go(at: int, kept: Words, gone: list[_Phrase]) -> Iterator[tuple[Words, list[_Phrase]]]:
        if at == len(words):
            if gone and kept:
                yield kept, gone
            return
        yield from go(at + 1, (*kept, words[at]), gone)
        for length, phrase in starts.get(at, ()):
            yield from go(at + length, kept, [*gone, phrase])

    yield from go(0, (), [])


def _phrases_at(words: Words, at: int) -> Iterator[tuple[int, _Phrase]]:
    known = known_words()
    for length in range(1, min(known.longest, len(words) - at) + 1):
        phrase = known.phrases.get(words[at : at + length])
        if phrase is not None:
            yield length, phrase
    year = year_at(words, at)
    if year is not None:
        yield year[0], ("year", year[1])
    if words[at] == "fy" and (year := year_at(words, at + 1)):
        yield year[0] + 1, ("year", year[1])
    if not words[at].isdecimal() or len(words[at]) > 3:
        return
    number = int(words[at])
    after = words[at + 1] if at + 1 < len(words) else ""
    if number in (0, 1) and after.isdecimal() and 2 <= int(after[:4]) <= 100:
        yield 2, ("range", after)
    if 1 <= number <= 40 and not after and at > 0:
        yield 1, ("ordinal", words[at])


def year_at(words: Words, at: int) -> tuple[int, tuple[int, int]] | None:
    """How many words from here name a year, and the first and the last year of it."""
    if at >= len(words):
        return None
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if _YEAR.fullmatch(word):
        first = int(word)
        if after in (str(first + 1), f"{(first + 1) % 100:02}"):
            return 2, (first, first + 1)
        return 1, (first, first)
    short = len(word) == len(after) == 2 and (word + after).isdecimal()
    if short and 10 <= int(word) < 60 and int(after) == int(word) + 1:
        return 2, (2000 + int(word), 2000 + int(after))
    return None
