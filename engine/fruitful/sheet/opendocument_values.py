"""What a cell of an OpenDocument sheet says: its value, or what it shows."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from unicodedata import category

_MONTH = re.compile(r"[^\W\d]{3,9}[ ./’'-]*(?:[0-9]{2}|[0-9]{4})")
_SHOWN = re.compile(r"[^0-9]*([0-9][0-9,\u00a0\u202f ]*(?:\.[0-9]+)?)[^0-9]*")

_LONGEST = 60
"""Characters of a number as it is shown."""


def text_of(said: dict[str, str], shown: str) -> str:
    """What a cell says: its value, or what it shows where that is in another unit."""
    kind, shown = said.get("value-type", ""), shown.strip()
    if kind in ("float", "currency") and "value" in said:
        return _amount(said["value"], shown)
    if kind == "percentage" and "value" in said:
        return shown or _plain(said["value"])
    if kind == "date" and "date-value" in said:
        return _day(said["date-value"], shown)
    if kind == "boolean":
        return "TRUE" if said.get("boolean-value") == "true" else "FALSE"
    return shown or said.get("string-value", "").strip()


def _amount(value: str, shown: str) -> str:
    """A number by its value, or as it is shown where that is more than the value, rounded."""
    plain = _plain(value)
    if not shown:
        return plain
    found = _SHOWN.fullmatch(shown)
    foreign = any(category(sign) == "Sc" and sign != "£" for sign in shown)
    if not found or foreign or any(map(str.isalpha, shown)) or len(shown) > _LONGEST:
        return shown
    figures = re.sub(r"[^0-9.]", "", found[1])
    try:
        apart = abs(abs(Decimal(value)) - Decimal(figures))
        rounded = apart <= Decimal(1).scaleb(-len(figures.partition(".")[2]))
    except InvalidOperation:
        return shown
    return plain if rounded else shown


def _plain(value: str) -> str:
    """A number to the 15 digits that spreadsheets keep."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    return f"{Decimal(f'{number:.15g}').normalize():f}"


def _day(value: str, shown: str) -> str:
    day, _, time = value.partition("T")
    if day.endswith("-01") and _MONTH.fullmatch(shown):
        return day[:7]
    if day.endswith("-01-01") and re.fullmatch("[0-9]{4}", shown):
        return day[:4]
    return f"{day} {time[:5]}" if time.strip("0:.Z") else day
