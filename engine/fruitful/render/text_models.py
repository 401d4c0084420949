"""Which form fits, as lines of text that are still to be wrapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fruitful.advice.advice import Form, Forms
from fruitful.advice.weighing import DECIDING
from fruitful.language.vocabulary import question
from fruitful.render.local import own
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import Argument

MOST_OPEN = 3
"""Questions that could change the comparison, shown unless all are asked for."""


class Line(NamedTuple):
    """A paragraph with the indents of its first and of its following lines."""

    text: str
    first: str = "  "
    following: str = "  "


def form_lines(forms: Forms, ruleset: Ruleset, *, everything: bool) -> Iterator[Line]:
    """The best fit or the tie, with its reasons; the form in use; what could change the answer."""
    yield from _best(forms, ruleset)
    if forms.in_use is not None:
        yield Line(f"{forms.in_use_heading}: {forms.in_use.model.title}. {forms.in_use_compared}")
        if not forms.in_use.is_best:
            yield from _reasons(forms.in_use, ruleset)
    shown = [form for form in forms.each if form.is_best or form == forms.in_use]
    if any(one.deciding for form in shown for one in (*form.speaks_for, *form.against)):
        yield Line(DECIDING)
    yield from _open(forms, ruleset, everything)


def _best(forms: Forms, ruleset: Ruleset) -> Iterator[Line]:
    """What fits best with its reasons and needs; of equals, the reasons."""
    best = [form for form in forms.each if form.is_best]
    yield Line(forms.why)
    for form in best:
        yield Line(_described(form, ruleset))
        yield from _reasons(form, ruleset)
    if len(best) == 1:
        yield from (_reason(one, "needs: ", ruleset) for one in best[0].needs)


def _described(form: Form, ruleset: Ruleset) -> str:
    model = form.model
    whose = own(model.pack, ruleset)
    return f"{model.title}{whose}. {model.text} [{', '.join(model.cites)}]"


def _reasons(form: Form, ruleset: Ruleset) -> Iterator[Line]:
    yield from (_reason(one, "+ ", ruleset) for one in form.speaks_for)
    yield from (_reason(one, "- ", ruleset) for one in form.against)


def _reason(one: Argument, sign: str, ruleset: Ruleset) -> Line:
    weight = " This rules it out." if one.rules_out else " (deciding)" if one.deciding else ""
    cites = f"[{', '.join(one.cites)}]{own(one.pack, ruleset)}"
    return Line(f"{one.text}{weight} {cites}", f"    {sign}", "      ")


def _open(forms: Forms, ruleset: Ruleset, everything: bool) -> Iterator[Line]:
    """The open questions that could change the comparison."""
    facts = forms.would_change
    if not facts:
        yield Line("No open question could change this.")
        return
    shown = facts if everything else facts[:MOST_OPEN]
    yield Line("Answers to these could change it:")
    for path in shown:
        yield Line(f"{question(path, ruleset.vocabulary)} [{path}]", "    ? ", "      ")
    if len(shown) < len(facts):
        yield Line(f"And to {len(facts) - len(shown)} more, which `--all` shows.", "    ", "    ")
