"""Words of registers that answer no question themselves: units, remarks, groups; as data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

Words = tuple[str, ...]

_LISTS = ("footers", "legend", "legend_values", "guidance", "examples", "dictionary")
_NUMBERING = re.compile(r"^\s*q?[0-9]{1,2}[.):]\s*(?=\S)")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_PER = re.compile(r"/\s*(?=(?:weeks?|wk|months?|quarters?|qtr|years?|yr|annum)\b)")
_WORD = re.compile(r"[^\W_]+|[£%€$¥]")


class Known(NamedTuple):
    """What ``words.yaml`` holds, ready to look up."""

    phrases: dict[Words, tuple[str, str]]
    """Units and remarks: of what sort (remark, rating, money, time, people, period), and which."""
    longest: int
    """Words of the longest phrase."""
    sections: frozenset[str]
    section_phrases: frozenset[Words]
    anothers: frozenset[str]
    ours: frozenset[str]
    generic: frozenset[str]
    present: frozenset[str]
    naming: frozenset[str]
    others: dict[str, tuple[frozenset[str], frozenset[str]]]
    """Other tables that a workbook holds, by what they are: words of their tabs, and columns."""
    exports: dict[str, tuple[frozenset[str], frozenset[str]]]
    """Columns that programs add: beside which, and those that are the program's own."""
    ended: frozenset[str]
    footers: frozenset[Words]
    legend: frozenset[Words]
    legend_values: frozenset[Words]
    guidance: frozenset[Words]
    examples: frozenset[Words]
    dictionary: frozenset[Words]


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a heading without what makes no difference: capitals, plurals, possessives.

    >>> words_of("12. Council's Contributions (£000)")
    ('council', 'contribution', '£', '000')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _PER.sub(" per ", _NUMBERING.sub("", folded)).replace("(s)", "").replace("&", " and ")
    found = (_singular(word) for word in _WORD.findall(_POSSESSIVE.sub("", folded)))
    return tuple(word for word in found if word != "the")


def bare(name: str) -> str:
    """A name of a column by which it is looked up: its words, and nothing else.

    >>> bare("Lead Officer(s):"), bare("Statutory / Voluntary")
    ('lead officer', 'statutory voluntary')
    """
    return " ".join(words_of(name))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def known_words() -> Known:
    """Read once; the file is the package's own."""
    import yaml

    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    phrases: dict[Words, tuple[str, str]] = {}
    for sort, entries in (
        ("remark", {"": said["remarks"]}),
        ("rating", {"": said["ratings"]}),
        ("money", said["money"]),
        ("time", said["time"]),
        ("people", {"": said["people"]}),
        ("period", said["periods"]),
    ):
        for meant, texts in entries.items():
            for one in texts:
                phrases.setdefault(words_of(one), (sort, str(meant)))
    phrases.pop((), None)
    others = {
        kind: (_single(found["tabs"]), frozenset(map(bare, found.get("columns", ()))))
        for kind, found in said.get("others", {}).items()
    }
    exports = {
        kind: (frozenset(map(bare, found["beside"])), frozenset(map(bare, found["own"])))
        for kind, found in said["exports"].items()
    }
    return Known(
        phrases,
        max(map(len, phrases)),
        _single(said["sections"]),
        frozenset(map(words_of, said["sections"])),
        _single(said["anothers"]),
        _single(said["ours"]),
        _single(said["generic"]),
        _single(said["present"]),
        _single(said["naming"]),
        others,
        exports,
        _single(said["ended"]),
        *(frozenset(map(words_of, said[key])) for key in _LISTS),
    )


def _single(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(words[0] for words in map(words_of, texts) if len(words) == 1)
