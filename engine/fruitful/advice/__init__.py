"""From the outcomes of rules to advice: verdict, recommendations, strengths, open questions."""

from __future__ import annotations

from fruitful.advice.advice import Advice
from fruitful.advice.answering import answer
from fruitful.advice.behind import Behind
from fruitful.advice.judging import judge
from fruitful.advice.models import compare_forms
from fruitful.advice.priorities import recommend, strengths
from fruitful.advice.questions import open_questions
from fruitful.firing import Firing
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.vocabulary import STAGE


def advise(ruleset: Ruleset, profile: Profile, firing: Firing, engine: str) -> Advice:
    """The advice on one partnership, from what came of the rules."""
    behind = Behind(ruleset, firing.view)
    judged = judge(ruleset, firing, behind)
    stage = firing.view.values.get(STAGE)
    return Advice(
        profile.id,
        profile.name,
        stage if isinstance(stage, str) else None,
        firing.view.on,
        engine,
        judged,
        recommend(ruleset, firing, judged, behind),
        strengths(ruleset, firing, behind),
        open_questions(ruleset, firing, judged, behind),
        firing.outcomes,
        compare_forms(ruleset, firing, behind),
        *(
            tuple(answer(asked, firing, behind) for asked in section.values())
            for section in (ruleset.checklist, ruleset.ingredients, ruleset.accountability)
        ),
    )
