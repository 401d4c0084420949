"""Names of columns: which of them mean the same, and what each stands for in a profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from fruitful.language.declaring import ABOUT_COLUMNS
from fruitful.language.vocabulary import Vocabulary
from fruitful.register.words import bare

SOME = ".list"
"""Behind a collection's name, as in a profile: the column lists some of its members, not all."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


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
    for target, names in _declared(vocabulary):
        for name in names:
            # A pack may have called a column `Our score (1-5)`: it is known without that too.
            found.setdefault(bare(_BRACKETS.sub(" ", name)), (target,))
    for target in targets(vocabulary).values():
        found.setdefault(bare(target.written), (target,))
    found.pop("", None)
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
