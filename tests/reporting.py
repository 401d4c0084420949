"""Reports as the formats write them, for tests that read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fruitful.advice.advice import Advice
from fruitful.compare import Comparison
from fruitful.evaluation import Assessment
from fruitful.explain import explain_findings
from fruitful.explain.explanation import Explanation
from fruitful.firing.engines import REFERENCE
from fruitful.formats import Look, html, text
from fruitful.portfolio.screening import Screening
from fruitful.report.certain import certain_report
from fruitful.report.comparison import comparison_report
from fruitful.report.evaluation import evaluation_report
from fruitful.report.explanation import explanation_report
from fruitful.report.screening import screening_report
from fruitful.report.towards import towards_report
from fruitful.ruleset import Ruleset
from fruitful.what_if.certain import Certain
from fruitful.what_if.towards import Towards

NOTHING_EXPLAINED: Mapping[str, Any] = {}


def advice_as_text(advice: Advice, ruleset: Ruleset, *, everything: bool = False) -> str:
    """The advice in lines."""
    report = evaluation_report(advice, ruleset, NOTHING_EXPLAINED, everything=everything)
    return text.write(report, Look())


def comparison_as_text(found: Comparison) -> str:
    """The whole comparison in lines."""
    return text.write(comparison_report(found, everything=True), Look())


def partnership_page(done: Assessment, look: Look = Look()) -> str:  # noqa: B008
    """The advice as a page, with the reasoning behind it."""
    explained = explain_findings(done.ruleset, done.profile, done.firing)
    return html.write(evaluation_report(done.advice, done.ruleset, explained), look)


def screening_as_text(found: Screening, *, everything: bool = False) -> str:
    """The screening in lines."""
    return text.write(screening_report(found, everything=everything), Look())


def explanation_as_text(found: Explanation, name: str, on: date, ruleset: Ruleset) -> str:
    """The explanation of a rule in lines."""
    return text.write(explanation_report(found, name, on, ruleset, REFERENCE), Look())


def towards_as_text(found: Towards, name: str, on: date, ruleset: Ruleset) -> str:
    """The ways to a verdict in lines."""
    return text.write(towards_report(found, name, on, ruleset, REFERENCE), Look())


def certain_as_text(found: Certain, name: str, on: date, ruleset: Ruleset) -> str:
    """What is certain in lines."""
    return text.write(certain_report(found, name, on, ruleset, REFERENCE), Look())
