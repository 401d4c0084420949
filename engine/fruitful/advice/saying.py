"""What a text says of one partnership: the cases that hold, with values and names put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fruitful.advice.behind import Behind
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.language.truth import Truth
from fruitful.language.value import say
from fruitful.profile.facts import NOT_GIVEN
from fruitful.ruleset.placeholders import fill
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.text import Text, said


def in_words(text: Text, behind: Behind) -> str:
    """What a text that names nobody says of the partnership."""
    return _sentence(" ".join(one.words for one in said(text, _holds(behind))))


def of_rule(text: Text, rule: Rule, behind: Behind) -> str:
    """What a rule's text says: each case names those whom it concerns."""
    settings = {name: say(one.kind, one.value) for name, one in behind.ruleset.settings.items()}
    concerned = behind.witnesses(rule.when)
    found = []
    for one in said(text, _holds(behind)):
        own = behind.witnesses(one.case.when)
        found.append(fill(one.words, settings, _names({**concerned, **own}, behind)))
    return _sentence(" ".join(found) or (f"{rule.title}." if text else ""))


def _holds(behind: Behind) -> Callable[[Condition], Truth]:
    return lambda condition: truth(condition, behind.view)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _names(witnesses: Mapping[str, list[str | None]], behind: Behind) -> dict[str, str]:
    """By collection, the names of those concerned as a list in English."""
    found = {}
    for name, one in behind.ruleset.vocabulary.collections.items():
        some = witnesses.get(name, [])
        listed = behind.view.collections.get(name, NOT_GIVEN).listed
        rest = f"the other {one.many}" if some == [None] and listed else f"the {one.many}"
        found[name] = _listed(some, rest)
    return found


def _listed(names: list[str | None], all_of_them: str) -> str:
    """Names as a list in English; the unlisted as a whole where nobody is named."""
    known = [name for name in names if name is not None]
    if not known:
        return all_of_them
    if len(known) < len(names):
        known.append("others")
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"
