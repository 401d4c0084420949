"""The paper's own questions, answered: accountability, the six ingredients, the checklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fruitful.advice.advice import Advice, Answered
from fruitful.advice.answering import STATES
from fruitful.report.blocks import (
    Block,
    Drawing,
    Item,
    Items,
    Paragraph,
    Part,
    Row,
    Section,
    Share,
    Table,
)
from fruitful.report.marks import rule_marks, state
from fruitful.ruleset import Ruleset

INGREDIENT_STATES = {"yes": "met", "partly": "partly", "no": "not met", "unknown": "not known"}
_SUBJECTS = {
    "organisation": "About the organisation's partnerships",
    "partnership": "About this partnership",
}


def accountability(advice: Advice, ruleset: Ruleset, places: Mapping[str, str]) -> Section:
    """To whom the partnership answers, drawn and as a table."""
    title = "To whom it answers"
    some = advice.accountability
    if not some:
        return Section("accountability", title, ())
    rows = tuple(Row((_asked(one, ruleset, places), (state(one.state),))) for one in some)
    table = Table(
        ("It answers to", "Settled?"), rows, "Whether it is settled how it answers to them (P98)"
    )
    drawing = Drawing(
        "links",
        "To whom the partnership answers",
        "The partnership with a line to each of those to whom it answers. The table below says the"
        " same.",
        tuple(Share(one.asked.id.replace("_", " ").capitalize(), one.state) for one in some),
        (table,),
    )
    return Section("accountability", title, (drawing,))


def _asked(one: Answered, ruleset: Ruleset, places: Mapping[str, str]) -> tuple[Part, ...]:
    """A question, and the rules that answer it."""
    rules = rule_marks(one.rules, ruleset, places)
    return (one.asked.text, *((" ", *rules) if rules else ()))


def ingredients(advice: Advice, ruleset: Ruleset, places: Mapping[str, str]) -> Section:
    """The six key ingredients of P121."""
    items = tuple(
        Item((state(INGREDIENT_STATES.get(one.state, "not_applicable")), " ",
              *_asked(one, ruleset, places)))
        for one in advice.ingredients
    )  # fmt: skip
    about = Paragraph(
        "The paper names six (P121). Each is answered from the rules beside it.", "about"
    )
    return Section(
        "ingredients",
        "Six ingredients of success",
        (about, Items(items, look="tiles")),
        short="Six ingredients",
    )


def checklist(advice: Advice, ruleset: Ruleset, places: Mapping[str, str]) -> Section:
    """The checklist for action: how many are answered how, and each answer."""
    number = len(advice.checklist)
    about = Paragraph(
        f"The paper's {number} questions, worded so that yes is favourable and answered from the "
        "rules beside them.",
        "about",
    )
    answers = Counter(one.state for one in advice.checklist)
    shares = tuple(Share(state(one).text, one, answers[one]) for one in STATES if answers[one])
    title = "How many of the checklist's questions are answered how"
    counted = Items(
        tuple(Item((state(one.state), f" {one.number}")) for one in shares), look="legend"
    )
    drawn = (Drawing("shares", title, "", shares, (counted,)),) if number else ()
    return Section(
        "checklist",
        "The checklist",
        (about, *drawn, *_tables(advice.checklist, ruleset, places)),
        short="Checklist",
    )


def _tables(
    some: Sequence[Answered], ruleset: Ruleset, places: Mapping[str, str]
) -> Iterator[Block]:
    for about, title in _SUBJECTS.items():
        rows = tuple(
            Row((one.asked.id, _asked(one, ruleset, places), (state(one.state),)))
            for one in some
            if one.asked.about == about
        )
        if rows:
            yield Table(
                ("No.", "Question", "Answer"),
                rows,
                title,
                look="checklist",
                numbers=(0,),
                named_by=1,
            )
