"""What to work in: every recommendation, and every open question, with columns to fill in."""

from __future__ import annotations

from fruitful.advice.advice import Advice, LocalPolicy, Recommendation
from fruitful.portfolio.concerns import in_order
from fruitful.portfolio.screening import Screening
from fruitful.render.local import rule_names
from fruitful.render.workbook.naming import AUTHORITY, LEAD_OFFICER, answer, tier_of
from fruitful.render.workbook.table import Column, Row, Table
from fruitful.ruleset import Ruleset

STATUS = ("Not started", "Under way", "Done", "Not accepted", "No longer needed")


def recommendations(screening: Screening) -> Table:
    """All recommendations, those for the authority first, then by partnership in their order."""
    rows: list[Row] = []
    if screening.authority is not None and screening.portfolio is not None:
        for one in screening.authority.recommendations:
            rows.append(_to_do(one, AUTHORITY, "", screening.portfolio, "", ""))
    for _, screened in in_order(screening):
        tier, officer = tier_of(screened, screening), answer(screened, LEAD_OFFICER)
        for one in screened.advice.recommendations:
            row = _to_do(one, screened.name, screened.id, screening.ruleset, tier, officer)
            rows.append(row)
    columns = (
        Column("Partnership", 24, "label"),
        Column("Order", 7, "short"),
        Column("Severity", 10, "severity"),
        Column("What to do", 28, "label"),
        Column("How", 56),
        Column("Owner", 16, "input"),
        Column("Due", 12, "day"),
        Column("Status", 14, "input", STATUS),
        Column("Done on", 12, "day"),
        Column("Notes", 36, "input"),
        Column("What was found", 44),
        Column("Why it stands here", 36),
        Column("Theme", 24),
        Column("In the paper", 18),
        Column("Rule", 8),
        Column("Local policy", 24),
        Column("Tier", 18),
        Column("Lead officer", 16),
        Column("Ref", 14),
    )
    lead = (
        "Everything there is to do, in its order for each partnership. The yellow columns are for "
        "your own work; nothing reads them back."
    )
    return Table("Recommendations", lead, columns, rows, 1, 9, "There is nothing to do.")


def _to_do(
    one: Recommendation, name: str, ref: str, ruleset: Ruleset, tier: str, officer: str
) -> Row:
    return (
        name,
        str(one.rank),
        one.severity,
        one.title,
        one.text,
        *[""] * 5,
        one.finding,
        one.why_here,
        ruleset.themes.get(one.theme, one.theme),
        ", ".join(one.cites),
        one.rule,
        _policy(one.local),
        tier,
        officer,
        ref,
    )


def _policy(local: LocalPolicy | None) -> str:
    """Whose policy it is, where it is not the paper's; "" where it is."""
    if local is None:
        return ""
    override, settings = local.override, ", ".join(f"${one.name}" for one in local.settings)
    rests = f"Rests on {settings} of {local.pack}" if settings else ""
    if override is not None:
        changed = ", ".join(override.changed)
        whose = f"{local.pack} changed its {changed}: {override.authority}"
    else:
        whose = f"A rule of {local.pack}" if local.is_own else ""
    return ". ".join(filter(None, (whose, rests)))


def open_questions(screening: Screening) -> Table:
    """What is not known and would decide something, the most decisive first of each."""
    rows: list[Row] = []
    if screening.authority is not None:
        rows += _asked(screening.authority, screening.rulesets[-1], AUTHORITY, "", "")
    for _, one in in_order(screening):
        officer = answer(one, LEAD_OFFICER)
        rows += _asked(one.advice, screening.ruleset, one.name, one.id, officer)
    columns = (
        Column("Partnership", 26, "label"),
        Column("Order", 7, "short"),
        Column("Question", 58),
        Column("Decides", 18),
        Column("Answer", 16, "input"),
        Column("Evidence", 34, "input"),
        Column("Answered by", 16, "input"),
        Column("On", 12, "day"),
        Column("Lead officer", 16),
        Column("Fact", 30),
        Column("Ref", 14),
    )
    lead = (
        "What is not known, the most decisive questions of each partnership first. Answers belong "
        "in the profile or the register; the yellow columns help to collect them."
    )
    return Table("Open questions", lead, columns, rows, 1, 6, "Nothing is open.", on_paper=False)


def _asked(advice: Advice, ruleset: Ruleset, name: str, ref: str, officer: str) -> list[Row]:
    return [
        (
            name,
            str(at),
            one.ask,
            rule_names(one.settles, ruleset),
            *[""] * 4,
            officer,
            one.fact,
            ref,
        )
        for at, one in enumerate(advice.questions, 1)
    ]
