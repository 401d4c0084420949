"""One answer to one question: its value, and the evidence for it."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place
from fruitful.document import Mapping, Node, Scalar, Sequence
from fruitful.document.fields import fault, is_blank, keys_of, text_of
from fruitful.language.value import Unreadable, Value, is_unknown, read_value
from fruitful.language.vocabulary import Fact

_GUESSED = ("bad-choice", "not-a-number", "not-a-date")
"""Faults of answers that may have been meant to say that something is not known."""


class Answer(NamedTuple):
    """One answer; ``value`` is None where it is not known."""

    value: Value | None
    evidence: str
    by: str
    on: str
    place: Place


def says_nothing(node: Node) -> bool:
    """Nothing was written, or that it is not known."""
    return isinstance(node, Scalar) and is_unknown(node.text)


def read_answer(fact: Fact, node: Node, faults: list[Diagnostic]) -> Answer:
    """An answer, plain or with its evidence."""
    evidence = by = on = ""
    place = node.place
    if isinstance(node, Mapping):
        names = ("answer", "evidence", "by", "on")
        fields = keys_of(node, f"the answer to `{fact.path}`", names, ("answer",), faults)
        evidence, by, on = (
            text_of(fields.get(name), f"`{name}`", faults)
            if name in fields and not is_blank(fields[name])
            else ""
            for name in names[1:]
        )
        if "answer" not in fields:
            return Answer(None, evidence, by, on, place)
        node = fields["answer"]
    return Answer(_value(fact, node, faults), evidence, by, on, place)


def _value(fact: Fact, node: Node, faults: list[Diagnostic]) -> Value | None:
    """A typed value, or None where it is not known or cannot be read."""
    if says_nothing(node):
        return None
    nodes = node.items if isinstance(node, Sequence) and fact.kind == "set" else (node,)
    values = [_read(fact, one, faults) for one in nodes]
    if fact.kind != "set":
        return values[0]
    return None if None in values else frozenset(str(value) for value in values)


def _read(fact: Fact, node: Node, faults: list[Diagnostic]) -> Value | None:
    if not isinstance(node, Scalar):
        help = "one answer; for several pieces of evidence use `evidence`"
        faults.append(fault(node, "not-an-answer", f"`{fact.path}` takes one answer", help))
        return None
    try:
        return read_value(fact.kind, fact.choices, node.text)
    except Unreadable as problem:
        message = f"`{fact.path}`: {problem.message}"
        help = problem.help
        if problem.code in _GUESSED and not help.endswith("?"):
            help += "; where it is not known, leave it blank"
        faults.append(fault(node, problem.code, message, help))
        return None
