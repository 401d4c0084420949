"""How the texts of rules are worded: how long they are, and whether advice says what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from fruitful.diagnostic import Place
from fruitful.linting.remark import ADVICE, Remark
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.text import Text

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z{$])")
_WORD = re.compile(r"[^\s]+")


def heuristics() -> dict[str, Any]:
    """What counts as good wording, as ``wording.yaml`` says it."""
    import yaml

    text = Path(__file__).with_name("wording.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def wording(ruleset: Ruleset, rules: Collection[str]) -> Iterator[Remark]:
    """Texts of these rules that are too long, and advice that does not begin with an action."""
    said = heuristics()
    for rule in (rule for id, rule in ruleset.rules.items() if id in rules):
        place = ruleset.place_of(rule.id)
        for key in said["longest"]:
            yield from _length(rule, place, key, said)
        if rule.recommend and not asks_for_an_action(rule.recommend.words, said):
            beginning = " ".join(rule.recommend.words.split()[:4])
            message = f"the advice of `{rule.id}` does not say what to do: “{beginning} …”"
            help = "begin it with a verb: “Agree with the board …”, “Ask each partner …”"
            yield Remark(place, "no-action", ADVICE, message, help, (rule.id,))


def _length(rule: Rule, place: Place, key: str, said: dict[str, Any]) -> Iterator[Remark]:
    """What of a text is too long: each case of it by itself."""
    found: str | Text = getattr(rule, key)
    texts = [found] if isinstance(found, str) else [case.words for case in found.cases()]
    for text in texts:
        words, most = len(_WORD.findall(text)), said["longest"][key]
        if words > most:
            message = f"`{key}` of `{rule.id}` has {words} words; {most} are plenty"
            help = "say it shorter, or make two rules of it"
            yield Remark(place, "long-text", ADVICE, message, help, (rule.id,))
        sentences, bound = len(_SENTENCE.split(text)), said["sentences"].get(key, 0)
        if bound and sentences > bound:
            message = f"`{key}` of `{rule.id}` has {sentences} sentences; at most {bound}"
            help = "say it shorter, or make two rules of it"
            yield Remark(place, "long-text", ADVICE, message, help, (rule.id,))


def asks_for_an_action(text: str, said: dict[str, Any]) -> bool:
    """Whether a recommendation begins as one does.

    >>> asks_for_an_action("Ask each partner what it gains.", heuristics())
    True
    >>> asks_for_an_action("Partners should be asked.", heuristics())
    False
    >>> asks_for_an_action("Check what is insured.", heuristics())
    True
    """
    words = [word.strip(".,;:“”'").casefold() for word in text.split()[:3]]
    if len(words) < 2 or words[0] in said["begins_without_an_action"]:
        return False
    introduced = words[0] in ("before", "where", "if", "when", "until", "once", "as", "for", "with")
    stating, leading = said["states_and_does_not_ask"], said["leads_into_what_is_asked"]
    return introduced or not any(
        word in stating and before not in leading for before, word in pairwise(words)
    )
