"""A screening as an XLSX workbook: to read, to sort and to filter, and to work in."""

from __future__ import annotations

from fruitful.portfolio.screening import Screening
from fruitful.render.workbook.about import about, failed_inputs
from fruitful.render.workbook.across import overlaps, reviews
from fruitful.render.workbook.partnerships import checklist_matrix, partnerships
from fruitful.render.workbook.summary import heading, summary
from fruitful.render.workbook.work import open_questions, recommendations
from fruitful.render.workbook.writing import written


def workbook(screening: Screening) -> bytes:
    """The workbook of a screening, in the bytes of an XLSX file; the same each time.

    Raises ImportError where XlsxWriter is not installed.
    """
    sheets = (
        summary(screening),
        partnerships(screening),
        recommendations(screening),
        open_questions(screening),
        checklist_matrix(screening),
        overlaps(screening),
        reviews(screening),
        failed_inputs(screening),
        about(screening),
    )
    return written(sheets, screening.on, heading(screening))
