"""What checking found, as text."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.checking import Checked
from fruitful.diagnostic import printable
from fruitful.linting.remark import ADVICE, WRONG, Remark
from fruitful.proving.guarantee import Guarantee
from fruitful.render.layout import Paint, in_words, section, wrap

_HEADINGS = {WRONG: "To put right", ADVICE: "Could be better"}


def check_as_text(checked: Checked, paint: Paint) -> str:
    """What is wrong, what could be better, and what was proved, in at most 80 columns."""
    return "\n".join(_lines(checked, paint)) + "\n"


def _lines(checked: Checked, paint: Paint) -> Iterator[str]:
    ruleset = checked.ruleset
    names = " on top of ".join(f"{id} {version}" for id, version in reversed(ruleset.packs))
    facts, rules = len(ruleset.vocabulary.facts), len(ruleset.rules)
    yield f"{names}: {rules} rules on {facts} facts, no fault."
    for level, heading in _HEADINGS.items():
        remarks = checked.of_level(level)
        if remarks:
            yield from section(heading, paint)
            for remark in remarks:
                yield from _remark(remark)
    yield from section("Proved", paint)
    if checked.proved:
        day = in_words(checked.on)
        yield from wrap(
            f"With the rules in force on {day}, over every profile that can be written: what is "
            "not named above can come about, and no two rules declared opposites are findings "
            "together.",
            "  ",
        )
    if checked.guarantee is not None:
        yield from _guarantee(checked.guarantee)
    for sentence in checked.unproved:
        yield from wrap(sentence, "  ")


def _guarantee(kept: Guarantee) -> Iterator[str]:
    number = len(kept.critical)
    if kept.remarks:
        text = "The guarantee does not hold: local policy weakens national critical rules unsaid."
    elif kept.unproved:
        text = "Whether the guarantee holds could not be settled."
    else:
        text = (
            f"The guarantee holds: none of the {number} national rules that can be critical is "
            "silenced or lowered by local policy, but for what an override says by name."
        )
    yield from wrap(text, "  ")
    for id, override in kept.declared:
        name = override.rule or f"${override.setting}"
        text = f"{id}: {override.pack} overrides {name} ({', '.join(override.changed)}); "
        yield from wrap(text + f"{override.authority}: {override.reason}", "    ", "      ")
    for verdict in kept.as_grave:
        text = f"{verdict.id}: {verdict.pack} says that it is as grave as {verdict.as_grave_as}"
        yield from wrap(text, "    ", "      ")


def _remark(remark: Remark) -> Iterator[str]:
    place = remark.place
    where = printable(place.file) + (f":{place.line}" if place.line else "")
    yield f"{where}: {remark.code}"
    yield from wrap(remark.message, "  ")
    yield from wrap(remark.help, "  → ", "    ")
    if remark.profile:
        yield f"    For instance{f', from {in_words(remark.day)} on' if remark.day else ''}:"
        yield from (f"      {line}" for line in printable_lines(remark.profile))


def printable_lines(text: str) -> list[str]:
    """The lines of a text, fit for a terminal."""
    return [printable(line) for line in text.splitlines()]
