"""One partnership evaluated, from bytes to advice. Pure: no clock, no files."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fruitful.advice import advise
from fruitful.advice.advice import Advice
from fruitful.diagnostic import Diagnostic, Refused
from fruitful.document import parse_mapping
from fruitful.firing import Firing, fire
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


def evaluate(
    ruleset: Ruleset, profile: Profile, on: date, engine: Engine, engine_name: str
) -> Advice:
    """The advice on a partnership as it stands on a day."""
    return assess(ruleset, profile, on, engine, engine_name).advice
