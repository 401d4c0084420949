"""What a change of policy does to one partnership, or to the authority, as records."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.advice.advice import Judged
from fruitful.compare import Came
from fruitful.compare.cause import Cause
from fruitful.impact.authority import Own
from fruitful.impact.effect import Asked, Concerned, Placed, Recommended, TierMoved, VerdictMoved
from fruitful.impact.one import One
from fruitful.impact.tracer import Causes
from fruitful.portfolio.screening import Tiered
from fruitful.records import touched as to
from fruitful.records.from_advice import member_names
from fruitful.records.from_places import diagnostic_records, place_record
from fruitful.records.from_rules import standing

Numbers = Mapping[Cause, int]


def touched_record(one: One, numbers: Numbers) -> to.Touched:
    """A partnership, and all that happens to it."""
    effects = one.effects
    return to.Touched(
        id=one.id,
        name=one.name,
        stage=one.stage,
        source=place_record(one.source),
        verdict=_verdict(effects.verdict, numbers),
        tier=_tier(effects.tier, numbers),
        recommendations=[_recommended(each, numbers) for each in effects.recommendations],
        concerned=[_concerned(each, numbers) for each in effects.concerned],
        moved=[_placed(each, numbers) for each in effects.placed],
        questions=[_asked(each, numbers) for each in effects.questions],
        faults=diagnostic_records(one.faults),
        notes=diagnostic_records(one.notes),
    )


def authority_record(own: Own, numbers: Numbers) -> to.TouchedAuthority:
    """The authority, and all that happens to it; it has no tier."""
    effects = own.effects
    return to.TouchedAuthority(
        id=own.id,
        name=own.name,
        verdict=_verdict(effects.verdict, numbers),
        recommendations=[_recommended(each, numbers) for each in effects.recommendations],
        concerned=[_concerned(each, numbers) for each in effects.concerned],
        moved=[_placed(each, numbers) for each in effects.placed],
        questions=[_asked(each, numbers) for each in effects.questions],
        checklist=[
            to.ChecklistChange(
                int(one.question), one.ask, one.before, one.after, edits_of(one.causes, numbers)
            )
            for one in own.checklist
        ],
    )


def edits_of(causes: Causes, numbers: Numbers) -> list[int]:
    """The numbers of edits."""
    return sorted(numbers[cause] for cause in causes)


def _verdict(moved: VerdictMoved | None, numbers: Numbers) -> to.VerdictChange | None:
    if moved is None:
        return None
    edits = edits_of(moved.causes, numbers)
    return to.VerdictChange(_judged(moved.before), _judged(moved.after), edits)


def _judged(judged: Judged) -> to.VerdictThen:
    return to.VerdictThen(
        id=judged.verdict.id,
        title=judged.verdict.title,
        standing=standing(judged.settled),
        alternative=judged.alternative.id if judged.alternative else None,
    )


def _tier(moved: TierMoved | None, numbers: Numbers) -> to.TierChange | None:
    if moved is None:
        return None
    edits = edits_of(moved.causes, numbers)
    return to.TierChange(_tiered(moved.before), _tiered(moved.after), edits)


def _tiered(tiered: Tiered) -> to.TierThen:
    tier = tiered.tier
    return to.TierThen(
        tier.id if tier else None, tier.title if tier else None, standing(tiered.settled)
    )


def _recommended(one: Recommended, numbers: Numbers) -> to.RecommendationChange:
    return to.RecommendationChange(
        rule=one.rule,
        title=one.title,
        how=one.how,
        before=_came(one.before, one.rank_before),
        after=_came(one.after, one.rank_after),
        edits=edits_of(one.causes, numbers),
    )


def _came(came: Came, rank: int | None) -> to.CameRanked:
    return to.CameRanked(came.outcome, came.severity or None, came.text, rank)


def _concerned(one: Concerned, numbers: Numbers) -> to.ConcernedChange:
    return to.ConcernedChange(
        rule=one.rule,
        title=one.title,
        more=member_names(one.more),
        less=member_names(one.less),
        edits=edits_of(one.causes, numbers),
    )


def _placed(one: Placed, numbers: Numbers) -> to.PlaceChange:
    return to.PlaceChange(
        rule=one.rule,
        title=one.title,
        rank_before=one.rank_before,
        rank_after=one.rank_after,
        edits=edits_of(one.causes, numbers),
    )


def _asked(one: Asked, numbers: Numbers) -> to.QuestionChange:
    return to.QuestionChange(one.fact, one.ask, one.how, edits_of(one.causes, numbers))
