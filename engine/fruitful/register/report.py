"""The workbook of a screening, given as a register by mistake."""

from __future__ import annotations

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.sheet import Sheets

REPORT = "fruitful.screening"
"""The name by which the workbook of a screening is known again, whatever its sheets are called."""


def refuse_report(sheets: Sheets, file: str) -> None:
    """Its sheets would be read as registers, each row as a partnership. Raises Refused."""
    if REPORT in sheets.names:
        message = "the workbook is the report of a screening, and no register"
        help = "name the register or the profiles that were screened"
        raise Refused([Diagnostic(Place(file), "report", message, help)])
