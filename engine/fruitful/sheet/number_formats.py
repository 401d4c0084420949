"""What a cell shows where its number format makes another unit of its value: `£0"k"`, `0%`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from unicodedata import category

from fruitful.sheet.xml import parse

STYLES = "xl/styles.xml"
_BUILT_IN = {"9": "0%", "10": "0.00%", "17": "mmm-yy"}
_PIECE = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<sign>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|(?P<code>.)',
    re.DOTALL,
)
_LONGEST = 255
_OWN_SIGN = "£"


class Format(NamedTuple):
    """How a number format shows a value."""

    kind: str
    """`number`, `month` or `year`."""
    prefix: str = ""
    suffix: str = ""
    percent: bool = False
    thousands: int = 0
    """How often the value is divided by a thousand."""

    def shown(self, text: str) -> str:
        """What a cell with this value, as it was read, shows."""
        if self.kind == "month":
            return text[:7] if text[8:] == "01" else text
        if self.kind == "year":
            return text[:4] if text[5:] == "01-01" else text
        try:
            value = Decimal(text)
        except InvalidOperation:
            return text
        value = value * (100 if self.percent else 1) / Decimal(1000) ** self.thousands
        number = f"{value.normalize():f}" + ("%" if self.percent else "")
        return f"{self.prefix}{number}{self.suffix}".strip()


def read_formats(styles: bytes) -> dict[str, Format]:
    """By the number of a style: its format, where that shows another unit. Raises Damaged."""
    codes = dict(_BUILT_IN)
    found: list[str] = []
    inside = ""

    def element(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        name = name.rpartition(":")[2]
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            found.append(attributes.get("numFmtId", ""))

    parse(styles, element)
    used = {id: format_of(codes[id]) for id in set(found) & codes.keys()}
    telling = ((str(at), used.get(id)) for at, id in enumerate(found))
    return {style: one for style, one in telling if one is not None}


def format_of(code: str) -> Format | None:
    """What a format code shows besides the value; None where it is nothing else.

    >>> format_of('£0"k"').shown("12"), format_of("0%").shown("0.5"), format_of("#,##0")
    ('£12k', '50%', None)
    """
    if len(code) > _LONGEST or code.casefold() in ("general", "@", ""):
        return None
    before = after = dates = ""
    digits, percent, commas = False, False, 0
    for found in _PIECE.finditer(code):
        sign = found["code"] or ""
        text = found["text"] or found["sign"] or found["currency"] or ""
        if sign == ";":
            break
        if sign and sign in "0#?":
            digits, commas = True, 0
        elif sign == "," and digits:
            commas += 1
        elif sign == "%":
            percent = True
        elif sign and sign in "ymdhsYMDHS" and not digits:
            dates += sign.casefold()
        elif sign == " " or sign == "K" or (sign and category(sign) == "Sc"):
            text += sign
        after, before = (after + text, before) if digits else (after, before + text)
    if dates and not digits:
        kind = {frozenset("ym"): "month", frozenset("y"): "year"}.get(frozenset(dates))
        return Format(kind) if kind else None
    tells = percent or commas or any(map(_tells, before + after))
    return Format("number", before.lstrip(), after, percent, commas) if digits and tells else None


def _tells(sign: str) -> bool:
    """Whether a sign beside the figures makes another amount of them: a letter, a zero, a `$`."""
    return sign.isalnum() or (category(sign) == "Sc" and sign != _OWN_SIGN)
