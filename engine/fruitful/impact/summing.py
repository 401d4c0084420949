"""What a change of policy does to many partnerships: one by one, and edit by edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fruitful.advice.advice import Judged
from fruitful.compare import CLOSED, EASED, OPENED, WORSENED
from fruitful.compare.cause import Cause
from fruitful.compare.edits import edits
from fruitful.diagnostic import Diagnostic
from fruitful.impact.authority import Own, own_effects
from fruitful.impact.effect import REWORDED, Effects
from fruitful.impact.one import One
from fruitful.impact.reading import known_to, own_questions
from fruitful.impact.report import (
    CHECKED,
    CONCERNED,
    MOVED,
    QUESTION_GONE,
    QUESTION_NEW,
    STANDING,
    TIER,
    TIER_STANDING,
    VERDICT,
    Edit,
    Effect,
    Impact,
)
from fruitful.impact.tracer import Causes
from fruitful.language.vocabulary import Vocabulary
from fruitful.portfolio import in_order
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.authority import NO_ANSWERS, assess_authority, names_of
from fruitful.portfolio.screening import Failed, Named, Tiered
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset


def impact(
    old: Rules,
    new: Rules,
    judged: Sequence[One | Failed],
    authority: Profile | None = None,
    notes: Sequence[Diagnostic] = (),
) -> Impact:
    """Sum up what the change from one set of rules to another does to these partnerships.

    ``authority`` has the authority's own answers. The same whatever the order of partnerships.
    """
    each = _in_order([one for one in judged if isinstance(one, One)])
    failed = tuple(sorted(one for one in judged if isinstance(one, Failed)))
    own = _own(old, new, each, failed, authority or NO_ANSWERS)
    portfolios = (old.portfolio, new.portfolio) if old.portfolio and new.portfolio else None
    happened = [
        Happening(*one, partnership.named)
        for partnership in each
        for one in each_effect(partnership.effects)
    ]
    on_own = [Happening(*one) for one in (*each_effect(own.effects), *_checked(own))] if own else []
    by_cause, of_own = _by_cause(happened), _by_cause(on_own)
    found = [*edits(old.each, new.each), *(_own_edits(*portfolios) if portfolios else ())]
    return Impact(
        old.each,
        new.each,
        portfolios,
        new.on,
        new.engine_name,
        each,
        own,
        failed,
        tuple(sorted(notes, key=lambda one: one.place.file)),
        tuple(
            Edit(one, _summed(by_cause.get(one, ())), _summed(of_own.get(one, ()))) for one in found
        ),
        _summed(happened),
        _summed(on_own),
    )


def _in_order(each: Sequence[One]) -> tuple[One, ...]:
    """As a screening has them: by name, and told where several have one id."""
    by_source = {one.source: one for one in each}
    ordered = in_order([one.after for one in each])
    return tuple(by_source[one.source]._replace(after=one) for one in ordered)


def _own(
    old: Rules, new: Rules, each: Sequence[One], failed: Sequence[Failed], answers: Profile
) -> Own | None:
    asked = own_questions(old, new)
    if asked is None:
        return None
    before = assess_authority(
        _known(answers, old, asked), [one.before for one in each], failed, old
    )
    after = assess_authority(_known(answers, new, asked), [one.after for one in each], failed, new)
    if before is None or after is None:
        return None
    names = names_of([one.after for one in each])
    taken = {name: one.taken for name, one in zip(names, each, strict=True) if one.taken}
    return own_effects(before, after, taken)


def _known(answers: Profile, rules: Rules, read_by: Vocabulary) -> Profile:
    return known_to(answers, rules.portfolio.vocabulary, read_by) if rules.portfolio else answers


class Happening(NamedTuple):
    """One thing that happens to one partnership, or to the authority."""

    what: str
    subject: str
    title: str
    causes: Causes
    named: Named | None = None
    """None of the authority."""


def _by_cause(happened: Sequence[Happening]) -> dict[Cause, list[Happening]]:
    found: dict[Cause, list[Happening]] = {}
    for one in happened:
        for cause in one.causes:
            found.setdefault(cause, []).append(one)
    return found


def _summed(happened: Sequence[Happening]) -> tuple[Effect, ...]:
    """What happens alike as one, the verdicts first."""
    alike: dict[tuple[str, str], list[Happening]] = {}
    for one in happened:
        alike.setdefault((one.what, one.subject), []).append(one)
    return tuple(
        Effect(
            *key,
            some[0].title,
            tuple(one.named for one in some if one.named is not None),
            tuple(dict.fromkeys(cause for one in some for cause in one.causes)),
        )
        for key, some in sorted(alike.items(), key=lambda item: _ORDER.index(item[0][0]))
    )


_ORDER = (
    *(VERDICT, STANDING, TIER, TIER_STANDING, CHECKED),
    *(OPENED, WORSENED, EASED, CLOSED, CONCERNED, REWORDED),
    *(MOVED, QUESTION_NEW, QUESTION_GONE),
)


def _own_edits(old: Ruleset, new: Ruleset) -> Iterator[Cause]:
    for one in edits(old, new):
        yield one._replace(of_authority=True)


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
        yield from _tier(*effects.tier)
    for one in effects.recommendations:
        yield one.how, one.rule, one.title, one.causes
    for concerned in effects.concerned:
        yield CONCERNED, concerned.rule, concerned.title, concerned.causes
    for placed in effects.placed:
        yield MOVED, placed.rule, placed.title, placed.causes
    for asked in effects.questions:
        yield f"question {asked.how}", asked.fact, asked.ask, asked.causes


def _tier(before: Tiered, after: Tiered, causes: Causes) -> Iterator[tuple[str, str, str, Causes]]:
    ids, names = (
        [getattr(one.tier, key) if one.tier else none for one in (before, after)]
        for key, none in (("id", "not known"), ("title", "Not known yet"))
    )
    if ids[0] == ids[1]:
        told = f"{names[1]}: {_standing(before)} → {_standing(after)}"
        yield TIER_STANDING, " → ".join(ids), told, causes
    else:
        yield TIER, " → ".join(ids), " → ".join(names), causes


def _checked(own: Own) -> Iterator[tuple[str, str, str, Causes]]:
    for one in own.checklist:
        yield CHECKED, one.question, one.ask, one.causes


def _told(judged: Judged) -> tuple[str, str]:
    return judged.verdict.id, judged.alternative.id if judged.alternative else ""


def _standing(one: Judged | Tiered) -> str:
    return "settled" if one.settled else "provisional"
