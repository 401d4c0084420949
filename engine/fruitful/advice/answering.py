"""Questions answered from the outcomes of rules: yes, partly, no, not known, or not applicable."""

from __future__ import annotations

from fruitful.advice.advice import Answered
from fruitful.advice.behind import Behind
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.ruleset.questionnaire import Asked

YES, PARTLY, NO, UNKNOWN = "yes", "partly", "no", "unknown"
STATES = (YES, PARTLY, NO, UNKNOWN, NOT_APPLICABLE)


def answer(asked: Asked, firing: Firing, behind: Behind) -> Answered:
    """The state that the rules behind a question give it, and those of them that say so."""
    states = {rule: _state(rule, firing, behind) for rule in asked.rules}
    applying = {rule: state for rule, state in states.items() if state != NOT_APPLICABLE}
    found = _folded(set(applying.values()))
    deciding = [rule for rule, state in applying.items() if found in (YES, UNKNOWN) or state != YES]
    if found in (PARTLY, NO):
        deciding = [rule for rule in deciding if applying[rule] != UNKNOWN]
    if found == UNKNOWN:
        deciding = [rule for rule in deciding if applying[rule] == UNKNOWN]
    return Answered(asked, _corrected(asked, found, behind), tuple(deciding))


def _corrected(asked: Asked, found: str, behind: Behind) -> str:
    """The state, where the question asks for something else than its rules test."""
    if found in (NOT_APPLICABLE, UNKNOWN) and _holds(asked.yes, behind):
        return YES
    if found in (YES, NO) and _holds(asked.partly, behind):
        return PARTLY
    return found


def _holds(condition: Condition | None, behind: Behind) -> bool:
    return condition is not None and truth(condition, behind.view) is True


def _folded(states: set[str]) -> str:
    """One state from those of the rules that apply. A fault found counts whatever is unknown."""
    if not states:
        return NOT_APPLICABLE
    if states & {NO, PARTLY}:
        return NO if states <= {NO, UNKNOWN} else PARTLY
    return UNKNOWN if UNKNOWN in states else YES


def _state(rule: str, firing: Firing, behind: Behind) -> str:
    """What one rule's outcome says; a finding that rests on "partly" alone says partly."""
    outcome = firing.outcomes[rule]
    if outcome == FINDING:
        return PARTLY if behind.judgements(behind.ruleset.rules[rule]) == {PARTLY} else NO
    return {MET: YES, NOT_APPLICABLE: NOT_APPLICABLE}.get(outcome, UNKNOWN)
