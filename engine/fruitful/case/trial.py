"""Trying a case: whether it comes out as it says it must, and if not, why it came out otherwise."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from fruitful.advice import advise
from fruitful.advice.advice import Judged
from fruitful.case import Expectation, Mismatch, differences, read_expectation
from fruitful.case.spoken import Words, spoken
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.evaluation import profile_from
from fruitful.explain import explain
from fruitful.explain.explanation import Explanation, Part
from fruitful.explain.parts import part_of, sight_of
from fruitful.firing import Firing, fire
from fruitful.firing.programme import Engine
from fruitful.profile import Profile
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules


class Case(NamedTuple):
    """A profile with what must come out of it."""

    file: str
    title: str
    """What it shows, as a sentence."""
    on: date
    profile: Profile
    expected: Expectation


class OfVerdict(NamedTuple):
    """What the verdict rests on, and how the expected one stands."""

    judged: Judged
    expected: Part | None
    """The condition of the expected verdict; None where it is the one that was given."""


class Failure(NamedTuple):
    """Something that came out otherwise than expected, and why it came out so."""

    mismatch: Mismatch
    why: Explanation | OfVerdict


class About(Protocol):
    """What is told of a case, whether it is about a partnership or an authority."""

    @property
    def file(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def expected(self) -> Expectation: ...


class Tried(NamedTuple):
    """A case that was tried."""

    case: About
    failures: tuple[Failure, ...]
    """Empty where it passes."""
    heard: frozenset[Words] = frozenset()
    """What of the texts with cases was said."""


def read_case(data: bytes, file: str, ruleset: Ruleset) -> Case | None:
    """Read a case from the bytes of a file of this name; None for a profile that expects nothing.

    Raises Refused with every fault of the file. A case needs a title and a day.
    """
    profile = profile_from(data, file, ruleset.vocabulary)
    if profile.expect is None:
        return None
    faults: list[Diagnostic] = []
    expected = read_expectation(profile.expect, ruleset, faults)
    place = Place(file)
    if not profile.title:
        help = "a sentence that says what the case shows"
        faults.append(Diagnostic(place, "missing-key", "a case needs a `title`", help))
    if profile.assessed_on is None:
        message = "a case needs `assessed_on`, the day that it is about"
        help = "write a day, such as 2026-11-01, so that it comes out alike whenever it is tried"
        faults.append(Diagnostic(place, "missing-key", message, help))
    if faults or profile.assessed_on is None:
        raise Refused(faults)
    return Case(file, profile.title, profile.assessed_on, profile, expected)


def try_case(case: Case, ruleset: Ruleset, engine: Engine, engine_name: str) -> Tried:
    """Evaluate a case's profile and set the advice against what is expected.

    >>> from fruitful.firing.engines import REFERENCE, prepare
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> paper = load_ruleset([paper_pack()], date(2026, 11, 1))
    >>> text = b'''
    ... title: A partnership with a plan for its end has nothing to do about it
    ... assessed_on: 2026-11-01
    ... stage: operating
    ... exit: {strategy: no, continuation_strategy: no}
    ... expect: {met: E1}
    ... '''
    >>> case = read_case(text, "planned.yaml", paper)
    >>> assert case is not None
    >>> tried = try_case(case, paper, prepare(paper, REFERENCE), REFERENCE)
    >>> [str(one.mismatch) for one in tried.failures]
    ['the outcome of E1: expected met, got finding']
    """
    firing = fire(ruleset, facts_of(case.profile, case.on), engine)
    advice = advise(ruleset, case.profile, firing, engine_name)
    failures = []
    for mismatch in differences(case.expected, advice):
        why: Explanation | OfVerdict
        if mismatch.rule:
            why = explain(ruleset, case.profile, firing, mismatch.rule)
        else:
            why = _of_verdict(case, advice.judged, ruleset, firing)
        failures.append(Failure(mismatch, why))
    return Tried(case, tuple(failures), spoken(ruleset, firing))


def _of_verdict(case: Case, judged: Judged, ruleset: Ruleset, firing: Firing) -> OfVerdict:
    expected = case.expected.verdict
    if expected in ("", judged.verdict.id):
        return OfVerdict(judged, None)
    concluding = concluding_rules(ruleset.rules)
    sight = sight_of(firing.view, case.profile, ruleset.vocabulary, concluding)
    return OfVerdict(judged, part_of(ruleset.verdicts[expected].when, sight))


class Group(NamedTuple):
    """The cases of a pack, or of a folder, that were tried together."""

    name: str
    packs: tuple[str, ...]
    """The packs that they are about."""
    ruleset: Ruleset
    """What they were tried on, as it is on some day."""
    tried: tuple[Tried, ...]
    unread: tuple[str, ...] = ()
    """Files that could not be read."""
    not_cases: tuple[str, ...] = ()
    """Profiles that expect nothing, and so were not tried."""

    @property
    def failed(self) -> list[Tried]:
        """The cases that came out otherwise than they say."""
        return [one for one in self.tried if one.failures]
