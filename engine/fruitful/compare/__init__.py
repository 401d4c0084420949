"""What changed between two assessments of a partnership, and what made each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fruitful.advice.behind import Behind
from fruitful.compare.cause import TIME, Cause, causes, of_verdicts
from fruitful.compare.moved import Evidence, Membership, Moved, evidence, membership, moved
from fruitful.evaluation import Assessment
from fruitful.firing import FINDING
from fruitful.ruleset.rule import Rule
from fruitful.what_if.easing import NO_FINDING, facts_behind, gravity

CLOSED, OPENED, EASED, WORSENED = "closed", "opened", "eased", "worsened"
ABSENT = "absent"
"""The outcome of a rule that a ruleset does not have."""


class Came(NamedTuple):
    """What came of a rule."""

    outcome: str
    severity: str
    """Of a finding; else ""."""
    text: str
    """What a finding or a strength says; else ""."""


class Difference(NamedTuple):
    """What became of a finding, and what made the difference."""

    rule: Rule
    how: str
    """``closed``, ``opened``, ``eased`` or ``worsened``."""
    before: Came
    after: Came
    answers: tuple[Moved, ...]
    """The answers that it rests on and that moved."""
    causes: tuple[Cause, ...]
    """What changed in the rules, or that time has passed."""


class Questions(NamedTuple):
    """What became of the open questions, by their facts."""

    answered: tuple[str, ...]
    fallen_away: tuple[str, ...]
    """Not answered, and not open any more."""
    new: tuple[str, ...]
    still_open: int


class Comparison(NamedTuple):
    """What changed between two assessments."""

    old: Assessment
    new: Assessment
    differences: tuple[Difference, ...]
    """The gravest first, of what is worse before what is better."""
    as_before: tuple[str, ...]
    """The findings that stand as they stood."""
    verdict_causes: tuple[Cause, ...]
    """What changed in the list of verdicts, where the verdict is another."""
    moved: tuple[Moved, ...]
    membership: tuple[Membership, ...]
    evidence: tuple[Evidence, ...]
    questions: Questions


def compare(old: Assessment, new: Assessment) -> Comparison:
    """What changed from one assessment to the other.

    >>> from datetime import date
    >>> from fruitful.evaluation import assess, profile_from
    >>> from fruitful.firing.engines import REFERENCE, prepare
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> paper, day = load_ruleset([paper_pack()], date(2026, 11, 1)), date(2026, 11, 1)
    >>> def as_of(text: bytes) -> Assessment:
    ...     profile = profile_from(b"stage: operating\\n" + text, "it.yaml", paper.vocabulary)
    ...     return assess(paper, profile, day, prepare(paper, REFERENCE), REFERENCE)
    >>> found = compare(as_of(b"board: {recognised: no}"), as_of(b"board: {recognised: yes}"))
    >>> [(one.rule.id, one.how) for one in found.differences]
    [('B1', 'closed')]
    """
    vocabulary = new.ruleset.vocabulary
    answers = moved(old.profile, new.profile, vocabulary)
    rules = findings_of_either(old, new)
    other_verdict = old.advice.judged.verdict.id != new.advice.judged.verdict.id
    return Comparison(
        old,
        new,
        tuple(_differences(rules, old, new, answers)),
        tuple(id for id in rules if _gravity(id, old) == _gravity(id, new)),
        of_verdicts(old.ruleset, new.ruleset) if other_verdict else (),
        answers,
        membership(old.profile, new.profile),
        evidence(old.profile, new.profile, vocabulary),
        _questions(old, new, answers),
    )


def findings_of_either(old: Assessment, new: Assessment) -> list[str]:
    """The rules with something to recommend that are a finding in one of the two, or in both."""
    return [
        id
        for id, rule in {**old.ruleset.rules, **new.ruleset.rules}.items()
        if rule.recommend and FINDING in (old.firing.outcomes.get(id), new.firing.outcomes.get(id))
    ]


def _gravity(id: str, assessment: Assessment) -> int:
    """How severe a finding is, from 0; more than any where it is none."""
    if id not in assessment.ruleset.rules:
        return NO_FINDING
    return gravity(id, assessment.firing)


def differing(rules: Iterable[str], old: Assessment, new: Assessment) -> dict[str, str]:
    """How each of these findings differs, the gravest first; those that stand are left out."""
    changed = {
        id: (_gravity(id, old), _gravity(id, new))
        for id in rules
        if _gravity(id, old) != _gravity(id, new)
    }
    return {id: _how(*changed[id]) for id in sorted(changed, key=lambda one: min(changed[one]))}


def _how(was: int, now: int) -> str:
    if NO_FINDING in (was, now):
        return OPENED if was == NO_FINDING else CLOSED
    return EASED if now > was else WORSENED


def _differences(
    rules: Sequence[str], old: Assessment, new: Assessment, answers: Sequence[Moved]
) -> Iterator[Difference]:
    behind = [facts_behind(one.ruleset) for one in (old, new)]
    for id, how in differing(rules, old, new).items():
        rule = (new if id in new.ruleset.rules else old).ruleset.rules[id]
        read = frozenset[str]().union(*(each[id].all for each in behind if id in each))
        mine = tuple(_named(id, [one for one in answers if one.address.path in read], old, new))
        why = causes(id, old.ruleset, new.ruleset)
        if not mine and not why:
            why = (Cause(TIME, ""),)
        yield Difference(rule, how, came_of(id, old), came_of(id, new), mine, why)


def _named(id: str, answers: Sequence[Moved], old: Assessment, new: Assessment) -> Sequence[Moved]:
    """Of the answers that moved those that made the outcome what it was or is, if any did."""
    shown: set[str] = set()
    for one in (old, new):
        if id in one.ruleset.rules:
            shown.update(Behind(one.ruleset, one.firing.view).facts(one.ruleset.rules[id]))
    return [one for one in answers if str(one.address) in shown] or answers


def came_of(id: str, assessment: Assessment) -> Came:
    """What came of a rule."""
    outcome = assessment.firing.outcomes.get(id, ABSENT)
    advice = assessment.advice
    texts = {one.rule: one.finding for one in advice.recommendations}
    texts.update((one.rule, one.text) for one in advice.strengths)
    return Came(outcome, assessment.firing.severities.get(id, ""), texts.get(id, ""))


def _questions(old: Assessment, new: Assessment, answers: Sequence[Moved]) -> Questions:
    before = dict.fromkeys(one.fact for one in old.advice.questions)
    after = dict.fromkeys(one.fact for one in new.advice.questions)
    given = {one.address.path for one in answers if one.before is None}
    closed = [fact for fact in before if fact not in after]
    return Questions(
        tuple(fact for fact in closed if fact in given),
        tuple(fact for fact in closed if fact not in given),
        tuple(fact for fact in after if fact not in before),
        len(before) - len(closed),
    )
