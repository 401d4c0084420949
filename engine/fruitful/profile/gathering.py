"""Gathering the answers of a profile's document, by the paths of the facts that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.diagnostic import MOST_LISTED, Diagnostic, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar, Sequence, ascii_hint
from fruitful.document.fields import fault, is_blank, items_of, keys_of, text_of
from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.profile.answer import Answer, read_answer, says_nothing

LONGEST_NAME = 200
"""Characters of a name or an id."""
ABOUT = ("fruitful", "id", "name", "title", "assessed_on", "notes", "expect")
"""Keys of a profile that are not answers."""

_PARTS = ("count", "each", "list")
"""Keys of a collection that is not listed whole."""


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
    counted: Answer | None = None
    """The answer that tells how many, where it is not told by a list."""


class Gathering:
    """Walks the document and gathers answers by path."""

    def __init__(self, vocabulary: Vocabulary, faults: list[Diagnostic]) -> None:
        self.vocabulary = vocabulary
        self.faults = faults
        self.answers: dict[str, Answer] = {}
        self.members: dict[str, Members] = {}

    def entry(self, key: Scalar, node: Node, prefix: str = "") -> None:
        """Take in what stands behind a key; ``prefix`` is the path of the group it stands in."""
        path = prefix + key.text
        fact = self.vocabulary.facts.get(path)
        head, _, part = path.partition(".")
        if path in self.vocabulary.collections:
            self._collection(key, path, node)
        elif head in self.vocabulary.collections and part in _PARTS:
            entry = (key._replace(text=part), node)
            self._collection(key, head, Mapping((entry,), *key[2:]))
        elif fact is not None and not fact.collection:
            self._answer(fact, key, node)
        elif path in self.vocabulary.groups and not fact:
            if isinstance(node, Mapping):
                for inner_key, inner in node.entries:
                    self.entry(inner_key, inner, f"{path}.")
            elif not says_nothing(node):
                help = f"write the answers below it, such as `{self._example(path)}`"
                message = f"`{path}` is a group of questions, not a question"
                self.faults.append(fault(node, "not-an-answer", message, help))
        else:
            self._unknown(key, path, prefix)

    def _example(self, group: str) -> str:
        return next(path for path in self.vocabulary.facts if path.startswith(f"{group}."))

    def _unknown(self, key: Scalar, path: str, prefix: str, collection: str = "") -> None:
        facts = self.vocabulary.facts
        if path in facts and not collection:
            self._about_members(key, facts[path])
            return
        known = [fact.item for fact in facts.values() if fact.collection == collection]
        if not collection:
            known += [*self.vocabulary.collections, *ABOUT]
        here = {one[len(prefix) :].partition(".")[0] for one in known if one.startswith(prefix)}
        ends = [one for one in known if one.endswith(f".{key.text}")]
        help = ascii_hint(key.text)
        many = len(self.faults) > MOST_LISTED  # counted, and not told one by one
        if not help and len(ends) == 1:
            help = f"did you mean `{ends[0]}`?"
        new = "`fruitful new` writes a profile with every question in it"
        if not many:
            help = help or did_you_mean(key.text, sorted(here), did_you_mean(path, known, new))
        help = help or new
        about = f" about {self._one(collection)}" if collection else ""
        message = f"there is no question `{shorten(path)}`{about}"
        self.faults.append(fault(key, "unknown-key", message, help))

    def _about_members(self, key: Scalar, fact: Fact) -> None:
        one = self._one(fact.collection)
        message = f"`{fact.path}` is asked about {one}, not about the partnership"
        help = f"write `{fact.item}` below {one} in the list `{fact.collection}`"
        self.faults.append(fault(key, "not-here", message, help))

    def _one(self, collection: str) -> str:
        """A member, in English: a partner, an objective."""
        one = self.vocabulary.collections[collection].one
        return f"an {one}" if one[:1] in tuple("aeiou") else f"a {one}"

    def _answer(self, fact: Fact, key: Scalar, node: Node) -> None:
        if fact.concluded or fact.taken_from:
            by = "by the rules" if fact.concluded else "from the partnerships themselves"
            message = f"`{fact.path}` is worked out {by}, and not asked"
            self.faults.append(fault(key, "concluded", message, "leave it out"))
            return
        if fact.path in self.answers:
            line = self.answers[fact.path].place.line
            message = f"`{fact.path}` is answered already, on line {line}"
            self.faults.append(fault(key, "duplicate-key", message, "keep one of the two"))
            return
        self.answers[fact.path] = read_answer(fact, node, self.faults)

    def _collection(self, key: Scalar, name: str, node: Node) -> None:
        facts = self.vocabulary.facts.values()
        if any(fact.taken_from and fact.collection == name for fact in facts):
            message = f"the {self.vocabulary.collections[name].many} are not listed here"
            help = "leave this out, and screen their profiles or the register with this file"
            self.faults.append(fault(key, "taken", message, help))
            return
        if name in self.members:
            message = f"`{name}` stands in the file already"
            help = f"put all of it in one place: `{name}: {{count: …, each: …, list: …}}`"
            self.faults.append(fault(key, "duplicate-key", message, help))
            return
        each: dict[str, Answer] = {}
        listed: Node | None = node
        count: int | None = None
        counted: Answer | None = None
        if isinstance(node, Mapping):
            fields = keys_of(node, f"`{name}`", _PARTS, (), self.faults)
            listed = fields.get("list")
            if "each" in fields:
                each = self._items(name, fields["each"], "`each`")
            counted = self._counted(name, fields.get("count"))
            if counted is not None and isinstance(counted.value, int):
                count = counted.value
        items = (
            ()
            if listed is None or says_nothing(listed)
            else items_of(listed, f"`{name}`", self.faults)
        )
        members = tuple(self._member(name, item, at) for at, item in enumerate(items, 1))
        self._check_names(name, items, members)
        if isinstance(node, Sequence):
            count = len(items)
        elif count is not None and count < max(len(items), 1 if each else 0):
            much = f"lists {len(items)}" if items else "says something of `each`"
            message = f"`{name}` {much}, and its `count` is {count}"
            help = "correct the `count`, or leave it out where it is not known"
            self.faults.append(fault(fields["count"], "count-too-small", message, help))
        self.members[name] = Members(members, each, count, counted)

    def _counted(self, name: str, node: Node | None) -> Answer | None:
        if node is None:
            return None
        return read_answer(self.vocabulary.facts[f"{name}.count"], node, self.faults)

    def _member(self, collection: str, node: Node, at: int) -> Member:
        one = self.vocabulary.collections[collection].one
        if isinstance(node, Scalar) and not says_nothing(node):
            return Member(read_name(node, f"the {one}'s name", self.faults), {})
        if not isinstance(node, Mapping):
            message = f"{self._one(collection)} is a name, or a mapping with a `name`"
            help = f"write the {one}'s name, or leave the line out"
            self.faults.append(fault(node, "not-a-member", message, help))
            return Member("", {})
        name = read_name(node.get("name"), f"the {one}'s name", self.faults) or f"{one} {at}"
        return Member(name, self._items(collection, node, self._one(collection)))

    def _items(self, collection: str, node: Node, what: str) -> dict[str, Answer]:
        """The answers about a member, with nested groups and dotted paths alike."""
        found: dict[str, Answer] = {}
        if not isinstance(node, Mapping):
            if not says_nothing(node):
                help = "write the answers below it, each as `key: value`"
                self.faults.append(fault(node, "not-a-mapping", f"{what} is a mapping", help))
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
                message = f"`{path}` is answered twice"
                self.faults.append(fault(key, "duplicate-key", message, "keep one of the two"))
            elif path in self.vocabulary.groups and isinstance(value, Mapping):
                self._walk_items(collection, value, f"{path}.", found)
            elif path != f"{collection}.name":
                self._unknown(key, key.text, "", collection)

    def _check_names(
        self, collection: str, items: Iterable[Node], members: tuple[Member, ...]
    ) -> None:
        seen: set[str] = set()
        for item, member in zip(items, members, strict=True):
            if member.name and member.name in seen:
                message = f"`{collection}` names {shorten(member.name)} twice"
                help = "give them different names, or leave one out"
                self.faults.append(fault(item, "duplicate-name", message, help))
            seen.add(member.name)


def read_name(node: Node | None, what: str, faults: list[Diagnostic]) -> str:
    """A name of bounded length, or "" where none is given."""
    text = text_of(node, what, faults) if node is not None and not is_blank(node) else ""
    if node is not None and len(text) > LONGEST_NAME:
        message = f"{what} has {len(text):,} characters; at most {LONGEST_NAME} can be kept"
        faults.append(fault(node, "text-too-long", message, "write a shorter one"))
        return text[:LONGEST_NAME]
    return text
