"""A row of a register as an entry of a portfolio."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.language.value import Unreadable, Value, is_unknown
from fruitful.language.vocabulary import STAGE, Fact, Vocabulary
from fruitful.language.written_dates import read_date
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile, check_order, id_of
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import LONGEST_NAME, Members
from fruitful.register.cells import Manner, read_cell
from fruitful.register.layout import Layout
from fruitful.register.lists import read_list, with_count
from fruitful.register.mapping import Mapping
from fruitful.register.tables import says_ended
from fruitful.register.unsaid import is_blank
from fruitful.sheet.grid import Row

_BRACKETS = re.compile(r"\(([^()]*)\)")


class _Column(NamedTuple):
    """How the cells of a column that answers questions are read."""

    number: int
    name: str
    """As its cells are named, but for the row."""
    facts: tuple[tuple[Fact, Manner], ...]
    known: dict[str, _Read]
    """What came of each text so far: texts repeat, and reading takes time."""


class _Read(NamedTuple):
    """What came of a text in a column."""

    answers: tuple[tuple[str, Value, str], ...]
    """Paths, values, and the evidence for them."""
    fault: Unreadable | None
    note: Unreadable | None


class _Found(NamedTuple):
    """What is gathered from one row."""

    about: dict[str, tuple[str, Place]]
    answers: dict[str, Answer]
    members: dict[str, Members]
    faults: list[Diagnostic]
    notes: list[Diagnostic]


class RowReader:
    """Reads the rows of one sheet's register, each by itself."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, mapping: Mapping) -> None:
        self._layout = layout
        self._vocabulary = vocabulary
        self._file = layout.sheet.file
        self._day_first = mapping.day_first
        self._about: list[tuple[int, str]] = []
        self._lists: list[tuple[int, str, bool]] = []
        self._columns: list[_Column] = []
        self._counted = tuple(vocabulary.collections)
        for column in layout.columns:
            facts = []
            for target in column.targets:
                if target.kind == "about":
                    self._about.append((column.number, target.name))
                elif target.kind == "collection":
                    self._lists.append((column.number, target.name, target.whole))
                else:
                    manner = Manner(
                        mapping.day_first,
                        column.pounds or 1,
                        mapping.words.get(target.name, {}),
                        layout.sheet.first_day,
                        column.times,
                        column.unit,
                        column.doubtful_days,
                        column.doubtful_pounds,
                    )
                    facts.append((vocabulary.facts[target.name], manner))
            if facts:
                name = layout.sheet.place(0, column.number).cell.removesuffix("0")
                self._columns.append(_Column(column.number, name, tuple(facts), {}))

    def entry(self, row: Row) -> tuple[Entry, str]:
        """The row as an entry, and the name of the profile that it refers to, or ""."""
        found = _Found({}, {}, {}, [], [])
        texts = row.texts
        width = len(texts)
        place = self._layout.sheet.place
        for number, name in self._about:
            if number <= width and texts[number - 1]:
                where = place(row.number, number, texts[number - 1])
                found.about.setdefault(name, (" ".join(texts[number - 1].split()), where))
        for column in self._columns:
            if column.number <= width and texts[column.number - 1]:
                self._answer(found, row.number, column, texts[column.number - 1])
        for number, name, whole in self._lists:
            if number <= width and texts[number - 1]:
                where = place(row.number, number, texts[number - 1])
                self._list(found, name, whole, where)
        self._counts(found)
        self._formulas(found, row)
        self._ended(found, row)
        self._check_order(found)
        return self._entry(found, row), found.about.get("profile", ("",))[0]

    def _answer(self, found: _Found, row: int, column: _Column, text: str) -> None:
        """Take from a cell what each of its column's facts can read."""
        read = column.known.get(text)
        if read is None:
            read = column.known[text] = _read(column.facts, text)
        place = Place(self._file, row, column.number, text, f"{column.name}{row}")
        for path, value, evidence in read.answers:
            answer = Answer(value, evidence, "", "", place)
            if found.answers.setdefault(path, answer) is not answer:
                self._again(found, path, answer)
        if read.note is not None:
            found.notes.append(_diagnostic(place, read.note))
        if read.fault is not None:
            found.faults.append(_diagnostic(place, read.fault))

    def _again(self, found: _Found, path: str, answer: Answer) -> None:
        """Two columns may answer the same question; they must not contradict one another."""
        old = found.answers[path]
        if old.value != answer.value:
            message = (
                f"`{path}` is answered otherwise in {old.place.cell}; it is taken as not known"
            )
            place, width = answer.place, _width(answer.place.text)
            help = "correct the one that is wrong"
            found.faults.append(Diagnostic(place, "contradiction", message, help, width))
            found.answers[path] = old._replace(value=None)

    def _list(self, found: _Found, name: str, whole: bool, place: Place) -> None:
        collection = self._vocabulary.collections[name]
        read = read_list(collection, place, whole, found.faults, found.notes)
        if read is None:
            return
        old = found.members.get(name)
        if old is None:
            found.members[name] = read
            return
        names = {member.name.casefold() for member in old.listed}
        more = tuple(one for one in read.listed if one.name.casefold() not in names)
        # One list is whole; what another adds to it would contradict it.
        total = None if more else old.total if old.total is not None else read.total
        found.members[name] = old._replace(listed=(*old.listed, *more), total=total)

    def _counts(self, found: _Found) -> None:
        """How many members there are belongs to what is said of them."""
        for name in self._counted:
            answer = found.answers.pop(f"{name}.count", None)
            if answer is not None:
                found.members[name] = with_count(
                    name, found.members.get(name), answer, found.faults
                )

    def _formulas(self, found: _Found, row: Row) -> None:
        """Tell of those that give nothing to read."""
        sheet = self._layout.sheet
        if not (sheet.errors or sheet.without_value or sheet.lookups):
            return
        for column in self._layout.columns:
            where = row.number, column.number
            name = f"the formula of `{shorten(column.header)}`"
            if column.targets and where in sheet.errors:
                help = "mend the formula, or write the answer in its place"
                problem = Unreadable("formula-error", f"{name} gives an error", help)
                found.faults.append(_diagnostic(sheet.place(*where), problem))
            elif column.targets and where in sheet.lookups:
                message = f"{name} gives 0, which it does where it finds a blank too"
                problem = Unreadable("zero-or-blank", message, "write the answer in its place")
                found.faults.append(_diagnostic(sheet.place(*where), problem))
            elif column.targets and where in sheet.without_value:
                help = "open the file in Excel or LibreOffice, save it there, and give it again"
                problem = Unreadable("no-value", f"{name} was saved without its value", help)
                found.faults.append(_diagnostic(sheet.place(*where), problem))

    def _ended(self, found: _Found, row: Row) -> None:
        """What stands under closed partnerships has ended, whatever its stage was."""
        if not self._layout.ended:
            self._named_as_ended(found)
        if not self._layout.ended or "ended" not in self._vocabulary.facts[STAGE].choices:
            return
        said = found.answers.get(STAGE)
        if said is not None and said.value == "ended":
            return
        source = self._layout.sheet.place(row.number, 0)
        under = shorten(self._layout.ended)
        if said is not None:
            message = f"this row stands under `{under}`: `{STAGE}` is taken as ended"
            help = "move the row if the partnership has not ended"
            found.notes.append(Diagnostic(said.place, "has-ended", message, help))
        found.answers[STAGE] = Answer("ended", f"It stands under `{under}`.", "", "", source)

    def _named_as_ended(self, found: _Found) -> None:
        """A name that says in brackets that it has ended, against what is read, is told."""
        name, place = found.about.get("name", ("", None))
        stage = found.answers.get(STAGE)
        if place is None or "(" not in name or (stage is not None and stage.value == "ended"):
            return
        said = next(filter(says_ended, _BRACKETS.findall(name)), "")
        if said:
            message = f"the name says `{shorten(said)}`, and `{STAGE}` is not read as ended"
            help = "where the partnership has ended, write so in the column with its stage"
            found.notes.append(Diagnostic(place, "says-ended", message, help))

    def _check_order(self, found: _Found) -> None:
        """Of dates in the wrong order neither is taken: which one is wrong is not known."""
        faults: list[Diagnostic] = []
        for path, earlier in check_order(self._vocabulary, found.answers, {}, faults):
            for one in (path, earlier):
                found.answers[one] = found.answers[one]._replace(value=None)
        found.faults.extend(faults)

    def _entry(self, found: _Found, row: Row) -> Entry:
        id, name = (self._short(found, key) for key in ("id", "name"))
        shown = name or id or f"Row {row.number}"
        source = self._layout.sheet.place(row.number, 0, shown)
        if not name and not id:
            message = "this row names no partnership"
            help = "give it a name; if it goes on with the row above, write it there"
            found.faults.append(Diagnostic(source, "no-name", message, help))
        elif not name and any(key == "name" for _, key in self._about):
            message = f"this row has no name: it is called by its reference, `{shorten(id)}`"
            found.notes.append(Diagnostic(source, "no-name", message, "give it a name"))
        profile = Profile(
            id or id_of(shown),
            shown,
            "",
            self._assessed_on(found),
            found.answers,
            found.members,
            None,
            self._layout.sheet.file,
        )
        return Entry(source, profile, tuple(found.faults), tuple(found.notes))

    def _short(self, found: _Found, key: str) -> str:
        """A name of bounded length, or "" where none is given."""
        text, place = found.about.get(key, ("", self._layout.sheet.place(0, 0)))
        if is_unknown(text) or is_blank(text):
            return ""
        if len(text) > LONGEST_NAME:
            message = f"this has {len(text):,} characters; at most {LONGEST_NAME} can be kept"
            help = "write a shorter one"
            found.faults.append(Diagnostic(place, "text-too-long", message, help))
        return text[:LONGEST_NAME]

    def _assessed_on(self, found: _Found) -> date | None:
        text, place = found.about.get("assessed_on", ("", self._layout.sheet.place(0, 0)))
        if not text or is_unknown(text) or is_blank(text):
            return None
        try:
            return read_date(text, self._day_first).last
        except Unreadable as problem:
            found.faults.append(_diagnostic(place, problem))
            return None


def _read(facts: tuple[tuple[Fact, Manner], ...], text: str) -> _Read:
    """What each of a column's facts can read in a text; a fault only where none can."""
    readings = [(fact, read_cell(fact, text, manner)) for fact, manner in facts]
    answers = tuple(
        (fact.path, reading.value, reading.evidence)
        for fact, reading in readings
        if reading.value is not None
    )
    note = next((reading.note for _, reading in readings if reading.note), None)
    fault = readings[0][1].fault
    last = readings[-1][0]
    if fault is not None and any(reading.fault is None for _, reading in readings):
        if last.kind == "text":
            message = f"{fault.message}; it is kept under `{last.path}`"
            note = note or Unreadable("kept-as-text", message, fault.help)
        fault = None
    return _Read(answers, fault, note)


def _diagnostic(place: Place, problem: Unreadable) -> Diagnostic:
    width = _width(place.text)
    return Diagnostic(place, problem.code, problem.message, problem.help, width)


def _width(text: str) -> int:
    return max(1, min(len(text), 60))
