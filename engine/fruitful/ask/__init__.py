"""What to ask next: the open questions, in the order of what their answers would settle.

Every possible answer to every open question is tried, and what comes of it is compared with what
stands now. But for what a pack wants to know first, the order follows from that (``order``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from fruitful.advice.judging import rules_in
from fruitful.advice.topics import topics
from fruitful.ask.order import GRAVE, OTHER, VERDICT, OpenQuestion, in_order, next_of
from fruitful.ask.trying import Effect, Now, Questioner, effects, questioner, stand_now
from fruitful.ask.waiting import Waiting, is_askable, what_waits
from fruitful.firing import Firing
from fruitful.firing.trace import trace
from fruitful.language.reads import rules_read
from fruitful.language.value import Span
from fruitful.language.vocabulary import question
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule

__all__ = [
    "GRAVE",
    "OTHER",
    "VERDICT",
    "Asking",
    "OpenQuestion",
    "open_questions",
    "questioner",
]

GRAVEST = ("critical", "high")


class Asking(NamedTuple):
    """What is open about a partnership, on a day."""

    ruleset: Ruleset
    now: Now
    questions: tuple[OpenQuestion, ...]
    """What to ask, first what counts most: what a pack wants to know first; then those of which
    some answer changes something, or spares a question."""
    together: tuple[OpenQuestion, ...]
    """Those of which no answer changes anything by itself, only together with others."""

    at_most: frozenset[str]
    """The facts that can come to be asked for before the verdict is settled."""

    @property
    def not_asked_since(self) -> tuple[Rule, ...]:
        """The findings for which nothing more is asked, where the verdict leaves nothing else."""
        verdict, view = self.now.standing.verdict, self.now.firing.view
        if not verdict.shows_only:
            return ()
        deciding = rules_in(trace(verdict.when, view))
        return tuple(rule for id, rule in self.ruleset.rules.items() if id in deciding)

    def before_verdict(self, skipped: Collection[str] = ()) -> int:
        """How many questions at most stand before a settled verdict, of those not skipped."""
        return 0 if self.now.standing.settled else len(self.at_most.difference(skipped))

    def next(self, skipped: Collection[str] = (), topic: str = "") -> OpenQuestion | None:
        """The question to ask now, of those that are not skipped; None where none is left.

        ``topic`` is what the last question was about.
        """
        left = [one for one in (*self.questions, *self.together) if one.fact.path not in skipped]
        return next_of(left, self.ruleset, topic)


def open_questions(asker: Questioner, profile: Profile, on: date) -> Asking:
    """The open questions about a partnership, in the order in which to ask them.

    None where the verdict limits what is shown, as where the guidance does not apply (P13, P14).

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
    return _asking(asker, profile, stand_now(asker, profile, on))


def _asking(asker: Questioner, profile: Profile, now: Now) -> Asking:
    waiting = what_waits(asker.ruleset, now.firing, now.standing)
    limited = bool(now.standing.verdict.shows_only)
    found = {
        path: _question(asker, now, waiting, path)
        for path in asker.ruleset.vocabulary.facts
        if path in waiting.rules
        and not limited
        and is_askable(asker.ruleset, now.facts, profile, path)
    }
    ordered = in_order(found, asker.ruleset)
    telling = {one.fact.path for one in ordered if one.is_telling}
    telling |= set(asker.ruleset.asking.first)
    telling |= {gate for one in ordered if one.fact.path in telling for gate in one.gates}
    return Asking(
        asker.ruleset,
        now,
        tuple(one for one in ordered if one.fact.path in telling),
        tuple(one for one in ordered if one.fact.path not in telling),
        frozenset(found).intersection(waiting.at_most),
    )


def first_question(
    asker: Questioner, profile: Profile, on: date, fired: Firing | None = None
) -> OpenQuestion | None:
    """The question that ``open_questions`` puts first; None where nothing is asked.

    While the verdict is open it is found by trying only those on which the verdict hangs. ``fired``
    is what has come of the profile already.
    """
    ruleset, now = asker.ruleset, stand_now(asker, profile, on, fired)
    if now.standing.settled or now.standing.verdict.shows_only:
        return _asking(asker, profile, now).next()
    waiting = what_waits(ruleset, now.firing, now.standing)
    hanging = {path for path in waiting.verdict if path in waiting.rules}
    hanging |= {path for path in ruleset.asking.first if path in waiting.rules}
    taken_not_so = _taken_not_so(now, ruleset)
    hanging |= {path for path, ids in waiting.rules.items() if not taken_not_so.isdisjoint(ids)}
    hanging |= {gate for path in hanging for gate in _behind(path, waiting.gates)}
    askable = [
        path
        for path in ruleset.vocabulary.facts
        if path in hanging and is_askable(ruleset, now.facts, profile, path)
    ]
    before_all = [path for path in ruleset.asking.first if path in askable]
    if before_all:
        return _question(asker, now, waiting, before_all[0])
    found = {path: _question(asker, now, waiting, path) for path in askable}
    ordered = in_order(found, ruleset)
    return next((one for one in ordered if one.is_telling), ordered[0] if ordered else None)


def _taken_not_so(now: Now, ruleset: Ruleset) -> frozenset[str]:
    """The rules behind earlier verdicts that are taken not to be so while they are undecided."""
    earlier = takewhile(lambda one: one.id != now.standing.verdict.id, ruleset.verdicts.values())
    undecided = (one for one in earlier if now.firing.truths[one.id, "verdict"] is None)
    return frozenset(rules_read([one.when for one in undecided if one.only_if_known]))


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
        topics(ruleset).get(path, ""),
        tuple(_behind(path, waiting.gates)),
        frozenset(now.standing.verdict.most_undecided),
        path in ruleset.asking.first and not _hangs(path, tried, waiting),
    )


def _concerns(
    path: str, tried: Iterable[Effect], rules: Collection[str], waiting: Waiting, ruleset: Ruleset
) -> str:
    """What a question is about: of what counts most, the most."""
    if _hangs(path, tried, waiting):
        return VERDICT
    if path in ruleset.asking.first:
        return VERDICT
    grave = any(ruleset.rules[rule].gravest in GRAVEST for rule in rules)
    return GRAVE if grave else OTHER


def _hangs(path: str, tried: Iterable[Effect], waiting: Waiting) -> bool:
    """Whether the verdict hangs on a question, alone or with others."""
    return path in waiting.verdict or any(one.is_verdict or one.struck for one in tried)


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
