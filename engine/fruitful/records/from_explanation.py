"""Explanations and outcomes as records."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.advice.local import local_policies
from fruitful.explain.explanation import (
    Address,
    Came,
    Case,
    Change,
    Explanation,
    Given,
    Part,
    Ways,
)
from fruitful.firing.trace import EACH
from fruitful.language.condition import All, Any, Not, Quantified, RuleState
from fruitful.records import explain as to
from fruitful.records import reasoning, ways
from fruitful.records.from_advice import witness_records
from fruitful.records.from_rules import local_record
from fruitful.render.english import predicate, quantifier_head
from fruitful.render.reasoning import leaf_in_words
from fruitful.ruleset import Ruleset

_KINDS = {All: "all", Any: "any", Not: "not"}


def explanation_record(explained: Explanation, ruleset: Ruleset) -> to.Explanation:
    """The explanation: the rule asked for, and those that it rests on."""
    return to.Explanation(
        explained=_rule(explained, ruleset),
        ways=None if explained.ways is None else _ways(explained.ways, ruleset),
        rests_on=[_rule(one, ruleset) for one in explained.rests_on],
    )


def outcome_records(all_rules: Iterable[Came], ruleset: Ruleset) -> list[to.RuleCame]:
    """What came of every rule, in the paper's order."""
    local = local_policies(ruleset)
    return [
        to.RuleCame(
            one.rule.id,
            one.rule.title,
            one.outcome,
            one.severity or None,
            local_record(local.get(one.rule.id)),
        )
        for one in all_rules
    ]


def _rule(explained: Explanation, ruleset: Ruleset) -> to.ExplainedRule:
    rule = explained.rule
    return to.ExplainedRule(
        rule=rule.id,
        title=rule.title,
        theme=rule.theme,
        outcome=explained.outcome,
        severity=explained.severity or None,
        text=explained.text,
        concludes=to.Conclusion(rule.conclude, explained.concluded) if rule.conclude else None,
        cites=rule.cites,
        because=[_given(one) for one in explained.because],
        missing=explained.missing,
        witnesses=witness_records(explained.witnesses),
        local=local_record(explained.local),
        applies=_part(explained.applies, ruleset),
        when=_part(explained.when, ruleset),
        severities=[_case(one, ruleset) for one in explained.cases],
    )


def _given(given: Given) -> reasoning.Given:
    return reasoning.Given(
        path=str(given.address),
        fact=given.address.path,
        member=_member(given.address),
        answer=given.value,
        evidence=given.evidence,
        by=given.by,
        on=given.on,
        of_each=given.of_each,
    )


def _member(address: Address) -> str | None:
    return EACH if address.member is None else address.member or None


def _case(case: Case, ruleset: Ruleset) -> to.SeverityCase:
    return to.SeverityCase(case.severity, case.held, _part(case.part, ruleset))


def _part(part: Part, ruleset: Ruleset, collection: str = "") -> reasoning.Part:
    condition, truth, decisive = part.condition, part.truth, part.decisive
    if isinstance(condition, (All, Any, Not)):
        parts = [_part(one, ruleset, collection) for one in part.parts]
        return reasoning.PartsTogether(_KINDS[type(condition)], truth, decisive, parts)
    if isinstance(condition, Quantified):
        head = quantifier_head(condition, ruleset.vocabulary)
        members = [
            reasoning.Member(
                name=EACH if one.name is None else one.name,
                listed=one.name is not None,
                decides=one.decides,
                condition=_part(one.part, ruleset, condition.collection),
            )
            for one in part.members
        ]
        return reasoning.OfMembers(
            condition.quantifier, truth, decisive, head, condition.collection, members
        )
    text, rests_on = leaf_in_words(condition, ruleset, collection), part.rests_on
    if isinstance(condition, RuleState):
        return reasoning.OfRule(condition.state, truth, decisive, text, rests_on, condition.rule)
    path = f"{collection}.{condition.path}" if collection else condition.path
    answer = None if part.given is None else _given(part.given)
    return reasoning.OfFact("test", truth, decisive, text, rests_on, path, answer)


def _ways(found: Ways, ruleset: Ruleset) -> ways.Ways:
    each = [
        ways.AnswersTogether(way.outcome, [_change(one, ruleset) for one in way.changes])
        for way in found.each
    ]
    return ways.Ways(found.up_to, each)


def _change(change: Change, ruleset: Ruleset) -> ways.ChangedAnswer:
    address = change.address
    fact = ruleset.vocabulary.facts[address.path]
    tests = dict.fromkeys(predicate(test, fact, holds=holds) for test, holds in change.tests)
    return ways.ChangedAnswer(
        path=str(address),
        fact=address.path,
        member=_member(address),
        now=change.now,
        to=change.to,
        exhaustive=bool(fact.choices) and fact.kind != "set",
        tests=list(tests),
        fixed=fact.fixed,
    )
