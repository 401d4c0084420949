"""What is certain whatever the unknown answers turn out to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fruitful.firing import FINDING, MET, NOT_APPLICABLE
from fruitful.render.layout import in_words
from fruitful.report.blocks import Block, Item, Items, Paragraph, Report, Section
from fruitful.report.grounds import made_with
from fruitful.ruleset import Ruleset
from fruitful.solving.membership import MOST_TOLD_APART
from fruitful.what_if.certain import Certain

KIND = "What is certain"
_OUTCOMES = {FINDING: "a finding", MET: "met", NOT_APPLICABLE: "not a matter for it"}
_MADE_FROM = "the answers in the partnership's profile, with a solver."


def certain_report(found: Certain, name: str, on: date, ruleset: Ruleset, engine: str) -> Report:
    """What is certain as a report."""
    return Report(
        KIND,
        name,
        f"{name}: what is certain",
        on,
        (f"As on {in_words(on)}. What holds whatever the unknown answers turn out to be.",),
        (),
        (_verdict(found, ruleset), *_rules(found, ruleset), *_bounds(found, ruleset)),
        made_with(ruleset, engine, on, _MADE_FROM, in_lines=False),
        {},
    )


def _verdict(found: Certain, ruleset: Ruleset) -> Section:
    if found.verdict is not None:
        title = f"The verdict is certain: {ruleset.verdicts[found.verdict].title}."
        left_out = tuple(
            Paragraph(
                f"(“{ruleset.verdicts[id].title}” is left out: it counts only where an answer says"
                " so.)"
            )
            for id in found.left_out
        )
        return Section("verdict", title, left_out, "verdict", short="Verdict")
    title = "The verdict is not certain."
    if not found.is_all:
        title = "The verdict is not known to be certain."
    return Section("verdict", title, (), "verdict", short="Verdict")


def _rules(found: Certain, ruleset: Ruleset) -> Iterator[Block]:
    if not found.outcomes:
        yield Paragraph("No rule that is undecided has an outcome that is certain.")
        return
    items = tuple(
        Item(f"{id}  {ruleset.rules[id].title}: {_OUTCOMES[outcome]}.")
        for id, outcome in found.outcomes.items()
    )
    title = "Undecided by the answers so far, and yet certain"
    yield Section("certain", title, (Items(items, look="hanging-far", mark=""),))


def _bounds(found: Certain, ruleset: Ruleset) -> Iterator[Paragraph]:
    """Where something that is certain may have been overlooked, and why."""
    for collection in found.too_many:
        many = ruleset.vocabulary.collections[collection].many
        yield Paragraph(
            f"More may be certain: at most {MOST_TOLD_APART} {many} that are not listed can be "
            "told apart, and some rules ask about more."
        )
    if found.gave_up:
        yield Paragraph("More may be certain: there was too much to try.")
