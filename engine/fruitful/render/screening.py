"""A screening as text: which partnerships need attention, why, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from fruitful.portfolio.screening import Action, Change, Concern, Screening
from fruitful.render.found import found_in_words
from fruitful.render.in_short import need_attention, provisional, the_others
from fruitful.render.layout import Paint, in_words, more, section, unpainted, wrap
from fruitful.render.local import lapsed, local_line, local_lines, own, rule_names
from fruitful.render.screening_lists import costs, ended, endings, funding, overlaps, reviews, tiers
from fruitful.render.screening_shared import Text
from fruitful.render.time import screening_in_short
from fruitful.render.unread import note_lines, problem_lines


def screening_as_text(
    screening: Screening,
    paint: Paint = unpainted,
    *,
    everything: bool = False,
    named_by: str = "",
) -> str:
    """The screening in lines of at most 80 columns; ``everything`` shows whole lists.

    ``named_by`` is what names the local packs in force, where no option does.
    """
    text = Text(screening, paint, everything)
    sections: tuple[Callable[[Text], Iterator[str]], ...] = (
        *(_head, _concerns, _actions, _authority, _movement, endings),
        *(ended, costs, reviews, overlaps, funding, tiers, _problems, _notes),
    )
    lines = [line for part in sections for line in part(text)]
    lines += local_lines(screening.rulesets, paint, named_by)
    return "\n".join([*lines, *_foot(text)]) + "\n"


def _head(text: Text) -> Iterator[str]:
    screening = text.screening
    number, failed = len(screening.partnerships), len(screening.failed)
    title = screening.authority.name if screening.authority else "Partnerships"
    yield from wrap(title, paint=lambda line: text.paint(line, "heading"))
    could_not = f", and {failed} more could not be read" if failed else ""
    yield from wrap(f"{_many(number)} as on {in_words(screening.on)}{could_not}.")
    for passage in found_in_words(screening.found):
        yield from wrap(passage)
    yield ""
    in_short = (need_attention(screening) + ".", *the_others(screening))
    yield from wrap(" ".join(in_short))
    if screening.authority:
        judged = screening.authority.judged
        standing = provisional(judged.verdict, judged.settled)
        standing += own(judged.verdict.pack, screening.ruleset)
        yield from wrap(f"{title} itself: {judged.verdict.title}{standing}.")
    for sentence in screening_in_short(screening):
        yield from wrap(sentence)
    if screening.partnerships:
        yield ""
        yield from _verdicts(text)


def _verdicts(text: Text) -> Iterator[str]:
    screening = text.screening
    briefs = [one.brief for one in screening.partnerships]
    counted = Counter(one.verdict.id for one in briefs)
    open_yet = Counter(one.verdict.id for one in briefs if provisional(one.verdict, one.settled))
    for id, verdict in screening.ruleset.verdicts.items():
        if counted[id]:
            open = f" ({open_yet[id]} provisional)" if open_yet[id] else ""
            whose = own(verdict.pack, screening.ruleset)
            yield from wrap(f"{counted[id]:>4}  {text.verdict(id)}{open}{whose}", "", "      ")


def _many(number: int) -> str:
    return "One partnership" if number == 1 else f"{number:,} partnerships"


def _concerns(text: Text) -> Iterator[str]:
    concerns = text.screening.concerns
    if not text.screening.partnerships:
        return
    yield from section("Which partnerships need attention", text.paint)
    if not concerns:
        yield from wrap("None has a critical or high finding in what is known.", "  ")
    for one in concerns[: text.most]:
        yield from _concern(one, text)
    yield from more(len(concerns), everything=text.everything)


def _concern(one: Concern, text: Text) -> Iterator[str]:
    severity = next(iter(one.severities))
    head = f"{one.rank:>2}. {one.partnership.name}"
    yield from wrap(head, "", "    ", lambda line: text.paint(line, severity))
    standing = provisional(text.screening.ruleset.verdicts[one.verdict], one.settled)
    yield from wrap(f"{text.verdict(one.verdict)}{standing}. {one.why_here}", "    ")
    titles = "; ".join(text.screening.ruleset.rules[rule].title for rule in one.first)
    yield from wrap(f"{titles}.", "    → ", "      ")


def _actions(text: Text) -> Iterator[str]:
    actions = text.screening.actions
    if actions:
        yield from section("What to do first, across the authority", text.paint)
    for one in actions[: text.most]:
        yield from _action(one, text)
    yield from more(len(actions), everything=text.everything)


def _action(one: Action, text: Text) -> Iterator[str]:
    head = f"{one.rank:>2}. {one.title}"
    yield from wrap(head, "", "    ", lambda line: text.paint(line, one.severity))
    where = text.names(each.partnership for each in one.partnerships)
    rule = rule_names([one.rule], text.screening.ruleset)
    yield from wrap(f"{one.why_here} [{rule}: {', '.join(one.cites)}]", "    ")
    yield from wrap(f"{where}.", "    → ", "      ")


def _authority(text: Text) -> Iterator[str]:
    advice = text.screening.authority
    if advice is None:
        return
    yield from section("The authority itself", text.paint)
    standing = provisional(advice.judged.verdict, advice.judged.settled)
    title = f"{advice.judged.verdict.title}{standing}"
    yield from wrap(title, "  ", paint=lambda line: text.paint(line, "verdict"))
    for one in advice.recommendations[: text.most]:
        head = f"{one.rank:>2}. {one.title}"
        yield from wrap(head, "", "    ", lambda line: text.paint(line, "heading"))
        yield from wrap(one.finding, "    ")
        yield from wrap(one.text, "    → ", "      ")
        yield from wrap(f"{one.why_here} [{one.rule}: {', '.join(one.cites)}]", "    ")
        if one.local is not None:
            yield from wrap(local_line(one.local), "    ")
    if advice.questions:
        asked = [one.ask for one in advice.questions[:3]]
        number = len(advice.questions)
        yield from wrap(f"Not known yet, {number} in all: {' '.join(asked)}", "  ? ", "    ")
        if text.screening.authority is not None and not text.screening.authority.recommendations:
            yield from wrap("`fruitful new --authority` writes a file to answer in.", "  ")


def _movement(text: Text) -> Iterator[str]:
    movement = text.screening.movement
    if movement is None:
        return
    yield from section(f"Since {in_words(movement.since)}", text.paint)
    if not movement.same_rules:
        yield from wrap("The rules are not the same, and may be why something moved.", "  ")
    for one in movement.changes[: text.most]:
        yield from wrap(f"{one.partnership.name}: {_change(one, text)}.", "  ", "    ")
    yield from more(len(movement.changes), everything=text.everything)
    for word, some in (("New", movement.new), ("Gone", movement.gone)):
        if some:
            yield from wrap(f"{word}: {text.names(some)}.", "  ", "    ")
    for each in movement.renamed:
        yield from wrap(
            f"Renamed? “{each.before.name}” may be “{each.now.name}” now.", "  ", "    "
        )
    yield from wrap(f"As before: {movement.unchanged}.", "  ")


def _change(one: Change, text: Text) -> str:
    parts = []
    if one.verdict_before != one.verdict_now:
        before, now = text.verdict(one.verdict_before), text.verdict(one.verdict_now)
        parts.append(f"from “{before}” to “{now}”")
    moved = (
        *(("closed", one.closed), ("no longer known", one.unsettled)),
        *(("opened", one.opened), ("eased", one.eased), ("worsened", one.worsened)),
    )
    for word, rules in moved:
        if rules:
            parts.append(f"{word} {rule_names(rules, text.screening.ruleset)}")
    return "; ".join(parts)


def _problems(text: Text) -> Iterator[str]:
    screening = text.screening
    faulty = [(one.name, one.faults) for one in screening.partnerships if one.faults]
    yield from problem_lines(screening.failed, faulty, text.paint, everything=text.everything)


def _notes(text: Text) -> Iterator[str]:
    screening = text.screening
    rows = [note for one in screening.partnerships for note in one.notes]
    yield from note_lines([*screening.notes, *rows], text.paint, everything=text.everything)


def _foot(text: Text) -> Iterator[str]:
    screening = text.screening
    yield ""
    packs = ", ".join(f"{id} {version}" for id, version in screening.ruleset.packs)
    print = screening.ruleset.fingerprint[:19]
    yield from wrap(f"Rules: {packs}, {print}. Fired by {screening.engine}.")
    for one in lapsed(screening.rulesets):
        yield from wrap(f"Not in force on {in_words(screening.on)}: {one}")
