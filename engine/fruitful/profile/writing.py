"""Writing an answer into a profile's text; comments, order and blank lines stay as they are."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import NamedTuple

import yaml

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.document import parse_mapping
from fruitful.document.characters import decode
from fruitful.document.editing import (
    Written,
    add,
    compose,
    grow,
    nested,
    put,
    regroup,
    with_line_breaks,
)
from fruitful.language.value import Span, Value, is_unknown, say
from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.profile import Profile, read_profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Member, Members
from fruitful.profile.places import find, members_of

ANSWER = ("answer", "evidence", "by", "on")
"""The keys of an answer that is written with its evidence."""

_OF_ANSWERS = (
    *("dates-reversed", "count-too-small", "text-too-long"),
    *("control-character", "line-separator", "direction-character", "bad-escape"),
)
"""Faults that an answer may bring in itself."""


class NewAnswer(NamedTuple):
    """An answer to write down."""

    path: str
    value: Value | None
    """None where it is not known."""
    evidence: str = ""
    member: int | None = None
    """Of a fact about members: whose it is, of those listed; None for what holds of each."""


def with_answer(data: bytes, file: str, vocabulary: Vocabulary, given: NewAnswer) -> bytes:
    """A profile's bytes with one answer put in, in the place of the old one if there is one.

    Raises Refused, and nothing is changed: with the faults of the profile, with what is wrong with
    the answer (two dates in the wrong order), or where the text is laid out in a way in which the
    answer cannot be put in safely.

    >>> from datetime import date
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> vocabulary = load_ruleset([paper_pack()], date(2026, 11, 1)).vocabulary
    >>> old = b"exit:\\n  strategy:   # ask the board\\n"
    >>> new = with_answer(old, "mine.yaml", vocabulary, NewAnswer("exit.strategy", "no"))
    >>> print(new.decode(), end="")
    exit:
      strategy: no   # ask the board
    """
    given = given._replace(evidence=" ".join(given.evidence.split()))
    wanted = _expected(_read(data, file, vocabulary), vocabulary, given)
    text = decode(data, file, [])
    assert text is not None
    new = with_line_breaks(_edited(text, vocabulary, given), text, data)
    try:
        as_wanted = _said(_read(new, file, vocabulary)) == _said(wanted)
    except Refused as refused:
        if all(fault.code in _OF_ANSWERS for fault in refused.diagnostics):
            raise
        as_wanted = False
    if not as_wanted:
        raise _unwritable(file, given)
    return new


def _read(data: bytes, file: str, vocabulary: Vocabulary) -> Profile:
    """Raises Refused."""
    faults: list[Diagnostic] = []
    root = parse_mapping(data, file, faults)
    profile = read_profile(root, vocabulary, file, faults) if root is not None else None
    if faults or profile is None:
        raise Refused(faults)
    return profile


def _unwritable(file: str, given: NewAnswer) -> Refused:
    message = f"the answer to `{given.path}` cannot be put in safely, as the file is laid out"
    help = "write it into the file yourself, and go on from there"
    return Refused([Diagnostic(Place(file), "cannot-write", message, help)])


def _expected(profile: Profile, vocabulary: Vocabulary, given: NewAnswer) -> Profile:
    """The profile as it has to be read again."""
    fact = vocabulary.facts[given.path]
    answer = Answer(given.value, given.evidence, "", "", fact.place)
    name = _collection_of(fact, vocabulary)
    if not name:
        return profile._replace(answers={**profile.answers, fact.path: answer})
    members = profile.members.get(name, Members((), {}, None))
    if not fact.collection:
        assert given.value is None or isinstance(given.value, int)
        members = members._replace(total=given.value, counted=answer)
    elif given.member is None:
        members = members._replace(each={**members.each, fact.item: answer})
    else:
        listed = list(members.listed)
        old = listed[given.member]
        listed[given.member] = Member(old.name, {**old.answers, fact.item: answer})
        members = members._replace(listed=tuple(listed))
    return profile._replace(members={**profile.members, name: members})


def _collection_of(fact: Fact, vocabulary: Vocabulary) -> str:
    """The collection that a fact is about or, as its number, stands in; else ""."""
    name = fact.collection or fact.path.removesuffix(".count")
    return name if name in vocabulary.collections else ""


def _said(profile: Profile) -> object:
    """All that a profile says, wherever it says it."""
    return (
        profile[:4],
        {path: one[:4] for path, one in profile.answers.items()},
        {name: _said_of(members) for name, members in profile.members.items()},
    )


def _said_of(members: Members) -> object:
    """All that is said of a collection; its number may be told, or follow from its list."""
    return (
        [(one.name, {path: a[:4] for path, a in one.answers.items()}) for one in members.listed],
        {path: one[:4] for path, one in members.each.items()},
        members.total,
        members.counted[1:4] if members.counted else ("", "", ""),
    )


def _edited(text: str, vocabulary: Vocabulary, given: NewAnswer) -> str:
    root = compose(text)
    assert isinstance(root, yaml.MappingNode)
    fact = vocabulary.facts[given.path]
    answer = _written(fact, given)
    if not fact.collection:
        return _put(text, root, fact.path, answer)
    listed = members_of(root, fact.collection)
    if given.member is not None and listed is not None:
        item = listed.value[given.member]
        if isinstance(item, yaml.MappingNode):
            return _put(text, item, fact.item, answer)
        more = nested(fact.item, answer)
        return grow(text, item, "name", more, flow=bool(listed.flow_style))
    whole = find(root, fact.collection)
    if whole and listed is not None and whole.value is listed:
        count = ("count", str(len(listed.value)))
        return regroup(text, listed, (count, ("each", nested(fact.item, answer))), "list")
    return _put(text, root, f"{fact.collection}.each.{fact.item}", answer)


def _put(text: str, mapping: yaml.MappingNode, path: str, value: Written) -> str:
    """Put a value at a path: over the old one, into the group that is there, or into a new one."""
    found = find(mapping, path)
    if found and isinstance(found.value, yaml.MappingNode) and not found.value.flow_style:
        return _put_parts(text, found.value, value)
    if found:
        return put(text, *found, value)
    for key, inner in mapping.value:
        if path.startswith(f"{key.value}."):
            rest = path[len(key.value) + 1 :]
            if isinstance(inner, yaml.MappingNode):
                return _put(text, inner, rest, value)
            if isinstance(inner, yaml.ScalarNode) and is_unknown(inner.value):
                return put(text, mapping, key, inner, nested(rest, value))
    head, _, rest = path.partition(".")
    return add(text, mapping, head, nested(rest, value) if rest else value)


def _put_parts(text: str, old: yaml.MappingNode, value: Written) -> str:
    """Put an answer over one that is written with its evidence below it, part by part."""
    new = dict(value) if isinstance(value, tuple) else {"answer": value}
    parts = {key.value: (key, inner) for key, inner in old.value}
    missing = [name for name in new if name not in parts]
    for name in missing:  # behind the last part, so the places of the others stay as they are
        text = add(text, old, name, new[name])
    for name, (key, inner) in sorted(parts.items(), key=lambda part: -part[1][0].start_mark.index):
        if name in new or inner.value:  # from the last to the first, for the same reason
            text = put(text, old, key, inner, new.get(name, ""))
    return text


def _written(fact: Fact, given: NewAnswer) -> Written:
    """The answer as YAML."""
    value = as_yaml(fact, given.value)
    if not given.evidence:
        return value
    return (("answer", value), ("evidence", json.dumps(given.evidence, ensure_ascii=False)))


def as_yaml(fact: Fact, value: Value | None) -> str:
    """An answer as a profile writes it."""
    if value is None:
        return "unknown"
    if isinstance(value, frozenset):
        return f"[{', '.join(name for name in fact.choices if name in value)}]"
    if isinstance(value, Span):
        return say("date", value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if fact.kind != "text" else json.dumps(value, ensure_ascii=False)
