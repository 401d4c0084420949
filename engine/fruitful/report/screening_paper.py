"""The paper proper on an authority's partnerships, for a committee."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.portfolio.concerns import in_order
from fruitful.portfolio.screening import Action, Concern, Screening
from fruitful.render.in_short import need_attention, provisional, the_others, unread
from fruitful.render.layout import in_words
from fruitful.report.blocks import Block, Paragraph, Places, Row, Run, Section, Table, listed
from fruitful.report.paper import GUIDANCE, purpose, sources_in_a_line

MOST_CONCERNS, MOST_ACTIONS, MOST_UNKNOWN = 12, 8, 12


def screening_paper(screening: Screening) -> Iterator[Section]:
    """Purpose, recommendation, which need attention, what to do across the authority."""
    yield purpose(
        f"To say which of the authority's partnerships need attention by the guidance of "
        f"{GUIDANCE}, as on {in_words(screening.on)}, and what to do first."
    )
    asked = ["to note which partnerships need attention;"] if screening.concerns else []
    if screening.actions:
        asked.append("to agree what to do across the authority, with an owner and a day for each;")
    asked.append("to ask those who lead the other partnerships for what is not known.")
    yield Section("recommendation", "Recommendation",
                  (Paragraph("Members are asked:"), listed(asked)))  # fmt: skip
    said = (f"{need_attention(screening)}.", *the_others(screening), *unread(screening))
    yield Section("paper-short", "In short", (Paragraph(" ".join(said)),))
    if screening.concerns:
        yield Section(
            "paper-concerns", "Which need attention, and why", tuple(_concerns(screening))
        )
    if screening.actions:
        blocks = tuple(_actions(screening))
        yield Section("paper-across", "What to do first, across the authority", blocks)
    yield from _not_known(screening)
    yield sources_in_a_line(cite for one in screening.actions[:MOST_ACTIONS] for cite in one.cites)


def _concerns(screening: Screening) -> Iterator[Block]:
    rows = tuple(_concern(one, screening) for one in screening.concerns[:MOST_CONCERNS])
    yield Table(("No.", "Partnership", "Verdict", "What to do first"), rows, look="actions",
                numbers=(0,), named_by=1)  # fmt: skip
    if len(screening.concerns) > MOST_CONCERNS:
        more = len(screening.concerns) - MOST_CONCERNS
        yield Paragraph(f"{more} more stand in the appendix.")


def _concern(one: Concern, screening: Screening) -> Row:
    verdict = screening.ruleset.verdicts[one.verdict]
    titles = "; ".join(screening.ruleset.rules[rule].title for rule in one.first)
    standing = provisional(verdict, one.settled)
    return Row((str(one.rank), (Run(one.partnership.name, "strong"),),
                f"{verdict.title}{standing}", f"{titles}."))  # fmt: skip


def _actions(screening: Screening) -> Iterator[Block]:
    rows = tuple(_action(one) for one in screening.actions[:MOST_ACTIONS])
    yield Table(("No.", "What to do", "For how many", "Owner", "By when"), rows, look="actions",
                numbers=(0,), named_by=1)  # fmt: skip
    if len(screening.actions) > MOST_ACTIONS:
        more = len(screening.actions) - MOST_ACTIONS
        yield Paragraph(f"{more} more stand in the appendix.")


def _action(one: Action) -> Row:
    number = len(one.partnerships)
    named = f" {one.partnerships[0].partnership.name}" if number == 1 else ""
    title = (Run(f"{one.title}.", "strong"), named, " ", Places(one.cites))
    return Row((str(one.rank), title, str(number), "", ""))


def _not_known(screening: Screening) -> Iterator[Section]:
    """The partnerships of which too little is known, the more significant first."""
    names = [
        one.name
        for rank, one in in_order(screening)
        if rank is None and one.brief.verdict.cannot_say
    ]
    if names:
        rest = len(names) - MOST_UNKNOWN
        shown = ", ".join(names[:MOST_UNKNOWN]) + (f" and {rest} more" if rest > 0 else "")
        about = Paragraph("Too little is known to judge them, the more significant first:")
        yield Section("paper-unknown", "What is not known yet", (about, Paragraph(f"{shown}.")))
