"""One partnership evaluated, from bytes to advice. Pure: no clock, no files."""

from __future__ import annotations

from datetime import date

from fruitful.advice import advise
from fruitful.advice.advice import Advice
from fruitful.diagnostic import Diagnostic, Refused
from fruitful.document import parse_mapping
from fruitful.firing import fire
from fruitful.firing.programme import Engine
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile import Profile, read_profile
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset


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


def evaluate(
    ruleset: Ruleset, profile: Profile, on: date, engine: Engine, engine_name: str
) -> Advice:
    """The advice on a partnership as it stands on a day."""
    return advise(ruleset, profile, fire(ruleset, facts_of(profile, on), engine), engine_name)
