"""What to ask next: the open questions, in the order of what their answers would settle.

Every possible answer to every open question is tried, and what comes of it is compared with what
stands now. The order follows from that and from nothing else: it is never a list by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from fruitful.ask.trying import Effect, Now, Questioner, effects, questioner, stand_now
from fruitful.ask.waiting import Waiting, is_askable, what_waits
from fruitful.language.value import Span
from fruitful.language.vocabulary import Fact, question
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

__all__ = ["Asking", "OpenQuestion", "open_questions", "questioner"]

VERDICT, GRAVE, OTHER = "verdict", "grave", "other"
CONCERNS = (VERDICT, GRAVE, OTHER)
"""What a question is about: the verdict, which counts most, critical and high rules, or others."""
GRAVEST = ("critical", "high")


class OpenQuestion(NamedTuple):
    """A question, and what each possible answer would change."""

    fact: Fact
    ask: str
    concerns: str
    effects: tuple[Effect, ...]
    rules: tuple[str, ...]
    """The rules that wait for the answer, alone or with others, in the paper's order."""
    known: Span | None
    """A date that is known, though not exactly enough."""

    @property
    def is_telling(self) -> bool:
        """Whether some answer changes something by itself."""
        return any(effect.changes_something for effect in self.effects)


class Asking(NamedTuple):
    """What is open about a partnership, on a day."""

    now: Now
    questions: tuple[OpenQuestion, ...]
    """What to ask, first what counts most: some answer changes something, or spares a question."""
    together: tuple[OpenQuestion, ...]
    """Those of which no answer changes anything by itself, only together with others."""

    def next(self, skipped: Collection[str] = ()) -> OpenQuestion | None:
        """The question to ask now, of those that are not skipped; None where none is left."""
        left = [one for one in (*self.questions, *self.together) if one.fact.path not in skipped]
        return min(left, key=lambda one: CONCERNS.index(one.concerns), default=None)


def open_questions(asker: Questioner, profile: Profile, on: date) -> Asking:
    """The open questions about a partnership, in the order in which to ask them.

    >>> from fruitful.evaluation import profile_from
    >>> from fruitful.firing.reference import reference_engine
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> day = date(2026, 11, 1)
    >>> paper = load_ruleset([paper_pack()], day)
    >>> asker = questioner(paper, reference_engine(paper))
    >>> profile = profile_from(b"name: A partnership", "a.yaml", paper.vocabulary)
    >>> open_questions(asker, profile, day).questions[0].ask
    'What stage of its life has the partnership reached?'
    """
    now = stand_now(asker, profile, on)
    waiting = what_waits(asker.ruleset, now.firing, now.standing)
    found = {
        path: _question(asker, now, waiting, path)
        for path in asker.ruleset.vocabulary.facts
        if path in waiting.rules and is_askable(asker.ruleset, now.facts, profile, path)
    }
    ranked = sorted(found.values(), key=lambda one: _rank(one, now, asker.ruleset))
    ordered = tuple(_gates_first(ranked, found, waiting.gates))
    telling = {one.fact.path for one in ordered if one.is_telling}
    telling |= {gate for path in telling for gate in _behind(path, waiting.gates)}
    return Asking(
        now,
        tuple(one for one in ordered if one.fact.path in telling),
        tuple(one for one in ordered if one.fact.path not in telling),
    )


def _question(asker: Questioner, now: Now, waiting: Waiting, path: str) -> OpenQuestion:
    ruleset = asker.ruleset
    tried = effects(asker, now, path)
    changed = {change.rule for effect in tried for change in effect.changes}
    rules = changed or set(waiting.rules[path])
    known = now.facts.values.get(path)
    return OpenQuestion(
        ruleset.vocabulary.facts[path],
        question(path, ruleset.vocabulary),
        _concerns(path, tried, rules, waiting, ruleset),
        tried,
        tuple(id for id in ruleset.rules if id in rules),
        known if isinstance(known, Span) else None,
    )


def _concerns(
    path: str, tried: Iterable[Effect], rules: Collection[str], waiting: Waiting, ruleset: Ruleset
) -> str:
    """What a question is about: of what counts most, the most."""
    if any(effect.is_verdict or effect.struck for effect in tried) or path in waiting.verdict:
        return VERDICT
    grave = any(ruleset.rules[rule].gravest in GRAVEST for rule in rules)
    return GRAVE if grave else OTHER


def _rank(one: OpenQuestion, now: Now, ruleset: Ruleset) -> tuple[object, ...]:
    """What counts most first; of equals, by what an answer settles on average."""
    essential = now.standing.verdict.most_undecided
    waited = [one for one in one.effects if not one.standing.verdict.only_if_known]
    news = sum(effect.is_verdict for effect in waited)
    struck = sum(len(effect.struck) for effect in waited)
    decided = sum(change.rule in essential for effect in one.effects for change in effect.changes)
    changes = sum(len(effect.changes) for effect in one.effects)
    gravity = min((SEVERITIES.index(ruleset.rules[id].gravest) for id in one.rules), default=9)
    each = max(len(one.effects), 1)
    return (
        CONCERNS.index(one.concerns),
        -news / each,
        -decided / each,
        -struck / each,
        gravity,
        -changes / each,
    )


def _gates_first(
    ranked: Iterable[OpenQuestion],
    found: Mapping[str, OpenQuestion],
    gates: Mapping[str, tuple[str, ...]],
) -> Iterator[OpenQuestion]:
    """Each question after those that decide whether it makes sense, which count as much as it."""
    done: set[str] = set()
    for one in ranked:
        for path in (*_behind(one.fact.path, gates), one.fact.path):
            if path in found and path not in done:
                done.add(path)
                gate = found[path]
                higher = min(gate.concerns, one.concerns, key=CONCERNS.index)
                yield gate._replace(concerns=higher)


def _behind(path: str, gates: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The facts that decide whether a question makes sense, those behind them first."""
    found: list[str] = []
    waiting = [path]
    while waiting:
        for gate in gates.get(waiting.pop(), ()):
            if gate not in found and gate != path:
                found.insert(0, gate)
                waiting.append(gate)
    return found
