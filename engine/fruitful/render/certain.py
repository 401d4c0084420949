"""What is certain whatever the unknown answers are, as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fruitful.firing import FINDING, MET, NOT_APPLICABLE
from fruitful.render.layout import Paint, in_words, section, unpainted, wrap
from fruitful.ruleset import Ruleset
from fruitful.solving.membership import MOST_TOLD_APART
from fruitful.what_if.certain import Certain

_OUTCOMES = {FINDING: "a finding", MET: "met", NOT_APPLICABLE: "not a matter for it"}


def certain_as_text(
    found: Certain, name: str, on: date, ruleset: Ruleset, paint: Paint = unpainted
) -> str:
    """What is certain in lines of at most 80 columns."""
    lines = [
        *wrap(name, paint=lambda line: paint(line, "heading")),
        *wrap(f"As on {in_words(on)}. What holds whatever the unknown answers turn out to be."),
        "",
        *wrap(_verdict(found, ruleset), paint=lambda line: paint(line, "verdict")),
        *_left_out(found, ruleset),
        *_rules(found, ruleset, paint),
        *_bounds(found, ruleset),
    ]
    return "\n".join(lines) + "\n"


def _verdict(found: Certain, ruleset: Ruleset) -> str:
    if found.verdict is not None:
        return f"The verdict is certain: {ruleset.verdicts[found.verdict].title}."
    return (
        "The verdict is not certain." if found.is_all else "The verdict is not known to be certain."
    )


def _left_out(found: Certain, ruleset: Ruleset) -> Iterator[str]:
    if found.verdict is not None:
        for id in found.left_out:
            title = ruleset.verdicts[id].title
            yield from wrap(
                f"(“{title}” is left out: it counts only where an answer says so.)", "  "
            )


def _rules(found: Certain, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    if not found.outcomes:
        yield from wrap("No rule that is undecided has an outcome that is certain.")
        return
    yield from section("Undecided by the answers so far, and yet certain", paint)
    for id, outcome in found.outcomes.items():
        yield from wrap(f"{id}  {ruleset.rules[id].title}: {_OUTCOMES[outcome]}.", "  ", "      ")


def _bounds(found: Certain, ruleset: Ruleset) -> Iterator[str]:
    """Where something that is certain may have been overlooked, and why."""
    for collection in found.too_many:
        many = ruleset.vocabulary.collections[collection].many
        yield from wrap(
            f"More may be certain: at most {MOST_TOLD_APART} {many} that are not listed can be "
            "told apart, and some rules ask about more."
        )
    if found.gave_up:
        yield from wrap("More may be certain: there was too much to try.")
