"""The first sheet: which partnerships need attention, why, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.language.value import say
from fruitful.portfolio.screening import Movement, Named, Screening
from fruitful.render.found import found_in_words
from fruitful.render.in_short import need_attention, provisional, the_others, unread
from fruitful.render.layout import in_words
from fruitful.render.local import own
from fruitful.render.time import has_ended, screening_in_short
from fruitful.render.workbook.naming import as_text, names, standing, tier_title, verdict_title
from fruitful.render.workbook.table import Page, Row, Section

MOST = 10
"""Partnerships and actions that the summary names; the other sheets have them all."""
WIDTHS = (8, 36, 26, 46, 58)
LOOKS = ("short", "label", "text", "text", "text")


def summary(screening: Screening) -> Page:
    """What a reader needs in a minute."""
    found = [
        _concerns(screening),
        _actions(screening),
        _authority(screening),
        _verdicts(screening),
        _endings(screening),
        _ended(screening),
        _funding(screening),
        _overlaps(screening),
        _costs(screening),
        _overdue(screening),
        *_movement(screening),
    ]
    sections = [one for one in found if one is not None]
    return Page("Summary", heading(screening), "\n".join(_lead(screening)), WIDTHS, sections)


def heading(screening: Screening) -> str:
    """Whose partnerships they are, and of which day."""
    authority = screening.authority
    whose = f"{authority.name}: its partnerships" if authority is not None else "Partnerships"
    return f"{whose} as on {in_words(screening.on)}"


def _lead(screening: Screening) -> Iterator[str]:
    yield from found_in_words(screening.found)
    yield " ".join((f"{need_attention(screening)}.", *the_others(screening)))
    if screening.authority is not None:
        judged = screening.authority.judged
        standing = provisional(judged.verdict, judged.settled)
        standing += own(judged.verdict.pack, screening.ruleset)
        yield f"{screening.authority.name} itself: {judged.verdict.title}{standing}."
    yield from screening_in_short(screening)
    if lost := tuple(unread(screening)):
        yield f"{' '.join(lost)} See the sheet “Failed inputs”."


def _concerns(screening: Screening) -> Section | None:
    if not screening.partnerships:
        return None
    by_name = {Named(one.id, one.name): one for one in screening.partnerships}
    rows = []
    for one in screening.concerns[:MOST]:
        verdict = verdict_title(screening, one.verdict)
        verdict += provisional(screening.ruleset.verdicts[one.verdict], one.settled)
        recommended = by_name[one.partnership].advice.recommendations
        first = recommended[0].title if recommended else ""
        rows.append((str(one.rank), one.partnership.name, verdict, one.why_here, first))
    header = ("Rank", "Partnership", "Verdict", "Why it stands here", "Do first")
    title = "Which partnerships need attention" + _of(len(rows), len(screening.concerns))
    return Section(title, header, rows or [_none()], LOOKS)


def _actions(screening: Screening) -> Section:
    rows = [
        (
            str(one.rank),
            one.title,
            f"{one.severity}; {', '.join(one.cites)}",
            one.why_here,
            names(affected.partnership for affected in one.partnerships),
        )
        for one in screening.actions[:MOST]
    ]
    header = ("Order", "What to do", "Severity; in the paper", "Why it stands here", "For")
    title = "What to do first across the authority" + _of(len(rows), len(screening.actions))
    return Section(title, header, rows or [_none()], LOOKS)


def _authority(screening: Screening) -> Section | None:
    advice = screening.authority
    if advice is None:
        return None
    judged = advice.judged
    head = ("", judged.verdict.title, standing(judged.settled), judged.verdict.text, "")
    rows: list[Row] = [head]
    rows += [
        (
            str(one.rank),
            one.title,
            f"{one.severity}; {', '.join(one.cites)}",
            one.finding,
            one.text,
        )
        for one in advice.recommendations
    ]
    header = ("Order", "What to do", "Severity; in the paper", "What was found", "How")
    return Section(f"{advice.name} as a whole", header, rows, LOOKS)


def _verdicts(screening: Screening) -> Section:
    rows = []
    for id, verdict in screening.ruleset.verdicts.items():
        some = [one for one in screening.partnerships if one.advice.judged.verdict.id == id]
        if some:
            open_yet = sum(not one.advice.judged.settled for one in some)
            provisional = f"{open_yet} of them provisional" if open_yet else "all settled"
            said = "; ".join(one.name for one in some)
            rows.append((str(len(some)), verdict.title, provisional, verdict.text, said))
    header = ("How many", "Verdict", "Standing", "What it means", "Partnerships")
    return Section("Verdicts", header, rows or [_none()], LOOKS)


def _endings(screening: Screening) -> Section | None:
    rows = [
        (
            str(one.rank or "–"),
            one.partnership.name,
            verdict_title(screening, one.verdict),
            one.why,
            one.not_partnering or "What it would cost not to work together is not recorded.",
        )
        for one in screening.endings
    ]
    header = ("Order", "Partnership", "Verdict", "Why it stands here", "Without it")
    title = "Whether to go on: to ask the partners, and nothing to decide from a list"
    return Section(title, header, rows, LOOKS) if rows else None


def _ended(screening: Screening) -> Section | None:
    found = has_ended(screening)
    rows = [("", name, what, "", "") for name, what in found[:MOST]]
    title = "What has ended" + _of(len(rows), len(found))
    return Section(title, ("", "Partnership", "What", "", ""), rows, LOOKS) if rows else None


def _funding(screening: Screening) -> Section | None:
    rows = [
        (str(len(one.partnerships)), one.period, "", "", names(one.partnerships))
        for one in screening.funding_ends
    ]
    header = ("How many", "Month", "", "", "Partnerships")
    title = "Funding that ends together (this tool's extension)"
    return Section(title, header, rows, LOOKS) if rows else None


def _overlaps(screening: Screening) -> Section | None:
    rows = [
        ("", f"{one.first.name}; {one.second.name}", "; ".join(one.topics), one.area,
         "; ".join(one.partners))
        for one in screening.overlaps[:MOST]
    ]  # fmt: skip
    header = ("", "Partnerships", "Topics in common", "Area", "Partners in common")
    title = "Possible overlaps, a question to ask (this tool's extension)"
    title += _of(len(rows), len(screening.overlaps))
    return Section(title, header, rows, LOOKS) if rows else None


def _costs(screening: Screening) -> Section | None:
    rows = []
    for one in screening.costs:
        number = len(one.known) + len(one.not_known)
        total = _total(one.total, one.unit) if one.total is not None else "–"
        missing = _some(one.not_known)
        rows.append((str(len(one.known)), one.ask, f"of {number}", total, missing))
    header = ("Stated by", "Cost", "", "Stated so far, added up", "Not stated by")
    title = "Which costs are known; no figure does not mean no cost"
    return Section(title, header, rows, LOOKS) if rows else None


def _some(named: Sequence[Named]) -> str:
    """The names of a few, and how many others there are."""
    others = len(named) - MOST
    return names(named[:MOST]) + (f"; and {others} more" if others > 0 else "")


def _total(total: object, unit: str) -> str:
    if unit == "£":
        return say("money", total)  # type: ignore[arg-type]
    return say("number", total, None, unit)  # type: ignore[arg-type]


def _overdue(screening: Screening) -> Section | None:
    overdue = [one for one in screening.rota if one.overdue]
    rows = [
        ("", one.partnership.name, tier_title(screening, one.tier), as_text(one.due), one.why)
        for one in overdue[:MOST]
    ]
    header = ("", "Partnership", "Tier", "Review was due", "Why then")
    title = "Reviews that are overdue (this tool's extension)" + _of(len(rows), len(overdue))
    return Section(title, header, rows, LOOKS) if rows else None


def _movement(screening: Screening) -> Iterator[Section]:
    movement = screening.movement
    if movement is None:
        return
    header = ("", "Partnership", "Verdict", "Better", "Worse")
    title = f"What has changed since {in_words(movement.since)}"
    yield Section(title, header, list(_changes(movement, screening)), LOOKS)


def _changes(movement: Movement, screening: Screening) -> Iterator[Row]:
    if not movement.same_rules:
        yield "", "The rules have changed since then, which may be why something moved.", "", "", ""
    for one in movement.changes:
        before = verdict_title(screening, one.verdict_before)
        now = verdict_title(screening, one.verdict_now)
        verdict = now if before == now else f"{before} → {now}"
        better = _rules(("closed", one.closed), ("less grave", one.eased))
        worse = _rules(
            ("new", one.opened), ("graver", one.worsened), ("no longer known", one.unsettled)
        )
        yield "", one.partnership.name, verdict, better, worse
    yield "", f"Unchanged: {movement.unchanged}", "", "", ""
    if movement.new:
        yield "", f"New: {names(movement.new)}", "", "", ""
    if movement.gone:
        yield "", f"No longer there: {names(movement.gone)}", "", "", ""
    for each in movement.renamed:
        yield "", f"Renamed? “{each.before.name}” may be “{each.now.name}” now", "", "", ""


def _rules(*some: tuple[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{what}: {', '.join(rules)}" for what, rules in some if rules)


def _of(shown: int, all: int) -> str:
    return f": the first {shown} of {all}" if shown < all else ""


def _none() -> Row:
    return "", "None.", "", "", ""
