"""One partnership, judged by both of two sets of rules."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import Assessment, assess
from fruitful.impact import effects
from fruitful.impact.authority import Taken, taken_otherwise
from fruitful.impact.effect import Effects
from fruitful.impact.reading import known_to
from fruitful.impact.tracer import Tracer
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio.assessing import Rules, of_assessment
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Named, Screened
from fruitful.profile import Profile


class One(NamedTuple):
    """A partnership as both judge it, and what the change does to it."""

    before: Screened
    after: Screened
    effects: Effects
    taken: Taken
    """What the rules about the authority know of it that is otherwise, and why."""

    @property
    def source(self) -> Place:
        return self.after.source

    @property
    def id(self) -> str:
        return self.after.id

    @property
    def name(self) -> str:
        return self.after.name

    @property
    def named(self) -> Named:
        return Named(self.id, self.name)

    @property
    def stage(self) -> str | None:
        return self.after.brief.stage

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What of the input could not be read, and so counts as not known."""
        return self.after.faults

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        return self.after.notes


def judge(
    entry: Entry, old: Rules, new: Rules, read_by: Vocabulary, tracer: Tracer
) -> One | Failed:
    """What a change of rules does to a partnership; Failed where nothing of it could be read.

    ``read_by`` is the vocabulary of both, by which the entry was read.
    """
    profile = entry.profile
    if profile is None:
        return Failed(entry.source, (*entry.faults, *entry.notes))
    was, becomes = (_assessed(profile, one, read_by) for one in (old, new))
    before = of_assessment(entry, was, old, whole=False)
    after = of_assessment(entry, becomes, new, whole=False)
    found = effects(was, becomes, tracer)
    portfolios = old.portfolio, new.portfolio
    return One(before, after, found, taken_otherwise(before, after, found, tracer, portfolios))


def _assessed(profile: Profile, rules: Rules, read_by: Vocabulary) -> Assessment:
    known = known_to(profile, rules.each.vocabulary, read_by)
    return assess(rules.each, known, rules.on, rules.engine, rules.engine_name)
