"""What could not be read of many partnerships, and what to know of what was, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.diagnostic import Diagnostic, gathered, show
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.screening import Failed
from fruitful.render.layout import MOST, WIDTH, Paint, more, section, wrap


def problem_lines(
    failed: Sequence[Failed],
    faulty: Sequence[tuple[str, Sequence[Diagnostic]]],
    paint: Paint,
    *,
    everything: bool,
) -> Iterator[str]:
    """Inputs that could not be assessed, and faults of others, by the partnerships' names."""
    if failed or faulty:
        yield from section("What could not be read", paint)
    for one in failed:
        yield from wrap(f"{source_of(one.source)}: not assessed.", "  ", "    ")
        yield from _indented(one.diagnostics)
    for name, faults in faulty if everything else faulty[:MOST]:
        said = f"{name}: assessed, with what follows taken as not known."
        yield from wrap(said, "  ", "    ")
        yield from _indented(faults)
    yield from more(len(faulty), everything=everything)


def note_lines(notes: Sequence[Diagnostic], paint: Paint, *, everything: bool) -> Iterator[str]:
    """What is worth knowing and is no fault."""
    told = gathered(notes)
    if told:
        yield from section("Notes on reading the register", paint)
    for one in told if everything else told[:MOST]:
        where = source_of(one.place)
        help = f" ({one.help})" if one.help else ""
        yield from wrap(f"{where}: {one.message}{help}.", "  ", "    ")
    yield from more(len(told), everything=everything)


def _indented(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    for one in diagnostics:
        for line in show(one).splitlines():
            yield from [f"    {line}"] if len(line) < WIDTH - 4 else wrap(line, "    ", "      ")
