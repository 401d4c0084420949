"""A screening: which partnerships need attention, why, and what to do first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from fruitful.advice.advice import Advice
from fruitful.portfolio.screening import Action, Change, Concern, Failed, Screening
from fruitful.render.found import found_in_words
from fruitful.render.in_short import need_attention, provisional, the_others
from fruitful.render.layout import in_words
from fruitful.render.local import local_line, own, rule_names
from fruitful.render.time import screening_in_short
from fruitful.report import screening_lists as lists
from fruitful.report.blocks import (
    Block,
    Item,
    Items,
    Paragraph,
    Places,
    Report,
    Row,
    Section,
    Table,
)
from fruitful.report.grounds import local_section, made_with
from fruitful.report.lists import cut, in_lines
from fruitful.report.marks import rule_marks
from fruitful.report.screening_paper import screening_paper
from fruitful.report.unread import in_file, notes, problems, without_folders

KIND = "Partnerships screened together"
_MADE_FROM = (
    "the answers in profiles and registers, and the rules named here. What is not known counts as"
    " an open question, never as a no. There is no score, and no cause is claimed."
)


def screening_report(
    screening: Screening,
    *,
    everything: bool = False,
    named_by: str = "",
    on_paper: bool = False,
) -> Report:
    """The screening as a report.

    ``everything`` shows whole lists; ``named_by`` is what names the local packs in force, where no
    option does; ``on_paper`` names files without the folders in which they lie.
    """
    if on_paper:
        screening = _on_paper(screening)
    number, failed = len(screening.partnerships), len(screening.failed)
    title = screening.authority.name if screening.authority else "Partnerships"
    could_not = f", and {failed} more could not be read" if failed else ""
    when = f"{_many(number)} as on {in_words(screening.on)}{could_not}."
    told = lists.Lists(screening, everything)
    faulty = [(one.name, one.faults) for one in screening.partnerships if one.faults]
    noted = [note for one in screening.partnerships for note in one.notes]
    return Report(
        KIND,
        title,
        f"{title}: {need_attention(screening)}",
        screening.on,
        (when, *found_in_words(screening.found)),
        tuple(screening_paper(screening)),
        (
            *_in_short(screening, title),
            *_concerns(told),
            *_actions(told),
            *_authority(told),
            *_movement(told),
            *told.sections(),
            *problems(screening.failed, faulty, everything=everything),
            *notes([*screening.notes, *noted], everything=everything),
            *local_section(screening.rulesets, named_by),
        ),
        made_with(
            screening.ruleset, screening.engine, screening.on, _MADE_FROM, screening.rulesets
        ),
        {},
    )


def _on_paper(screening: Screening) -> Screening:
    return replace(
        screening,
        partnerships=tuple(
            replace(one, faults=without_folders(one.faults), notes=without_folders(one.notes))
            for one in screening.partnerships
        ),
        failed=tuple(
            Failed(in_file(one.source), without_folders(one.diagnostics))
            for one in screening.failed
        ),
        notes=without_folders(screening.notes),
        found=tuple(one._replace(file=os.path.basename(one.file)) for one in screening.found),
    )


def _many(number: int) -> str:
    return "One partnership" if number == 1 else f"{number:,} partnerships"


def _in_short(screening: Screening, title: str) -> Iterator[Block]:
    in_short = (need_attention(screening) + ".", *the_others(screening))
    yield Paragraph(" ".join(in_short), "summary")
    if screening.authority:
        judged = screening.authority.judged
        standing = provisional(judged.verdict, judged.settled)
        standing += own(judged.verdict.pack, screening.ruleset)
        yield Paragraph(f"{title} itself: {judged.verdict.title}{standing}.")
    for sentence in screening_in_short(screening):
        yield Paragraph(sentence)
    if screening.partnerships:
        yield Table(("Partnerships", "Verdict"), tuple(_verdicts(screening)), look="counts",
                    numbers=(0,), named_by=1)  # fmt: skip


def _verdicts(screening: Screening) -> Iterator[Row]:
    briefs = [one.brief for one in screening.partnerships]
    counted = Counter(one.verdict.id for one in briefs)
    open_yet = Counter(one.verdict.id for one in briefs if provisional(one.verdict, one.settled))
    for id, verdict in screening.ruleset.verdicts.items():
        if counted[id]:
            open = f" ({open_yet[id]} provisional)" if open_yet[id] else ""
            whose = own(verdict.pack, screening.ruleset)
            yield Row((str(counted[id]), f"{verdict.title}{open}{whose}"))


def _concerns(told: lists.Lists) -> Iterator[Section]:
    if told.screening.partnerships:
        items = [_concern(one, told) for one in told.screening.concerns]
        none = Paragraph("None has a critical or high finding in what is known.")
        some = tuple(cut(items, everything=told.everything, start=1))
        yield Section("concerns", "Which partnerships need attention", some or (none,))


def _concern(one: Concern, told: lists.Lists) -> Item:
    ruleset = told.screening.ruleset
    standing = provisional(ruleset.verdicts[one.verdict], one.settled)
    titles = "; ".join(ruleset.rules[rule].title for rule in one.first)
    blocks = (
        Paragraph(f"{told.verdict(one.verdict)}{standing}. {one.why_here}"),
        Paragraph(f"{titles}.", "action"),
    )
    return Item(one.partnership.name, blocks, style=next(iter(one.severities)))


def _actions(told: lists.Lists) -> Iterator[Section]:
    items = [_action(one, told) for one in told.screening.actions]
    if items:
        some = tuple(cut(items, everything=told.everything, start=1))
        yield Section("across", "What to do first, across the authority", some)


def _action(one: Action, told: lists.Lists) -> Item:
    where = told.names(each.partnership for each in one.partnerships)
    rule = rule_marks([one.rule], told.screening.ruleset)
    blocks = (
        Paragraph((f"{one.why_here} ", Places(one.cites, rule))),
        Paragraph(f"{where}.", "action"),
    )
    return Item(one.title, blocks, style=one.severity)


def _authority(told: lists.Lists) -> Iterator[Section]:
    advice = told.screening.authority
    if advice is not None:
        yield Section("authority", "The authority itself", tuple(_of_authority(advice, told)))


def _of_authority(advice: Advice, told: lists.Lists) -> Iterator[Block]:
    standing = provisional(advice.judged.verdict, advice.judged.settled)
    yield Paragraph(f"{advice.judged.verdict.title}{standing}", "verdict")
    items = []
    for one in advice.recommendations[: told.most]:
        blocks: list[Block] = [
            Paragraph(one.finding, "finding"),
            Paragraph(one.text, "action"),
            Paragraph((f"{one.why_here} ", Places(one.cites, (one.rule,)))),
        ]
        blocks += [Paragraph(local_line(one.local), "local")] if one.local is not None else []
        items.append(Item(one.title, tuple(blocks), style="heading"))
    if items:
        yield Items(tuple(items), 1)
    if advice.questions:
        asked = " ".join(one.ask for one in advice.questions[:3])
        said = f"Not known yet, {len(advice.questions)} in all: {asked}"
        yield Items((Item(said),), mark="? ")
        if not advice.recommendations:
            yield from in_lines("`fruitful new --authority` writes a file to answer in.")


def _movement(told: lists.Lists) -> Iterator[Section]:
    movement = told.screening.movement
    if movement is None:
        return
    blocks: list[Block] = []
    if not movement.same_rules:
        said = "The rules are not the same, and may be why something moved."
        blocks.append(Paragraph(said))
    changes = [f"{one.partnership.name}: {_change(one, told)}." for one in movement.changes]
    blocks += cut(changes, everything=told.everything, look="hanging", mark="")
    others = [
        f"{word}: {told.names(some)}."
        for word, some in (("New", movement.new), ("Gone", movement.gone))
        if some
    ]
    others += [
        f"Renamed? “{each.before.name}” may be “{each.now.name}” now." for each in movement.renamed
    ]
    if others:
        blocks.append(Items(tuple(map(Item, others)), look="hanging", mark=""))
    blocks.append(Paragraph(f"As before: {movement.unchanged}."))
    yield Section("movement", f"Since {in_words(movement.since)}", tuple(blocks))


def _change(one: Change, told: lists.Lists) -> str:
    parts = []
    if one.verdict_before != one.verdict_now:
        before, now = told.verdict(one.verdict_before), told.verdict(one.verdict_now)
        parts.append(f"from “{before}” to “{now}”")
    moved = (
        *(("closed", one.closed), ("no longer known", one.unsettled)),
        *(("opened", one.opened), ("eased", one.eased), ("worsened", one.worsened)),
    )
    for word, rules in moved:
        if rules:
            parts.append(f"{word} {rule_names(rules, told.screening.ruleset)}")
    return "; ".join(parts)
