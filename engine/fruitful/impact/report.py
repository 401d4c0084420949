"""All that a change of policy does. Renderers print it and decide nothing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fruitful.compare.cause import Cause
from fruitful.diagnostic import Diagnostic
from fruitful.impact.authority import Own
from fruitful.impact.one import One
from fruitful.impact.tracer import Causes
from fruitful.portfolio.screening import Failed, Named
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override

VERDICT, STANDING, TIER, TIER_STANDING, CHECKED = (
    *("verdict", "standing", "tier", "tier standing", "checklist"),
)
CONCERNED, MOVED, QUESTION_NEW, QUESTION_GONE = (
    *("concerned", "moved", "question new", "question gone"),
)


class Effect(NamedTuple):
    """One thing that happens, to some partnerships alike or to the authority."""

    what: str
    """``verdict``, ``standing`` (of the same verdict, whether it is settled), ``tier``, ``tier
    standing``, how a recommendation differs, ``concerned`` (a finding is about others), ``moved``
    (it has moved up or down the list), ``question new``, ``question gone``, or ``checklist``."""
    subject: str
    """The rule, the fact or the question of the checklist; of verdicts and tiers, from which to
    which."""
    title: str
    partnerships: tuple[Named, ...]
    """None of what happens to the authority."""
    causes: Causes
    """Every edit that has a part in it."""


class Edit(NamedTuple):
    """One edit, and all that it does here."""

    cause: Cause
    effects: tuple[Effect, ...]
    authority: tuple[Effect, ...]
    """What it does to the authority."""


class Impact(NamedTuple):
    """What a change of policy does."""

    old: Ruleset
    new: Ruleset
    portfolios: tuple[Ruleset, Ruleset] | None
    """The rules about the authority; None where one of the two has none."""
    on: date
    engine: str
    each: tuple[One, ...]
    """By name."""
    authority: Own | None
    failed: tuple[Failed, ...]
    notes: tuple[Diagnostic, ...]
    """What is to be known of registers as a whole, such as columns that are not read."""
    edits: tuple[Edit, ...]
    """Every edit, in the order of the packs; some do nothing here."""
    effects: tuple[Effect, ...]
    """The same effects on partnerships whatever their edits, the verdicts first."""
    own_effects: tuple[Effect, ...]
    """The same of the authority."""

    @property
    def touched(self) -> list[One]:
        """The partnerships to which it does something."""
        return [one for one in self.each if not one.effects.none]

    @property
    def faulty(self) -> list[tuple[str, tuple[Diagnostic, ...]]]:
        """The partnerships of which something could not be read, and what."""
        return [(one.name, one.faults) for one in self.each if one.faults]

    @property
    def all_notes(self) -> list[Diagnostic]:
        """What is to be known of what was read."""
        return [*self.notes, *(note for one in self.each for note in one.notes)]

    @property
    def waiting(self) -> list[Override]:
        """Overrides of the new packs that are not in force on the day, and so do nothing."""
        pairs = [(self.old, self.new), *([self.portfolios] if self.portfolios else [])]
        found = []
        for old, new in pairs:
            before = {_name(one) for one in old.lapsed}
            found += [one for one in new.lapsed if _name(one) not in before]
        return found

    @property
    def beside(self) -> list[str]:
        """The sections that differ whose effect is not shown here."""
        found = [
            one for one in ("models", "costs") if getattr(self.old, one) != getattr(self.new, one)
        ]
        if self.portfolios and self.portfolios[0].roles != self.portfolios[1].roles:
            found.append("roles")
        return found

    def rulesets(self, cause: Cause) -> tuple[Ruleset, Ruleset]:
        """The two between which an edit lies."""
        if cause.of_authority:
            assert self.portfolios is not None
            return self.portfolios
        return self.old, self.new


def _name(override: Override) -> tuple[object, ...]:
    return override.rule, override.setting, override.pack, override.date, override.expires
