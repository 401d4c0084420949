"""What answers would change, and the verdict so far, in words; an interview says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.advice.judging import Standing
from fruitful.ask import OpenQuestion
from fruitful.ask.trying import Effect, Now
from fruitful.firing import FINDING, MET, NOT_APPLICABLE
from fruitful.render.english import either
from fruitful.render.layout import wrap
from fruitful.render.local import own
from fruitful.ruleset import Ruleset

FEW = 3
"""Rules or verdicts that are named one by one."""


def standing_lines(standing: Standing, ruleset: Ruleset) -> Iterator[str]:
    """The verdict so far, and what it could yet become, in lines."""
    kind, title = standing_in_words(standing)
    yield from wrap(f"{kind}: {title}{own(standing.verdict.pack, ruleset)}")
    for said in possible_in_words(standing):
        yield from wrap(said, "  ")


def standing_in_words(standing: Standing) -> tuple[str, str]:
    """What to call the verdict now, and its title with how firmly it stands."""
    how = "" if standing.settled else " (provisional)"
    return f"Verdict{'' if standing.settled else ' so far'}", f"{standing.verdict.title}{how}"


def possible_in_words(standing: Standing) -> Iterator[str]:
    """What the verdict could yet become; nothing where it is settled."""
    if standing.possible:
        titles = "; ".join(one.title for one in standing.possible)
        several = " any of these" if len(standing.possible) > 1 else ""
        yield f"It could yet become{several}: {titles}."


def effect_lines(one: OpenQuestion, now: Now, indent: str) -> Iterator[str]:
    """What each answer would change, a line each."""
    for text in effects_in_words(one, now):
        yield from wrap(text, f"{indent}- ", f"{indent}  ")


def effects_in_words(one: OpenQuestion, now: Now) -> Iterator[str]:
    """What each answer would change; answers that change the same stand together."""
    grouped: dict[str, list[str]] = {}
    for effect in one.effects:
        grouped.setdefault("; ".join(_phrases(effect, now)), []).append(effect.answer.words)
    for phrases, answers in grouped.items():
        yield f"{either(answers)}: {phrases or 'nothing changes by this alone'}."


def _phrases(effect: Effect, now: Now) -> Iterator[str]:
    yield from _of_verdict(effect, now)
    found = [one for one in effect.changes if one.outcome == FINDING]
    fresh = [f"{one.rule} ({one.severity})" for one in found if one.was != FINDING]
    if len(fresh) == 1:
        yield fresh[0].replace(" (", " becomes a finding (")
    elif fresh:
        yield f"{named(fresh)} become findings"
    yield from (f"{one.rule} becomes {one.severity}" for one in found if one.was == FINDING)
    met = [one.rule for one in effect.changes if one.outcome == MET]
    if met:
        yield f"{named(met)} {'is' if len(met) == 1 else 'are'} met"
    rest = [one.rule for one in effect.changes if one.outcome == NOT_APPLICABLE]
    if rest:
        yield f"{named(rest)} no longer matter{'s' * (len(rest) == 1)}"
    if effect.pointless:
        number = len(effect.pointless)
        yield "one question falls away" if number == 1 else f"{number} questions fall away"


def _of_verdict(effect: Effect, now: Now) -> Iterator[str]:
    standing, before = effect.standing, now.standing
    if standing.verdict != before.verdict:
        how = "" if standing.settled else ", provisionally"
        yield f"the verdict becomes “{standing.verdict.title}”{how}"
    elif standing.settled and not before.settled:
        yield "the verdict is settled"
    elif effect.struck:
        titles = [f"“{one.title}”" for one in before.possible if one.id in effect.struck]
        yield f"{named(titles, 'verdicts')} {'is' if len(titles) == 1 else 'are'} ruled out"
    if effect.alternative and effect.alternative != now.alternative:
        yield f"“{effect.alternative.title}” is offered instead"


def named(names: Sequence[str], what: str = "rules") -> str:
    """Names joined with commas and "and"; of many, some and how many others."""
    if len(names) > FEW:
        names = [*names[: FEW - 1], f"{len(names) - FEW + 1} other {what}"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
