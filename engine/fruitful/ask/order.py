"""In which order questions are asked: the one home of it, for lists and for interviews.

First what a pack wants to know before all else; then what counts most, by what an answer settles on
average. In an interview a question about the topic of the last one comes first while what it
settles is near the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from fruitful.ask.trying import Effect
from fruitful.language.value import Span
from fruitful.language.vocabulary import Fact
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES

VERDICT, GRAVE, OTHER = "verdict", "grave", "other"
CONCERNS = (VERDICT, GRAVE, OTHER)
"""What a question is about: the verdict, which counts most, critical and high rules, or others."""


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
    topic: str
    """The theme that it is about; "" where no rule reads the answer."""
    gates: tuple[str, ...]
    """The facts still open that decide whether it makes sense, those behind them first."""
    essential: frozenset[str]
    """The rules that decide whether enough is known for a verdict."""
    of_kind_only: bool = False
    """Whether it is asked to know what kind of partnership this is, and settles no verdict."""

    @property
    def is_telling(self) -> bool:
        """Whether some answer changes something by itself."""
        return any(effect.changes_something for effect in self.effects)

    @property
    def gains(self) -> tuple[float, ...]:
        """What an answer settles on average, what counts most first: the verdict, rules that it
        needs, verdicts that it rules out, other rules."""
        waited = [one for one in self.effects if not one.standing.verdict.only_if_known]
        changes = [change.rule for effect in self.effects for change in effect.changes]
        settled = (
            sum(effect.is_verdict for effect in waited),
            sum(rule in self.essential for rule in changes),
            sum(len(effect.struck) for effect in waited),
            len(changes),
        )
        return tuple(one / max(len(self.effects), 1) for one in settled)


def in_order(found: Mapping[str, OpenQuestion], ruleset: Ruleset) -> tuple[OpenQuestion, ...]:
    """The questions in the order in which to ask them, each after its gates."""
    first = ruleset.asking.first

    def rank(one: OpenQuestion) -> tuple[object, ...]:
        path = one.fact.path
        news, decided, struck, changes = one.gains
        gravity = min((SEVERITIES.index(ruleset.rules[id].gravest) for id in one.rules), default=9)
        return (
            first.index(path) if path in first else len(first),
            CONCERNS.index(one.concerns),
            *(-news, -decided, -struck, gravity, -changes),
        )

    return tuple(_gates_first(sorted(found.values(), key=rank), found))


def _gates_first(
    ranked: Iterable[OpenQuestion], found: Mapping[str, OpenQuestion]
) -> Iterator[OpenQuestion]:
    """Each question after those that decide whether it makes sense, which count as much as it."""
    done: set[str] = set()
    for one in ranked:
        for path in (*one.gates, one.fact.path):
            if path in found and path not in done:
                done.add(path)
                gate = found[path]
                higher = min(gate.concerns, one.concerns, key=CONCERNS.index)
                yield gate._replace(concerns=higher)


def next_of(left: Sequence[OpenQuestion], ruleset: Ruleset, topic: str = "") -> OpenQuestion | None:
    """The question to ask now, of those that are left in their order; None where none is.

    ``topic`` is what the last one was about.
    """
    if not left or left[0].fact.path in ruleset.asking.first:
        return left[0] if left else None
    best = min(left, key=lambda one: CONCERNS.index(one.concerns))
    share = ruleset.asking.keeps_to_topic
    if topic and best.topic != topic and share is not None:
        waiting = {one.fact.path for one in left}
        for one in left:
            alike = one.topic == topic and one.concerns == best.concerns
            if alike and waiting.isdisjoint(one.gates) and _is_near(one, best, share):
                return one
    return best


def _is_near(one: OpenQuestion, best: OpenQuestion, share: Decimal) -> bool:
    """Whether it settles so many per cent of what the best does, by what counts most there."""
    for gain, most in zip(one.gains, best.gains, strict=True):
        if most:
            return gain * 100 >= most * float(share)
    return True
