"""Headings that stand above others and group them: what they change of the columns below."""

from __future__ import annotations

from fruitful.register.headings import NO_UNITS, without_phrases, year_at
from fruitful.register.units import Unit, unit_from
from fruitful.register.words import known_words, words_of


def sorts_only(group: str) -> bool:
    """Whether a heading above others only sorts them, and changes nothing that they mean."""
    words = words_of(group)
    known = known_words()
    years = {at for at in range(len(words)) if year_at(words, at)}
    return words in known.section_phrases or all(
        word in known.sections or at in years or at - 1 in years for at, word in enumerate(words)
    )


def unit_of_group(group: str) -> Unit | None:
    """The unit that a heading above others says, where besides it only sorts them; else None.

    >>> unit_of_group("Finance (£000)")
    Unit(pounds=1000, time='', people=False, period='')
    """
    if sorts_only(group):
        return Unit()
    for rest, phrases in without_phrases(words_of(group)):
        if sorts_only(" ".join(rest)):
            return unit_from([(sort, str(what)) for sort, what in phrases if sort not in NO_UNITS])
    return None


def is_anothers(group: str, *, figures: bool) -> bool:
    """Whether what stands below a heading that groups columns is another's, or of another time.

    Of ``figures`` also where it may be: where the heading is not plainly the authority's.
    """
    words, known = words_of(group), known_words()
    if not known.anothers.isdisjoint(words):
        return True
    if not figures or unit_of_group(group) is not None:
        return False
    others = [word for word in words if word not in known.ours]
    return bool(others) and unit_of_group(" ".join(others)) is None


def takes_its_sense(name: str) -> bool:
    """Whether a name may mean another thing under a heading that groups columns."""
    return all(word in known_words().generic for word in words_of(name))
