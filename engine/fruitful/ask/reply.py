"""What a person types in answer to a question: an answer and its evidence, or a wish."""

from __future__ import annotations

import re
from typing import NamedTuple

from fruitful.language.value import Unreadable, Value, is_unknown, read_value
from fruitful.language.vocabulary import Fact

ANSWER, UNKNOWN, NOT_APPLICABLE = "answer", "unknown", "not applicable"
BACK, QUIT, HELP, DIFFER, NOTHING = "back", "quit", "help", "differ", ""
LEAVING = ("q", "quit", "exit")
_WISHES = {
    **dict.fromkeys(("d", "dk", "do not know"), UNKNOWN),
    **dict.fromkeys(("na", "n/a", "not applicable"), NOT_APPLICABLE),
    **dict.fromkeys(("b", "back"), BACK),
    **dict.fromkeys(LEAVING, QUIT),
    **dict.fromkeys(("h", "help"), HELP),
    **dict.fromkeys(("differ", "they differ"), DIFFER),
}
NONE = ("0", "none", "none of them")


class Reply(NamedTuple):
    """What was typed, understood."""

    kind: str
    """``answer``, or what is wished."""
    value: Value | None = None
    evidence: str = ""


def read_reply(text: str, fact: Fact) -> Reply:
    """Understand a line: an answer by its number or word, with evidence after a colon, or a wish.

    Raises Unreadable, with what to type instead.

    >>> from fruitful.diagnostic import Place
    >>> from fruitful.language.vocabulary import JUDGEMENT
    >>> place = Place("a.yaml")
    >>> fact = Fact("a", "judgement", "Is it?", JUDGEMENT, "", (), "", "", "", False, False,
    ...             None, "", place)
    >>> read_reply("2: Board minutes, March", fact)
    Reply(kind='answer', value='partly', evidence='Board minutes, March')
    >>> read_reply("don't know", fact).kind
    'unknown'
    """
    line = " ".join(text.split())
    if not line:
        return Reply(NOTHING)
    head, _, evidence = (part.strip() for part in line.partition(":"))
    if fact.kind == "text":
        head, evidence = line, ""
    folded = head.casefold().replace("’", "'")
    if folded not in fact.choices:
        if is_unknown(folded):
            return Reply(UNKNOWN, None, evidence)
        if folded in _WISHES:
            return Reply(_WISHES[folded], None, evidence)
    return Reply(ANSWER, _value(head, fact), evidence)


def _value(text: str, fact: Fact) -> Value:
    if fact.kind != "set":
        return _one(text, fact)
    if text.casefold() in NONE and text.casefold() not in fact.choices:
        return frozenset()
    parts = filter(None, (part.strip() for part in re.split("[,;]", text)))
    return frozenset(str(_one(part, fact)) for part in parts)


def _one(text: str, fact: Fact) -> Value:
    """One value; of choices by its number, too."""
    names = list(fact.choices)
    if names and text.isdecimal():
        if not 1 <= int(text) <= len(names):
            message = f"there is no answer {text}"
            raise Unreadable("bad-choice", message, f"type a number from 1 to {len(names)}")
        return names[int(text) - 1]
    return read_value(fact.kind, fact.choices, text)
