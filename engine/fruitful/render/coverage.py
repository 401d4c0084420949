"""Coverage as text: every place in the paper with its rules, and what the cases show of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.case.gap import Gap
from fruitful.case.spoken import Words
from fruitful.coverage import EXERCISED, Coverage, Covered, Shown
from fruitful.diagnostic import shorten
from fruitful.render.layout import WIDTH, Paint, section, unpainted, wrap

MOST_RULES = 20
"""Rules of a pack that are listed though they are shown all three ways."""


def coverage_as_text(each: Sequence[Coverage], unspoken: Sequence[Words]) -> str:
    """A line a place, then what is missing, then the sums.

    ``each`` are of the rules about a partnership, and of those about an authority where there are
    any.
    """
    return "\n".join(_lines(each, unspoken)) + "\n"


def _lines(each: Sequence[Coverage], unspoken: Sequence[Words]) -> Iterator[str]:
    found, *of_authority = each
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
    yield f"{covered} of {normative} normative places have a rule."
    yield f"{_complete(found)} rules are shown all three ways."
    for of_all in of_authority:
        for rule, missing in of_all.unexercised.items():
            yield f"{rule} is shown by no case as: {', '.join(missing)}"
        yield f"{_complete(of_all)} rules about an authority are shown all three ways."
    for owner, key, words in unspoken:
        yield from wrap(f"No case is told by {owner}, `{key}`: “{words}”", "", "  ")
    if not unspoken:
        yield "Every case of every text is said to somebody."


def _complete(found: Coverage) -> str:
    rules = len(found.exercised)
    return f"{rules - len(found.unexercised)} of {rules}"


def _place(one: Covered, found: Coverage) -> list[str]:
    rules = [f"{rule}({_initials(found.exercised[rule])})" for rule in one.rules]
    start = f"{one.cite:<8} {one.source.kind:<11}"
    return wrap(f"{one.source.about}. {' '.join(rules)}".strip(), start, " " * 20)


def _initials(outcomes: frozenset[str]) -> str:
    return "".join(outcome[0] for outcome in EXERCISED if outcome in outcomes)


def shown_as_text(shown: Shown, paint: Paint = unpainted, *, everything: bool = False) -> str:
    """Which outcomes of which rules the cases show, and a case for each that none shows."""
    title = f"What its cases show of {shown.group.name}"
    lines = ["", *wrap(title, paint=lambda line: paint(line, "heading"))]
    rules, incomplete = shown.exercised, {gap.rule.id for gap in shown.gaps}
    for id, outcomes in rules.items():
        if everything or id in incomplete or len(rules) <= MOST_RULES:
            told = "".join(f"{one if one in outcomes else '-':<10}" for one in EXERCISED)
            start = f"  {id:<7} {told} "
            title = shown.group.ruleset.rules[id].title
            lines.append(start + shorten(title, max(20, WIDTH - len(start))))
    if rules:
        lines.append(
            f"  {len(rules) - len(incomplete)} of {len(rules)} rules are shown all three ways."
        )
    else:
        lines += wrap("It has no rules of its own, and changes none of others.", "  ")
    if shown.unspoken:
        lines += section(f"What no case is told ({len(shown.unspoken)})", paint)
    for owner, key, words in shown.unspoken:
        lines += wrap(f"{owner}, `{key}`: “{words}”", "  ", "    ")
    if shown.gaps:
        lines += section(f"Cases to add ({len(shown.gaps)})", paint)
    for gap in shown.gaps:
        lines += _gap(gap)
    return "\n".join(lines) + "\n"


def _gap(gap: Gap) -> Iterator[str]:
    yield from wrap(f"{gap.rule.id} {_OUTCOMES[gap.outcome]}: {_example(gap)}", "  ", "    ")
    for line in gap.answers.splitlines():
        yield f"      {line}"


_OUTCOMES = {"finding": "as a finding", "met": "as met", "undecided": "as undecided"}


def _example(gap: Gap) -> str:
    if gap.case is not None:
        return "with these answers it is."
    if gap.cannot_be:
        return "it is proved that no answers which make sense together show this."
    return "no answers were found that show this, which does not prove that there are none."
