"""What a report consists of: sections of paragraphs, lists, tables, drawings and folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

LINES, PAGES = "lines", "pages"
"""Where a report is read: in lines of a terminal, which show what is to be known first; or on
pages, which show all."""


class Run(NamedTuple):
    """Some words with a look of their own, or that lead elsewhere in the report."""

    text: str
    look: str = ""
    """``strong``, ``count``, ``id``, ``note``, ``ask``; ``flag``, a remark in brackets in lines;
    ``severity``, which lines leave out; ``answer`` and ``mark``."""
    state: str = ""
    """Of a severity, an answer or a mark: which."""
    to: str = ""
    """The id of what it leads to."""


class Places(NamedTuple):
    """Places in the paper, or local sources, that something rests on."""

    cites: tuple[str, ...]
    of: tuple[Part, ...] = ()
    """The rule that cites them."""


Part: TypeAlias = "str | Run | Places"
Text: TypeAlias = "str | tuple[Part, ...]"


class Paragraph(NamedTuple):
    text: Text
    look: str = ""
    """``lead``, ``standing``, ``about``, ``finding``, ``action``, ``note``, ``local``."""


class Item(NamedTuple):
    """An entry of a list, with what belongs to it."""

    text: Text
    blocks: tuple[Block, ...] = ()
    id: str = ""
    style: str = ""
    """How a terminal paints its first words: a severity."""


class Items(NamedTuple):
    """A list."""

    items: tuple[Item, ...]
    start: int = 0
    """The number of the first where they are numbered; 0 where they are not."""
    look: str = ""
    mark: str = "- "
    """What stands before each in lines."""


class Pair(NamedTuple):
    """A term, and what is said of it."""

    term: Text
    text: Text
    id: str = ""
    look: str = ""


class Pairs(NamedTuple):
    """Terms with what is said of each."""

    pairs: tuple[Pair, ...]
    look: str = ""


class Row(NamedTuple):
    """A row of a table."""

    cells: tuple[Text, ...]
    look: str = ""
    """``group`` begins a group of rows; ``side`` does, and has a sum."""


class Table(NamedTuple):
    """A table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    look: str = ""
    numbers: tuple[int, ...] = ()
    """The columns of numbers."""
    named_by: int = 0
    """The column that names the rows."""
    wide: str = ""
    """Of one that may be wider than a screen: what it is called where it is moved sideways."""


class Share(NamedTuple):
    """A part of a whole, or one of several ends of a link."""

    name: str
    state: str
    number: int = 0


class Drawing(NamedTuple):
    """Something drawn where that can be, with what says the same in words."""

    kind: Literal["shares", "links"]
    title: str
    about: str
    shares: tuple[Share, ...]
    blocks: tuple[Block, ...]


class Verbatim(NamedTuple):
    """Lines that stay as they are, such as a line of a file with carets below it."""

    text: str


class Fold(NamedTuple):
    """What need not be read at first."""

    summary: Text
    blocks: tuple[Block, ...]
    is_open: bool = False
    look: str = ""


class Section(NamedTuple):
    """A heading and what stands below it."""

    id: str
    title: Text
    blocks: tuple[Block, ...]
    look: str = ""
    kind: str = ""
    """What the title is the title of: of a verdict, "Verdict"."""
    short: str = ""
    """Its name in a list of contents; the title without."""
    style: str = ""
    """How a terminal paints its title, where not by its look."""


class Only(NamedTuple):
    """Blocks for lines alone, or for pages alone."""

    where: str
    blocks: tuple[Block, ...]


Block: TypeAlias = "Paragraph | Items | Pairs | Table | Drawing | Verbatim | Fold | Section | Only"


class Report(NamedTuple):
    """All that a command tells people."""

    kind: str
    title: str
    head: str
    """What a window or a file of it is called."""
    on: date
    """The day that it is about."""
    about: tuple[str, ...]
    """Sentences below the title."""
    paper: tuple[Section, ...]
    """The short form for a committee: where there is one, the rest is its appendix."""
    blocks: tuple[Block, ...]
    """Sections, some of them for lines or pages alone."""
    made: tuple[Block, ...]
    """How it was made: with what, from what and on which rules."""
    sources: Mapping[str, str]
    """By place in the paper, or local source: the id of what the report says of it."""


def shown(blocks: Iterable[Block], where: str) -> Iterator[Block]:
    """The blocks that are shown in lines, or on pages."""
    for one in blocks:
        if not isinstance(one, Only):
            yield one
        elif one.where == where:
            yield from shown(one.blocks, where)


def sections(blocks: Iterable[Block], where: str) -> Iterator[Section]:
    """The sections among them, as a list of contents has them."""
    return (one for one in shown(blocks, where) if isinstance(one, Section))


def parts(text: Text) -> tuple[Part, ...]:
    """A text as its parts."""
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The words alone; without severities, which other words say."""
    said = (words(one) for one in parts(text) if not has_look(one, "severity"))
    return "".join(said).rstrip(" ")


def words(one: Part) -> str:
    """The words of a part, where its look cannot be shown."""
    if isinstance(one, str):
        return one
    if isinstance(one, Places):
        of = f"{plain(one.of)}: " if one.of else ""
        return f"[{of}{', '.join(one.cites)}]"
    return f" ({one.text})" if one.look == "flag" else one.text


def has_look(one: Part, *looks: str) -> bool:
    """Whether a part has one of these looks."""
    return isinstance(one, Run) and one.look in looks


def parts_on_pages(text: Text) -> Iterator[Part]:
    """The parts of a text that pages show."""
    return (one for one in parts(text) if not has_look(one, "in-lines"))


def listed(texts: Iterable[Text], look: str = "", mark: str = "- ") -> Items:
    """A list of texts alone."""
    return Items(tuple(map(Item, texts)), look=look, mark=mark)


def joined(some: Iterable[Text], between: str = ", ") -> Iterator[Part]:
    """Texts in a row, with something between each two."""
    for at, one in enumerate(some):
        if at:
            yield between
        yield from parts(one)
