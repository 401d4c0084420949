"""What came of a rule, in words."""

from __future__ import annotations

from fruitful.explain.explanation import Explanation
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED

_OUTCOMES = {
    FINDING: "a finding",
    MET: "met",
    UNDECIDED: "not known yet",
    NOT_APPLICABLE: "it does not apply",
}
CONCLUDED = {True: "yes", False: "no", None: "not known yet"}


def outcome_in_words(explained: Explanation) -> str:
    """The outcome with the severity of a finding; of a rule that only concludes, what it does."""
    if not explained.rule.recommend:
        return f"{explained.rule.conclude} is concluded: {CONCLUDED[explained.concluded]}"
    severity = f", {explained.severity}" if explained.severity else ""
    return f"{_OUTCOMES[explained.outcome]}{severity}"
