"""The types of answers: reading them from text, and saying them again."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fruitful.diagnostic import nearest, shorten

LONGEST_TEXT = 5_000
"""Characters of a text answer."""
MOST_DIGITS = 15
UNKNOWN = frozenset(("", "null", "~", "unknown", "not known", "don't know", "?"))
"""Ways of writing that an answer is not known, in lower case. Never no, and never zero."""

KINDS_SAID = {
    "judgement": "yes, partly or no",
    "yes_no": "yes or no",
    "choice": "one of the choices",
    "set": "any number of the choices",
    "count": "a whole number",
    "number": "a number",
    "money": "pounds, such as £3,000",
    "percentage": "a percentage",
    "date": "a day, a month or a year",
    "text": "a few words, which no rule tests",
}
"""What answers a question of each type."""
KINDS = list(KINDS_SAID)
NUMERIC = frozenset(("count", "number", "money", "percentage"))


class Span(NamedTuple):
    """A date as exactly as it is known: the first and the last day that it may be."""

    first: date
    last: date


class Duration(NamedTuple):
    """A length of time in calendar months and days."""

    months: int
    days: int


Value = str | frozenset[str] | int | Decimal | Span | Duration


class Unreadable(Exception):
    """A text that is no value of its type: a code, the cause and the remedy."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def is_unknown(text: str) -> bool:
    """Whether a text says that an answer is not known."""
    return " ".join(text.split()).casefold().replace("’", "'") in UNKNOWN


def folded_word(text: str) -> str:
    """A text without what makes no difference between words: capitals, hyphens, curly quotes.

    >>> folded_word("Non-statutory"), folded_word("non  Statutory")
    ('non statutory', 'non statutory')
    """
    return " ".join(text.casefold().replace("’", "'").replace("-", " ").split())


def read_value(kind: str, choices: Mapping[str, str], text: str) -> Value:
    """One piece of text as a value of its kind (for a set: one of its choices).

    Raises Unreadable.
    """
    return _READERS[kind](" ".join(text.split()) if kind != "text" else text, choices)


def _choice(text: str, choices: Mapping[str, str]) -> str:
    folded = text.casefold()
    if folded not in choices:
        folded = {"y": "yes", "true": "yes", "n": "no", "false": "no"}.get(folded, folded)
    for choice in choices:
        if choice in (folded, folded.replace(" ", "_").replace("-", "_")):
            return choice
    near = nearest(text, choices)
    raise Unreadable(
        "bad-choice",
        f"`{shorten(text)}` is not one of the choices: {', '.join(choices)}",
        f"did you mean `{near}`?" if near else "write one of them",
    )


_NUMBER = re.compile(r"(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.[0-9]+)?")


def _number(text: str, choices: Mapping[str, str]) -> Decimal:
    if text[:1] in "-−" and _NUMBER.fullmatch(text[1:].strip()):
        help = "write 0 or more"
        raise Unreadable("negative-number", "this cannot be less than nothing", help)
    if not _NUMBER.fullmatch(text):
        help = "write it in figures, such as 1200 or 1,200"
        raise Unreadable("not-a-number", f"`{shorten(text)}` is not a number", help)
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        message = f"a number has at most {MOST_DIGITS} digits"
        raise Unreadable("number-too-long", message, "check it, or round it")
    return Decimal(text.replace(",", ""))


def _count(text: str, choices: Mapping[str, str]) -> int:
    number = _number(text, choices)
    if number != int(number):
        raise Unreadable("not-whole", f"`{text}` is not a whole number", "round it")
    return int(number)


def _money(text: str, choices: Mapping[str, str]) -> Decimal:
    try:
        return _number(text.removeprefix("£").lstrip(), choices)
    except Unreadable as problem:
        if problem.code != "not-a-number":
            raise
        help = "write pounds, such as £3,000; what is not money (in kind, TBC) is left blank"
        message = f"`{shorten(text)}` is not an amount of money"
        raise Unreadable("not-money", message, help) from None


def _percentage(text: str, choices: Mapping[str, str]) -> Decimal:
    number = _number(text.removesuffix("%").rstrip(), choices)
    if number > 100:
        message = f"{text.removesuffix('%').rstrip()} is more than 100 per cent"
        raise Unreadable("not-a-percentage", message, "write the share of the whole, from 0 to 100")
    return number


_DATES = (
    re.compile(r"(?P<year>[12][0-9]{3})(-(?P<month>[0-9]{1,2})(-(?P<day>[0-9]{1,2}))?)?"),
    re.compile(r"((?P<day>[0-9]{1,2})/)?(?P<month>[0-9]{1,2})/(?P<year>[12][0-9]{3})"),
)


def _date(text: str, choices: Mapping[str, str]) -> Span:
    found = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    if found is None:
        help = "write a day as 2027-03-31 or 31/03/2027, a month as 2027-03, or a year as 2027"
        raise Unreadable("not-a-date", f"`{shorten(text)}` is not a date", help)
    year, month, day = (int(found[part]) if found[part] else None for part in _PARTS)
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        message = f"there is no {text} in the calendar"
        help = "check the day and the month; where only the year is sure, write the year"
        raise Unreadable("no-such-day", message, help) from None
    if day is not None:
        return Span(first, first)
    last_month = month or 12
    return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


_PARTS = ("year", "month", "day")
_DURATION = re.compile(r"([0-9]{1,4}) (day|week|month|year)s?")
_UNITS = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}


def _duration(text: str, choices: Mapping[str, str]) -> Duration:
    found = _DURATION.fullmatch(text)
    if not found:
        message = f"`{shorten(text)}` is not a length of time"
        raise Unreadable("not-a-duration", message, "write it as 12 months, 2 years or 90 days")
    months, days = _UNITS[found[2]]
    return Duration(int(found[1]) * months, int(found[1]) * days)


def _text(text: str, choices: Mapping[str, str]) -> str:
    if len(text) > LONGEST_TEXT:
        message = f"this text has {len(text):,} characters; at most {LONGEST_TEXT:,} can be kept"
        raise Unreadable("text-too-long", message, "put the rest into a document and name it here")
    return text.strip()


_READERS: dict[str, Callable[[str, Mapping[str, str]], Value]] = {
    "judgement": _choice,
    "yes_no": _choice,
    "choice": _choice,
    "set": _choice,
    "count": _count,
    "number": _number,
    "money": _money,
    "percentage": _percentage,
    "date": _date,
    "duration": _duration,
    "text": _text,
}


def later(day: date, duration: Duration, sign: int = 1) -> date:
    """The day so much later (or earlier, with sign -1): the last of a month or of all at most."""
    months = day.year * 12 + day.month - 1 + sign * duration.months
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if sign > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    ordinal = date(year, month + 1, min(day.day, last)).toordinal() + sign * duration.days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def plain(value: Value) -> object:
    """The value for JSON: text, a list of texts, or a number."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, Span):
        return _said_span(value)
    if isinstance(value, Duration):
        return say("duration", value)
    return value


def say(kind: str, value: Value, choices: Mapping[str, str] | None = None, unit: str = "") -> str:
    """The value as a reader would write it."""
    if isinstance(value, frozenset):
        named = [name.replace("_", " ") for name in (choices or sorted(value)) if name in value]
        return ", ".join(named) or "none"
    if isinstance(value, Duration):
        return _said_duration(value)
    if isinstance(value, Span):
        return _said_span(value)
    if isinstance(value, str):
        return value.replace("_", " ") if kind != "text" else value
    amount = f"{value:,}"
    if kind == "money":
        return f"£{amount}"
    return amount + {"percentage": "%", "number": f" {unit}" if unit else ""}.get(kind, "")


def _said_span(span: Span) -> str:
    if span.first == span.last:
        return span.first.isoformat()
    whole_year = (span.first.month, span.last.month) == (1, 12)
    return span.first.isoformat()[: 4 if whole_year else 7]


def _said_duration(duration: Duration) -> str:
    if duration.days:
        number, unit = duration.days, "day"
        if number % 7 == 0:
            number, unit = number // 7, "week"
    else:
        number, unit = duration.months, "month"
        if number % 12 == 0 and number > 12:
            number, unit = number // 12, "year"
    return f"{number} {unit}{'' if number == 1 else 's'}"
