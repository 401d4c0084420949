"""What would have to be different for another verdict, as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fruitful.explain.explanation import Address
from fruitful.language.regions import Region, ends, joined
from fruitful.language.value import Span, Value, say
from fruitful.language.vocabulary import Fact, of_member
from fruitful.render.english import either
from fruitful.render.layout import Paint, in_words, section, unpainted, wrap
from fruitful.ruleset import Ruleset
from fruitful.solving.fewest import Kept
from fruitful.what_if.towards import Action, Towards

MOST_SHOWN = 8
"""Groups of answers of one choice that are shown."""
_WHY = {
    "fixed": "nothing can change that",
    "past": "that date has passed",
    "stage": "it does not go back to an earlier stage",
}
FORM = "A change of its form, which is no remedy by itself"
_LETTERS = "abcdefgh"
_FROM_TO = {"at_least": "from", "at_most": "until"}


def towards_as_text(
    found: Towards, name: str, on: date, ruleset: Ruleset, paint: Paint = unpainted
) -> str:
    """The ways to a verdict in lines of at most 80 columns."""
    lines = [
        *wrap(name, paint=lambda line: paint(line, "heading")),
        *wrap(f"As on {in_words(on)}."),
        "",
        *wrap(f"Verdict now: {found.now.title}{'' if found.settled else ' (provisional)'}"),
        *wrap(f"Wished:      {found.wished.title}", paint=lambda line: paint(line, "verdict")),
        "",
        *wrap(_summary(found)),
    ]
    for kept in found.kept:
        lines += wrap(_kept(kept, ruleset), "  - ", "    ")
    if found.ways and found.ways[0].actions:
        lines += [*_ways(found, ruleset, paint), *_foot(found)]
    return "\n".join(lines) + "\n"


def _summary(found: Towards) -> str:
    if found.kept:
        return "There is no way to it. These answers cannot be changed, and exclude it together:"
    if found.only_worse:
        return "Every way to it would make an answer, or something else, worse."
    if not found.ways:
        return (
            "There is no way to it: at this stage or a later one, and with the members as they "
            "are, no answers at all give it."
        )
    number = len(found.ways[0].actions)
    if not number:
        return "It is the verdict already: nothing has to be different."
    answers = "one answer" if number == 1 else f"{number} answers"
    stage = "It belongs to another stage, which is one of them. " if found.other_stage else ""
    return (
        f"At least {answers} would have to be different. {stage}Change the facts first. Changing "
        "an answer alone changes nothing."
    )


def _kept(kept: Kept, ruleset: Ruleset) -> str:
    fact = ruleset.vocabulary.facts[kept.address.path]
    said = f"{_said(kept.before, fact)}: {_WHY[kept.why]}"
    return f"{_question(kept.address, ruleset)} {said}. [{kept.address}]"


def _ways(found: Towards, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    number = 0
    for form, heading in ((False, "What it takes"), (True, FORM)):
        actions = [one for one in found.always if one.form is form]
        if actions:
            in_any_case = found.choices and not form
            yield from section("In any case" if in_any_case else heading, paint)
        for action in actions:
            number += 1
            yield from _action(action, f"{number:>3}. ", ruleset)
    for choice in found.choices:
        yield from section("And one of these" if number else "One of these", paint)
        number += 1
        for letter, group in zip(_LETTERS, choice, strict=False):
            for at, action in enumerate(group):
                label = f"{number:>2}{letter}. " if not at else "   + "
                yield from _action(action, label, ruleset, among_others=True)
        if len(choice) > MOST_SHOWN:
            more = f"{len(choice) - MOST_SHOWN}{'' if found.are_all else ' or more'}"
            yield from wrap(f"Or one of {more} others, which `-f json` shows.", "  ")


def _action(
    action: Action, label: str, ruleset: Ruleset, *, among_others: bool = False
) -> Iterator[str]:
    """What would have to become of one answer, under what there is to do."""
    indent = " " * len(label)
    fact = ruleset.vocabulary.facts[action.address.path]
    text = f"{_question(action.address, ruleset)} {_becomes(action, fact)}"
    cites = f": {', '.join(fact.cites)}" if fact.cites else ""
    if action.eases:
        yield from wrap(_to_do(action, ruleset), label, indent)
        label = indent
    form = f" {FORM}." if action.form and among_others else ""
    yield from wrap(f"{text}{_ends(action)}{form} [{action.address}{cites}]", label, indent)


def _ends(action: Action) -> str:
    """Which findings would no longer matter."""
    if not action.ends:
        return ""
    several = len(action.ends) > 1
    rules = f"{len(action.ends)} findings" if several else action.ends[0]
    return f" Then {rules} would no longer matter."


def _to_do(action: Action, ruleset: Ruleset) -> str:
    """The titles of the findings that it eases."""
    first = ruleset.rules[action.eases[0]]
    more = len(action.eases) - 1
    others = f"; and {more} more" if more else ""
    return f"{first.title} [{first.id}: {', '.join(first.cites)}{others}]"


def _question(address: Address, ruleset: Ruleset) -> str:
    ask = ruleset.vocabulary.facts[address.path].ask
    if address.member == "":
        return ask
    collection = ruleset.vocabulary.collections[address.path.partition(".")[0]]
    who = address.member or f"the {collection.many} that are not listed"
    return of_member(who, ask)


def _becomes(action: Action, fact: Fact) -> str:
    to = either(dict.fromkeys(in_region(region, fact) for region in joined(action.to)))
    if action.before is None:
        return f"Not known; it would have to be {to}."
    return f"Now {_said(action.before, fact)}; it would have to be {to}."


def in_region(region: Region, fact: Fact) -> str:
    """The values of a region as a reader would say them."""
    if fact.kind == "set":
        return f"{_said(region.value, fact)}, for instance"
    if fact.choices:
        return _said(region.value, fact)
    if region.least and region.most and region.least.value == region.most.value:
        return _said(region.value, fact)
    words = [
        f"{_FROM_TO[how]} {in_words(value.first)}"
        if isinstance(value, Span)
        else f"{how.replace('_', ' ')} {_said(value, fact)}"
        for how, value in ends(region)
    ]
    return " and ".join(words).replace(" and until", " until") or "known"


def _said(value: Value, fact: Fact) -> str:
    return say(fact.kind, value, fact.choices, fact.unit)


def _foot(found: Towards) -> Iterator[str]:
    settled = {way.settled for way in found.ways}
    yield ""
    if settled == {True}:
        yield from wrap("The verdict would then be settled.")
    elif settled == {False}:
        yield from wrap(
            "The verdict would still be provisional: what is not known could change it."
        )
    else:
        yield from wrap("In some of these ways the verdict would still be provisional.")
