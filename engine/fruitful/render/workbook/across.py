"""What only shows when partnerships are set side by side: this tool's extension."""

from __future__ import annotations

from fruitful.portfolio.screening import Screening
from fruitful.render.workbook.naming import as_text, tier_title
from fruitful.render.workbook.table import Column, Table


def overlaps(screening: Screening) -> Table:
    """Pairs of partnerships that may be doing the same."""
    rows = [
        (
            one.first.name,
            one.second.name,
            "; ".join(one.topics),
            one.area,
            "; ".join(one.partners),
        )
        for one in screening.overlaps
    ]
    columns = (
        Column("Partnership", 32, "label"),
        Column("And", 32, "label"),
        Column("Topics in common", 32),
        Column("Area", 22),
        Column("Partners in common", 56),
    )
    lead = (
        "Possible overlaps: a question to ask, and no finding. This tool's "
        "extension; those that share most partners come first."
    )
    return Table("Overlaps", lead, columns, rows, 2, len(columns), "None was found.")


def reviews(screening: Screening) -> Table:
    """When each partnership should next be looked at."""
    rows = [
        (
            as_text(one.due),
            "overdue" if one.overdue else "",
            one.partnership.name,
            tier_title(screening, one.tier),
            one.why,
            one.partnership.id,
        )
        for one in screening.rota
    ]
    columns = (
        Column("Next review", 14),
        Column("Review", 12),
        Column("Partnership", 40, "label"),
        Column("Tier", 24),
        Column("Why then", 64),
        Column("Ref", 20),
    )
    lead = (
        "When each partnership should next be looked at, the earliest first: this tool's extension."
    )
    return Table("Reviews", lead, columns, rows, 1, 5, "No partnership is at work.")
