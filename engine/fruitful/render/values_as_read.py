"""Some values of each column of a register, as they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.language.value import say
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile
from fruitful.register import Register
from fruitful.register.columns import Column
from fruitful.register.unread import Reader

MOST = 3
"""Values of a column that are shown."""
Values = Mapping[str, Sequence[str]]
"""By the cell of the column's heading."""


def values_as_read(register: Register, vocabulary: Vocabulary) -> Values:
    """The first few values of each column that differ from one another, in words.

    They are those of the rows, and not of the profiles that they name.
    """
    reader = Reader(vocabulary)
    found: dict[str, list[str]] = {}
    by_sheet: dict[tuple[str, int], list[Column]] = {}
    for column in register.columns:
        if column.targets:
            sheet = column.place.cell.rpartition("!")[0]
            by_sheet.setdefault((sheet, column.number), []).append(column)
    for one in register.unread:
        entry = reader.entry(one)
        assert entry.profile is not None
        sheet = entry.source.cell.rpartition(", row ")[0]
        for (of_sheet, _), some in by_sheet.items():
            # Of several tables of a sheet, the last whose heading stands above the row.
            above = [each for each in some if each.place.line < entry.source.line]
            if of_sheet == sheet and above:
                column = max(above, key=lambda each: each.place.line)
                _add(found.setdefault(column.place.cell, []), entry.profile, column, vocabulary)
    return found


def _add(into: list[str], profile: Profile, column: Column, vocabulary: Vocabulary) -> None:
    if len(into) < MOST:
        text = " / ".join(_said(profile, column, vocabulary))
        if text and text not in into:
            into.append(text)


def _said(profile: Profile, column: Column, vocabulary: Vocabulary) -> list[str]:
    """What a partnership's cell of this column was read as."""
    said = []
    for target in column.targets:
        if target.kind == "fact":
            fact, answer = vocabulary.facts[target.name], profile.answers.get(target.name)
            if answer is not None and answer.value is not None:
                if answer.place.column == column.number:
                    said.append(say(fact.kind, answer.value, fact.choices, fact.unit))
            elif target.name.endswith(".count") and (
                members := profile.members.get(target.name.removesuffix(".count"))
            ):
                said += [str(members.total)] if members.total is not None else []
        elif target.kind == "collection" and target.name in profile.members:
            members = profile.members[target.name]
            names = "; ".join(one.name for one in members.listed)
            said.append(names or f"{members.total} {vocabulary.collections[target.name].many}")
        elif target.name == "assessed_on" and profile.assessed_on:
            said.append(profile.assessed_on.isoformat())
        elif target.name in ("id", "name"):
            said.append(profile.id if target.name == "id" else profile.name)
    return said
