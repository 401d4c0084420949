"""From the outcomes of rules to advice: verdict, recommendations, strengths, open questions."""

from __future__ import annotations

from fruitful.advice.advice import Advice
from fruitful.advice.answering import answer
from fruitful.advice.behind import Behind
from fruitful.advice.costing import cost
from fruitful.advice.judging import judge
from fruitful.advice.models import compare_forms
from fruitful.advice.priorities import findings, recommend, strengths
from fruitful.advice.questions import open_questions
from fruitful.advice.time import ended, old_answers
from fruitful.firing import Firing
from fruitful.language.vocabulary import STAGE
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset


def advise(ruleset: Ruleset, profile: Profile, firing: Firing, engine: str) -> Advice:
    """The advice on one partnership, from what came of the rules."""
    behind = Behind(ruleset, firing.view)
    judged = judge(ruleset, firing, behind)
    stage = firing.view.values.get(STAGE)
    checklist, ingredients, accountability = (
        tuple(answer(asked, firing, behind) for asked in section.values())
        for section in (ruleset.checklist, ruleset.ingredients, ruleset.accountability)
    )
    found = findings(ruleset, firing, judged)
    forms = compare_forms(ruleset, firing, behind)
    limited = bool(judged.verdict.shows_only)
    return Advice(
        id=profile.id,
        name=profile.name,
        stage=stage if isinstance(stage, str) else None,
        on=firing.view.on,
        engine=engine,
        judged=judged,
        findings=found,
        recommendations=recommend(found, firing, judged, behind),
        strengths=() if limited else strengths(ruleset, firing, behind),
        questions=() if limited else open_questions(ruleset, firing, judged, behind),
        outcomes=firing.outcomes,
        forms=forms._replace(matters=forms.matters and not limited),
        checklist=checklist,
        ingredients=ingredients,
        accountability=accountability,
        costing=cost(ruleset, behind),
        old=old_answers(profile, ruleset, firing.view.on),
        ended=ended(profile, ruleset, firing.view.on),
    )
