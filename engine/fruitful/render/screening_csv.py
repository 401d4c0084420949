"""A screening as CSV (RFC 4180), a row a partnership, in which nothing is a formula."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from fruitful.advice.local import local_policies, tiers_local_to
from fruitful.advice.priorities import together
from fruitful.diagnostic import printable
from fruitful.language.value import say
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.concerns import FIRST
from fruitful.portfolio.screening import Failed, Review, Screened, Screening
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

COLUMNS = (
    *("id", "name", "stage", "verdict", "standing", "tier", "tier standing", "statutory"),
    *SEVERITIES,
    "rules not decided",
    *(f"action {number}" for number in range(1, FIRST + 1)),
    *("open questions", "next review", "why then", "source", "problems"),
    "local policy",
)
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_YES_NO = {True: "yes", False: "no", None: "not known"}


def screening_as_csv(screening: Screening) -> str:
    """The screening as CSV; what could not be read has a row too, with what was wrong with it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(screening):
        writer.writerow([harmless(str(cell)) for cell in row])
    return buffer.getvalue()


def harmless(text: str) -> str:
    """The text such that no spreadsheet takes it for a formula."""
    begins = text.lstrip().startswith(_BEGINS_A_FORMULA) or text.startswith(_BEGINS_A_FORMULA)
    shown = printable(text)
    return f"'{shown}" if begins else shown


def _rows(screening: Screening) -> Iterator[list[object]]:
    reviews: dict[tuple[str, str], Review] = {}
    for review in screening.rota:
        reviews.setdefault(review.partnership, review)
    for one in screening.partnerships:
        yield _row(one, reviews.get((one.id, one.name)), screening.ruleset)
    for failed in screening.failed:
        yield _failed(failed)


def _row(one: Screened, review: Review | None, ruleset: Ruleset) -> list[object]:
    brief, tiered = one.brief, one.tiered
    counted = Counter(found.severity for found in brief.found)
    titles = [ruleset.rules[some[0].speaker].title for some in together(brief.found)[:FIRST]]
    return [
        one.id,
        one.name,
        (brief.stage or "not known").replace("_", " "),
        brief.verdict.title,
        "settled" if brief.settled else "provisional",
        tiered.tier.title if tiered.tier else "not known yet",
        "settled" if tiered.settled else "provisional",
        _YES_NO[one.statutory],
        *(counted[severity] for severity in SEVERITIES),
        0 if brief.verdict.shows_only else len(brief.undecided),
        *(titles + [""] * (FIRST - len(titles))),
        brief.questions,
        say("date", review.due) if review else "",
        review.why if review else "",
        source_of(one.source),
        "; ".join(fault.message for fault in one.faults),
        "; ".join(_local(one, ruleset)),
    ]


def _local(one: Screened, ruleset: Ruleset) -> Iterator[str]:
    """What is local policy in this row: the verdict, the tier, the rules of the findings."""
    verdict, tiers = one.brief.verdict, tiers_local_to(ruleset)
    if ruleset.is_local(verdict.pack):
        yield f"verdict of {verdict.pack}"
    if one.tiered.tier is not None and tiers:
        yield f"tier of {tiers}"
    local = local_policies(ruleset)
    rules = [found.rule for found in one.brief.found if found.rule in local]
    if rules:
        yield f"findings of {', '.join(rules)}"


def _failed(failed: Failed) -> list[object]:
    problems = "could not be read: " + "; ".join(one.message for one in failed.diagnostics)
    blank = [""] * (len(COLUMNS) - 3)
    return [*blank, source_of(failed.source), problems, ""]
