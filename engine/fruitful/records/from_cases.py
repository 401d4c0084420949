"""What came of cases as a record."""

from __future__ import annotations

from collections.abc import Sequence

from fruitful import __version__
from fruitful.case.trial import Failure, Group, OfVerdict, Tried
from fruitful.coverage import EXERCISED, Shown
from fruitful.records import cases as to
from fruitful.records.from_explanation import explanation_record
from fruitful.records.from_rules import ruleset_record
from fruitful.records.kinds import FORMAT
from fruitful.ruleset import Ruleset


def results_record(groups: Sequence[Group], shown: Sequence[Shown], engine: str) -> to.Results:
    """What came of the cases."""
    return to.Results(
        fruitful=__version__,
        format=FORMAT,
        engine=engine,
        passed=sum(len(group.tried) - len(group.failed) for group in groups),
        failed=sum(len(group.failed) for group in groups),
        unread=sum(len(group.unread) for group in groups),
        groups=[_group(group) for group in groups],
        coverage=[_shown(one) for one in shown],
    )


def _group(group: Group) -> to.Group:
    return to.Group(
        name=group.name,
        ruleset=ruleset_record(group.ruleset),
        cases=[_tried(one, group.ruleset) for one in group.tried],
        unread=group.unread,
    )


def _tried(tried: Tried, ruleset: Ruleset) -> to.Case:
    case = tried.case
    return to.Case(
        file=case.file,
        title=case.title,
        on=case.on,
        passes=not tried.failures,
        failures=[_failure(one, ruleset) for one in tried.failures],
    )


def _failure(one: Failure, ruleset: Ruleset) -> to.Failure:
    what, rule, expected, got = one.mismatch
    if isinstance(one.why, OfVerdict):
        return to.Failure(what, rule or None, expected, got, one.why.judged.because, None)
    because = [str(given.address) for given in one.why.because]
    explanation = explanation_record(one.why, ruleset)
    return to.Failure(what, rule or None, expected, got, because, explanation)


def _shown(shown: Shown) -> to.Coverage:
    return to.Coverage(
        name=shown.group.name,
        rules={
            id: [one for one in EXERCISED if one in outcomes]
            for id, outcomes in shown.exercised.items()
        },
        gaps=[to.Gap(one.rule.id, one.outcome, one.case, one.cannot_be) for one in shown.gaps],
        unspoken=[to.Unspoken(one.owner, one.key, one.words) for one in shown.unspoken],
    )
