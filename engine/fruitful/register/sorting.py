"""What a row below the headings is, where it is no partnership: a total, a heading, a footnote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase

from fruitful.register.columns import is_about
from fruitful.register.layout import Layout
from fruitful.register.tables import says_ended
from fruitful.register.units import cover
from fruitful.register.words import bare, known_words, words_of
from fruitful.sheet.grid import Row

_TOTAL = re.compile(r"(?:grand |sub-? ?|overall )?totals?|sum|count|average", re.IGNORECASE)
_TOTAL_OF = re.compile(
    r"(?:(?:grand |sub-? ?|overall )?totals?\b.*|.*\b(?:sub-? ?)?total)", re.IGNORECASE
)
"""A total too, where nothing but figures stands beside it: `Total Place` may be a partnership."""
_FIGURES = re.compile(r"[£(-]*[0-9][0-9,. ]*(?:[kmn%)]|bn)?")
_BEGINS_OTHERWISE = re.compile(r"(?:grand|sub|overall|total|sum|count|average)", re.IGNORECASE)
_BEGINS_FIGURE = frozenset("£0123456789(-.")
_MARKED = re.compile(r"[*†‡#¹²³]|\(?[0-9a-z]\)\s")
"""How a footnote begins: `* denotes statutory`."""
_EXAMPLE = re.compile(r"[:()\[\]]+|\s[–—-]\s")
_LONGEST_FOOTER = 30
"""Characters of what begins a footnote, where other cells stand beside it."""
_SENTENCE = 60
"""Characters from which a text that stands alone is taken for a footnote."""
_MOST_SUMMED = 200
Cells = list[tuple[int, str]]


def cells_of(texts: Sequence[str]) -> Cells:
    """The texts of a row that are not blank, by column."""
    return [(at, text) for at, text in enumerate(texts, 1) if text]


def is_plainly_one(texts: Sequence[str], naming: Mapping[int, str], typical: int) -> bool:
    """Whether a row is a partnership without a doubt: filled as well as others, and named.

    Most rows are, and need no second look. ``naming`` are the columns of names, with headings.
    """
    number = sum(map(bool, texts))
    if number <= max(4, typical // 2):
        return False
    names = [(texts[at - 1], heading) for at, heading in naming.items() if at <= len(texts)]
    if not any(names) or any(not name or name == heading for name, heading in names):
        return False
    first = next(filter(None, texts))
    if _BEGINS_OTHERWISE.match(first) or first.endswith(":"):
        return False
    if len(first) < _LONGEST_FOOTER and words_of(first) in known_words().footers:
        return False
    words = (text for text in texts if text and text[0] not in _BEGINS_FIGURE)
    return next(words, None) is not None and next(words, None) is not None


def is_total(cells: Cells) -> bool:
    """Whether a row sums up others, by its first text."""
    first = cells[0][1].rstrip(" :")
    others = [text for _, text in cells[1:]]
    if len(first) >= 60:
        return False
    if _TOTAL.fullmatch(first):
        return True
    return bool(_TOTAL_OF.fullmatch(first) and others and all(map(_FIGURES.fullmatch, others)))


def is_footer(cells: Cells) -> bool:
    """Whether a row is a footnote, by how it begins: `Updated: 12/11/2026 by …`."""
    first = cells[0][1].strip()
    head, colon, _ = first.partition(":")
    if colon and len(cells) < 3 and words_of(head) in known_words().footers:
        return True
    if first.endswith(":") and len(first) < 60:
        return True
    words = words_of(first)
    if words in known_words().footers:
        return True
    if len(cells) == 1 and _MARKED.match(first):
        return True
    begins = [words[:n] for n in (1, 2, 3, 4) if words[:n] in known_words().footers]
    return bool(begins) and (len(cells) == 1 or (len(cells) < 4 and begins[-1][-1] == "by"))


def is_legend(cells: Cells) -> bool:
    """Whether a row heads a legend, such as `RAG key | Meaning`."""
    legend, values = known_words().legend, known_words().legend_values
    if len(cells) > 3:
        return False
    return words_of(cells[0][1]) in values or any(
        words_of(text)[-1:] in legend or words_of(text) in legend for _, text in cells
    )


def is_sentence(text: str) -> bool:
    """Whether a text that stands alone says something, and names nothing."""
    return (len(text) > _SENTENCE and " " in text) or (text.endswith(".") and text.count(" ") > 3)


def is_guidance(cells: Cells, naming: frozenset[int]) -> bool:
    """Whether a row below the headings says how to fill the columns in, or numbers them."""
    texts = [text for _, text in cells]
    names = [text for at, text in cells if at in naming]
    if (len(texts) > 2 and _numbers(texts)) or any(map(_is_example, names)):
        return True
    if not all(map(_guides, names)):
        return False
    return (
        len(texts) > 1
        and 2 * sum(map(_guides, texts)) >= len(texts)
        and (bool(names) or sum(map(_guides, texts)) == len(texts))
    )


def _numbers(texts: Sequence[str]) -> bool:
    """Whether texts number the columns: `(1) (2) (3)`, `a b c`."""
    bare_ones = [text.strip("()[]. ").casefold() for text in texts]
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    return bare_ones in (numbers, list(ascii_lowercase[: len(texts)]))


def _is_example(name: str) -> bool:
    """Whether a name stands in a row that shows how to fill one in: `EXAMPLE: Harbour Forum`."""
    words = words_of(name)
    if words[:2] == ("e", "g") or words[:1] == ("eg",):
        return True
    head = _EXAMPLE.split(name.strip(), maxsplit=1)
    return any(words_of(part) in known_words().examples for part in head if part)


def _guides(text: str) -> bool:
    words = words_of(text)
    begins = any(words[:n] in known_words().guidance for n in (1, 2, 3))
    return bool(words) and (cover(words) is not None or (begins and len(words) > 1))


def is_heading(text: str, layout: Layout, seen: frozenset[str], capitals: bool) -> bool:
    """Whether a text that stands alone is a heading above rows: a service, a kind, `CLOSED`."""
    plain = " ".join(text.casefold().split())
    if plain in seen or text.rstrip().endswith(":") or says_ended(text):
        return True
    if in_capitals(text) and not capitals:
        return True
    words = text.split()
    last = words[-1].casefold() if words else ""
    plural = ("partnerships", "boards", "groups", "bodies", "arrangements", "forums", "companies")
    return last in plural or bare(text) in _choices(layout)


def in_capitals(text: str) -> bool:
    """Whether a text is written as a heading is: `PLACE`, and not `P2`."""
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _choices(layout: Layout) -> frozenset[str]:
    return frozenset(bare(column.header) for column in layout.columns)


def is_subtotal(cells: Cells, rows: Sequence[Row], at: int, least: int = 2) -> bool:
    """Whether every figure of a row is the sum of the rows that follow it, or that stand above it.

    A single row of a single figure proves nothing: there have to be ``least`` rows or figures.
    """
    figures = {column: _figure(text) for column, text in cells[1:]}
    if not figures or None in figures.values() or not any(figures.values()):
        return False
    for step in (1, -1):
        sums = dict.fromkeys(figures, Decimal(0))
        number = 0
        other = at + step
        while 0 <= other < len(rows) and abs(other - at) < _MOST_SUMMED:
            texts = rows[other].texts
            adds = False
            for column in sums:
                text = texts[column - 1] if column <= len(texts) else ""
                figure = _figure(text) if text else None
                sums[column] += figure or 0
                adds = adds or bool(figure)
            number += adds
            other += step
            if sums == figures and (number >= least or len(figures) >= least):
                return True
    return False


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().removeprefix("£").replace(",", "").strip())
    except InvalidOperation:
        return None


def only_figures(cells: Cells) -> bool:
    """Whether a row has a text and behind it nothing but figures."""
    return len(cells) > 1 and all(_FIGURES.fullmatch(text) for _, text in cells[1:])


def repeats_header(layout: Layout, cells: Cells) -> bool:
    """Whether each text of a row is the name of its column."""
    headers = {column.number: column.header for column in layout.columns}
    return len(cells) > 1 and all(headers.get(at) == text for at, text in cells)


def naming_columns(layout: Layout) -> frozenset[int]:
    """The columns that hold the partnerships' names, or else their references."""
    names = frozenset(one.number for one in layout.columns if is_about(one, "name"))
    return names or frozenset(one.number for one in layout.columns if is_about(one, "id"))
