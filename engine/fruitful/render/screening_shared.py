"""What the sections of a screening as text share."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.portfolio.screening import Named, Screening
from fruitful.render.layout import MOST, Paint

MOST_NAMES = 6


class Text:
    """What all sections need: the screening, colour, and how much to show."""

    def __init__(self, screening: Screening, paint: Paint, everything: bool) -> None:
        self.screening = screening
        self.paint = paint
        self.everything = everything
        self.most = 10**9 if everything else MOST
        self.most_names = 10**9 if everything else MOST_NAMES

    def names(self, some: Iterable[Named]) -> str:
        """Names as a list in English, of which the last stand for the rest."""
        names = [one.name for one in some]
        more = len(names) - self.most_names
        if more > 1:
            return f"{', '.join(names[: self.most_names])} and {more} others"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def verdict(self, id: str) -> str:
        """A verdict's title; its id where these rules know none of it."""
        verdict = self.screening.ruleset.verdicts.get(id)
        return verdict.title if verdict else id
