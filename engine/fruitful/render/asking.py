"""The open questions as text: what to ask, why, and what each possible answer would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.advice.behind import Behind
from fruitful.advice.judging import Standing
from fruitful.advice.saying import of_rule
from fruitful.ask import GRAVE, OTHER, VERDICT, Asking, OpenQuestion
from fruitful.ask.trying import Effect, Now
from fruitful.firing import FINDING, MET, NOT_APPLICABLE
from fruitful.language.value import say
from fruitful.render.english import either
from fruitful.render.layout import Paint, in_words, section, unpainted, wrap
from fruitful.render.local import local_lines, own, rule_names
from fruitful.ruleset import Ruleset

MOST_QUESTIONS = 10
"""Questions that are shown unless all are asked for."""
FEW = 3
"""Rules or verdicts that are named one by one."""
_KIND = "What kind of partnership this is"
_HEADINGS = {
    VERDICT: "What the verdict hangs on",
    GRAVE: "What critical and high rules wait for",
    OTHER: "What else is open",
}


def asking_as_text(
    asking: Asking,
    ruleset: Ruleset,
    paint: Paint = unpainted,
    *,
    everything: bool = False,
    named_by: str = "",
) -> str:
    """The open questions in lines of at most 80 columns, the most decisive first.

    ``named_by`` is what names the local packs in force, where no option does.
    """
    lines = [*_head(asking.now, ruleset, paint), *_questions(asking, ruleset, paint, everything)]
    lines += _nothing_more(asking, ruleset)
    lines += local_lines((ruleset,), paint, named_by)
    return "\n".join(lines) + "\n"


def _nothing_more(asking: Asking, ruleset: Ruleset) -> Iterator[str]:
    """Where no question is left: that all are answered, or why no more are asked."""
    if asking.questions or asking.together:
        return
    yield ""
    since = asking.not_asked_since
    if not since:
        yield "Nothing is open: every question that makes sense here is answered."
        return
    behind = Behind(ruleset, asking.now.firing.view)
    yield from wrap("With this verdict nothing more is asked. It rests on this:")
    for rule in since:
        said = of_rule(rule.finding, rule, behind)
        cites = f"[{rule_names([rule.id], ruleset)}: {', '.join(rule.cites)}]"
        yield from wrap(f"{said} {cites}", "  - ", "    ")
    yield from wrap("If an answer behind it is wrong, put it right in the profile and ask again.")


def _head(now: Now, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    yield from wrap(now.profile.name, paint=lambda line: paint(line, "heading"))
    yield from wrap(f"As on {in_words(now.facts.on)}.")
    yield ""
    yield from standing_lines(now.standing, ruleset, paint)


def standing_lines(standing: Standing, ruleset: Ruleset, paint: Paint = unpainted) -> Iterator[str]:
    """The verdict so far, and what it could yet become."""
    how = "" if standing.settled else " (provisional)"
    so_far = "" if standing.settled else " so far"
    title = f"Verdict{so_far}: {standing.verdict.title}{how}{own(standing.verdict.pack, ruleset)}"
    yield from wrap(title, paint=lambda line: paint(line, "verdict"))
    if standing.possible:
        titles = "; ".join(one.title for one in standing.possible)
        several = " any of these" if len(standing.possible) > 1 else ""
        yield from wrap(f"It could yet become{several}: {titles}.", "  ")


def _questions(asking: Asking, ruleset: Ruleset, paint: Paint, everything: bool) -> Iterator[str]:
    shown = asking.questions if everything else asking.questions[:MOST_QUESTIONS]
    numbers = {one.fact.path: at for at, one in enumerate(asking.questions, 1)}
    heading = ""
    for one in shown:
        concerns = _KIND if one.of_kind_only else _HEADINGS[one.concerns]
        if concerns != heading:
            heading = concerns
            yield from section(heading, paint)
        else:
            yield ""
        yield from wrap(one.ask, f"{numbers[one.fact.path]:>3}? ", "     ")
        yield from wrap(_source(one, ruleset), "     ")
        yield from effect_lines(one, asking.now, "     ")
    if everything and asking.together:
        yield from section("What matters only together with others", paint)
        for one in asking.together:
            yield from wrap(
                f"{one.ask} [{one.fact.path}{_waiting(one, ruleset)}]", "   ? ", "     "
            )
    hidden = len(asking.questions) - len(shown) + (not everything) * len(asking.together)
    if hidden:
        yield ""
        yield from wrap(f"And {hidden} more, which `--all` shows; these come first.", "  ")


def _source(one: OpenQuestion, ruleset: Ruleset) -> str:
    known = f"; so far it is known as {say('date', one.known)}" if one.known else ""
    cites = f": {', '.join(one.fact.cites)}" if one.fact.cites else ""
    return f"[{one.fact.path}{own(one.fact.pack, ruleset)}{cites}]{known}"


def _waiting(one: OpenQuestion, ruleset: Ruleset) -> str:
    if len(one.rules) > FEW:
        return f"; {len(one.rules)} rules wait for it"
    return f"; for {rule_names(one.rules, ruleset)}" if one.rules else ""


def effect_lines(one: OpenQuestion, now: Now, indent: str) -> Iterator[str]:
    """What each answer would change; answers that change the same stand together."""
    grouped: dict[str, list[str]] = {}
    for effect in one.effects:
        grouped.setdefault("; ".join(_phrases(effect, now)), []).append(effect.answer.words)
    for phrases, answers in grouped.items():
        text = f"{either(answers)}: {phrases or 'nothing changes by this alone'}."
        yield from wrap(text, f"{indent}- ", f"{indent}  ")


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
