"""Trying a possible answer: what it would change, compared with what stands now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from fruitful.advice.judging import Standing, alternative_to, stand
from fruitful.ask.possible import Possible, possible_answers
from fruitful.firing import Firing, fire
from fruitful.firing.programme import Engine, programme
from fruitful.firing.refiring import RELEVANT, Reach, begin, reach_of, refire
from fruitful.language.reads import Reads, reads_of
from fruitful.language.value import Span
from fruitful.profile import Profile
from fruitful.profile.facts import NOT_GIVEN, Facts, facts_of, facts_with
from fruitful.ruleset import Ruleset
from fruitful.ruleset.verdict import Verdict


class Change(NamedTuple):
    """What would become of one rule."""

    rule: str
    outcome: str
    severity: str
    """Of a finding."""
    was: str
    """The outcome now."""


class Effect(NamedTuple):
    """What one possible answer would change."""

    answer: Possible
    standing: Standing
    """The verdict then."""
    alternative: Verdict | None
    is_verdict: bool
    """Whether the verdict would be another, no longer provisional, or offer something else."""
    struck: tuple[str, ...]
    """The verdicts that would no longer be possible, by id."""
    changes: tuple[Change, ...]
    pointless: tuple[str, ...]
    """The facts that it would no longer make sense to ask for."""

    @property
    def changes_something(self) -> bool:
        """Whether anything in the advice would be another."""
        return self.is_verdict or bool(self.struck or self.changes)


class Questioner(NamedTuple):
    """A ruleset made ready for finding out what to ask."""

    ruleset: Ruleset
    engine: Engine
    reach: Reach
    reads: Reads


class Now(NamedTuple):
    """What stands before an answer is tried."""

    profile: Profile
    facts: Facts
    firing: Firing
    standing: Standing
    alternative: Verdict | None


@lru_cache(maxsize=8)
def questioner(ruleset: Ruleset, engine: Engine) -> Questioner:
    """Work out what questions about any profile need."""
    conditions = [one for stratum in programme(ruleset) for one in stratum.values()]
    reads = reads_of([*conditions, *ruleset.relevance.values()])
    return Questioner(ruleset, engine, reach_of(ruleset), reads)


def stand_now(asker: Questioner, profile: Profile, on: date, fired: Firing | None = None) -> Now:
    """What stands, by what a profile tells on a day; ``fired`` is what has come of that already."""
    facts = facts_of(profile, on)
    firing = begin(asker.reach, fired or fire(asker.ruleset, facts, asker.engine))
    standing = stand(asker.ruleset, firing)
    alternative = alternative_to(standing.verdict, asker.ruleset, firing)
    return Now(profile, facts, firing, standing, alternative)


def effects(asker: Questioner, now: Now, path: str) -> tuple[Effect, ...]:
    """What each possible answer to one question would change."""
    fact = asker.ruleset.vocabulary.facts[path]
    known = now.facts.values.get(path)
    span = known if isinstance(known, Span) else None
    least = _least(asker.ruleset, now, path)
    answers = possible_answers(fact, asker.reads, now.facts.on, span, least)
    return tuple(_effect(asker, now, path, answer) for answer in answers)


def _least(ruleset: Ruleset, now: Now, path: str) -> int | None:
    """How many members there are at least, where the question is how many there are."""
    name = path.removesuffix(".count")
    if name not in ruleset.vocabulary.collections:
        return None
    collected = now.facts.collections.get(name, NOT_GIVEN)
    return len(collected.listed) + (collected.others_exist is True)


def _effect(asker: Questioner, now: Now, path: str, answer: Possible) -> Effect:
    ruleset, before = asker.ruleset, now.firing
    facts = facts_with(now.facts, now.profile, ruleset.vocabulary, path, answer.value)
    after, reached = refire(asker.reach, before, facts, path)
    standing = stand(ruleset, after)
    alternative = alternative_to(standing.verdict, ruleset, after)
    changes = tuple(
        Change(id, after.outcomes[id], after.severities.get(id, ""), before.outcomes[id])
        for id in reached
        if ruleset.rules[id].recommend and _came_of(id, after) != _came_of(id, before)
    )
    still = {standing.verdict.id, *(one.id for one in standing.possible)}
    return Effect(
        answer,
        standing,
        alternative,
        (standing.verdict, standing.settled, alternative)
        != (now.standing.verdict, now.standing.settled, now.alternative),
        tuple(one.id for one in now.standing.possible if one.id not in still),
        changes,
        tuple(_pointless(before, after, ruleset.relevance)),
    )


def _came_of(rule: str, firing: Firing) -> tuple[str, str | None]:
    return firing.outcomes[rule], firing.severities.get(rule)


def _pointless(before: Firing, after: Firing, asked: Iterable[str]) -> Iterable[str]:
    for path in asked:
        name = path, RELEVANT
        if after.truths[name] is False and before.truths[name] is not False:
            yield path
