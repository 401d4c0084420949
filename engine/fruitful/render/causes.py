"""What in the rules makes a difference, in words."""

from __future__ import annotations

from fruitful.advice.advice import LocalPolicy
from fruitful.compare.cause import (
    ADDED,
    ALTERNATIVES,
    FACT_ADDED,
    FACT_CHANGED,
    FACT_REMOVED,
    NO_OVERRIDE,
    PRIORITIES,
    REMOVED,
    SETTING,
    TIERS,
    TIME,
    VERDICTS,
    Cause,
)
from fruitful.language.value import say
from fruitful.render.local import local_line, policy_in_words
from fruitful.ruleset import Ruleset

_BECAME = {
    ADDED: "is new",
    FACT_ADDED: "is new",
    REMOVED: "is not there any more",
    FACT_REMOVED: "is not asked any more",
    FACT_CHANGED: "is asked otherwise",
}
_TAKEN = {
    FACT_ADDED: "is new",
    FACT_REMOVED: "is not taken any more",
    FACT_CHANGED: "is taken otherwise",
}
_LISTS = {VERDICTS: "verdict", ALTERNATIVES: "alternative", TIERS: "tier"}


def cause_in_words(cause: Cause, old: Ruleset, new: Ruleset) -> str:
    """A sentence or two, for where it is plain which rule is spoken of."""
    if cause.what == TIME:
        return "No answer moved: time has passed."
    if cause.override is not None:
        policy = local_line(LocalPolicy(cause.pack, cause.override))
        return f"No longer in force: {policy}" if cause.what == NO_OVERRIDE else policy
    if cause.what == SETTING:
        setting = new.settings[cause.name]
        was, now = (
            say(setting.kind, value) if value is not None else "not set"
            for value in (cause.before, cause.after)
        )
        return f"{setting.title}: {now}, before {was}. {setting.basis}"
    if cause.what in _LISTS:
        return _of_a_list(cause, old, new)
    if cause.what == PRIORITIES:
        before = ", ".join(old.priorities)
        return f"Recommendations are put in order by {cause.name}; before by {before}."
    fact = new.vocabulary.facts.get(cause.name) or old.vocabulary.facts.get(cause.name)
    if cause.what in _TAKEN and fact is not None and fact.taken_from is not None:
        became = _TAKEN[cause.what]
        return f"What `{cause.name}` of {cause.pack} takes from the partnerships {became}."
    if cause.what in (FACT_ADDED, FACT_REMOVED, FACT_CHANGED):
        return f"The question `{cause.name}` of {cause.pack} {_BECAME[cause.what]}."
    return f"The rule {cause.name} of {cause.pack} {_BECAME.get(cause.what, 'has changed')}."


def _of_a_list(cause: Cause, old: Ruleset, new: Ruleset) -> str:
    before, after = (getattr(one, cause.what) for one in (old, new))
    title = (after.get(cause.name) or before[cause.name]).title
    named = f"The {_LISTS[cause.what]} “{title}” [{cause.name}]"
    if cause.name not in before:
        return f"{named} of {cause.pack} is new."
    if cause.name not in after:
        return f"{named} of {cause.pack} is not there any more."
    return f"{named} is given on other grounds than before."


def edit_in_words(cause: Cause, old: Ruleset, new: Ruleset) -> str:
    """The same for where it stands by itself: with the title of the rule that it is about."""
    rule = new.rules.get(cause.name) or old.rules.get(cause.name)
    if cause.override is not None and rule is not None:
        gone = "No longer in force: " if cause.what == NO_OVERRIDE else ""
        return f"{rule.title} [{rule.id}]. {gone}{policy_in_words(cause.override)}"
    if rule is not None and cause.what in (ADDED, REMOVED):
        return f"{rule.title} [{rule.id}]: this rule of {cause.pack} {_BECAME[cause.what]}."
    return cause_in_words(cause, old, new)
