"""What would make a rule a finding, and what would settle it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from fruitful.explain.explanation import Address, Change, Explanation, Way, Ways
from fruitful.explain.ways import NO_FINDING
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.language.value import say
from fruitful.language.vocabulary import of_member
from fruitful.render.english import either, predicate
from fruitful.ruleset import Ruleset

MOST_SETS = 8
"""Sets of answers that are shown."""
_BECOMES = {
    FINDING: "it is a finding",
    MET: "it is met",
    NOT_APPLICABLE: "it does not apply",
    NO_FINDING: "it is no finding",
}
_CONCLUDES = {FINDING: "yes", MET: "no", NOT_APPLICABLE: "no", NO_FINDING: "no"}


class SetOfAnswers(NamedTuple):
    """Answers that together change or settle a rule's outcome."""

    first: str
    others: tuple[str, ...]
    """What else belongs to it, or would do as well: each begins with "and" or "or"."""
    becomes: tuple[str, ...]
    """What comes of which answers."""


class Sets(NamedTuple):
    """The smallest sets, and how far they were looked for."""

    title: str
    sets: tuple[SetOfAnswers, ...]
    rest: str


def sets_of_ways(explained: Explanation, ruleset: Ruleset) -> Sets | None:
    """The smallest sets of answers that would change or settle it; None of a finding."""
    ways = explained.ways
    if ways is None:
        return None
    open_now = explained.outcome == UNDECIDED
    sets = [
        (addresses, list(some))
        for addresses, some in groupby(ways.each, lambda way: [one.address for one in way.changes])
    ]
    told = tuple(
        _settling(addresses, some, explained, ruleset) if open_now else _changing(some, ruleset)
        for addresses, some in sets[:MOST_SETS]
    )
    title = _title(explained, several=len(sets) > 1)
    return Sets(title, told, _rest(ways, len(sets), explained, open_now=open_now))


def _title(explained: Explanation, *, several: bool) -> str:
    one_of = ": any one of these" if several else ""
    if explained.outcome == UNDECIDED:
        return f"What would settle it{one_of}"
    return f"What would make it {'so' if _only_concludes(explained) else 'a finding'}{one_of}"


def _only_concludes(explained: Explanation) -> bool:
    return not explained.rule.recommend


def _settling(
    addresses: Sequence[Address], some: list[Way], explained: Explanation, ruleset: Ruleset
) -> SetOfAnswers:
    """A set of unanswered questions, and what their answers would make of it."""
    first, *others = (question_in_words(address, ruleset) for address in addresses)
    outcomes = _CONCLUDES if _only_concludes(explained) else _BECOMES
    becomes = [
        f"{', and '.join(_becoming(change, ruleset) for change in way.changes)}: "
        f"{outcomes[way.outcome]}."
        for way in some
    ]
    rest = _others(addresses, some, ruleset)
    if rest:
        becomes.append(f"{either(rest)}: it stays open.")
    return SetOfAnswers(first, tuple(f"and {one}" for one in others), tuple(becomes))


def _others(addresses: Sequence[Address], some: Sequence[Way], ruleset: Ruleset) -> list[str]:
    """The choices by which the only question of a set would settle nothing."""
    if len(addresses) > 1 or ruleset.vocabulary.facts[addresses[0].path].kind == "set":
        return []
    settling = {value for way in some for value in way.changes[0].to}
    choices = ruleset.vocabulary.facts[addresses[0].path].choices
    return [say("choice", choice) for choice in choices if choice not in settling]


def _changing(some: list[Way], ruleset: Ruleset) -> SetOfAnswers:
    """A set of answers that would have to be different."""
    said = []
    for number, way in enumerate(some):
        for position, change in enumerate(way.changes):
            start = "and " if position else "or " if number else ""
            text = f"{question_in_words(change.address, ruleset)}: {_becoming(change, ruleset)}"
            said.append(f"{start}{text}{_now(change, ruleset)}")
    return SetOfAnswers(said[0], tuple(said[1:]), ())


def question_in_words(address: Address, ruleset: Ruleset) -> str:
    """The question behind an answer, and whom it is asked of."""
    fact = ruleset.vocabulary.facts[address.path]
    who = address.member
    if who is None:
        who = f"{ruleset.vocabulary.collections[fact.collection].many} not listed by name"
    return f"“{of_member(who, fact.ask) if who else fact.ask}” [{address}]"


def _becoming(change: Change, ruleset: Ruleset) -> str:
    """What an answer has to be."""
    fact = ruleset.vocabulary.facts[change.address.path]
    if fact.choices and fact.kind != "set":
        return either(say(fact.kind, value) for value in change.to)
    if fact.kind == "count" and change.to == (0,):
        return "none"
    said = dict.fromkeys(predicate(test, fact, holds=holds) for test, holds in change.tests)
    return f"an answer that {' and '.join(said)}"


def _now(change: Change, ruleset: Ruleset) -> str:
    fact = ruleset.vocabulary.facts[change.address.path]
    if change.now is None:
        return " (not answered now)"
    fixed = "; no action can change it" if fact.fixed else ""
    return f" (now {say(fact.kind, change.now, fact.choices, fact.unit)}{fixed})"


def _rest(ways: Ways, sets: int, explained: Explanation, *, open_now: bool) -> str:
    """What is not shown, and how far it was looked."""
    more = f"And {sets - MOST_SETS} more such sets of answers. " if sets > MOST_SETS else ""
    if ways.up_to is None:
        if sets:
            return more.strip()
        if open_now:
            return f"No question that makes sense now would settle it. {_waits(explained)}".strip()
        return "No other answer would, with the lists of members as they are."
    if not ways.up_to:
        return "There are too many ways to look through them."
    number = "one answer" if ways.up_to == 1 else f"{ways.up_to} answers"
    return f"{more}Sets of more than {number} were not looked for."


def _waits(explained: Explanation) -> str:
    return f"It waits for {', '.join(explained.missing)}." if explained.missing else ""
