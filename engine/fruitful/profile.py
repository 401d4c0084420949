"""A partnership's profile: its answers, typed by the vocabulary, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from datetime import date
from typing import NamedTuple

from fruitful.answer import Answer, read_answer
from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar, Sequence, ascii_hint
from fruitful.fields import fault, is_blank, items_of, keys_of, text_of
from fruitful.value import Span, Unreadable, read_value
from fruitful.vocabulary import Fact, Vocabulary

FORMAT = 1
"""The version of the profile format that this release reads."""
LONGEST_NAME = 200
"""Characters of a name or an id."""
ABOUT = ("fruitful", "id", "name", "title", "assessed_on", "notes", "expect")
"""Keys of a profile that are not answers."""


class Member(NamedTuple):
    """One member of a collection, with the answers about it by their short paths."""

    name: str
    answers: MappingABC[str, Answer]


class Members(NamedTuple):
    """A collection as the profile gives it."""

    listed: tuple[Member, ...]
    each: MappingABC[str, Answer]
    """What holds of every member that does not say otherwise."""
    total: int | None
    """How many there are; None where that is not known."""


class Profile(NamedTuple):
    """Everything that one file says about one partnership."""

    id: str
    name: str
    title: str
    assessed_on: date | None
    answers: MappingABC[str, Answer]
    members: MappingABC[str, Members]
    expect: Node | None
    file: str


def read_profile(
    root: Mapping, vocabulary: Vocabulary, file: str, faults: list[Diagnostic]
) -> Profile:
    """Type a document's answers; every fault of the profile is added to ``faults``."""
    reader = _Reader(vocabulary, faults)
    about = {key.text: value for key, value in root.entries if key.text in ABOUT}
    _check_format(about.get("fruitful"), faults)
    for key, value in root.entries:
        if key.text not in ABOUT:
            reader.entry(key, value, "")
    _check_order(reader.answers, vocabulary, faults)
    id = _name(about.get("id"), "`id`", faults) or _id_from(file)
    return Profile(
        id,
        _name(about.get("name"), "`name`", faults) or id,
        _name(about.get("title"), "`title`", faults),
        _day(about.get("assessed_on"), faults),
        reader.answers,
        reader.members,
        about.get("expect"),
        file,
    )


class _Reader:
    """Walks the document and gathers answers by path."""

    def __init__(self, vocabulary: Vocabulary, faults: list[Diagnostic]) -> None:
        self.vocabulary = vocabulary
        self.faults = faults
        self.answers: dict[str, Answer] = {}
        self.members: dict[str, Members] = {}

    def entry(self, key: Scalar, node: Node, prefix: str) -> None:
        path = prefix + key.text
        fact = self.vocabulary.facts.get(path)
        if path in self.vocabulary.collections:
            self._collection(path, node)
        elif fact is not None and not fact.collection:
            self._answer(fact, key, node)
        elif path in self.vocabulary.groups and not fact:
            if isinstance(node, Mapping):
                for inner_key, inner in node.entries:
                    self.entry(inner_key, inner, f"{path}.")
            elif not is_blank(node):
                help = f"write the answers below it, such as `{self._example(path)}`"
                message = f"`{path}` is a group of questions, not a question"
                self.faults.append(fault(node, "not-an-answer", message, help))
        else:
            self._unknown(key, path, prefix)

    def _example(self, group: str) -> str:
        return next(path for path in self.vocabulary.facts if path.startswith(f"{group}."))

    def _unknown(self, key: Scalar, path: str, prefix: str, within: str = "") -> None:
        known = [*self.vocabulary.facts, *self.vocabulary.collections, *ABOUT]
        if within:
            known = [item.item for item in self.vocabulary.facts.values() if item.collection]
        here = {one[len(prefix) :].partition(".")[0] for one in known if one.startswith(prefix)}
        ends = [one for one in known if one.endswith(f".{key.text}")]
        help = ascii_hint(key.text)
        if not help and len(ends) == 1:
            help = f"did you mean `{ends[0]}`?"
        help = help or did_you_mean(key.text, sorted(here)) or did_you_mean(path, known)
        help = help or "`fruitful new` writes a profile with every question in it"
        message = f"there is no question `{shorten(path)}`{within}"
        self.faults.append(fault(key, "unknown-key", message, help))

    def _answer(self, fact: Fact, key: Scalar, node: Node) -> None:
        if fact.concluded:
            message = f"`{fact.path}` is worked out by the rules, and not asked"
            self.faults.append(fault(key, "concluded", message, "leave it out"))
            return
        if fact.path in self.answers:
            line = self.answers[fact.path].place.line
            message = f"`{fact.path}` is answered already, on line {line}"
            self.faults.append(fault(key, "duplicate-key", message, "keep one of the two"))
            return
        self.answers[fact.path] = read_answer(fact, node, self.faults)

    def _collection(self, name: str, node: Node) -> None:
        each: dict[str, Answer] = {}
        listed: Node | None = node
        count: int | None = None
        if isinstance(node, Mapping):
            fields = keys_of(node, f"`{name}`", ("count", "each", "list"), (), self.faults)
            listed = fields.get("list")
            if "each" in fields:
                each = self._items(name, fields["each"], "`each`")
            count = self._count(name, fields.get("count"))
        items = items_of(listed, f"`{name}`", self.faults)
        members = tuple(self._member(name, item, at) for at, item in enumerate(items, 1))
        self._check_names(name, items, members)
        if isinstance(node, Sequence):
            count = len(items)
        elif count is not None and count < max(len(items), 1 if each else 0):
            message = f"`{name}` lists {len(items)}, more than its `count` of {count}"
            self.faults.append(fault(node, "count-too-small", message))
        self.members[name] = Members(members, each, count)

    def _count(self, name: str, node: Node | None) -> int | None:
        if node is None:
            return None
        answer = read_answer(self.vocabulary.facts[f"{name}.count"], node, self.faults)
        return answer.value if isinstance(answer.value, int) else None

    def _member(self, collection: str, node: Node, at: int) -> Member:
        one = self.vocabulary.collections[collection].one
        if isinstance(node, Scalar) and node.text.strip():
            return Member(_name(node, f"the {one}", self.faults), {})
        if not isinstance(node, Mapping):
            message = f"a {one} is a name, or a mapping with a `name`"
            self.faults.append(fault(node, "not-a-member", message))
            return Member("", {})
        name = _name(node.get("name"), f"the {one}'s name", self.faults) or f"{one} {at}"
        return Member(name, self._items(collection, node, f"a {one}"))

    def _items(self, collection: str, node: Node, what: str) -> dict[str, Answer]:
        """The answers about a member, with nested groups and dotted paths alike."""
        found: dict[str, Answer] = {}
        if not isinstance(node, Mapping):
            if not is_blank(node):
                self.faults.append(fault(node, "not-a-mapping", f"{what} is a mapping"))
            return found
        self._walk_items(collection, node, f"{collection}.", found)
        return found

    def _walk_items(
        self, collection: str, node: Mapping, prefix: str, found: dict[str, Answer]
    ) -> None:
        for key, value in node.entries:
            path = prefix + key.text
            fact = self.vocabulary.facts.get(path)
            if fact is not None and fact.collection and fact.item not in found:
                found[fact.item] = read_answer(fact, value, self.faults)
            elif fact is not None and fact.collection:
                self.faults.append(fault(key, "duplicate-key", f"`{path}` is answered twice"))
            elif path in self.vocabulary.groups and isinstance(value, Mapping):
                self._walk_items(collection, value, f"{path}.", found)
            elif path != f"{collection}.name":
                one = self.vocabulary.collections[collection].one
                self._unknown(key, key.text, "", f" about a {one}")

    def _check_names(
        self, collection: str, items: Iterable[Node], members: tuple[Member, ...]
    ) -> None:
        seen: set[str] = set()
        for item, member in zip(items, members, strict=True):
            if member.name in seen:
                message = f"`{collection}` names {shorten(member.name)} twice"
                self.faults.append(fault(item, "duplicate-name", message))
            seen.add(member.name)


def _check_order(
    answers: MappingABC[str, Answer], vocabulary: Vocabulary, faults: list[Diagnostic]
) -> None:
    """A date is not before the one that its fact's ``not_before`` names."""
    for path, answer in answers.items():
        before = vocabulary.facts[path].not_before
        earlier = answers[before].value if before in answers else None
        if not isinstance(answer.value, Span) or not isinstance(earlier, Span):
            continue
        if answer.value.last < earlier.first:
            message = f"`{path}` is before `{before}`"
            faults.append(Diagnostic(answer.place, "dates-reversed", message))


def _check_format(node: Node | None, faults: list[Diagnostic]) -> None:
    if (isinstance(node, Scalar) and node.text == str(FORMAT)) or node is None:
        return
    newer = isinstance(node, Scalar) and node.text.isdigit() and int(node.text[:9]) > FORMAT
    message = f"this release reads profiles of format {FORMAT}"
    help = "install a newer fruitful" if newer else f"write `fruitful: {FORMAT}`"
    faults.append(fault(node, "newer-format" if newer else "bad-format", message, help))


def _name(node: Node | None, what: str, faults: list[Diagnostic]) -> str:
    text = text_of(node, what, faults) if node is not None and not is_blank(node) else ""
    if node is not None and len(text) > LONGEST_NAME:
        message = f"{what} has {len(text):,} characters; at most {LONGEST_NAME} can be kept"
        faults.append(fault(node, "text-too-long", message))
        return text[:LONGEST_NAME]
    return text


def _day(node: Node | None, faults: list[Diagnostic]) -> date | None:
    if node is None or is_blank(node):
        return None
    try:
        span = read_value("date", {}, text_of(node, "`assessed_on`", faults))
    except Unreadable as problem:
        faults.append(fault(node, problem.code, f"`assessed_on`: {problem.message}", problem.help))
        return None
    assert isinstance(span, Span)
    if span.first != span.last:
        faults.append(fault(node, "not-a-day", "`assessed_on` is one day, such as 2027-03-31"))
    return span.last


def _id_from(file: str) -> str:
    stem = file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or file
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:LONGEST_NAME] or "profile"
