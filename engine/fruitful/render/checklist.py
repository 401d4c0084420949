"""The paper's checklist as a page to print: 28 questions, six ingredients, accountability."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.advice.advice import Advice, Answered
from fruitful.render.layout import in_words, unpainted, wrap
from fruitful.render.local import lapsed, local_lines, rule_names
from fruitful.ruleset import Ruleset

_STATES = {
    "yes": "yes",
    "partly": "partly",
    "no": "no",
    "unknown": "?",
    "not_applicable": "-",
}
_INGREDIENTS = {"yes": "met", "partly": "partly", "no": "not met", "unknown": "?"}
_STARTS = {1: "About the organisation's partnerships", 7: "About this partnership"}


def checklist_as_text(advice: Advice, ruleset: Ruleset) -> str:
    """The checklist answered from the rules, with room to see which of them say so."""
    return "\n".join(_page(advice, ruleset)) + "\n"


def _page(advice: Advice, ruleset: Ruleset) -> Iterator[str]:
    yield from wrap(f"Checklist for action: {advice.name}")
    yield from wrap(
        f"As on {in_words(advice.on)}. Answered from the rules named in brackets. "
        "? is not known yet; - does not apply at this stage."
    )
    for one in advice.checklist:
        number = int(one.asked.id)
        if number in _STARTS:
            yield ""
            yield _STARTS[number]
        yield from _line(f"{number:>3}.", _STATES[one.state], one, ruleset)
    yield ""
    yield "The key ingredients of success (P121)"
    for one in advice.ingredients:
        yield from _line("    ", _INGREDIENTS.get(one.state, "-"), one, ruleset)
    yield ""
    yield "To whom it answers (P98)"
    for one in advice.accountability:
        yield from _line("    ", _STATES[one.state], one, ruleset)

    yield from local_lines((ruleset,), unpainted)
    for said in lapsed((ruleset,)):
        yield from wrap(f"Not in force on {in_words(advice.on)}: {said}")


def _line(start: str, state: str, one: Answered, ruleset: Ruleset) -> list[str]:
    rules = f" [{rule_names(one.rules, ruleset)}]" if one.rules else ""
    return wrap(one.asked.text + rules, f"{start} {state:<8}", " " * 13)
