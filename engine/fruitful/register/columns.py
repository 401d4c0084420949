"""Columns of a register: what each stands for, in what it counts, and why it is not read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fruitful.diagnostic import Place, shorten
from fruitful.language.vocabulary import Vocabulary
from fruitful.register.groups import is_anothers, sorts_only, takes_its_sense, unit_of_group
from fruitful.register.headings import Headings, Sense
from fruitful.register.mapping import Mapping
from fruitful.register.names import Targets, known_names
from fruitful.register.units import Settings, Unit, convert, cover, said, unit_from
from fruitful.register.words import bare, words_of

_PIECES = re.compile(r"[/\n()\[\],;]")
_PARTS = re.compile(r"[/\n]")
_Year = tuple[int, int]
_FIGURES = frozenset(("money", "number", "count"))


class Column(NamedTuple):
    """One column of a register."""

    number: int
    """From 1."""
    header: str
    """Its name as it is written; of two rows, both where both are needed."""
    place: Place
    targets: Targets
    """What it stands for; empty where that is not known, or it is not to be read."""
    why_not: str = ""
    """Where it is not read: `ignored`, `same` as another, `unknown`, `two-meanings`, `unit`,
    `group`, `year`, or `export`."""
    detail: str = ""
    """What there is to be said of why."""
    suggestion: str = ""
    """Of a column that is not known: the bare name that is most like its own."""
    name: str = ""
    """The known name by which it is read, bare."""
    year: _Year | None = None
    """The years that it is of, where it says any."""
    numbered: bool = False
    """One of several, such as `Partner 1`."""
    figures: bool = False
    """It holds amounts, numbers or counts."""
    unit: str = ""
    """In what it counts, in words, where that is not what the question asks for."""
    pounds: int = 0
    """Pounds in which amounts count that do not say themselves in what; 0 where it is not said."""
    says_no_pounds: bool = False
    """The pounds are those of all figures of the sheet, and not its own."""
    times: Decimal = Decimal(1)
    """By what its numbers are multiplied."""
    assumed: tuple[str, ...] = ()
    """The settings that this rests on."""
    doubtful_days: bool = False
    """Days whose month may come first are not taken: the column has some that can be no other."""
    doubtful_pounds: bool = False
    """Amounts of a thousand and more with a pound sign of their own are not taken: the column
    counts in thousands, and most of its amounts are written without."""


def is_about(column: Column, *keys: str) -> bool:
    """Whether a column stands for one of these keys of a profile, which are no answers."""
    return any(target.kind == "about" and target.name in keys for target in column.targets)


class Names:
    """What headings stand for, as the vocabulary and the mapping say together."""

    def __init__(
        self, vocabulary: Vocabulary, mapping: Mapping, settings: Settings, on: date | None
    ) -> None:
        self.known = known_names(vocabulary)
        self.mapping = mapping
        self.on = on
        self._settings = settings
        self._facts = vocabulary.facts
        self._headings = Headings(self.known, vocabulary)

    def column(self, number: int, above: str, own: str, place: Place) -> Column:
        """What the column of these headings is; ``above`` is that of a group, or ""."""
        told = self._mapped(number, above, own, place)
        if told is not None:
            return told
        text = own or above
        two: tuple[str, ...] = ()
        if above and own:
            for both in (f"{above} {own}", f"{own} {above}"):
                sense = self._headings.look_up(both).sense
                if sense is not None:
                    return self._read(number, both, place, sense)
        found = self._headings.look_up(text)
        if found.sense is None:
            two = found.two_meanings
            if two:
                detail = " or ".join(f"`{shorten(one, 40)}`" for one in two)
                return Column(number, text, place, (), "two-meanings", detail)
            return Column(number, text, place, (), "unknown")
        if above and own:
            return self._below(number, above, own, place, found.sense)
        return self._read(number, text, place, found.sense)

    def _below(self, number: int, above: str, own: str, place: Place, sense: Sense) -> Column:
        """A column that says something by itself, below a heading that groups it with others."""
        kinds = {self._facts[one.name].kind for one in sense.targets if one.kind == "fact"}
        lists = all(one.kind == "collection" for one in sense.targets)
        figures = bool(kinds & _FIGURES)
        if (not sorts_only(above) and takes_its_sense(sense.name)) or (
            not lists and is_anothers(above, figures=figures)
        ):
            return Column(number, f"{above} {own}", place, (), "group", above)
        unit = unit_of_group(above) or Unit()
        if not figures:
            return self._read(number, own, place, sense)
        if "money" not in kinds:
            unit = unit._replace(pounds=0)
        return self._read(number, own, place, sense._replace(unit=sense.unit.or_else(unit)))

    def _read(self, number: int, text: str, place: Place, sense: Sense) -> Column:
        """A column whose heading is understood; its unit has to fit what it stands for."""
        column = Column(
            number, text, place, (), name=sense.name, year=sense.year, numbered=sense.numbered
        )
        return self._converted(column, sense.targets, sense.unit)

    def _converted(self, column: Column, targets: Targets, unit: Unit) -> Column:
        kept = []
        for target in targets:
            fact = self._facts.get(target.name) if target.kind == "fact" else None
            if fact is None:
                if not unit.is_said:
                    kept.append(target)
                continue
            found = convert(unit, fact, self._settings)
            if found is None:
                continue
            kept.append(target)
            if fact.kind in _FIGURES:
                column = column._replace(figures=True)
            if fact.kind != "text" and unit.is_said:
                in_words = said(unit) if unit.period or unit.time not in ("", "hour") else ""
                converted = found.times != 1 or found.assumed
                column = column._replace(
                    pounds=unit.pounds,
                    times=found.times,
                    assumed=found.assumed,
                    unit=in_words if converted else "",
                )
        if targets and not kept:
            return column._replace(why_not="unit", detail=said(unit))
        return column._replace(targets=tuple(kept))

    def _mapped(self, number: int, above: str, own: str, place: Place) -> Column | None:
        """The column as the mapping has it; None where it says nothing of it."""
        mapping = self.mapping
        text = own or above
        if number in mapping.by_letter:
            return self._as_said(number, text, place, mapping.by_letter[number], f"#{number}")
        both = (f"{above} {own}", f"{own} {above}") if above and own else ()
        for candidate in (*both, text, *_PARTS.split(text)):
            name = bare(candidate)
            shown = candidate if candidate in both else text
            if name in mapping.columns:
                return self._as_said(number, shown, place, mapping.columns[name], name)
            if name in mapping.ignored:
                return Column(number, shown, place, (), "ignored")
        return None

    def _as_said(self, number: int, text: str, place: Place, targets: Targets, key: str) -> Column:
        column = Column(number, text, place, targets, name=bare(text))
        if not targets:
            return column._replace(why_not="ignored")
        unit = self.mapping.units.get(key) or _unit_in(text)
        found = self._converted(column, targets, unit)
        return found if found.targets else column

    def is_now(self, year: _Year | None) -> bool:
        """Whether a column of this year is of the year asked about."""
        if year is None or self.on is None:
            return True
        financial = self.on.year if self.on.month > 3 else self.on.year - 1
        first, last = year
        return financial == first or (first == last == self.on.year)

    def of_another_year(self, column: Column) -> bool:
        """Whether what a column says is not of the year asked about; a day is one in any year."""
        kinds = {self._facts[one.name].kind for one in column.targets if one.kind == "fact"}
        kinds |= {one.kind for one in column.targets if one.kind == "collection"}
        return bool(kinds - {"date"}) and not self.is_now(column.year)

    def is_money(self, column: Column) -> bool:
        """Whether a column holds amounts of money."""
        facts = (self._facts[one.name] for one in column.targets if one.kind == "fact")
        return any(fact.kind == "money" for fact in facts)

    def are_told_apart(self, column: Column) -> bool:
        """Whether a column stands for several questions that take what others cannot read."""
        kinds = [self._facts[one.name].kind for one in column.targets if one.kind == "fact"]
        return len(kinds) > 1 and "text" not in kinds and len(set(kinds)) == len(kinds)

    def names_known(self, text: str) -> Targets:
        """What a text stands for as a heading; nothing where it is none."""
        sense = self._headings.look_up(text).sense
        name = bare(text)
        return self.mapping.columns.get(name) or (sense.targets if sense else ())


def _unit_in(text: str) -> Unit:
    """The unit in a heading whose other words a mapping explains."""
    found: list[tuple[str, str]] = []
    for piece in _PIECES.split(text):
        words = words_of(piece)
        starts = [at for at, word in enumerate(words) if word in ("£", "per", "in")]
        for at in (0, *starts):
            phrases = cover(words[at:])
            if phrases:
                found += phrases
                break
    return unit_from(found) or Unit()
