"""What a cell says: its text as a value of the fact's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fruitful.diagnostic import nearest, shorten
from fruitful.language.value import Unreadable, Value, folded_word, is_unknown, read_value, say
from fruitful.language.vocabulary import Fact
from fruitful.language.written_dates import read_date, serial_date, without_about
from fruitful.register.amounts import in_own_pounds, read_money, read_number
from fruitful.register.items import items_of
from fruitful.register.units import is_yearly, times_a_year
from fruitful.register.unsaid import is_blank, left_open, says_later
from fruitful.sheet.grid import FIRST_DAY

LONGEST_ANSWER = 500
"""Characters of a cell that is no text and no list; what is longer is none of its answers."""

_ANSWERS = {
    "yes": ("yes", "y", "true"),
    "no": ("no", "n", "false"),
    "partly": ("partly", "partial", "partially", "in part", "part"),
}
_MARKS = {
    **dict.fromkeys(("✓", "✔", "✔️", "☑", "☑️", "✅", "🗹"), "yes"),
    **dict.fromkeys(("✗", "✘", "❌", "✖"), "no"),
}
"""Marks that can mean one thing only."""
_BOXES = frozenset(("☒", "☐", "□", "◻", "☒️"))
"""☒ is the ticked box of Word and of forms, and a crossed one elsewhere; an empty box is no no."""
_NONE = frozenset(("none", "nil", "no", "n", "0"))
_AND_MORE = re.compile(
    r"((?:yes|y|no|n|partly|partially)(?=\W)|[^\W\d][^(,;:–—]{0,60}?)\s*"
    r"(?:[,;:–—]|(?:(?<=\s)|(?<=\by)|(?<=\bn)|(?<=yes)|(?<=no))-|(?=\())\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""An answer with more behind it, such as `Y - Care Act 2014 s.43`, `Statutory (Care Act 2014)`."""
_PLAINLY = frozenset(("yes", "y", "no", "n", "partly", "partially"))
_HEDGED = re.compile(
    r"\b(?:but|not?|drafts?|drafted|develop\w*|planned|propos\w*|pending|awaiting|partly|partially|"
    r"some|except\w*|until|to be|tb[acd]|under|was|were|expired|lapsed|out of date|review\w*|"
    r"yes|if|unless|only|although|however|progress|clos\w*|end(?:s|ed|ing)?|wind\w*)\b|^>|[→>]",
    re.IGNORECASE,
)
"""Words by which what follows may take the answer back."""
_MARKED = frozenset(("judgement", "yes_no", "choice", "set"))
_BETWEEN_CHOICES = re.compile(r"[;\n,/]")


class Reading(NamedTuple):
    """What came of a cell."""

    value: Value | None
    """None where it is not known."""
    evidence: str = ""
    """The cell's own text, where the value does not say all of it."""
    fault: Unreadable | None = None
    note: Unreadable | None = None
    """No fault, but worth saying."""


class Manner(NamedTuple):
    """How the cells of a column are to be read."""

    day_first: bool = True
    scale: int = 1
    """Pounds in which the column counts."""
    words: Mapping[str, str] = {}
    """Words that a mapping explains, folded, with the choice that each means; "" is not known."""
    first_day: date = FIRST_DAY
    """From where numbers count days."""
    times: Decimal = Decimal(1)
    """By what the column's numbers are multiplied."""
    unit: str = ""
    """In what it counts, where that is not what the question asks for."""
    doubtful_days: bool = False
    """Days that could have their month first are not taken (see ``survey``)."""
    doubtful_pounds: bool = False
    """Nor amounts with their own pound sign."""


def read_cell(fact: Fact, text: str, manner: Manner) -> Reading:
    """What a cell that is not blank says about a fact."""
    word = _word(fact, text, manner)
    if word:
        return Reading(frozenset((word,)) if fact.kind == "set" else word)
    if is_blank(text) or is_unknown(text):
        return Reading(None)
    if word is not None or says_later(text):
        return Reading(None, note=left_open(fact.path, text))
    if fact.kind not in ("text", "set") and len(text) > LONGEST_ANSWER:
        return Reading(None, fault=_no_answer(fact, text))
    mark = text.strip()
    if fact.kind in _MARKED and mark in _BOXES:
        return Reading(None, note=_box(fact, mark))
    if fact.kind in _MARKED and mark in _MARKS:
        text = _MARKS[mark]
        if word := _word(fact, text, manner):
            return Reading(frozenset((word,)) if fact.kind == "set" else word)
        if word is not None:
            return Reading(None, note=left_open(fact.path, mark))
    try:
        return _READERS.get(fact.kind, _plain)(fact, text, manner)
    except Unreadable as problem:
        return Reading(None, fault=problem)


def _word(fact: Fact, text: str, manner: Manner) -> str | None:
    """The choice that a word means; "" where it leaves it open, None where it is not explained."""
    folded = folded_word(text)
    return manner.words.get(folded, fact.words.get(folded))


def _box(fact: Fact, mark: str) -> Unreadable:
    """That a box can mean this or that."""
    message = f"`{mark}` can be a box that was ticked, or one that was not: `{fact.path}` is taken "
    message += "as not known"
    return Unreadable("box", message, "write yes or no")


def _no_answer(fact: Fact, text: str) -> Unreadable:
    """For a fact with choices: it is none of them."""
    choices = [name.replace("_", " ") for name in fact.choices]
    near = nearest(text, choices) if len(text) < 100 else None
    message = f"`{shorten(text)}` is no answer to `{fact.path}`"
    if not choices:
        return Unreadable("bad-answer", message, f"it takes a {fact.kind}")
    message += f": {', '.join(choices)}"
    help = f"did you mean `{near}`?" if near else "write one of them, or explain it in a mapping"
    return Unreadable("bad-choice", message, help)


def _choice(fact: Fact, text: str, manner: Manner) -> Reading:
    choice = _chosen(fact, text, manner)
    if choice is not None:
        return Reading(choice)
    found = _AND_MORE.fullmatch(text)
    if found is None or _HEDGED.search(found[2]):
        raise _no_answer(fact, text)
    reading = read_cell(fact, found[1], manner)
    plainly = found[1].casefold() in _PLAINLY
    if reading.fault is not None or (reading.value is None and not plainly):
        raise _no_answer(fact, text)
    if reading.value is None:
        return reading
    message = f"of `{shorten(text)}`, `{found[1]}` is read as the answer to `{fact.path}`"
    note = Unreadable("read-as", message, "correct it if the rest says otherwise")
    return reading._replace(evidence=text, note=note)


def _chosen(fact: Fact, text: str, manner: Manner) -> str | None:
    """The choice that a text names: by its name or label, or by a word that means it."""
    text = text.rstrip(".")
    word = _word(fact, text, manner)
    if word:
        return word
    folded = folded_word(text)
    for answer, ways in _ANSWERS.items():
        if folded in ways and answer in fact.choices:
            return answer
    name = folded.replace("_", " ")
    for choice, label in fact.choices.items():
        if name in (choice.replace("_", " "), folded_word(label).rstrip(".")):
            return choice
    return None


def _set(fact: Fact, text: str, manner: Manner) -> Reading:
    whole = _chosen(fact, text, manner)
    if whole is not None:
        return Reading(frozenset((whole,)))
    if text.casefold().strip() in _NONE and "nothing" not in fact.choices:
        return Reading(frozenset())
    pieces = [one for one in items_of(text)[0] if one]
    if any(_chosen(fact, one, manner) is None for one in pieces):
        pieces = [one.strip() for one in _BETWEEN_CHOICES.split(text) if one.strip()]
    chosen = []
    for piece in pieces:
        choice = _chosen(fact, piece, manner)
        if choice is None:
            raise _no_answer(fact, piece)
        chosen.append(choice)
    return Reading(frozenset(chosen) if chosen else None)


def _money(fact: Fact, text: str, manner: Manner) -> Reading:
    if "in kind" in text.casefold().replace("-", " "):
        message = f"`{shorten(text)}` is not an amount: `{fact.path}` is taken as not known"
        help = "give the money here, and what is given in kind in a column of its own"
        return Reading(None, note=Unreadable("in-kind", message, help))
    if manner.doubtful_pounds and in_own_pounds(text):
        message = f"`{shorten(text)}` may be pounds, or thousands of them as its column says"
        raise Unreadable("pounds-or-thousands", message, "write it as the others of its column")
    value, aside, plainly = read_money(text, manner.scale)
    return _amount(fact, text, _converted(text, value, plainly, manner), aside)


def _number(fact: Fact, text: str, manner: Manner) -> Reading:
    often = times_a_year(text) if fact.kind == "count" and is_yearly(fact) else None
    if often is not None and not manner.unit:
        return Reading(often, text)
    counted = fact.unit or fact.path.rpartition(".")[2].partition("_")[0]
    whole = fact.kind == "count" and not manner.unit
    number, aside, plainly = read_number(text, whole, counted)
    number = _converted(text, number, plainly, manner)
    if fact.kind == "count" and number != int(number):
        raise Unreadable("not-whole", f"`{shorten(text)}` is not a whole number", "round it")
    return _amount(fact, text, int(number) if fact.kind == "count" else number, aside)


def _converted(text: str, number: Decimal, plainly: bool, manner: Manner) -> Decimal:
    """A number in the unit that the question asks for, to two places. Raises Unreadable."""
    if not manner.unit:
        return number
    if not plainly:
        message = f"`{shorten(text)}` says in what it counts, and so does its column: {manner.unit}"
        raise Unreadable("two-units", message, "write the number alone")
    number = (number * manner.times).quantize(Decimal("0.01"))
    return number.quantize(Decimal(1)) if number == int(number) else number.normalize()


def _amount(fact: Fact, text: str, value: Value, aside: str) -> Reading:
    if not aside:
        return Reading(value)
    message = f"`{shorten(text)}` is read as {say(fact.kind, value, unit=fact.unit)}; "
    message += f"{aside} is left aside"
    return Reading(value, text, note=Unreadable("read-as", message, "correct it if that is wrong"))


def _date(fact: Fact, text: str, manner: Manner) -> Reading:
    day = serial_date(text, manner.first_day)
    if day is not None:
        message = f"`{text}` is read as {day.isoformat()}, which is what Excel counts so"
        help = "show the column as dates"
        return Reading(
            read_value("date", {}, day.isoformat()),
            text,
            note=Unreadable("read-as", message, help),
        )
    plain = without_about(text)
    span = read_date(plain, manner.day_first, doubtful=manner.doubtful_days)
    if plain == text.strip().casefold():
        return Reading(span)
    message = (
        f"`{shorten(text)}` is read as {say('date', span)}; that it is about then is left aside"
    )
    return Reading(span, text, note=Unreadable("read-as", message, "correct it if that is wrong"))


def _plain(fact: Fact, text: str, manner: Manner) -> Reading:
    return Reading(read_value(fact.kind, fact.choices, text))


_READERS: dict[str, Callable[[Fact, str, Manner], Reading]] = {
    "judgement": _choice,
    "yes_no": _choice,
    "choice": _choice,
    "set": _set,
    "money": _money,
    "count": _number,
    "number": _number,
    "date": _date,
}
