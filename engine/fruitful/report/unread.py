"""What could not be read of many partnerships, and what to know of what was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from fruitful.diagnostic import Diagnostic, Place, gathered, show
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.screening import Failed
from fruitful.report.blocks import LINES, PAGES, Block, Item, Items, Only, Section, Verbatim
from fruitful.report.lists import cut


def problems(
    failed: Sequence[Failed],
    faulty: Sequence[tuple[str, Sequence[Diagnostic]]],
    *,
    everything: bool,
) -> Iterator[Section]:
    """Inputs that could not be assessed, and faults of others, by the partnerships' names."""
    lost = tuple(
        Item(f"{source_of(one.source)}: not assessed.", _told(one.diagnostics)) for one in failed
    )
    some = [
        Item(f"{name}: assessed, with what follows taken as not known.", _told(faults))
        for name, faults in faulty
    ]
    if lost or some:
        blocks = (Items(lost, look="hanging", mark=""),) if lost else ()
        rest = cut(some, everything=everything, look="hanging", mark="")
        yield Section("unread", "What could not be read", (*blocks, *rest))


def notes(some: Sequence[Diagnostic], *, everything: bool) -> Iterator[Section]:
    """What is worth knowing and is no fault."""
    told = [
        f"{source_of(one.place)}: {one.message}{f' ({one.help})' if one.help else ''}."
        for one in gathered(some)
    ]
    if told:
        blocks = tuple(cut(told, everything=everything, look="hanging", mark=""))
        yield Section("notes", "Notes on reading the register", blocks)


def _told(diagnostics: Sequence[Diagnostic]) -> tuple[Block, ...]:
    """Each fault: in lines with the line of the file, on pages as a sentence."""
    lines = tuple(Verbatim(show(one)) for one in diagnostics)
    sentences = tuple(
        Item(f"{_where(one.place)}{one.message}{f'; {one.help}' if one.help else ''}.")
        for one in diagnostics
    )
    return (Only(LINES, lines), Only(PAGES, (Items(sentences),)))


def _where(place: Place) -> str:
    if place.cell:
        return f"{place.cell}: "
    return f"Line {place.line}: " if place.line else ""


def without_folders(some: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same, with files by their names alone: a paper says nothing of the machine."""
    return tuple(one._replace(place=in_file(one.place)) for one in some)


def in_file(place: Place) -> Place:
    """The place in a file by its name alone."""
    return place._replace(file=os.path.basename(place.file))
