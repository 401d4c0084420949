"""What a change of policy would do to partnerships, for those who are to adopt it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.compare.cause import Cause
from fruitful.impact.report import Edit, Impact
from fruitful.impact.tracer import Causes
from fruitful.render.causes import edit_in_words
from fruitful.render.effects import (
    FROM_TO,
    by_edits,
    by_labels,
    edit_lines,
    effect_in_words,
    lines,
    names,
    numbered,
    own_lines,
)
from fruitful.render.impact_in_short import (
    MOST_NAMES,
    OWN,
    beside,
    counts,
    introduction,
    own_counts,
    title,
    unchanged,
    waiting,
)
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Item,
    Items,
    Only,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    listed,
)
from fruitful.report.grounds import made_by, rules_in_short
from fruitful.report.paper import purpose
from fruitful.report.unread import notes, problems

KIND = "A change of local policy"
MOST_EDITS = 15
"""Edits that a paper's own table has."""
_MADE_FROM = (
    "the same answers judged by both sets of rules. Nothing is foreseen of what partnerships would"
    " do about it."
)


def impact_report(found: Impact, *, everything: bool = False) -> Report:
    """The impact as a report; ``everything`` shows whole lists."""
    most = None if everything else MOST_NAMES
    numbers = numbered(found)
    return Report(
        KIND,
        title(found),
        title(found),
        found.on,
        (introduction(found),),
        tuple(_paper(found, numbers)),
        (
            _in_short(found, numbers, most),
            _edits(found, most),
            *_own(found, numbers),
            *_each(found, numbers),
            *problems(found.failed, found.faulty, everything=everything),
            *notes(found.all_notes, everything=everything),
        ),
        tuple(_made(found)),
        {},
    )


def _in_short(found: Impact, numbers: dict[Cause, int], most: int | None) -> Section:
    items = tuple(map(Item, _sums(found, numbers, most)))
    return Section("short", "In short", (Items(items, look="hanging", mark=""),))


def _sums(found: Impact, numbers: dict[Cause, int], most: int | None) -> Iterator[str]:
    for text, causes in counts(found):
        yield f"{text}{by_labels(causes, numbers)}."
    for one in found.effects:
        if one.what in FROM_TO:
            text = f"{effect_in_words(one)}: {names(one.partnerships, most)}"
            yield f"{text}{by_labels(one.causes, numbers)}."
    for text, causes in own_counts(found):
        yield f"{text}{by_labels(causes, numbers)}."
    yield from unchanged(found, most)


def _edits(found: Impact, most: int | None) -> Section:
    blocks: list[Block] = []
    if not found.edits:
        blocks.append(Paragraph("The two say the same of partnerships."))
    items = tuple(_edit(edit, found, most) for edit in found.edits)
    if items:
        blocks.append(Items(items, 1, "edits"))
    rest = [(Item(text)) for text in waiting(found)]
    if rest:
        blocks.append(Items(tuple(rest), look="beside", mark="· "))
    if found.waiting:
        blocks.append(
            Only(
                LINES,
                (Items((Item("`--on DATE` judges on another day."),), look="beside", mark="  "),),
            )
        )
    besides = tuple(map(Item, beside(found)))
    blocks.append(Items(besides, look="beside", mark="· "))
    return Section("edits", "What each edit does", tuple(blocks))


def _edit(edit: Edit, found: Impact, most: int | None) -> Item:
    said = [f"{text}{f': {names(some, most)}' if some else ''}" for text, some in edit_lines(edit)]
    if not (edit.effects or edit.authority):
        said.append("It changes nothing that is shown here.")
    return Item(edit_in_words(edit.cause, *found.rulesets(edit.cause)), (listed(said),))


def _own(found: Impact, numbers: dict[Cause, int]) -> Iterator[Section]:
    own = found.authority
    if own is not None and not own.none:
        items = (_happenings(own.name, own_lines(own), numbers),)
        yield Section("authority", OWN, (Items(items, look="happenings", mark=""),))


def _each(found: Impact, numbers: dict[Cause, int]) -> Iterator[Section]:
    items = tuple(_happenings(one.name, lines(one.effects), numbers) for one in found.touched)
    if items:
        yield Section(
            "each", "Partnership by partnership", (Items(items, look="happenings", mark=""),)
        )


def _happenings(name: str, some: Iterable[tuple[str, Causes]], numbers: dict[Cause, int]) -> Item:
    said = (f"{text}{by_edits(causes, numbers)}" for text, causes in some)
    return Item(name, (listed(said),), style="heading")


def _made(found: Impact) -> Iterator[Block]:
    old, new = (rules_in_short(one) for one in (found.old, found.new))
    yield Only(LINES, (Paragraph(f"Rules: {new}; now: {old}. Fired by {found.engine}."),))
    pairs = (Pair("Rules to be adopted", new), Pair("Rules now", old))
    fired = Pair("Rules fired by", found.engine)
    yield Only(PAGES, (made_by(_MADE_FROM), Pairs((*pairs, fired), "made")))


def _paper(found: Impact, numbers: dict[Cause, int]) -> Iterator[Section]:
    """The paper proper: what is to be decided, what it would do, edit by edit."""
    whole = title(found)
    yield purpose(f"{whole}: {introduction(found)}")
    asked = ("to decide whether the policy is to be adopted, on the effects below;",
             "to say who tells the partnerships that it concerns, and by when.")  # fmt: skip
    yield Section("recommendation", "Recommendation",
                  (Paragraph("Members are asked:"), listed(asked)))  # fmt: skip
    yield Section("paper-short", "What it would do", (listed(_sums(found, numbers, MOST_NAMES)),))
    if found.edits:
        rows = tuple(_row(at, edit, found) for at, edit in enumerate(found.edits[:MOST_EDITS], 1))
        table = Table(("No.", "Edit", "For how many", "Owner", "By when"), rows, look="actions",
                      numbers=(0,), named_by=1)  # fmt: skip
        rest = len(found.edits) - MOST_EDITS
        more = (Paragraph(f"{rest} more stand in the appendix."),) if rest > 0 else ()
        yield Section("paper-edits", "Edit by edit", (table, *more))


def _row(at: int, edit: Edit, found: Impact) -> Row:
    whom = {one for effect in edit.effects for one in effect.partnerships}
    said = edit_in_words(edit.cause, *found.rulesets(edit.cause))
    return Row((str(at), said, str(len(whom)), "", ""))
