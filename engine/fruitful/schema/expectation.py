"""The schema of ``expect``: what must come out of a case."""

from __future__ import annotations

from collections.abc import Mapping

from fruitful.advice.answering import STATES
from fruitful.case import NONE
from fruitful.ruleset import Ruleset
from fruitful.ruleset.questionnaire import Asked
from fruitful.ruleset.rule import SEVERITIES
from fruitful.schema.parts import TEXT, Schema, any_of, described, labelled, mapping, one_or_more


def answers(questions: Mapping[str, Asked]) -> Schema:
    """States of questions that rules answer, by their ids."""
    state: Schema = {"enum": list(STATES)}
    return mapping({one.id: described(state, one.text) for one in questions.values()})


def expectation(ruleset: Ruleset) -> Schema:
    """What the reader of cases accepts."""
    verdicts = labelled({one.id: one.title for one in ruleset.verdicts.values()})
    alternatives = {one.id: one.title for one in ruleset.alternatives.values()}
    rules = one_or_more(labelled({rule.id: rule.title for rule in ruleset.rules.values()}))
    forms = {one.id: one.title for one in ruleset.models.values()}
    severity = {"enum": list(SEVERITIES)}
    findings = mapping(
        {rule.id: described(severity, rule.title) for rule in ruleset.rules.values()}
    )
    return mapping(
        {
            "verdict": described(verdicts, "The verdict that must come out."),
            "standing": labelled(
                {
                    "settled": "No open question can change the verdict.",
                    "provisional": "An open question could change the verdict.",
                }
            ),
            "alternative": described(
                labelled({**alternatives, NONE: "No alternative is offered."}),
                "The alternative that must be offered.",
            ),
            "could_become": described(
                one_or_more(verdicts), "Exactly what the verdict could become."
            ),
            "best_form": described(
                one_or_more(labelled({**forms, NONE: "Nothing points to any form."})),
                "The form that fits best; several in a tie.",
            ),
            "checklist": described(
                answers(ruleset.checklist), "The answers to questions of the checklist."
            ),
            "ingredients": described(
                answers(ruleset.ingredients), "Which of the key ingredients are there."
            ),
            "says": described(one_or_more(TEXT), "Words that the advice has somewhere."),
            "never_says": described(one_or_more(TEXT), "Words that the advice has nowhere."),
            "findings": described(
                any_of(findings, rules), "Rules that are findings, and how severe each is."
            ),
            "only": described({"enum": ["yes", "no"]}, "Whether there is no other finding."),
            "never": described(rules, "Rules that must be neither a finding nor met."),
            "met": described(rules, "Rules that must be met."),
            "undecided": described(rules, "Rules that the answers must not be able to decide."),
            "not_applicable": described(rules, "Rules that must not apply."),
        },
        description="What must come out of this case.",
    )
