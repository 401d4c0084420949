"""A report in lines of at most 80 columns, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fruitful.formats import Look
from fruitful.render.layout import WIDTH, Paint, wrap
from fruitful.report.blocks import (
    LINES,
    Block,
    Drawing,
    Fold,
    Items,
    Only,
    Pairs,
    Paragraph,
    Report,
    Run,
    Section,
    Table,
    Verbatim,
    parts,
    plain,
    shown,
)

_LEADS = {"action": "→ "}
_NUMBERED = {"questions": "{:>3}? ", "open": "{:>3}? ", "edits": "{:>3}. "}

_MARKS = 11
"""How wide the column is that says whether parts of a condition hold."""
_APART = ("actions", "open", "happenings")
"""Lists whose entries have an empty line between them."""


def write(report: Report, look: Look) -> str:
    """The report as text; what need not be read at first is left out."""
    paint = look.paint
    lines = wrap(report.title, paint=lambda line: paint(line, "heading"))
    for sentence in report.about:
        lines += wrap(sentence)
    lines += _blocks(report.blocks, "", paint)
    made = [*_blocks(report.made, "", paint)]
    lines += ["", *made] if made else []
    return "\n".join(lines) + "\n"


def _blocks(blocks: Iterable[Block], indent: str, paint: Paint) -> Iterator[str]:
    for one in shown(blocks, LINES):
        if isinstance(one, Paragraph):
            yield from _paragraph(one, indent, paint)
        elif isinstance(one, Items):
            tree = one.look == "tree"
            yield from _tree(one) if tree else _items(one, indent, paint)
        elif isinstance(one, Section):
            yield from _section(one, paint)
        elif isinstance(one, Pairs):
            yield from _pairs(one, indent)
        elif isinstance(one, Table):
            yield from _table(one, indent)
        elif isinstance(one, Verbatim):
            yield from _verbatim(one, indent)
        elif isinstance(one, Drawing):
            yield from _blocks(one.blocks, indent, paint)
        else:
            assert isinstance(one, (Fold, Only))  # which lines cannot unfold


def _paragraph(one: Paragraph, indent: str, paint: Paint) -> Iterator[str]:
    if one.look == "summary":  # it stands by itself
        yield from ("", *wrap(plain(one.text)))
    elif one.look in ("before", "flush"):
        yield from wrap(plain(one.text))
    elif one.look == "more" and not indent:
        yield from ("", *wrap(plain(one.text), "  "))
    elif one.look == "cause":
        yield from wrap(plain(one.text), indent, f"{indent}  ")
    elif one.look == "verdict":
        yield from wrap(plain(one.text), indent, paint=_painted("verdict", paint))
    else:
        lead = indent + _LEADS.get(one.look, "")
        yield from wrap(plain(one.text), lead, " " * len(lead))


def _section(one: Section, paint: Paint) -> Iterator[str]:
    yield ""
    kind = f"{one.kind}: " if one.kind else ""
    style = one.style or one.look or "heading"
    yield from wrap(f"{kind}{plain(one.title)}", paint=lambda line: paint(line, style))
    yield from _blocks(one.blocks, "  ", paint)


def _items(some: Items, indent: str, paint: Paint) -> Iterator[str]:
    for at, one in enumerate(some.items):
        if at and some.look in _APART:
            yield ""
        if some.look == "lettered":
            lead, below, inner = f"{some.start:>2}{chr(ord('a') + at)}. ", "     ", "     "
        elif some.start:
            shape = _NUMBERED.get(some.look, "{:>2}. ")
            lead = shape.format(at + some.start)
            below = inner = " " * len(shape.format(1))
        elif some.look == "beside":  # beside a numbered list
            lead, below, inner = f"   {some.mark}", "     ", "     "
        elif some.look == "ranked":  # the rank stands in the text
            lead, below, inner = "", "    ", "    "
        else:
            inner = f"{indent}{' ' * (len(some.mark) - len(some.mark.lstrip(' ')))}  "
            lead, below = f"{indent}{some.mark}", inner if some.mark else indent
        if some.look == "happenings":
            inner = indent
        if some.look.startswith("hanging"):
            below = f"{inner}  " if some.look == "hanging-far" else inner
        yield from wrap(plain(one.text), lead, below, _painted(one.style, paint))
        yield from _blocks(one.blocks, inner, paint)


def _tree(some: Items, indent: str = "") -> Iterator[str]:
    """A condition, the marks in a column of their own, whatever it belongs to."""
    for one in some.items:
        mark, *rest = parts(one.text)
        is_marked = isinstance(mark, Run)
        said = plain(tuple(rest)).strip() if is_marked else plain(one.text)
        bullet = "- " if one.style == "listed" else ""
        below = indent + " " * len(bullet)
        start = f"{mark.text if isinstance(mark, Run) else '':<{_MARKS}}"
        yield from wrap(said, f"{start}{indent}{bullet}", f"{'':<{_MARKS}}{below}")
        for inner in one.blocks:
            assert isinstance(inner, Items)
            for each in inner.items:
                deeper = below if each.style == "listed" else f"{below}  "
                yield from _tree(inner._replace(items=(each,)), deeper)


def _pairs(some: Pairs, indent: str) -> Iterator[str]:
    for one in some.pairs:
        if some.look == "places":
            yield from wrap(plain(one.text), f"{indent}{plain(one.term):<9}", " " * 11)
        else:
            yield from wrap(f"{plain(one.term)}: {plain(one.text)}", indent, f"{indent}  ")


def _verbatim(one: Verbatim, indent: str) -> Iterator[str]:
    for line in one.text.splitlines():
        fits = len(indent) + len(line) < WIDTH
        yield from [f"{indent}{line}"] if fits else wrap(line, indent, f"{indent}  ")


def _painted(style: str, paint: Paint) -> Callable[[str], str] | None:
    return (lambda line: paint(line, style)) if style else None


def _table(table: Table, indent: str) -> Iterator[str]:
    """A line a row: what names it, then its other cells; of counts, the number first."""
    if table.caption:
        yield from wrap(f"{table.caption}:", indent)
    elif not indent:
        yield ""
    for row in table.rows:
        cells = [plain(one) for one in row.cells]
        name = cells.pop(table.named_by)
        rest = "; ".join(filter(None, cells))
        if table.look == "counts":
            yield from wrap(f"{rest:>4}  {name}", "", "      ")
        else:
            yield from wrap(f"{name}: {rest}" if rest else name, f"{indent}  ", f"{indent}    ")
