"""What would have to be different for another verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fruitful.render.layout import in_words
from fruitful.render.towards import FORM, MOST_SHOWN, action_in_words, kept_in_words, summary
from fruitful.report.blocks import (
    Block,
    Item,
    Items,
    Paragraph,
    Report,
    Section,
    listed,
)
from fruitful.report.grounds import made_with
from fruitful.report.lists import in_lines
from fruitful.ruleset import Ruleset
from fruitful.what_if.towards import Action, Choice, Towards

KIND = "What would have to be different"
_MADE_FROM = (
    "the answers in the partnership's profile, with a solver. Changing an answer alone changes"
    " nothing."
)


def towards_report(found: Towards, name: str, on: date, ruleset: Ruleset, engine: str) -> Report:
    """The ways to a verdict as a report."""
    now = f"Verdict now: {found.now.title}{'' if found.settled else ' (provisional)'}"
    blocks: list[Block] = [
        Paragraph(now, "summary"),
        Paragraph(f"Wished:      {found.wished.title}", "verdict"),
        Paragraph(summary(found), "summary"),
    ]
    if found.kept:
        blocks.append(listed((kept_in_words(one, ruleset) for one in found.kept), mark="  - "))
    if found.ways and found.ways[0].actions:
        blocks += [*_ways(found, ruleset), Paragraph(_settled(found), "summary")]
    return Report(
        KIND,
        name,
        f"{name}: the way to “{found.wished.title}”",
        on,
        (f"As on {in_words(on)}.",),
        (),
        tuple(blocks),
        made_with(ruleset, engine, on, _MADE_FROM, in_lines=False),
        {},
    )


def _ways(found: Towards, ruleset: Ruleset) -> Iterator[Section]:
    number = 0
    for form, heading in ((False, "What it takes"), (True, FORM)):
        items = tuple(_action(one, ruleset) for one in found.always if one.form is form)
        in_any_case = found.choices and not form
        if items:
            title = "In any case" if in_any_case else heading
            yield Section(f"ways-{number}", title, (Items(items, number + 1, "edits"),))
        number += len(items)
    for choice in found.choices:
        title = "And one of these" if number else "One of these"
        number += 1
        yield Section(f"ways-{number}", title, tuple(_choice(choice, number, found, ruleset)))


def _choice(choice: Choice, number: int, found: Towards, ruleset: Ruleset) -> Iterator[Block]:
    """Groups of answers, of which one is enough."""
    items = []
    for first, *rest in choice[:MOST_SHOWN]:
        item = _action(first, ruleset, among_others=True)
        more = tuple(_action(one, ruleset, among_others=True) for one in rest)
        added = (Items(more, look="beside", mark="+ "),) if more else ()
        items.append(item._replace(blocks=(*item.blocks, *added)))
    yield Items(tuple(items), number, "lettered")
    if len(choice) > MOST_SHOWN:
        others = f"{len(choice) - MOST_SHOWN}{'' if found.are_all else ' or more'} others"
        yield from in_lines(f"Or one of {others}, which `-f json` shows.", f"Or one of {others}.")


def _action(action: Action, ruleset: Ruleset, *, among_others: bool = False) -> Item:
    """What would have to become of one answer, under what there is to do."""
    title, text = action_in_words(action, ruleset, among_others=among_others)
    return Item(title, (Paragraph(text),)) if title else Item(text)


def _settled(found: Towards) -> str:
    settled = {way.settled for way in found.ways}
    if settled == {True}:
        return "The verdict would then be settled."
    if settled == {False}:
        return "The verdict would still be provisional: what is not known could change it."
    return "In some of these ways the verdict would still be provisional."
