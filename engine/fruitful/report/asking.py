"""The open questions: what to ask, why, and what each possible answer would change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fruitful.advice.behind import Behind
from fruitful.advice.saying import of_rule
from fruitful.ask import GRAVE, OTHER, VERDICT, Asking, OpenQuestion
from fruitful.language.value import say
from fruitful.render.asking import (
    FEW,
    effects_in_words,
    possible_in_words,
    standing_in_words,
)
from fruitful.render.layout import in_words
from fruitful.report.blocks import (
    Block,
    Item,
    Items,
    Paragraph,
    Part,
    Places,
    Report,
    Section,
    listed,
)
from fruitful.report.grounds import local_section, made_with
from fruitful.report.marks import own, rule_marks
from fruitful.ruleset import Ruleset

KIND = "What to ask next"
MOST_QUESTIONS = 10
"""Questions that are shown unless all are asked for."""
_TYPE = "What kind of partnership this is"
_HEADINGS = {
    VERDICT: "What the verdict hangs on",
    GRAVE: "What critical and high rules wait for",
    OTHER: "What else is open",
}
_MADE_FROM = "the answers given so far, by trying each answer that could be given."


def asking_report(
    asking: Asking, ruleset: Ruleset, engine: str, *, everything: bool = False, named_by: str = ""
) -> Report:
    """The open questions as a report, the most decisive first.

    ``everything`` shows all of them; ``named_by`` is what names the local packs in force, where no
    option does.
    """
    now = asking.now
    return Report(
        KIND,
        now.profile.name,
        f"{now.profile.name}: what to ask next",
        now.facts.on,
        (f"As on {in_words(now.facts.on)}.",),
        (),
        (
            _standing(asking, ruleset),
            *_questions(asking, ruleset, everything=everything),
            *_nothing_more(asking, ruleset),
            *local_section((ruleset,), named_by),
        ),
        made_with(ruleset, engine, now.facts.on, _MADE_FROM, in_lines=False),
        {},
    )


def _standing(asking: Asking, ruleset: Ruleset) -> Section:
    standing = asking.now.standing
    kind, title = standing_in_words(standing)
    blocks = tuple(map(Paragraph, possible_in_words(standing)))
    whose = own(standing.verdict.pack, ruleset)
    return Section("verdict", (title, *whose), blocks, "verdict", kind, kind)


def _questions(asking: Asking, ruleset: Ruleset, *, everything: bool) -> Iterator[Block]:
    shown = asking.questions if everything else asking.questions[:MOST_QUESTIONS]
    number = 1
    for at, (heading, some) in enumerate(groupby(shown, key=_heading)):
        items = tuple(_question(one, asking, ruleset) for one in some)
        yield Section(f"open-{at}", heading, (Items(items, number, "open"),))
        number += len(items)
    if everything and asking.together:
        together = tuple(Item(_together(one, ruleset)) for one in asking.together)
        title = "What matters only together with others"
        yield Section("together", title, (Items(together, look="beside", mark="? "),))
    hidden = len(asking.questions) - len(shown) + (not everything) * len(asking.together)
    if hidden:
        more = f"And {hidden} more, which `--all` shows; these come first."
        yield Paragraph(more, "more")


def _heading(one: OpenQuestion) -> str:
    return _TYPE if one.of_kind_only else _HEADINGS[one.concerns]


def _question(one: OpenQuestion, asking: Asking, ruleset: Ruleset) -> Item:
    effects = listed(effects_in_words(one, asking.now))
    return Item(one.ask, (Paragraph(_source(one, ruleset), "id"), effects))


def _source(one: OpenQuestion, ruleset: Ruleset) -> tuple[Part, ...]:
    known = f"; so far it is known as {say('date', one.known)}" if one.known else ""
    cites = f": {', '.join(one.fact.cites)}" if one.fact.cites else ""
    return (f"[{one.fact.path}", *own(one.fact.pack, ruleset), f"{cites}]{known}")


def _together(one: OpenQuestion, ruleset: Ruleset) -> tuple[Part, ...]:
    waiting: tuple[Part, ...] = ()
    if len(one.rules) > FEW:
        waiting = (f"; {len(one.rules)} rules wait for it",)
    elif one.rules:
        waiting = ("; for ", *rule_marks(one.rules, ruleset))
    return (f"{one.ask} [{one.fact.path}", *waiting, "]")


def _nothing_more(asking: Asking, ruleset: Ruleset) -> Iterator[Block]:
    """Where no question is left: that all are answered, or why no more are asked."""
    if asking.questions or asking.together:
        return
    since = asking.not_asked_since
    if not since:
        yield Paragraph("Nothing is open: every question that makes sense here is answered.",
                        "summary")  # fmt: skip
        return
    yield Paragraph("With this verdict nothing more is asked. It rests on this:", "summary")
    behind = Behind(ruleset, asking.now.firing.view)
    said = (
        (f"{of_rule(rule.finding, rule, behind)} ",
         Places(rule.cites, rule_marks([rule.id], ruleset)))
        for rule in since
    )  # fmt: skip
    yield listed(said, mark="  - ")
    yield Paragraph("If an answer behind it is wrong, put it right in the profile and ask again.")
