"""Amounts of money, and numbers, as registers write them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from fruitful.diagnostic import shorten
from fruitful.language.value import MOST_DIGITS, Unreadable

_NOTHING = frozenset(("nil", "none", "zero", "£nil", "no cost", "nil cost", "£0.00"))
_ABOUT = re.compile(
    r"^(?:c\.?|ca\.?|circa|approx\.?|approximately|about|around|est\.?|~|≈)\s*(?=[£0-9])"
)
_VAT = re.compile(
    r"\s*(?:\(?\s*(?:\+|plus|exc?\.?|excl\.?|excluding|inc\.?|incl\.?|including)\s*vat\)?)$"
)
_YEARLY = re.compile(r"\s*(?:/|per|a|each)\s*(?:year|annum|yr)\.?$|\s*p\.?\s?a\.?$|\s+annually$")
_AMOUNT = re.compile(
    r"(?P<number>(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)\s*"
    r"(?P<times>k|thousand|m|mn|million|bn|billion)?"
)
_OWN_POUNDS = re.compile(r"£\s*([0-9][0-9,]*)(?:\.[0-9]+)?")
_TIMES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_UNITS = {
    "hour": "hours?|hrs?\\.?|h",
    "full-time": "ftes?|wtes?",
    "meeting": "meetings?",
    "point": "points?",
    "people": "people|persons|members?",
    "member": "members?",
    "partner": "partners?",
}
"""How cells write the units that questions ask for, by a word of the unit."""
_A_YEAR = r"(?:\s*(?:/|per|a)\s*(?:year|annum|yr)|\s*p\.?\s?a\.?)"
_ABOUT_A_NUMBER = re.compile(_ABOUT.pattern.replace("c\\.?|ca", "c\\.|c(?= )|ca"))
"""`C2` is a place in a grid of risks, and not about 2."""


def in_own_pounds(text: str) -> bool:
    """Whether an amount of a thousand or more bears its own pound sign, as `£12,000` does."""
    found = _OWN_POUNDS.fullmatch(text.strip())
    return found is not None and len(found[1].replace(",", "")) > 3


def read_money(text: str, scale: int) -> tuple[Decimal, str, bool]:
    """An amount in pounds, what was left aside, in words, or "", and whether it says no more.

    It says more where it says how often it comes. Raises Unreadable.

    ``scale`` is the number of pounds in which the column counts.

    >>> read_money("£5,605 +VAT", 1), read_money("1.2m", 1), read_money("12 p.a.", 1000)
    ((Decimal('5605'), 'VAT', True), (Decimal('1200000'), '', True), (Decimal('12000'), '', False))
    """
    folded = " ".join(text.casefold().split())
    if folded in _NOTHING:
        return Decimal(0), "", True
    aside = []
    plain = _ABOUT.sub("", folded)
    if plain != folded:
        aside.append("that it is about so much")
    without = _VAT.sub("", _YEARLY.sub("", plain))
    if _VAT.search(plain):
        aside.append("VAT")
    without = _YEARLY.sub("", without)
    plainly = without == _VAT.sub("", plain)
    without = without.removesuffix("gbp").strip().removeprefix("£").strip()
    found = _AMOUNT.fullmatch(without)
    if not found:
        help = "write pounds a year, such as £3,000; what is not money is left blank"
        message = f"`{shorten(text)}` is not an amount of money"
        if without[:1] in ("-", "−", "("):
            message, help = "this cannot be less than nothing", "write 0 or more"
        raise Unreadable("not-money", message, help)
    times = _TIMES[found["times"]] if found["times"] else scale
    return _decimal(found["number"], times), " and ".join(aside), plainly


def read_number(text: str, whole: bool, unit: str = "") -> tuple[Decimal, str, bool]:
    """A number, what was left aside, in words, or "", and whether it stands without a unit.

    It may have the unit that is asked for, and no other. Raises Unreadable.

    >>> read_number("c. 40 hours", whole=False, unit="hours a year")
    (Decimal('40'), 'that it is about so much', False)
    """
    folded = " ".join(text.casefold().split())
    if folded in _NOTHING:
        return Decimal(0), "", True
    plain = _ABOUT_A_NUMBER.sub("", folded)
    aside = "that it is about so much" if plain != folded else ""
    units = _units(unit)
    found = _AMOUNT.fullmatch(units.sub("", plain))
    if not found or found["times"]:
        help = "write it in figures, such as 1200 or 1,200"
        raise Unreadable("not-a-number", f"`{shorten(text)}` is not a number", help)
    number = _decimal(found["number"], 1)
    if whole and number != int(number):
        raise Unreadable("not-whole", f"`{shorten(text)}` is not a whole number", "round it")
    return number, aside, units.search(plain) is None


@lru_cache(maxsize=64)
def _units(unit: str) -> re.Pattern[str]:
    """What may stand behind a number that counts in this unit."""
    ways = [way for word, way in _UNITS.items() if word in unit]
    named = rf"|\s*(?:{'|'.join(ways)}){_A_YEAR}?" if ways else ""
    return re.compile(rf"(?:{_A_YEAR}{named})$")


def _decimal(figures: str, times: int) -> Decimal:
    whole, _, places = figures.partition(".")
    if sum(map(str.isdigit, whole)) < MOST_DIGITS < sum(map(str.isdigit, figures)) and places:
        # `=SUM(…)` gives 12345.670000000002: a spreadsheet shows and keeps 15 digits.
        figures = f"{Decimal(figures.replace(',', '').replace(' ', '')):.15g}"
        figures = f"{Decimal(figures):f}"
    if sum(map(str.isdigit, figures)) > MOST_DIGITS:
        message = f"a number has at most {MOST_DIGITS} digits"
        raise Unreadable("number-too-long", message, "check it, or round it")
    number = Decimal(figures.replace(",", "").replace(" ", "")) * times
    return number.quantize(Decimal(1)) if number == int(number) else number.normalize()
