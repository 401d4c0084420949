"""What changed between two assessments, as a report of progress to a board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from fruitful.compare import (
    ABSENT,
    CLOSED,
    EASED,
    OPENED,
    WORSENED,
    Came,
    Comparison,
    Difference,
)
from fruitful.compare.cause import Cause
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.render.causes import cause_in_words
from fruitful.render.layout import MOST, in_words
from fruitful.render.local import lapsed
from fruitful.render.pages.sources import cited
from fruitful.report.actions import MOST_ON_PAPER, worklist
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
    Part,
    Places,
    Report,
    Section,
    Text,
    listed,
)
from fruitful.report.grounds import local_section, made_by, rules_in_short, sources_section
from fruitful.report.marks import badge, own, rule_marks
from fruitful.report.moved import moved_answers, moved_in_words, moved_questions, new_evidence
from fruitful.report.paper import GUIDANCE, purpose, recommendation, sources_in_a_line

KIND = "Two assessments compared"
_UNSETTLED = "unsettled"
_BECAME = {
    OPENED: ("new", "New findings"),
    WORSENED: ("graver", "Findings that have become graver"),
    EASED: ("less grave", "Findings that have become less grave"),
    _UNSETTLED: ("no longer known", "Findings of which it is no longer known whether they stand"),
    CLOSED: ("closed", "Findings that are closed"),
}
_OUTCOMES = {
    MET: "met",
    UNDECIDED: "not known",
    NOT_APPLICABLE: "no matter for it",
    ABSENT: "not among its rules",
}
_MADE_FROM = "the answers in two profiles and the rules named here. No cause is claimed but answers and rules."  # noqa: E501


def comparison_report(found: Comparison, *, everything: bool = False, named_by: str = "") -> Report:
    """The comparison as a report.

    ``everything`` shows every answer in lines too; ``named_by`` is what names the local packs in
    force, where no option does.
    """
    old, new = found.old.advice, found.new.advice
    name = new.name if old.name == new.name else f"{new.name}, before: {old.name}"
    when = f"Both as on {in_words(new.on)}."
    if old.on != new.on:
        when = f"From {in_words(old.on)} to {in_words(new.on)}."
    sources = cited((cite for one in found.differences for cite in one.rule.cites),
                    found.new.ruleset.index)  # fmt: skip
    return Report(
        KIND,
        name,
        f"{name}: what has changed",
        new.on,
        (when,),
        tuple(_paper(found, when)),
        (
            _verdict(found),
            *_differences(found),
            *_as_before(found),
            *moved_answers(found, everything=everything),
            *new_evidence(found, everything=everything),
            *moved_questions(found, everything=everything),
            *local_section((found.new.ruleset,), named_by),
            Only(PAGES, (sources_section(sources),)),
        ),
        tuple(_made(found)),
        {cite: one.href[1:] for cite, one in sources.items()},
    )


# The verdict, and the findings


def _verdict(found: Comparison) -> Section:
    before, after = found.old.advice.judged, found.new.advice.judged
    was, now = (_title(one.verdict.title, settled=one.settled) for one in (before, after))
    blocks: list[Block] = [Paragraph("As before." if was == now else f"It was: {was}.")]
    if before.because != after.because and after.because:
        because = rule_marks(after.because, found.new.ruleset)
        blocks.append(Paragraph(("Because of ", *because, ".")))
    blocks += [Paragraph(_cause(one, found), "cause") for one in found.verdict_causes]
    blocks.append(Paragraph(_in_short(found), "summary"))
    whose = own(after.verdict.pack, found.new.ruleset)
    return Section("verdict", (now, *whose), tuple(blocks), "verdict", "Verdict", "Verdict")


def _title(title: str, *, settled: bool) -> str:
    return title if settled else f"{title} (provisional)"


def _in_short(found: Comparison) -> str:
    counted = Counter(map(_became, found.differences))
    parts = [f"{counted[how]} {word}" for how, (word, _) in _BECAME.items() if counted[how]]
    stand = f"{len(found.as_before)} as before"
    asked = found.questions
    questions = [
        f"{len(some)} {word}"
        for some, word in ((asked.answered, "answered"), (asked.new, "new"))
        if some
    ]
    return (
        f"Findings: {', '.join([*parts, stand])}. "
        f"Questions: {', '.join([*questions, f'{asked.still_open} still open'])}."
    )


def _became(one: Difference) -> str:
    """What became of a finding; one of which too little is known by now is not closed."""
    return _UNSETTLED if one.how == CLOSED and one.after.outcome == UNDECIDED else one.how


def _differences(found: Comparison) -> Iterator[Section]:
    for how, (_, title) in _BECAME.items():
        items = tuple(_difference(one, found) for one in found.differences if _became(one) == how)
        if items:
            yield Section(how, title, (Items(items, look="actions", mark=""),))


def _difference(one: Difference, found: Comparison) -> Item:
    text = one.after.text or one.before.text
    said: list[Text] = [moved_in_words(answer, found) for answer in one.answers]
    said += [_cause(cause, found) for cause in one.causes]
    rule = rule_marks([one.rule.id], found.new.ruleset, {}, found.old.ruleset)
    severity = one.after.severity or one.before.severity
    blocks = (
        Paragraph(f"{_came(one.after).capitalize()}; it was {_came(one.before)}. {text}"),
        listed(said),
        Paragraph((Places(one.rule.cites, rule),), "note"),
    )
    marked = (" ", badge(severity)) if severity else ()
    return Item((one.rule.title, *marked), blocks, style=severity)


def _came(came: Came) -> str:
    if came.outcome == FINDING:
        return f"a finding, {came.severity}" if came.severity else "a finding"
    return _OUTCOMES[came.outcome]


def _cause(cause: Cause, found: Comparison) -> str:
    return cause_in_words(cause, found.old.ruleset, found.new.ruleset)


def _as_before(found: Comparison) -> Iterator[Section]:
    severities, ruleset = found.new.firing.severities, found.new.ruleset
    said: list[tuple[Part, ...]] = [
        (f"{ruleset.rules[id].title} [", *rule_marks([id], ruleset), f", {severities[id]}]")
        for id in found.as_before
    ]
    if said:
        yield Section("as-before", "Findings that stand as before", (listed(said),))


# How it was made, and the paper


def _made(found: Comparison) -> Iterator[Block]:
    old, new = (rules_in_short(one.ruleset) for one in (found.old, found.new))
    short = f"Rules: {new}." if old == new else f"Rules: {new}; before: {old}."
    yield Only(LINES, (Paragraph(short),))
    pairs = [Pair("Rules", new)]
    pairs += [Pair("Rules before", old)] if old != new else []
    yield Only(PAGES, (made_by(_MADE_FROM), Pairs(tuple(pairs), "made")))
    for one in lapsed((found.new.ruleset,)):
        yield Paragraph(f"Not in force on {in_words(found.new.advice.on)}: {one}")


def _paper(found: Comparison, when: str) -> Iterator[Section]:
    """A paper of progress: what has changed, what is still to do."""
    new, judged = found.new.advice, found.new.advice.judged
    yield purpose(f"To say what has changed for {new.name} by the guidance of {GUIDANCE}. {when}")
    yield recommendation(judged.verdict.title, bool(new.recommendations), bool(new.questions))
    yield _verdict(found)._replace(id="paper-verdict", title=judged.verdict.title, look="")
    yield from _changed_in_short(found)
    todo = tuple(worklist(new.recommendations))
    yield Section("paper-actions", "What is still to do", todo)
    cites = (cite for one in new.recommendations[:MOST_ON_PAPER] for cite in one.cites)
    yield sources_in_a_line((*judged.verdict.cites, *cites))


def _changed_in_short(found: Comparison) -> Iterator[Section]:
    for how, (_, title) in _BECAME.items():
        titles = [one.rule.title for one in found.differences if _became(one) == how]
        if titles:
            yield Section(f"paper-{how}", title, (listed(_most(titles)),))


def _most(titles: Sequence[str]) -> Iterable[str]:
    if len(titles) <= MOST:
        return titles
    return (*titles[: MOST - 1], f"and {len(titles) - MOST + 1} more, in the appendix")
