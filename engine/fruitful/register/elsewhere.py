"""Partnerships that several sheets of a file name: each counts once."""

from __future__ import annotations

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.register.body import Body
from fruitful.register.columns import is_about
from fruitful.register.layout import Layout


class NamedElsewhere:
    """The partnerships of the sheets of a file, of which each counts once, in the first."""

    def __init__(self) -> None:
        self._sheets: dict[str, tuple[str, str]] = {}

    def without_repeats(self, layout: Layout, body: Body) -> Body:
        """The rows of a table without those whose name stands in another sheet already."""
        sheet = layout.sheet
        at = next((one.number - 1 for one in layout.columns if is_about(one, "name")), None)
        if at is None or not sheet.name:
            return body
        rows, notes = [], list(body.notes)
        for row in body.rows:
            name = row.texts[at] if at < len(row.texts) else ""
            place = sheet.place(row.number, 0)
            folded = " ".join(name.casefold().split())
            first, cell = self._sheets.setdefault(folded, (sheet.name, place.cell))
            if not name or first == sheet.name:
                rows.append(row)
                continue
            message = f"the partnership `{shorten(name)}` stands already in {cell}, and counts "
            message += "once; this row is not read"
            help = "if it is another one, give it a name of its own"
            notes.append(Diagnostic(place, "row-left-out", message, help))
        return body._replace(rows=tuple(rows), notes=tuple(notes))
