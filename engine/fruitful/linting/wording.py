"""How the texts of rules are worded: how long they are, and whether advice says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fruitful.linting.remark import ADVICE, Remark
from fruitful.ruleset.rule import Rule

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z{$])")
_WORD = re.compile(r"[^\s]+")


def heuristics() -> dict[str, Any]:
    """What counts as good wording, as ``wording.yaml`` says it."""
    import yaml

    text = Path(__file__).with_name("wording.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def wording(rules: Iterable[Rule]) -> Iterator[Remark]:
    """Texts that are too long, and recommendations that do not begin with an action."""
    said = heuristics()
    for rule in rules:
        for key in said["longest"]:
            yield from _length(rule, key, getattr(rule, key), said)
        if rule.recommend and not asks_for_an_action(rule.recommend, said):
            beginning = " ".join(rule.recommend.split()[:4])
            message = f"the advice of `{rule.id}` does not say what to do: “{beginning} …”"
            help = "begin it with a verb: “Agree with the board …”, “Ask each partner …”"
            yield Remark(rule.place, "no-action", ADVICE, message, help, (rule.id,))


def _length(rule: Rule, key: str, text: str, said: dict[str, Any]) -> Iterator[Remark]:
    words, most = len(_WORD.findall(text)), said["longest"][key]
    if words > most:
        message = f"`{key}` of `{rule.id}` has {words} words; {most} are plenty"
        help = "say it shorter, or make two rules of it"
        yield Remark(rule.place, "long-text", ADVICE, message, help, (rule.id,))
    sentences, bound = len(_SENTENCE.split(text)), said["sentences"].get(key, 0)
    if bound and sentences > bound:
        message = f"`{key}` of `{rule.id}` has {sentences} sentences; at most {bound}"
        help = "say it shorter, or make two rules of it"
        yield Remark(rule.place, "long-text", ADVICE, message, help, (rule.id,))


def asks_for_an_action(text: str, said: dict[str, Any]) -> bool:
    """Whether a recommendation begins as one does.

    >>> asks_for_an_action("Ask each partner what it gains.", heuristics())
    True
    >>> asks_for_an_action("Partners should be asked.", heuristics())
    False
    """
    words = [word.strip(".,;:“”'").casefold() for word in text.split()[:3]]
    if not words or words[0] in said["begins_without_an_action"]:
        return False
    introduced = words[0] in ("before", "where", "if", "when", "until", "once", "as", "for", "with")
    stating = said["states_and_does_not_ask"]
    return introduced or not any(word in stating for word in words[1:])
