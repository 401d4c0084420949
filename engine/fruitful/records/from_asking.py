"""The open questions as a record."""

from __future__ import annotations

from fruitful.ask import Asking, OpenQuestion
from fruitful.ask.trying import Effect, Now
from fruitful.records import ask as to
from fruitful.records.from_rules import added_record, partnership_record, run_record, standing
from fruitful.ruleset import Ruleset


def asking_record(asking: Asking, ruleset: Ruleset, engine: str) -> to.Asking:
    """The open questions, in the order in which to ask them."""
    now = asking.now
    return to.Asking(
        run=run_record(ruleset, engine, now.facts.on),
        partnership=partnership_record(now.profile, now.facts),
        verdict=_verdict(now, ruleset),
        before_verdict=asking.before_verdict(),
        questions=[_question(one, ruleset) for one in asking.questions],
        together=[_question(one, ruleset) for one in asking.together],
    )


def _verdict(now: Now, ruleset: Ruleset) -> to.VerdictNow:
    verdict = now.standing.verdict
    return to.VerdictNow(
        id=verdict.id,
        title=verdict.title,
        standing=standing(now.standing.settled),
        could_become=[one.id for one in now.standing.possible],
        alternative=now.alternative.id if now.alternative else None,
        local=added_record(verdict.pack, ruleset),
    )


def _question(one: OpenQuestion, ruleset: Ruleset) -> to.QuestionAsked:
    return to.QuestionAsked(
        fact=one.fact.path,
        ask=one.ask,
        type=one.fact.kind,
        concerns=one.concerns,
        rules=one.rules,
        cites=one.fact.cites,
        known=one.known,
        answers=[_effect(effect) for effect in one.effects],
        local=added_record(one.fact.pack, ruleset),
    )


def _effect(effect: Effect) -> to.Effect:
    return to.Effect(
        answer=effect.answer.value,
        stands_for=effect.answer.words,
        verdict=effect.standing.verdict.id,
        standing=standing(effect.standing.settled),
        alternative=effect.alternative.id if effect.alternative else None,
        ruled_out=effect.struck,
        outcomes={change.rule: change.outcome for change in effect.changes},
        severities={change.rule: change.severity for change in effect.changes if change.severity},
        pointless=effect.pointless,
    )
