"""A screening as text: which partnerships to worry about, why, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from fruitful.diagnostic import gathered, show
from fruitful.language.value import say
from fruitful.portfolio.assessing import source_of
from fruitful.portfolio.screening import Action, Change, Concern, Named, Screening, Stated
from fruitful.render.layout import WIDTH, Paint, in_words, section, unpainted, wrap
from fruitful.render.local import criteria, lapsed, local_line, local_lines, own, rule_names

MOST = 10
"""Entries of a list that are shown unless all are asked for."""
MOST_NAMES = 6
EXTENSION = "This tool's extension: something to ask about, and no finding of the paper's."


class _Text:
    """What all sections need: the screening, colour, and how much to show."""

    def __init__(self, screening: Screening, paint: Paint, everything: bool) -> None:
        self.screening = screening
        self.paint = paint
        self.most = 10**9 if everything else MOST
        self.most_names = 10**9 if everything else MOST_NAMES

    def names(self, some: Iterable[Named]) -> str:
        """Names as a list in English, of which the last stand for the rest."""
        names = [one.name for one in some]
        more = len(names) - self.most_names
        if more > 1:
            return f"{', '.join(names[: self.most_names])} and {more} others"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def verdict(self, id: str) -> str:
        """A verdict's title; its id where these rules know none of it."""
        verdict = self.screening.ruleset.verdicts.get(id)
        return verdict.title if verdict else id


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
    text = _Text(screening, paint, everything)
    sections: tuple[Callable[[_Text], Iterator[str]], ...] = (
        *(_head, _concerns, _actions, _authority, _movement, _endings),
        *(_costs, _reviews, _overlaps, _funding, _tiers, _problems, _notes),
    )
    lines = [line for part in sections for line in part(text)]
    lines += local_lines(screening.rulesets, paint, named_by)
    return "\n".join([*lines, *_foot(text)]) + "\n"


def _head(text: _Text) -> Iterator[str]:
    screening = text.screening
    number, failed = len(screening.partnerships), len(screening.failed)
    title = screening.authority.name if screening.authority else "Partnerships"
    yield from wrap(title, paint=lambda line: text.paint(line, "heading"))
    could_not = f", and {failed} more could not be read" if failed else ""
    yield from wrap(f"{_many(number)} as on {in_words(screening.on)}{could_not}.")
    yield ""
    counted = Counter(one.brief.verdict.id for one in screening.partnerships)
    provisional = Counter(
        one.brief.verdict.id for one in screening.partnerships if not one.brief.settled
    )
    for id in screening.ruleset.verdicts:
        if counted[id]:
            open = f" ({provisional[id]} provisional)" if provisional[id] else ""
            whose = own(screening.ruleset.verdicts[id].pack, screening.ruleset)
            yield from wrap(f"{counted[id]:>4}  {text.verdict(id)}{open}{whose}", "", "      ")


def _many(number: int) -> str:
    return "One partnership" if number == 1 else f"{number:,} partnerships"


def _concerns(text: _Text) -> Iterator[str]:
    concerns = text.screening.concerns
    yield from section("Which partnerships to worry about", text.paint)
    if not concerns:
        yield from wrap("None has a critical or high finding in what is known.", "  ")
    for one in concerns[: text.most]:
        yield from _concern(one, text)
    yield from _more(len(concerns), text)


def _concern(one: Concern, text: _Text) -> Iterator[str]:
    severity = next(iter(one.severities))
    head = f"{one.rank:>2}. {one.partnership.name}"
    yield from wrap(head, "", "    ", lambda line: text.paint(line, severity))
    standing = "" if one.settled else " (provisional)"
    yield from wrap(f"{text.verdict(one.verdict)}{standing}. {one.why_here}", "    ")
    titles = "; ".join(text.screening.ruleset.rules[rule].title for rule in one.first)
    yield from wrap(f"{titles}.", "    → ", "      ")


def _more(number: int, text: _Text) -> Iterator[str]:
    if number > text.most:
        yield from wrap(f"And {number - text.most} more, which `--all` shows.", "  ")


def _actions(text: _Text) -> Iterator[str]:
    actions = text.screening.actions
    if actions:
        yield from section("What to do first, across the authority", text.paint)
    for one in actions[: text.most]:
        yield from _action(one, text)
    yield from _more(len(actions), text)


def _action(one: Action, text: _Text) -> Iterator[str]:
    head = f"{one.rank:>2}. {one.title}"
    yield from wrap(head, "", "    ", lambda line: text.paint(line, one.severity))
    where = text.names(each.partnership for each in one.partnerships)
    rule = rule_names([one.rule], text.screening.ruleset)
    yield from wrap(f"{one.why_here} [{rule}: {', '.join(one.cites)}]", "    ")
    yield from wrap(f"{where}.", "    → ", "      ")


def _authority(text: _Text) -> Iterator[str]:
    advice = text.screening.authority
    if advice is None:
        return
    yield from section("The authority itself", text.paint)
    standing = "" if advice.judged.settled else " (provisional)"
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


def _movement(text: _Text) -> Iterator[str]:
    movement = text.screening.movement
    if movement is None:
        return
    yield from section(f"Since {in_words(movement.since)}", text.paint)
    if not movement.same_rules:
        yield from wrap("The rules are not the same, and may be why something moved.", "  ")
    for one in movement.changes[: text.most]:
        yield from wrap(f"{one.partnership.name}: {_change(one, text)}.", "  ", "    ")
    yield from _more(len(movement.changes), text)
    for word, some in (("New", movement.new), ("Gone", movement.gone)):
        if some:
            yield from wrap(f"{word}: {text.names(some)}.", "  ", "    ")
    yield from wrap(f"As before: {movement.unchanged}.", "  ")


def _change(one: Change, text: _Text) -> str:
    parts = []
    if one.verdict_before != one.verdict_now:
        before, now = text.verdict(one.verdict_before), text.verdict(one.verdict_now)
        parts.append(f"from “{before}” to “{now}”")
    for word in ("closed", "opened", "eased", "worsened"):
        rules = getattr(one, word)
        if rules:
            parts.append(f"{word} {rule_names(rules, text.screening.ruleset)}")
    return "; ".join(parts)


def _endings(text: _Text) -> Iterator[str]:
    endings = text.screening.endings
    if endings:
        yield from section("Whether to go on", text.paint)
        yield from wrap(
            "The partners decide. Those that the law requires have no rank (P28, P96, P106).", "  "
        )
    for one in endings[: text.most]:
        rank = f"{one.rank:>2}." if one.rank else " –"
        title = f"{rank} {one.partnership.name}: {text.verdict(one.verdict)}."
        lost = f" Recorded as lost without it: {one.not_partnering}" if one.not_partnering else ""
        yield from wrap(f"{title} {one.why}{lost}", "", "    ")
    yield from _more(len(endings), text)


def _costs(text: _Text) -> Iterator[str]:
    costs = text.screening.costs
    if costs and text.screening.partnerships:
        yield from section("Who states what it costs", text.paint)
        yield from wrap("What is not stated is not nothing: see P9 and P94.", "  ")
    for one in costs if text.screening.partnerships else ():
        yield from wrap(_stated(one), "  ", "    ")


def _stated(one: Stated) -> str:
    known, every = len(one.known), len(one.known) + len(one.not_known)
    amount = "" if one.total is None else f", {_total(one)} together"
    return f"{known} of {every} answer: {one.ask}{amount and ' ('}{amount[2:]}{amount and ')'}"


def _total(one: Stated) -> str:
    assert one.total is not None
    if one.unit == "£":
        return say("money", one.total)
    return say("number", one.total, unit=one.unit)


def _reviews(text: _Text) -> Iterator[str]:
    rota = text.screening.rota
    if rota:
        yield from section("The next reviews", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in rota[: text.most]:
        overdue = " (overdue)" if one.overdue else ""
        due = f"{say('date', one.due)}{overdue}  {one.partnership.name}. {one.why}"
        yield from wrap(due, "  ", "    ")
    yield from _more(len(rota), text)


def _overlaps(text: _Text) -> Iterator[str]:
    overlaps = text.screening.overlaps
    if overlaps:
        yield from section("Perhaps doing the same", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in overlaps[: text.most]:
        area = f", in {one.area}" if one.area else ""
        shared = f"{', '.join(one.topics)}{area}, with {', '.join(one.partners)}"
        yield from wrap(f"{one.first.name} and {one.second.name}: {shared}.", "  ", "    ")
    yield from _more(len(overlaps), text)


def _funding(text: _Text) -> Iterator[str]:
    ends = text.screening.funding_ends
    if ends:
        yield from section("Funding that ends together", text.paint)
        yield from wrap(EXTENSION, "  ")
    for one in ends[: text.most]:
        yield from wrap(f"{one.period}  {text.names(one.partnerships)}.", "  ", "    ")
    yield from _more(len(ends), text)


def _tiers(text: _Text) -> Iterator[str]:
    screening = text.screening
    if not screening.ruleset.tiers or not screening.partnerships:
        return
    yield from section("How significant they are", text.paint)
    yield from wrap(f"{criteria(screening.ruleset)} The paper has no tiers.", "  ")
    tiered = [one.tiered for one in screening.partnerships]
    for tier in screening.ruleset.tiers.values():
        mine = [one for one in tiered if one.tier is not None and one.tier.id == tier.id]
        open = sum(not one.settled for one in mine)
        provisional = f" ({open} provisional)" if open else ""
        if mine:
            yield from wrap(f"{len(mine):>4}  {tier.title}{provisional}. {tier.text}", "", "      ")
    unknown = sum(one.tier is None for one in tiered)
    if unknown:
        yield from wrap(f"{unknown:>4}  Not known yet, which is not light", "", "      ")


def _problems(text: _Text) -> Iterator[str]:
    screening = text.screening
    faulty = [one for one in screening.partnerships if one.faults]
    if screening.failed or faulty:
        yield from section("What could not be read", text.paint)
    for one in screening.failed:
        yield from wrap(f"{source_of(one.source)}: not assessed.", "  ", "    ")
        yield from _indented(one.diagnostics)
    for each in faulty[: text.most]:
        said = f"{each.name}: assessed, with what follows taken as not known."
        yield from wrap(said, "  ", "    ")
        yield from _indented(each.faults)
    yield from _more(len(faulty), text)


def _notes(text: _Text) -> Iterator[str]:
    screening = text.screening
    rows = [note for one in screening.partnerships for note in one.notes]
    notes = gathered([*screening.notes, *rows])
    if notes:
        yield from section("What to know of what was read", text.paint)
    for one in notes[: text.most]:
        where = source_of(one.place)
        help = f" ({one.help})" if one.help else ""
        yield from wrap(f"{where}: {one.message}{help}.", "  ", "    ")
    yield from _more(len(notes), text)


def _indented(diagnostics: Sequence[object]) -> Iterator[str]:
    for one in diagnostics:
        for line in show(one).splitlines():  # type: ignore[arg-type]
            yield from [f"    {line}"] if len(line) < WIDTH - 4 else wrap(line, "    ", "      ")


def _foot(text: _Text) -> Iterator[str]:
    screening = text.screening
    yield ""
    packs = ", ".join(f"{id} {version}" for id, version in screening.ruleset.packs)
    print = screening.ruleset.fingerprint[:19]
    yield from wrap(f"Rules: {packs}, {print}. Fired by {screening.engine}.")
    for one in lapsed(screening.rulesets):
        yield from wrap(f"Not in force on {in_words(screening.on)}: {one}")
