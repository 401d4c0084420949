"""The paper proper for a committee: at most four sides, of which the whole report is the appendix.

Purpose, recommendation, verdict and why, what to do with room for owner and day, what is not known,
sources in a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.advice.advice import Advice
from fruitful.render.layout import in_words
from fruitful.report.actions import MOST_ON_PAPER, worklist
from fruitful.report.blocks import Block, Paragraph, Run, Section, Text, listed
from fruitful.report.verdict import alternative, rulings, standing
from fruitful.ruleset import Ruleset

MOST_QUESTIONS, MOST_RULINGS = 8, 6
EXPLAINED = " The appendix says what each is about."
GUIDANCE = "the Audit Commission's paper “A fruitful partnership” (1998)"


def evaluation_paper(advice: Advice, ruleset: Ruleset) -> Iterator[Section]:
    """A paper about one partnership."""
    judged = advice.judged
    yield purpose(
        f"To say how {advice.name} stands by the guidance of {GUIDANCE}, as on "
        f"{in_words(advice.on)}, and what to do about it."
    )
    yield recommendation(judged.verdict.title, bool(advice.recommendations), bool(advice.questions))
    because = list(rulings(advice, ruleset))
    blocks: list[Block] = [
        Paragraph((Run(f"{judged.verdict.title}.", "strong"), f" {judged.verdict.text}")),
        standing(advice),
    ]
    if judged.alternative is not None:
        blocks.append(Paragraph(alternative(advice, ruleset)))
    if because:
        blocks += [Paragraph("It rests on:"), listed(because[:MOST_RULINGS])]
    if len(because) > MOST_RULINGS:
        blocks.append(Paragraph(f"And {len(because) - MOST_RULINGS} more, in the appendix."))
    yield Section("paper-verdict", "Verdict and why", tuple(blocks))
    yield Section("paper-actions", "What to do", tuple(worklist(advice.recommendations)))
    if advice.questions and not judged.verdict.shows_only:
        yield not_known((one.ask for one in advice.questions), len(advice.questions))
    cites = [cite for one in advice.recommendations[:MOST_ON_PAPER] for cite in one.cites]
    yield sources_in_a_line((*judged.verdict.cites, *cites), EXPLAINED)


def purpose(text: str) -> Section:
    """What the paper is for."""
    return Section("purpose", "Purpose", (Paragraph(text),))


def recommendation(title: str, acts: bool, asks: bool) -> Section:
    """What members are asked to agree."""
    asked: list[Text] = [f"to note the verdict: {title[:1].lower()}{title[1:]};"]
    if acts:
        asked.append("to agree what to do, with an owner and a day for each;")
    if asks:
        asked.append("to ask for the answers that are not known yet.")
    last = str(asked[-1])
    asked[-1] = f"{last[:-1]}."
    blocks = (Paragraph("Members are asked:"), listed(asked))
    return Section("recommendation", "Recommendation", blocks)


def not_known(asked: Iterable[str], number: int) -> Section:
    """The most decisive open questions."""
    shown = list(asked)[:MOST_QUESTIONS]
    blocks: list[Block] = [
        Paragraph("The answers that would change the most come first."),
        listed(shown),
    ]
    if number > len(shown):
        blocks.append(Paragraph(f"{number - len(shown)} more stand in the appendix."))
    return Section("paper-questions", "What is not known yet", tuple(blocks))


def sources_in_a_line(cites: Iterable[str], appendix: str = "") -> Section:
    """The places that the paper names, in one line, and what the appendix says of them."""
    named = ", ".join(dict.fromkeys(cites))
    text = f"{GUIDANCE[:1].upper()}{GUIDANCE[1:]}: {named}.{appendix}"
    return Section("paper-sources", "Sources", (Paragraph(text),))
