"""Which form fits: what decides, what speaks for and against each, what could change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.advice.advice import Advice, Form, Forms
from fruitful.advice.weighing import DECIDING
from fruitful.language.vocabulary import question
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Fold,
    Item,
    Items,
    Only,
    Paragraph,
    Part,
    Places,
    Row,
    Run,
    Section,
    Table,
    listed,
)
from fruitful.report.marks import own
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import Argument

MOST_OPEN = 3
"""Questions that could change the comparison, shown in lines unless all are asked for."""
_FITS = (
    "Good: there are points for the form and none against it. Mixed: there are both. Poor: there "
    "are only points against it, or one that rules it out."
)
_NO_QUESTION = "No open question could change this."


def forms_section(advice: Advice, ruleset: Ruleset, *, everything: bool) -> Iterator[Section]:
    """The best fit with its reasons, and the form in use; pages have all forms."""
    forms = advice.forms
    if forms.matters:
        why = Paragraph(forms.why)
        lines = Only(LINES, tuple(_in_lines(forms, ruleset, everything=everything)))
        yield Section(
            "forms", "Which form fits", (why, lines, Only(PAGES, tuple(_on_pages(forms, ruleset))))
        )


# In lines: the best, and the one in use


def _in_lines(forms: Forms, ruleset: Ruleset, *, everything: bool) -> Iterator[Block]:
    best = [form for form in forms.each if form.is_best]
    items = [Item(_described(one, ruleset), tuple(_for_and_against(one, ruleset))) for one in best]
    if len(best) == 1:
        needs = listed((_reason(one, ruleset) for one in best[0].needs), mark="needs: ")
        items = [one._replace(blocks=(*one.blocks, needs)) for one in items]
    if forms.in_use is not None:
        said = f"{forms.in_use_heading}: {forms.in_use.model.title}. {forms.in_use_compared}"
        reasons = () if forms.in_use.is_best else tuple(_for_and_against(forms.in_use, ruleset))
        items.append(Item(said, reasons))
    shown = [form for form in forms.each if form.is_best or form == forms.in_use]
    if any(one.deciding for form in shown for one in (*form.speaks_for, *form.against)):
        items.append(Item(DECIDING))
    items.append(_open(forms, ruleset, everything=everything))
    yield Items(tuple(items), mark="")


def _described(form: Form, ruleset: Ruleset) -> tuple[Part, ...]:
    model = form.model
    return (model.title, *own(model.pack, ruleset), f". {model.text} ", Places(model.cites))


def _for_and_against(form: Form, ruleset: Ruleset) -> Iterator[Block]:
    yield listed((_reason(one, ruleset) for one in form.speaks_for), mark="+ ")
    yield listed((_reason(one, ruleset) for one in form.against), mark="- ")


def _reason(one: Argument, ruleset: Ruleset) -> tuple[Part, ...]:
    weight = " This rules it out." if one.rules_out else " (deciding)" if one.deciding else ""
    return (f"{one.text}{weight} ", Places(one.cites), *own(one.pack, ruleset))


def _open(forms: Forms, ruleset: Ruleset, *, everything: bool) -> Item:
    """The open questions that could change the comparison."""
    facts = forms.would_change
    if not facts:
        return Item(_NO_QUESTION)
    shown = facts if everything else facts[:MOST_OPEN]
    asked = (f"{question(path, ruleset.vocabulary)} [{path}]" for path in shown)
    more = f"And to {len(facts) - len(shown)} more, which `--all` shows."
    rest = (Paragraph(more),) if len(shown) < len(facts) else ()
    return Item("Answers to these could change it:", (listed(asked, mark="? "), *rest))


# On pages: all of them


def _on_pages(forms: Forms, ruleset: Ruleset) -> Iterator[Block]:
    """The best form or forms, then the one in use, then the others in the packs' order."""
    in_use = forms.in_use.model.id if forms.in_use else ""
    if forms.in_use is not None:
        said = Run(f"{forms.in_use_heading}: {forms.in_use.model.title}.", "strong")
        yield Paragraph((said, f" {forms.in_use_compared}"))
    each = sorted(forms.each, key=lambda one: (not one.is_best, one.model.id != in_use))
    rows = tuple(_row(one, forms, is_used=one.model.id == in_use) for one in each)
    yield Table(
        ("Form", "Fit", "For", "Against", "Still open"),
        rows,
        numbers=(2, 3, 4),
        wide="The forms compared",
    )
    yield Paragraph(f"{_FITS} {DECIDING}", "note")
    for one in each:
        is_open = one.is_best or one.model.id == in_use
        title = (one.model.title, *own(one.model.pack, ruleset))
        yield Fold(title, tuple(_in_full(one, ruleset)), is_open)
    if forms.would_change:
        asked = (
            (f"{question(path, ruleset.vocabulary)} ", Run(path, "id"))
            for path in forms.would_change
        )
        summary = f"Open questions that could change this ({len(forms.would_change)})"
        yield Fold(summary, (listed(asked),))
    else:
        yield Paragraph(_NO_QUESTION)


def _row(one: Form, forms: Forms, *, is_used: bool) -> Row:
    flags = [Run("ideal" if one.is_ideal else "best", "flag")] if one.is_best else []
    flags += [Run(forms.in_use_heading.lower(), "flag")] if is_used else []
    fit = "not known" if one.fit == "unknown" else one.fit
    numbers = (str(len(some)) for some in (one.speaks_for, one.against, one.undecided))
    return Row(((one.model.title, *flags), fit, *numbers))


def _in_full(one: Form, ruleset: Ruleset) -> Iterator[Block]:
    yield Paragraph((f"{one.model.text} ", Places(one.model.cites)))
    for title, some, look in (
        ("Points for it", one.speaks_for, "for"),
        ("Points against it", one.against, "against"),
        ("What it would need", one.needs, "needs"),
    ):
        yield from _points(title, some, look, ruleset)
    if not (one.speaks_for or one.against):
        yield Paragraph("Nothing that is known is a point for it or against it.")


def _points(title: str, some: Iterable[Argument], look: str, ruleset: Ruleset) -> Iterator[Block]:
    reasons = [_reason(one, ruleset) for one in some]
    if reasons:
        yield Paragraph(title, "subtitle")
        yield listed(reasons, f"arguments {look}")
