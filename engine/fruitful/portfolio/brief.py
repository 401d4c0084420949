"""What a screening keeps of the advice on each of many partnerships: what its lists name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fruitful.advice.advice import Advice, Found
from fruitful.firing import UNDECIDED
from fruitful.language.value import Value
from fruitful.profile import Profile
from fruitful.ruleset.roles import Roles
from fruitful.ruleset.verdict import Verdict


class Brief(NamedTuple):
    """The advice on one partnership, in brief."""

    stage: str | None
    verdict: Verdict
    settled: bool
    found: tuple[Found, ...]
    """The most pressing first."""
    undecided: tuple[str, ...]
    """The rules of which the answers cannot tell whether they are findings, in the packs' order."""
    questions: int
    """How many are open."""


class Compared(NamedTuple):
    """The answers by which partnerships are set side by side."""

    answers: Mapping[str, Value]
    """The known ones, by path."""
    partners: tuple[str, ...]
    """The names of those that are listed."""


def brief_of(advice: Advice) -> Brief:
    """The advice in brief."""
    return Brief(
        advice.stage,
        advice.judged.verdict,
        advice.judged.settled,
        advice.findings,
        tuple(rule for rule, outcome in advice.outcomes.items() if outcome == UNDECIDED),
        len(advice.questions),
    )


def compared_of(profile: Profile, roles: Roles | None) -> Compared:
    """What of a profile's answers lists compare."""
    if roles is None:
        return Compared({}, ())
    answers = {
        path: found.value
        for path in roles.facts
        if (found := profile.answers.get(path)) is not None and found.value is not None
    }
    partners = profile.members.get(roles.partners)
    names = tuple(one.name for one in partners.listed if one.name) if partners else ()
    return Compared(answers, names)
