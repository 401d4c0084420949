"""What a change of policy does to many partnerships: one by one, and edit by edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.advice.advice import Judged
from fruitful.compare.cause import Cause
from fruitful.compare.edits import edits
from fruitful.diagnostic import Diagnostic, Place
from fruitful.impact.effect import Causes, Effects
from fruitful.portfolio.screening import Failed, Named
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override

VERDICT, STANDING, TIER, MOVED, QUESTION_NEW, QUESTION_GONE = (
    *("verdict", "standing", "tier", "moved", "question new", "question gone"),
)


class One(NamedTuple):
    """A partnership, and what the change does to it."""

    source: Place
    id: str
    name: str
    stage: str | None
    judged: Judged
    """As it would be judged."""
    effects: Effects
    faults: tuple[Diagnostic, ...]
    """What of the input could not be read, and so counts as not known."""
    notes: tuple[Diagnostic, ...]

    @property
    def named(self) -> Named:
        return Named(self.id, self.name)


class Effect(NamedTuple):
    """One thing that happens to some partnerships alike."""

    what: str
    """``verdict``, ``standing`` (of the same verdict, whether it is settled), ``tier``, how a
    recommendation differs, ``moved`` (it stands elsewhere in the order), ``question new`` or
    ``question gone``."""
    subject: str
    """The rule or the fact; of verdicts and tiers, from which to which."""
    title: str
    partnerships: tuple[Named, ...]


class Edit(NamedTuple):
    """One edit, and all that it does to these partnerships."""

    cause: Cause
    effects: tuple[Effect, ...]


class Impact(NamedTuple):
    """What a change of policy does."""

    old: Ruleset
    new: Ruleset
    on: date
    engine: str
    each: tuple[One, ...]
    failed: tuple[Failed, ...]
    edits: tuple[Edit, ...]
    """Every edit, in the order of the packs; some do nothing to these partnerships."""
    effects: tuple[Effect, ...]
    """The same effects whatever their edits, the verdicts first."""
    waiting: tuple[Override, ...]
    """Overrides of the new packs that are not in force on the day, and so do nothing."""

    @property
    def touched(self) -> list[One]:
        """The partnerships to which it does something."""
        return [one for one in self.each if not one.effects.none]

    @property
    def beside(self) -> bool:
        """Whether something differs whose effect is not shown here: models, checklist, costs."""
        return any(
            getattr(self.old, name) != getattr(self.new, name)
            for name in ("models", "checklist", "ingredients", "accountability", "costs")
        )


def impact(
    old: Ruleset,
    new: Ruleset,
    on: date,
    engine: str,
    each: Sequence[One],
    failed: Sequence[Failed],
) -> Impact:
    """Sum up what the change from one ruleset to another does to these partnerships."""
    by_cause: dict[Cause, dict[tuple[str, str], list[One]]] = {one: {} for one in edits(old, new)}
    by_effect: dict[tuple[str, str], list[One]] = {}
    titles: dict[tuple[str, str], str] = {}
    for one in each:
        for what, subject, title, causes in each_effect(one.effects):
            key = what, subject
            titles.setdefault(key, title)
            by_effect.setdefault(key, []).append(one)
            for cause in causes:
                by_cause.setdefault(cause, {}).setdefault(key, []).append(one)

    def told(found: dict[tuple[str, str], list[One]]) -> tuple[Effect, ...]:
        return tuple(
            Effect(*key, titles[key], tuple(one.named for one in some))
            for key, some in sorted(found.items(), key=lambda item: _ORDER.index(item[0][0]))
        )

    before = {_name(one) for one in old.lapsed}
    return Impact(
        old,
        new,
        on,
        engine,
        tuple(each),
        tuple(failed),
        tuple(Edit(cause, told(found)) for cause, found in by_cause.items()),
        told(by_effect),
        tuple(one for one in new.lapsed if _name(one) not in before),
    )


_ORDER = (
    *(VERDICT, STANDING, TIER, "opened", "worsened", "eased", "closed", "reworded"),
    *(MOVED, QUESTION_NEW, QUESTION_GONE),
)


def _name(override: Override) -> tuple[object, ...]:
    return override.rule, override.setting, override.pack, override.date, override.expires


def each_effect(effects: Effects) -> Iterator[tuple[str, str, str, Causes]]:
    """What happens, to what, its title and the edits behind it."""
    if effects.verdict is not None:
        before, after, causes = effects.verdict
        if _told(before) == _told(after):
            what = STANDING
            told = f"{after.verdict.title}: {_standing(before)} → {_standing(after)}"
        else:
            what, titles = VERDICT, (one.verdict.title for one in (before, after))
            told = " → ".join(titles)
        yield what, f"{before.verdict.id} → {after.verdict.id}", told, causes
    if effects.tier is not None:
        tiers = [one.tier for one in effects.tier[:2]]
        ids = (one.id if one else "not known" for one in tiers)
        names = (one.title if one else "Not known yet" for one in tiers)
        yield TIER, " → ".join(ids), " → ".join(names), effects.tier.causes
    for one in effects.recommendations:
        yield one.how, one.rule, one.title, one.causes
    for placed in effects.placed:
        yield MOVED, placed.rule, placed.title, placed.causes
    for asked in effects.questions:
        yield f"question {asked.how}", asked.fact, asked.ask, asked.causes


def _told(judged: Judged) -> tuple[str, str]:
    return judged.verdict.id, judged.alternative.id if judged.alternative else ""


def _standing(judged: Judged) -> str:
    return "settled" if judged.settled else "provisional"
