"""A mapping: how one register is to be read, where its names do not tell by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar, parse_mapping
from fruitful.document.fields import fault, keys_of, named, texts_of
from fruitful.language.value import folded_word
from fruitful.language.vocabulary import UNKNOWN, Vocabulary
from fruitful.register.names import Target, Targets, targets
from fruitful.register.units import Unit, unit_named
from fruitful.register.words import bare
from fruitful.sheet.grid import column_of

FORMAT = 1
"""The version of the format of mappings that this release reads."""

_KEYS = ("mapping", "sheets", "header", "day_first", "columns", "units", "ignore", "words")
_LETTERS = re.compile(r"column ([A-Z]{1,3})")


class Mapping(NamedTuple):
    """What a mapping file says."""

    sheets: tuple[str, ...] = ()
    """The sheets to read; where it names none, those that look like a register."""
    header: tuple[int, ...] = ()
    """The row, or the two rows, that name the columns; to be looked for where it is empty."""
    day_first: bool = True
    columns: MappingABC[str, Targets] = {}
    """What columns stand for, by their bare names."""
    by_letter: MappingABC[int, Targets] = {}
    """The same, by the number of the column."""
    units: MappingABC[str, Unit] = {}
    """In what columns count, by their bare names, or by `#` and the number of the column."""
    ignored: frozenset[str] = frozenset()
    """Bare names of columns that are not to be read."""
    words: MappingABC[str, MappingABC[str, str]] = {}
    """What words stand for, folded, by the path of the fact; "" is not known."""


def read_mapping(
    data: bytes, file: str, vocabulary: Vocabulary, faults: list[Diagnostic]
) -> Mapping:
    """Read a mapping file; all that is wrong with it is added to ``faults``."""
    root = parse_mapping(data, file, faults)
    fields = keys_of(root, "a mapping", _KEYS, (), faults)
    version = fields.get("mapping")
    if version is not None and not (isinstance(version, Scalar) and version.text == str(FORMAT)):
        message = f"this release reads mappings of format {FORMAT}"
        faults.append(fault(version, "newer-format", message, f"write `mapping: {FORMAT}`"))
    by_name, by_letter = _columns(fields.get("columns"), vocabulary, faults)
    ignored = texts_of(fields.get("ignore"), "`ignore`", faults) if "ignore" in fields else ()
    return Mapping(
        tuple(one.text for one in texts_of(fields.get("sheets"), "`sheets`", faults)),
        _header(fields.get("header"), faults),
        _day_first(fields.get("day_first"), faults),
        by_name,
        by_letter,
        _units(fields.get("units"), faults),
        frozenset(bare(one.text) for one in ignored),
        _words(fields.get("words"), vocabulary, faults),
    )


def _header(node: Node | None, faults: list[Diagnostic]) -> tuple[int, ...]:
    rows = texts_of(node, "`header`", faults)
    numbers = [int(row.text) for row in rows if row.text.isdecimal() and len(row.text) < 7]
    good = len(numbers) == len(rows) <= 2 and 0 not in numbers
    if not good or (len(numbers) == 2 and numbers[1] != numbers[0] + 1):
        message = "`header` is the number of a row, or of two rows one below the other"
        assert node is not None
        faults.append(fault(node, "not-a-row", message, "such as 4, or [4, 5]"))
        return ()
    return tuple(numbers)


def _day_first(node: Node | None, faults: list[Diagnostic]) -> bool:
    if node is None:
        return True
    if isinstance(node, Scalar) and node.text in ("yes", "no"):
        return node.text == "yes"
    faults.append(
        fault(
            node,
            "bad-choice",
            "`day_first` is yes or no",
            "write yes where 3/4 is the third of April, no where it is March",
        )
    )
    return True


def _columns(
    node: Node | None, vocabulary: Vocabulary, faults: list[Diagnostic]
) -> tuple[dict[str, Targets], dict[int, Targets]]:
    known = targets(vocabulary)
    by_name: dict[str, Targets] = {}
    by_letter: dict[int, Targets] = {}
    for key, value in named(node, "`columns`", faults):
        found: list[Target] = []
        for one in texts_of(value, f"the column `{shorten(key.text)}`", faults):
            if one.text in known:
                found.append(known[one.text])
            else:
                message = f"a column cannot stand for `{shorten(one.text)}`"
                help = did_you_mean(one.text, known, "`fruitful new` shows the paths")
                faults.append(fault(one, "unknown-fact", message, help))
        letter = _LETTERS.fullmatch(key.text)
        if letter:
            by_letter[column_of(letter[1])] = tuple(found)
        elif bare(key.text) in by_name:
            message = f"`{shorten(key.text)}` is the same name as one before it"
            help = "name one by its letter, such as `column C`"
            faults.append(fault(key, "duplicate-name", message, help))
        else:
            by_name[bare(key.text)] = tuple(found)
    return by_name, by_letter


def _units(node: Node | None, faults: list[Diagnostic]) -> dict[str, Unit]:
    found = {}
    for key, value in named(node, "`units`", faults):
        text = value.text if isinstance(value, Scalar) else ""
        unit = unit_named(text)
        if unit is None or not unit.is_said:
            message = f"`{shorten(text)}` is no unit that is known"
            help = "such as £000, hours a week, days a year, £ a month"
            faults.append(fault(value, "bad-unit", message, help))
            continue
        letter = _LETTERS.fullmatch(key.text)
        found[f"#{column_of(letter[1])}" if letter else bare(key.text)] = unit
    return found


def _words(
    node: Node | None, vocabulary: Vocabulary, faults: list[Diagnostic]
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, value in named(node, "`words`", faults):
        fact = vocabulary.facts.get(key.text)
        if fact is None:
            message = f"there is no question `{shorten(key.text)}`"
            help = did_you_mean(key.text, vocabulary.facts)
            faults.append(fault(key, "unknown-fact", message, help))
            continue
        words = found[key.text] = {}
        for word, meant in named(value, f"the words of `{key.text}`", faults):
            text = meant.text if isinstance(meant, Scalar) else ""
            if text not in fact.choices and text != UNKNOWN:
                message = f"`{shorten(word.text)}` cannot stand for `{shorten(text)}`"
                help = did_you_mean(text, [*fact.choices, UNKNOWN])
                faults.append(fault(meant, "bad-choice", message, help))
            words[folded_word(word.text)] = "" if text == UNKNOWN else text
    return found
