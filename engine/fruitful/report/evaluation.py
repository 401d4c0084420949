"""The advice on one partnership: the verdict, what to do in order, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fruitful.advice.advice import Advice
from fruitful.render.layout import in_words
from fruitful.render.pages.sources import cited
from fruitful.render.time import old_in_words, time_in_short
from fruitful.report.actions import actions_section, places_of
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Only,
    Paragraph,
    Places,
    Report,
    Section,
    listed,
)
from fruitful.report.costs import costs_section
from fruitful.report.forms import forms_section
from fruitful.report.grounds import local_section, made_with, sources_section
from fruitful.report.marks import rule_marks
from fruitful.report.paper import evaluation_paper
from fruitful.report.questionnaire import accountability, checklist, ingredients
from fruitful.report.questions import questions_section
from fruitful.report.verdict import verdict_section
from fruitful.ruleset import Ruleset

if TYPE_CHECKING:
    from fruitful.explain.explanation import Explanation

KIND = "Assessment of a partnership"
_MADE_FROM = (
    "the answers in the partnership's profile and the rules named here. What is not known counts"
    " as an open question, never as a no. There is no score, and no cause is claimed."
)


def evaluation_report(
    advice: Advice,
    ruleset: Ruleset,
    explained: Mapping[str, Explanation],
    *,
    everything: bool = False,
    named_by: str = "",
) -> Report:
    """The advice as a report.

    ``explained`` has an explanation of each finding's rule, for pages; ``everything`` shows all
    open questions in lines too; ``named_by`` is what names the local packs in force, where no
    option does.
    """
    sources = cited(_cites(advice), ruleset.index)
    stage = ruleset.stages[advice.stage] if advice.stage else "its stage is not known"
    staged = f"{stage[:1].upper()}{stage[1:]}. " if ruleset.stages else ""
    return Report(
        KIND,
        advice.name,
        f"{advice.name}: {advice.judged.verdict.title}",
        advice.on,
        (f"{staged}Assessed as on {in_words(advice.on)}.", *time_in_short(advice, ruleset)),
        tuple(evaluation_paper(advice, ruleset)),
        (
            verdict_section(advice, ruleset),
            actions_section(advice, ruleset, explained),
            *forms_section(advice, ruleset, everything=everything),
            *_in_full(advice, ruleset, everything=everything),
            *_old(advice, ruleset),
            *local_section((ruleset,), named_by),
            Only(PAGES, (sources_section(sources),)),
        ),
        made_with(ruleset, advice.engine, advice.on, _MADE_FROM),
        {cite: one.href[1:] for cite, one in sources.items()},
    )


def _in_full(advice: Advice, ruleset: Ruleset, *, everything: bool) -> Iterator[Block]:
    """What a verdict leaves out that shows only what it rests on."""
    places = places_of(advice.recommendations)
    costs = tuple(costs_section(advice.costing, ruleset))
    answered = (
        accountability(advice, ruleset, places),
        ingredients(advice, ruleset, places),
        checklist(advice, ruleset, places),
    )
    full = (
        Only(PAGES, answered),
        *costs,
        *_strengths(advice, ruleset),
        *questions_section(advice, ruleset, everything=everything),
    )
    only_lines = tuple(one for one in full if isinstance(one, Only) and one.where == LINES)
    yield from only_lines if advice.judged.verdict.shows_only else full


def _strengths(advice: Advice, ruleset: Ruleset) -> Iterator[Block]:
    if advice.strengths:
        said = (
            (f"{one.text} ", Places(one.cites, rule_marks([one.rule], ruleset)))
            for one in advice.strengths
        )
        yield Section("strengths", "Strengths", (listed(said, "strengths", "+ "),))
    else:
        none = Paragraph("Nothing can be said to be so by the answers given.")
        yield Only(PAGES, (Section("strengths", "Strengths", (none,)),))


def _old(advice: Advice, ruleset: Ruleset) -> Iterator[Section]:
    if advice.old:
        said = (f"{old_in_words(one, advice.on, ruleset)}." for one in advice.old)
        yield Section("old", "Old answers", (listed(said),))


def _cites(advice: Advice) -> Iterator[str]:
    """Every source that the report names."""
    judged = advice.judged
    yield from judged.verdict.cites
    if judged.alternative is not None:
        yield from judged.alternative.cites
    for found in advice.recommendations:
        yield from found.cites
    for strength in advice.strengths:
        yield from strength.cites
    for form in advice.forms.each:
        yield from form.model.cites
        for argument in (*form.speaks_for, *form.against, *form.needs):
            yield from argument.cites
    for amount in advice.costing.amounts:
        yield from amount.line.cites
