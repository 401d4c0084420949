"""What a screening wrote, given as a register by mistake."""

from __future__ import annotations

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.sheet import Sheets

REPORT = "fruitful.screening"
"""The name by which the workbook of a screening is known again, whatever its sheets are called."""


COLUMNS = frozenset(("verdict", "standing", "tier standing", "open questions", "why then"))
"""Columns by which the rows of a screening are known again, wherever they were saved."""


def refuse_report(sheets: Sheets, file: str) -> None:
    """Its sheets would be read as registers, each row as a partnership. Raises Refused."""
    what = ""
    if REPORT in sheets.names:
        what = "the workbook is"
    elif any(sheet.rows and set(sheet.rows[0].texts) >= COLUMNS for sheet in sheets.read):
        what = "these are the rows of"
    if what:
        message = f"{what} the report of a screening, and no register"
        help = "name the register or the profiles that were screened"
        raise Refused([Diagnostic(Place(file), "report", message, help)])
