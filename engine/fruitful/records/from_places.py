"""Where things come from, and what was found in registers, as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fruitful.diagnostic import Diagnostic, Place
from fruitful.portfolio import found
from fruitful.portfolio.screening import Failed, Named
from fruitful.records import places as to
from fruitful.records import rules


def place_record(place: Place) -> to.Place:
    """Where something comes from."""
    return to.Place(place.file, place.line or None)


def diagnostic_records(some: Iterable[Diagnostic]) -> list[to.Diagnostic]:
    """What to put right, or to know."""
    return [
        to.Diagnostic(
            file=one.place.file,
            line=one.place.line or None,
            column=one.place.column or None,
            code=one.code,
            message=one.message,
            help=one.help,
        )
        for one in some
    ]


def failed_records(some: Iterable[Failed]) -> list[to.Failed]:
    """What could not be read at all."""
    return [
        to.Failed(place_record(one.source), diagnostic_records(one.diagnostics)) for one in some
    ]


def named_record(one: Named) -> rules.Named:
    """A partnership, by id and name."""
    return rules.Named(one.id, one.name)


def named_records(some: Iterable[Named]) -> list[rules.Named]:
    """Partnerships, by id and name."""
    return [named_record(one) for one in some]


def found_records(some: Sequence[found.Found]) -> list[to.Found]:
    """What was found in registers."""
    return [
        to.Found(
            file=one.file,
            partnerships=one.partnerships,
            tables=[
                to.Table(
                    sheet=table.sheet or None,
                    first_row=min(table.rows, default=None),
                    last_row=max(table.rows, default=None),
                    partnerships=len(table.rows),
                )
                for table in one.tables
            ],
            columns_read=one.columns_read,
            columns_not_read=one.columns_not_read,
            left_out=[to.LeftOut(out.sheet, out.why) for out in one.left_out],
        )
        for one in some
    ]
