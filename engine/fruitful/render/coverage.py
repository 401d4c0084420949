"""Coverage as text: every place in the paper with its rules, and what the cases show of them."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.coverage import EXERCISED, Coverage, Covered
from fruitful.render.layout import wrap


def coverage_as_text(found: Coverage) -> str:
    """A line a place, then what is missing, then the sums."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Coverage) -> Iterator[str]:
    yield from wrap(
        "Every place in the paper, the rules that cite it, and the outcomes that cases show of "
        "each: f finding, m met, u undecided."
    )
    yield ""
    for one in found.places:
        yield from _place(one, found)
    yield ""
    for rule, missing in found.unexercised.items():
        yield f"{rule} is shown by no case as: {', '.join(missing)}"
    for cite in found.uncovered:
        yield f"{cite} asks for something, and no rule cites it"
    normative = len(found.normative)
    covered = normative - len(found.uncovered)
    rules, complete = len(found.exercised), len(found.exercised) - len(found.unexercised)
    yield f"{covered} of {normative} normative places have a rule."
    yield f"{complete} of {rules} rules are shown all three ways."


def _place(one: Covered, found: Coverage) -> list[str]:
    rules = [f"{rule}({_initials(found.exercised[rule])})" for rule in one.rules]
    start = f"{one.cite:<8} {one.source.kind:<11}"
    return wrap(f"{one.source.about}. {' '.join(rules)}".strip(), start, " " * 20)


def _initials(outcomes: frozenset[str]) -> str:
    return "".join(outcome[0] for outcome in EXERCISED if outcome in outcomes)
