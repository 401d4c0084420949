"""One partnership evaluated, from bytes to advice. Pure: no clock, no files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from fruitful.advice import advise
from fruitful.advice.advice import Advice, Question
from fruitful.ask import open_questions, questioner
from fruitful.ask.trying import Questioner
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


def asked_in_order(found: Assessment, asker: Questioner) -> Assessment:
    """The same, with its open questions in the order in which ``fruitful ask`` puts them.

    What that asks first is among them, even where only the gravity of a finding hangs on it.
    """
    asking = open_questions(asker, found.profile, found.advice.on)
    order = [one.fact.path for one in (*asking.questions, *asking.together)]
    place = {path: at for at, path in enumerate(order)}
    known = {one.fact for one in found.advice.questions}
    before = takewhile(lambda one: one.fact.path not in known, asking.questions)
    came = found.advice.outcomes
    questions = [
        *(
            Question(one.fact.path, one.ask, tuple(id for id in one.rules if came[id] == UNDECIDED))
            for one in before
        ),
        *sorted(found.advice.questions, key=lambda one: place.get(one.fact, len(place))),
    ]
    return found._replace(advice=replace(found.advice, questions=tuple(questions)))


def evaluate(
    ruleset: Ruleset, profile: Profile, on: date, engine: Engine, engine_name: str
) -> Advice:
    """The advice on a partnership as it stands on a day."""
    found = assess(ruleset, profile, on, engine, engine_name)
    return asked_in_order(found, questioner(ruleset, engine)).advice
