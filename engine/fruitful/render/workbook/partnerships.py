"""The partnerships, a row each: what is to be said of them, and the paper's checklist."""

from __future__ import annotations

from fruitful.portfolio.concerns import in_order, named
from fruitful.portfolio.screening import Review, Screened, Screening
from fruitful.render.counting import counts
from fruitful.render.in_short import NOBODY, provisional
from fruitful.render.workbook.naming import (
    LEAD_OFFICER,
    answer,
    as_text,
    required,
    source,
    standing,
    tier_of,
    verdict_title,
)
from fruitful.render.workbook.table import Column, Row, Table
from fruitful.ruleset.rule import SEVERITIES

FIRST = 3
"""Recommendations that stand beside a partnership."""
STATES = {
    "yes": "yes",
    "partly": "partly",
    "no": "no",
    "unknown": "?",
    "not_applicable": "–",
}
"""How the matrix writes the state of a question."""


def partnerships(screening: Screening) -> Table:
    """One row a partnership."""
    due = {one.partnership: one for one in reversed(screening.rota)}
    rows = [
        (str(rank or ""), *_row(one, due.get(named(one)), screening))
        for rank, one in in_order(screening)
    ]
    columns = (
        Column("Rank", 6, "short"),
        Column("Partnership", 28, "label"),
        Column("Verdict", 24),
        Column("Tier", 16),
        *(Column(severity.capitalize(), 5, "count") for severity in SEVERITIES),
        Column("Open questions", 6, "count"),
        Column("Do first", 52),
        Column("Next review", 12),
        Column("Review", 9),
        Column("Lead officer", 16),
        Column("Stage", 16),
        Column("Required by law", 11),
        Column("Standing", 12),
        Column("Ref", 14),
        Column("Source", 40),
    )
    lead = (
        "One row a partnership: those that need attention first, those too little known "
        "last, by tier. A provisional verdict could become another one. There is no score. "
        "Behind a number, + ? means that more may be found once open questions are answered."
    )
    return Table("Partnerships", lead, columns, rows, 2, 14, f"{NOBODY}.")


def _row(one: Screened, review: Review | None, screening: Screening) -> Row:
    judged, recommended = one.advice.judged, one.advice.recommendations
    counted = counts(one.brief, screening.ruleset)
    first = [f"{found.rank}. {found.title}" for found in recommended[:FIRST]]
    return (
        one.name,
        verdict_title(screening, judged.verdict.id) + provisional(judged.verdict, judged.settled),
        tier_of(one, screening),
        *("" if counted[severity] == "0" else counted[severity] for severity in SEVERITIES),
        str(len(one.advice.questions)),
        "\n".join(first),
        as_text(review.due) if review else "",
        "overdue" if review and review.overdue else "",
        answer(one, LEAD_OFFICER),
        screening.ruleset.stages.get(one.advice.stage or "", "not known"),
        required(one.statutory),
        standing(judged.settled),
        one.id,
        source(one.source),
    )


def checklist_matrix(screening: Screening) -> Table:
    """The partnerships by the questions of the paper's checklist."""
    asked = screening.ruleset.checklist
    rows: list[Row] = []
    for _, one in in_order(screening):
        states = {answered.asked.id: answered.state for answered in one.advice.checklist}
        rows.append((one.name, *(STATES.get(states.get(id, "unknown"), "?") for id in asked)))
    columns = (
        Column("Partnership", 34, "label"),
        *(Column(f"{id}  {question.text}", 6, "state") for id, question in asked.items()),
    )
    lead = (
        "The paper's checklist, answered from what is known: yes is favourable; ? is not known, "
        "and never no; – does not apply."
    )
    printed, nothing = len(columns), f"{NOBODY}."
    return Table("Checklist matrix", lead, columns, rows, 1, printed, nothing, on_paper=False)
