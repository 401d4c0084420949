"""The items of a list that stands in one cell, as people and programs write it."""

from __future__ import annotations

import json
import re


def items_of(text: str) -> tuple[tuple[str, ...], bool]:
    """The items of a list in one cell, and whether commas had to separate them."""
    listed = _json_list(text)
    if listed is not None:
        return listed, False
    text = _NUMBERED.sub(";", text)
    if _COUNTED.match(text):
        text = _COUNT.sub(";", text)
    pieces = _outside_brackets(text, _BETWEEN)
    by_commas = len(pieces) == 1 and "," in text
    if by_commas:
        pieces = _outside_brackets(text, ",")
    items = (_BULLET.sub("", one.strip()).strip() for one in pieces)
    return tuple(" ".join(one.split()) for one in items if one), by_commas


_BULLET = re.compile(r"^(?:[•·*▪▫◦‣●○■□➢➤\uf0b7–-]|o(?=\s)|[0-9]{1,2}[.)])\s+")
_BETWEEN = ";\n\t|•▪▫◦‣●○■□➢➤\uf0b7"
_COUNTED = re.compile(r"(?:1[.)]\s\S.*\s2[.)]\s\S|\(?a\)\s\S.*\s\(?b\)\s\S)", re.DOTALL)
_COUNT = re.compile(r"(?:^|\s)(?:[0-9]{1,2}[.)]|\(?[a-z]\))(?=\s)")
"""Items that are counted in one line: `1. Police 2. NHS`, `a) Police b) NHS`."""
_NUMBERED = re.compile(r";#[0-9]*;?#?")
"""What a list of SharePoint puts between names: `A;#12;#B;#13`."""


_QUOTED = re.compile(r"'([^']+)'")
_QUOTED_LIST = re.compile(r"\['[^']+'(?:\s*,\s*'[^']+')*\]")
"""A list as a program of Python writes it."""


def _json_list(text: str) -> tuple[str, ...] | None:
    """The items of a list as forms and programs write it: `["A", "B"]`; None where it is none."""
    if not (text.startswith("[") and text.rstrip().endswith("]")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        items = _QUOTED.findall(text)
        return tuple(items) if items and _QUOTED_LIST.fullmatch(text) else None
    if not all(isinstance(one, str | int) for one in found):
        return None
    return tuple(" ".join(str(one).split()) for one in found if str(one).strip())


def _outside_brackets(text: str, separators: str) -> list[str]:
    """The pieces between separators that stand in no brackets, if the brackets match."""
    if text.count("(") != text.count(")") or "(" not in text:
        return re.split(f"[{separators}]", text)
    depth, pieces = 0, [""]
    for sign in text:
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign in separators and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces
