"""One partnership evaluated, from bytes to advice. Pure: no clock, no files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from fruitful.advice import advise
from fruitful.advice.advice import Advice, Question
from fruitful.ask import first_question, questioner
from fruitful.diagnostic import Diagnostic, Refused
from fruitful.document import parse_mapping
from fruitful.firing import UNDECIDED, Firing, fire
from fruitful.firing.programme import Engine
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile, read_profile
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset


class Assessment(NamedTuple):
    """A partnership as it was assessed on a day."""

    profile: Profile
    ruleset: Ruleset
    firing: Firing
    advice: Advice


def profile_from(data: bytes, file: str, vocabulary: Vocabulary) -> Profile:
    """Read a profile from the bytes of a file of this name.

    Raises Refused with every fault of the file.
    """
    faults: list[Diagnostic] = []
    root = parse_mapping(data, file, faults)
    profile = read_profile(root, vocabulary, file, faults) if root is not None else None
    if faults or profile is None:
        raise Refused(faults)
    return profile


def assess(
    ruleset: Ruleset, profile: Profile, on: date, engine: Engine, engine_name: str
) -> Assessment:
    """The assessment of a partnership as it stands on a day."""
    firing = fire(ruleset, facts_of(profile, on), engine)
    return Assessment(profile, ruleset, firing, advise(ruleset, profile, firing, engine_name))


def asked_in_order(found: Assessment, engine: Engine) -> Assessment:
    """The same, with the question first that ``fruitful ask`` puts first while the verdict is open.

    It is among them, even where only the gravity of a finding hangs on it.
    """
    advice = found.advice
    if advice.judged.verdict.shows_only:
        return found  # nothing is asked
    asker = questioner(found.ruleset, engine)
    first = first_question(asker, found.profile, advice.on, found.firing)
    if first is None:
        return found
    settles = tuple(id for id in first.rules if advice.outcomes[id] == UNDECIDED)
    known = {one.fact: one for one in advice.questions}
    asked = known.pop(first.fact.path, Question(first.fact.path, first.ask, settles))
    return found._replace(advice=replace(advice, questions=(asked, *known.values())))


def evaluate(
    ruleset: Ruleset, profile: Profile, on: date, engine: Engine, engine_name: str
) -> Advice:
    """The advice on a partnership as it stands on a day."""
    found = assess(ruleset, profile, on, engine, engine_name)
    return asked_in_order(found, engine).advice
