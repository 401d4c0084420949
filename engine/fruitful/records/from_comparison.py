"""A comparison as a record."""

from __future__ import annotations

from fruitful import __version__
from fruitful.advice.advice import LocalPolicy
from fruitful.advice.local import local_policies
from fruitful.compare import Came, Comparison, Difference
from fruitful.compare.cause import Cause
from fruitful.compare.moved import Moved
from fruitful.evaluation import Assessment
from fruitful.records import compare as to
from fruitful.records.from_rules import (
    added_record,
    local_record,
    override_record,
    ruleset_record,
    standing,
)
from fruitful.records.kinds import FORMAT
from fruitful.records.rules import Override, Partnership


def comparison_record(found: Comparison) -> to.Comparison:
    """The comparison."""
    policies = {**local_policies(found.old.ruleset), **local_policies(found.new.ruleset)}
    return to.Comparison(
        fruitful=__version__,
        format=FORMAT,
        old=_assessment(found.old),
        new=_assessment(found.new),
        verdict_causes=[_cause(one) for one in found.verdict_causes],
        differences=[_difference(one, policies.get(one.rule.id)) for one in found.differences],
        as_before=found.as_before,
        answers=[_moved(one) for one in found.moved],
        members=[to.Membership(one.collection, one.joined, one.left) for one in found.membership],
        evidence=[
            to.Evidence(str(one.address), one.text, one.by, one.on) for one in found.evidence
        ],
        questions=to.Questions(
            found.questions.answered,
            found.questions.fallen_away,
            found.questions.new,
            found.questions.still_open,
        ),
    )


def local_of(cause: Cause) -> Override | None:
    """Of an override that makes a difference: what it changes, and on whose authority."""
    if cause.override is None:
        return None
    return override_record(LocalPolicy(cause.pack, cause.override), cause.override)


def _assessment(one: Assessment) -> to.Assessment:
    advice, judged = one.advice, one.advice.judged
    return to.Assessment(
        engine=advice.engine,
        on=advice.on,
        ruleset=ruleset_record(one.ruleset),
        partnership=Partnership(advice.id, advice.name, advice.stage),
        verdict=to.VerdictReached(
            judged.verdict.id,
            judged.verdict.title,
            standing(judged.settled),
            judged.because,
            added_record(judged.verdict.pack, one.ruleset),
        ),
    )


def _difference(one: Difference, local: LocalPolicy | None) -> to.Difference:
    return to.Difference(
        rule=one.rule.id,
        title=one.rule.title,
        how=one.how,
        before=_came(one.before),
        after=_came(one.after),
        answers=[_moved(answer) for answer in one.answers],
        causes=[_cause(cause) for cause in one.causes],
        cites=one.rule.cites,
        local=local_record(local),
    )


def _came(came: Came) -> to.Came:
    return to.Came(came.outcome, came.severity or None, came.text)


def _moved(one: Moved) -> to.MovedAnswer:
    return to.MovedAnswer(str(one.address), one.before, one.after)


def _cause(cause: Cause) -> to.Cause:
    return to.Cause(cause.what, cause.name, cause.pack, cause.before, cause.after, local_of(cause))
