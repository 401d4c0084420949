"""Why a rule has come out as it has; and what came of all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fruitful.advice.local import local_policies
from fruitful.diagnostic import shorten
from fruitful.explain.explanation import Came, Explanation
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, OUTCOMES, UNDECIDED
from fruitful.render.explain import CONCLUDED, outcome_in_words
from fruitful.render.layout import WIDTH, in_words
from fruitful.render.local import local_line
from fruitful.render.pages.sources import name_of
from fruitful.render.reasoning import member_name
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Only,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Row,
    Run,
    Section,
    Table,
    Verbatim,
)
from fruitful.report.grounds import local_section, made_with
from fruitful.report.marks import rule_marks
from fruitful.report.trees import reasoning
from fruitful.report.ways import ways_section
from fruitful.ruleset import Ruleset

CONCLUDES = "concludes"
_GROUPS = {
    FINDING: "Findings",
    MET: "Met: it applies, and nothing is wrong",
    UNDECIDED: "Not known yet: the answers cannot tell",
    NOT_APPLICABLE: "Does not apply",
    CONCLUDES: "What is concluded",
}
_MADE_FROM = "the answers in the partnership's profile and the rules named here."


def explanation_report(
    explained: Explanation, name: str, on: date, ruleset: Ruleset, engine: str
) -> Report:
    """The explanation of one rule as a report."""
    rule = explained.rule
    return Report(
        "Why a rule has come out so",
        f"{rule.id}  {rule.title}",
        f"{name}: {rule.title}",
        on,
        (f"{name}, as on {in_words(on)}.",),
        (),
        (
            _outcome(explained, ruleset),
            *_trees(explained, ruleset),
            *ways_section(explained, ruleset),
            *_rests_on(explained, ruleset),
            _sources(explained, ruleset),
        ),
        made_with(ruleset, engine, on, _MADE_FROM, in_lines=False),
        {},
    )


def _outcome(explained: Explanation, ruleset: Ruleset) -> Section:
    blocks: list[Block] = [Paragraph(explained.text)] if explained.text else []
    if explained.because:
        decided = ", ".join(str(given.address) for given in explained.because)
        blocks.append(Paragraph(f"Decided by: {decided}.", "cause"))
    for collection, names in explained.witnesses.items():
        if names:
            many = ruleset.vocabulary.collections[collection].many
            told = ", ".join(member_name(name, many) for name in names)
            blocks.append(Paragraph(f"Concerns these {many}: {told}.", "cause"))
    if explained.local is not None:
        blocks.append(Paragraph(local_line(explained.local), "cause"))
    title = outcome_in_words(explained)
    style = explained.severity or "verdict"
    return Section("outcome", title, tuple(blocks), "verdict", "Outcome", "Outcome", style)


def _trees(explained: Explanation, ruleset: Ruleset, before: str = "") -> Iterator[Section]:
    for at, (heading, blocks) in enumerate(reasoning(explained, ruleset)):
        yield Section(f"{before}why-{at}", heading, blocks)


def _rests_on(explained: Explanation, ruleset: Ruleset) -> Iterator[Block]:
    for one in explained.rests_on:
        blocks: list[Block] = [Paragraph(f"Outcome: {outcome_in_words(one)}", "flush")]
        if one.local is not None:
            blocks.append(Paragraph(local_line(one.local), "flush"))
        title = f"It rests on {one.rule.id}: {one.rule.title}"
        inner = tuple(_trees(one, ruleset, f"{one.rule.id}-"))
        yield Section(f"rests-{one.rule.id}", title, (*blocks, *inner))


def _sources(explained: Explanation, ruleset: Ruleset) -> Section:
    lines, pairs = [], []
    for cite in explained.rule.cites:
        source = ruleset.index.get(cite)
        lines.append(Pair(cite if source else "", source.about if source else cite))
        about = f"{name_of(cite)}. {source.about}" if source else name_of(cite)
        pairs.append(Pair(cite if source else "Local", about))
    blocks = (Only(LINES, (Pairs(tuple(lines), "places"),)), Only(PAGES, (Pairs(tuple(pairs)),)))
    return Section("sources", "Sources", blocks)


def outcomes_report(
    all_rules: Sequence[Came],
    name: str,
    on: date,
    ruleset: Ruleset,
    engine: str,
    *,
    in_lines: bool = True,
) -> Report:
    """What came of every rule, by outcome and in the paper's order.

    ``in_lines`` says which command tells more.
    """
    how = " `fruitful explain PROFILE RULE` tells why." if in_lines else ""
    groups: dict[str, list[Came]] = {group: [] for group in (*OUTCOMES, CONCLUDES)}
    for one in all_rules:
        groups[one.outcome if one.rule.recommend else CONCLUDES].append(one)
    return Report(
        "What came of every rule",
        name,
        f"{name}: what came of every rule",
        on,
        (f"As on {in_words(on)}.{how}",),
        (),
        (
            *(_group(group, some, ruleset) for group, some in groups.items() if some),
            *local_section((ruleset,)),
        ),
        made_with(ruleset, engine, on, _MADE_FROM, in_lines=False),
        {},
    )


def _group(group: str, some: Sequence[Came], ruleset: Ruleset) -> Section:
    lines = "\n".join(_line(one, group, ruleset) for one in some)
    says = {FINDING: "How grave", CONCLUDES: "Concluded"}.get(group)
    rows = tuple(
        Row((
            one.rule.title,
            rule_marks([one.rule.id], ruleset),
            *((_says(one, group),) if says else ()),
        ))
        for one in some
    )  # fmt: skip
    table = Table(("Rule", "Id", *((says,) if says else ())), rows)
    title = (f"{_GROUPS[group]} (", Run(str(len(some))), ")")
    blocks = (Only(LINES, (Verbatim(lines),)), Only(PAGES, (table,)))
    return Section(f"outcome-{group.replace('_', '-')}", title, blocks, short=_GROUPS[group])


def _says(one: Came, group: str) -> str:
    if group == FINDING:
        return one.severity
    return CONCLUDED[{FINDING: True, UNDECIDED: None}.get(one.outcome, False)]


def _line(one: Came, group: str, ruleset: Ruleset) -> str:
    start = f"{one.rule.id:<6} "
    if group in (FINDING, CONCLUDES):
        start += f"{_says(one, group):<{9 if group == FINDING else 14}} "
    mark = " (local)" if one.rule.id in local_policies(ruleset) else ""
    return start + shorten(one.rule.title, WIDTH - len(start) - len(mark) - 2) + mark
