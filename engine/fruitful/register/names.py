"""Names of columns: which of them mean the same, and what each stands for in a profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from fruitful.language.declaring import ABOUT_COLUMNS
from fruitful.language.vocabulary import Vocabulary

SOME = ".list"
"""Behind a collection's name, as in a profile: the column lists some of its members, not all."""

_THOUSANDS = re.compile(
    r"£\s*(?:['’]?000['’]?s?|k\b|thousands?)|\bin thousands\b|\(\s*['’]?000s?\s*\)"
)
_MILLIONS = re.compile(r"£\s*(?:m\b|mn\b|millions?)|\bin millions\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}(?:\s?[/–-]\s?(?:20)?[0-9]{2})?\b")
_YEARLY = re.compile(r"\bp\.?\s?a\b\.?|\b(?:per|a) (?:annum|year)\b")
_NOISE = re.compile(r"\by\s*/\s*n\b|\byes\s*/\s*no\b|\bthe\b|\bin place\b|\bdd/mm/yy(?:yy)?\b")
"""Words that make no difference, unless nothing else is left."""
_NUMBERING = re.compile(r"^\s*q?[0-9]{1,2}[.):]\s*(?=\S)")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_NO_WORD = re.compile(r"[\W_]+")


class Target(NamedTuple):
    """What a column stands for."""

    kind: str
    """ "about" (a key of the profile that is no answer), "fact" or "collection"."""
    name: str
    """The key, the fact's path or the collection's name."""
    whole: bool = True
    """Of a collection: all its members are listed."""

    @property
    def written(self) -> str:
        """As a mapping names it."""
        return self.name if self.whole else self.name + SOME


Targets = tuple[Target, ...]


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A column's name without what makes no difference: capitals, units, years, plurals.

    >>> bare("Council's Contribution 2026/27 (£000)"), bare("Lead Officer(s):")
    ('council contribution', 'lead officer')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _NUMBERING.sub("", text)
    text = _YEARLY.sub(" ", _MILLIONS.sub(" ", _THOUSANDS.sub(" ", text)))
    text = text.replace("(s)", "").replace("&", " and ")
    without = _NOISE.sub(" ", _YEAR.sub(" ", _BRACKETS.sub(" ", text)))
    text = without if any(map(str.isalnum, without)) else text
    text = _POSSESSIVE.sub("", text)
    return " ".join(_singular(word) for word in _NO_WORD.sub(" ", text).split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def scale(name: str) -> int:
    """In how many pounds a column counts, by its name.

    >>> scale("Total budget (£k)"), scale("Total budget £m"), scale("Total budget (£)")
    (1000, 1000000, 1)
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    if _THOUSANDS.search(text):
        return 1_000
    return 1_000_000 if _MILLIONS.search(text) else 1


def known_names(vocabulary: Vocabulary) -> dict[str, Targets]:
    """What each name of a column stands for, by the bare name.

    Where several facts bear one name, each takes from a cell what it can read.
    """
    found: dict[str, Targets] = {}
    for target, names in _declared(vocabulary):
        for name in names:
            key = bare(name)
            if target not in found.get(key, ()):
                found[key] = (*found.get(key, ()), target)
    for target in targets(vocabulary).values():
        found.setdefault(bare(target.written), (target,))
    return found


def shown_names(vocabulary: Vocabulary) -> dict[str, str]:
    """The names of columns as the vocabulary writes them, by the bare name."""
    shown: dict[str, str] = {}
    for _, names in _declared(vocabulary):
        for name in names:
            shown.setdefault(bare(name), name)
    return shown


def _declared(vocabulary: Vocabulary) -> list[tuple[Target, tuple[str, ...]]]:
    declared = [
        (Target("about", name), names)
        for name in ABOUT_COLUMNS
        for names in (vocabulary.columns.get(name, ()),)
    ]
    for one in vocabulary.collections.values():
        declared.append((Target("collection", one.name), one.columns))
        declared.append((Target("collection", one.name, whole=False), one.columns_with_some))
    declared += [(Target("fact", path), fact.columns) for path, fact in vocabulary.facts.items()]
    return declared


def targets(vocabulary: Vocabulary) -> Mapping[str, Target]:
    """All that a column can stand for, as a mapping names it."""
    found = [Target("about", name) for name in ABOUT_COLUMNS]
    for name in vocabulary.collections:
        found += [Target("collection", name), Target("collection", name, whole=False)]
    found += [
        Target("fact", path)
        for path, fact in vocabulary.facts.items()
        if not fact.collection and not fact.concluded
    ]
    return {target.written: target for target in found}
