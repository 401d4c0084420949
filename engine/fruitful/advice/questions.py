"""The open questions: the unanswered facts that would settle undecided rules."""

from __future__ import annotations

from fruitful.advice.advice import Judged, Question
from fruitful.advice.behind import Behind
from fruitful.firing import UNDECIDED, Firing
from fruitful.language.vocabulary import question
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES


def open_questions(
    ruleset: Ruleset, firing: Firing, judged: Judged, behind: Behind
) -> tuple[Question, ...]:
    """What to ask, first what the verdict hangs on, then what the gravest rules wait for."""
    settles: dict[str, list[str]] = {}
    for rule in ruleset.rules.values():
        if firing.outcomes[rule.id] == UNDECIDED and rule.recommend:
            for path in behind.missing_for(rule):
                settles.setdefault(path, []).append(rule.id)
    decisive = {path for could in judged.could_become for path in could.on}
    for path in decisive:
        settles.setdefault(path, [])
    order = {path: at for at, path in enumerate(ruleset.vocabulary.facts)}

    def key(path: str) -> tuple[bool, int, int, int]:
        gravity = [SEVERITIES.index(ruleset.rules[rule].gravest) for rule in settles[path]]
        return path not in decisive, min(gravity, default=0), -len(gravity), order[path]

    return tuple(
        Question(path, question(path, ruleset.vocabulary), tuple(settles[path]))
        for path in sorted(settles, key=key)
    )
