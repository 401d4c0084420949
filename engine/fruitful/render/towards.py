"""What would have to be different for another verdict, in words."""

from __future__ import annotations

from fruitful.explain.explanation import Address
from fruitful.language.regions import Region, ends, joined
from fruitful.language.value import Span, Value, say
from fruitful.language.vocabulary import Fact, of_member
from fruitful.render.english import either
from fruitful.render.layout import in_words
from fruitful.ruleset import Ruleset
from fruitful.solving.fewest import Kept
from fruitful.what_if.towards import Action, Towards

MOST_SHOWN = 8
"""Groups of answers of one choice that are shown."""
_WHY = {
    "fixed": "nothing can change that",
    "past": "that date has passed",
    "stage": "it does not go back to an earlier stage",
}
FORM = "A change of its form, which is no remedy by itself"
_FROM_TO = {"at_least": "from", "at_most": "until"}


def summary(found: Towards) -> str:
    """Whether there is a way, and how much it takes."""
    if found.kept:
        return "There is no way to it. These answers cannot be changed, and exclude it together:"
    if found.only_worse:
        return "Every way to it would make an answer, or something else, worse."
    if not found.ways:
        return (
            "There is no way to it: at this stage or a later one, and with the members as they "
            "are, no answers at all give it."
        )
    number = len(found.ways[0].actions)
    if not number:
        return "It is the verdict already: nothing has to be different."
    answers = "one answer" if number == 1 else f"{number} answers"
    stage = "It belongs to another stage, which is one of them. " if found.other_stage else ""
    return (
        f"At least {answers} would have to be different. {stage}Change the facts first. Changing "
        "an answer alone changes nothing."
    )


def kept_in_words(kept: Kept, ruleset: Ruleset) -> str:
    """An answer that cannot be changed, and why."""
    fact = ruleset.vocabulary.facts[kept.address.path]
    said = f"{_said(kept.before, fact)}: {_WHY[kept.why]}"
    return f"{_question(kept.address, ruleset)} {said}. [{kept.address}]"


def action_in_words(
    action: Action, ruleset: Ruleset, *, among_others: bool = False
) -> tuple[str, str]:
    """What there is to do, where findings say so, and what would have to become of the answer."""
    fact = ruleset.vocabulary.facts[action.address.path]
    text = f"{_question(action.address, ruleset)} {_becomes(action, fact)}"
    cites = f": {', '.join(fact.cites)}" if fact.cites else ""
    form = f" {FORM}." if action.form and among_others else ""
    title = _to_do(action, ruleset) if action.eases else ""
    return title, f"{text}{_ends(action)}{form} [{action.address}{cites}]"


def _ends(action: Action) -> str:
    """Which findings would no longer matter."""
    if not action.ends:
        return ""
    several = len(action.ends) > 1
    rules = f"{len(action.ends)} findings" if several else action.ends[0]
    return f" Then {rules} would no longer matter."


def _to_do(action: Action, ruleset: Ruleset) -> str:
    """The titles of the findings that it eases."""
    first = ruleset.rules[action.eases[0]]
    more = len(action.eases) - 1
    others = f"; and {more} more" if more else ""
    return f"{first.title} [{first.id}: {', '.join(first.cites)}{others}]"


def _question(address: Address, ruleset: Ruleset) -> str:
    ask = ruleset.vocabulary.facts[address.path].ask
    if address.member == "":
        return ask
    collection = ruleset.vocabulary.collections[address.path.partition(".")[0]]
    who = address.member or f"the {collection.many} that are not listed"
    return of_member(who, ask)


def _becomes(action: Action, fact: Fact) -> str:
    to = either(dict.fromkeys(in_region(region, fact) for region in joined(action.to)))
    if action.before is None:
        return f"Not known; it would have to be {to}."
    return f"Now {_said(action.before, fact)}; it would have to be {to}."


def in_region(region: Region, fact: Fact) -> str:
    """The values of a region as a reader would say them."""
    if fact.kind == "set":
        return f"{_said(region.value, fact)}, for instance"
    if fact.choices:
        return _said(region.value, fact)
    if region.least and region.most and region.least.value == region.most.value:
        return _said(region.value, fact)
    words = [
        f"{_FROM_TO[how]} {in_words(value.first)}"
        if isinstance(value, Span)
        else f"{how.replace('_', ' ')} {_said(value, fact)}"
        for how, value in ends(region)
    ]
    return " and ".join(words).replace(" and until", " until") or "known"


def _said(value: Value, fact: Fact) -> str:
    return say(fact.kind, value, fact.choices, fact.unit)
