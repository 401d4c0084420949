"""Advice as a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fruitful.advice.advice import Advice, Amount, Form, Judged, Recommendation
from fruitful.firing.trace import EACH
from fruitful.records import advice as to
from fruitful.records import forms
from fruitful.records.from_rules import added_record, local_record, run_record, standing
from fruitful.records.rules import Partnership
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import Argument

_INGREDIENT_STATES = {"yes": "met", "partly": "partly", "no": "not_met"}


def advice_record(advice: Advice, ruleset: Ruleset) -> to.Advice:
    """The advice."""
    facts = ruleset.vocabulary.facts
    return to.Advice(
        run=run_record(ruleset, advice.engine, advice.on),
        partnership=Partnership(advice.id, advice.name, advice.stage),
        verdict=_verdict(advice.judged, ruleset),
        models=[_form(one, ruleset) for one in advice.forms.each],
        model_in_use=advice.forms.in_use.model.id if advice.forms.in_use else None,
        recommendations=[_recommendation(one) for one in advice.recommendations],
        strengths=[
            to.Strength(one.rule, one.text, one.cites, local_record(one.local))
            for one in advice.strengths
        ],
        questions=[
            to.Question(one.fact, one.ask, one.settles, added_record(facts[one.fact].pack, ruleset))
            for one in advice.questions
        ],
        ingredients=[
            to.Ingredient(one.asked.id, _INGREDIENT_STATES.get(one.state, "unknown"))
            for one in advice.ingredients
        ],
        checklist=[
            to.Checklist(int(one.asked.id), one.state, one.rules) for one in advice.checklist
        ],
        accountability=[
            to.Accountability(one.asked.id, one.state) for one in advice.accountability
        ],
        costs=[_amount(one, ruleset) for one in advice.costing.amounts],
        outcomes=advice.outcomes,
        findings={one.rule: one.severity for one in advice.findings},
        old_answers=[
            to.OldAnswers(one.topic or None, one.answers, one.oldest) for one in advice.old
        ],
        ended=[to.Ended(one.path, one.on) for one in advice.ended],
    )


def witness_records(witnesses: Mapping[str, Iterable[str | None]]) -> dict[str, list[str]]:
    """The members concerned, by collection."""
    return {name: member_names(members) for name, members in witnesses.items()}


def member_names(members: Iterable[str | None]) -> list[str]:
    """Members by name; ``each`` stands for those that are not listed."""
    return [EACH if one is None else one for one in members]


def _verdict(judged: Judged, ruleset: Ruleset) -> to.Verdict:
    instead = judged.alternative
    return to.Verdict(
        id=judged.verdict.id,
        title=judged.verdict.title,
        standing=standing(judged.settled),
        because=judged.because,
        could_become=[to.CouldBecome(one.verdict.id, one.on) for one in judged.could_become],
        alternative=instead.id if instead else None,
        cites=judged.verdict.cites,
        local=added_record(judged.verdict.pack, ruleset),
        alternative_local=added_record(instead.pack, ruleset) if instead else None,
    )


def _recommendation(one: Recommendation) -> to.Recommendation:
    return to.Recommendation(
        rank=one.rank,
        rule=one.rule,
        title=one.title,
        theme=one.theme,
        severity=one.severity,
        settle_by=one.settle_by or None,
        overdue=one.overdue,
        text=one.text,
        finding=one.finding,
        cites=one.cites,
        facts=[to.FactAnswered(path, answer) for path, answer in one.facts.items()],
        witnesses=witness_records(one.witnesses),
        why_here=one.why_here,
        speaks_for=one.speaks_for,
        local=local_record(one.local),
    )


def _form(one: Form, ruleset: Ruleset) -> forms.Model:
    return forms.Model(
        id=one.model.id,
        title=one.model.title,
        fit=one.fit,
        best=one.is_best,
        ideal=one.is_ideal,
        for_=_arguments(one.speaks_for, ruleset),
        against=_arguments(one.against, ruleset),
        needs=_arguments(one.needs, ruleset),
        undecided=one.undecided,
        local=added_record(one.model.pack, ruleset),
    )


def _arguments(some: Iterable[Argument], ruleset: Ruleset) -> list[forms.Argument]:
    return [
        forms.Argument(one.text, one.deciding, one.cites, added_record(one.pack, ruleset))
        for one in some
    ]


def _amount(one: Amount, ruleset: Ruleset) -> forms.Amount:
    return forms.Amount(
        id=one.line.id,
        title=one.line.title,
        side=one.line.side,
        pounds_a_year=one.pounds,
        words=one.words,
        missing=one.missing,
        cites=one.line.cites,
        local=added_record(one.line.pack, ruleset),
    )
