"""The schema of a profile: every question, its answers, and what a case expects of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.language.value import KINDS_SAID
from fruitful.language.vocabulary import Fact, question
from fruitful.profile import FORMAT
from fruitful.profile.gathering import ABOUT
from fruitful.ruleset import Ruleset
from fruitful.schema.expectation import expectation
from fruitful.schema.parts import (
    BLANK,
    SCALAR,
    TEXT,
    Schema,
    any_of,
    described,
    exactly,
    labelled,
    mapping,
    reference,
)
from fruitful.schema.stack import asked_facts
from fruitful.schema.values import DAY, UNKNOWN_ANSWER, shared, value

_UNKNOWN = labelled({"unknown": "It is not known. A blank says the same."})
_ABOUT: dict[str, Schema] = {
    "fruitful": {
        "anyOf": [{"const": FORMAT}, {"type": "string", "pattern": f"^{FORMAT}$"}],
        "description": "The version of this format.",
    },
    "id": described(any_of(TEXT, BLANK), "What it is known by; otherwise the name of the file."),
    "name": described(any_of(TEXT, BLANK), "What the partnership is called."),
    "title": described(any_of(TEXT, BLANK), "Of a case: what it shows, in a sentence."),
    "assessed_on": described(
        any_of(DAY, UNKNOWN_ANSWER), "The day that the answers are true of, such as 2026-11-01."
    ),
    "notes": {"description": "Anything worth keeping. The rules do not read it."},
}


def profile_schema(ruleset: Ruleset) -> Schema:
    """What the profile reader accepts, by the vocabulary of a ruleset."""
    facts = asked_facts(ruleset)
    definitions = {f"answer-{shared(fact)}": _answer(fact) for fact in facts}
    root = _Level(ruleset, facts)
    schema = root.mapping("")
    schema["properties"] = {
        **{name: _ABOUT[name] for name in ABOUT if name != "expect"},
        "expect": expectation(ruleset),
        **schema["properties"],
    }
    return {**schema, "definitions": {**definitions, **root.groups}}


def _answer(fact: Fact) -> Schema:
    """An answer, plain or with its evidence."""
    one = value(fact.kind, fact.choices)
    known = any_of(*one.get("anyOf", [one]), _UNKNOWN, UNKNOWN_ANSWER)
    several = any_of(known, {"type": "array", "items": known}) if fact.kind == "set" else known
    evidence = mapping(
        {
            "answer": described(several, "The answer."),
            "evidence": described(SCALAR, "Where the answer comes from, and where to find it."),
            "by": described(SCALAR, "Who gave the answer."),
            "on": described(SCALAR, "When it was given."),
        },
        ["answer"],
    )
    return any_of(*several.get("anyOf", [several]), evidence)


def said_of(fact: Fact, ruleset: Ruleset) -> str:
    """The question, what to look for, what sort of answer it takes and where it comes from."""
    kind = f"Answer: {KINDS_SAID[fact.kind]}{f' of {fact.unit}' if fact.unit else ''}."
    cites = f"[{', '.join(fact.cites)}]" if fact.cites else fact.basis
    return " ".join(filter(None, (question(fact.path, ruleset.vocabulary), fact.help, kind, cites)))


class _Level:
    """The keys that may stand at each level: nested in groups, or as dotted paths."""

    def __init__(self, ruleset: Ruleset, facts: Iterable[Fact], collection: str = "") -> None:
        self.ruleset = ruleset
        self.collection = collection
        self.groups: dict[str, Schema] = {}
        vocabulary = ruleset.vocabulary
        # A number of members stands in its collection, whether nested or dotted.
        self.facts = {
            fact.item: fact
            for fact in facts
            if fact.collection == collection
            and fact.path.removesuffix(".count") not in vocabulary.collections
        }

    def mapping(self, prefix: str) -> Schema:
        """The schema of the mapping in which paths that begin with a prefix are answered."""
        properties: dict[str, Schema] = {}
        dotted: dict[str, Schema] = {}
        for key, schema in self._entries(prefix):
            into = dotted if "." in key else properties
            into.setdefault(exactly([key]) if "." in key else key, schema)
        schema = mapping(properties)
        if dotted:  # as patterns, so that an editor takes them and does not offer all of them
            schema["patternProperties"] = dotted
        return schema

    def _entries(self, prefix: str) -> Iterator[tuple[str, Schema]]:
        for path, fact in self.facts.items():
            if not path.startswith(prefix):
                continue
            rest = path[len(prefix) :]
            for at, letter in enumerate(rest):
                if letter == ".":
                    yield rest[:at], self._group(f"{prefix}{rest[:at]}.")
            yield rest, reference(f"answer-{shared(fact)}", said_of(fact, self.ruleset), fact.path)
        if not prefix and not self.collection:
            facts = self.ruleset.vocabulary.facts.values()
            taken = {fact.collection for fact in facts if fact.taken_from}
            for name in self.ruleset.vocabulary.collections:
                if name not in taken:
                    yield from self._collection(name)

    def _group(self, prefix: str) -> Schema:
        name = "-".join(filter(None, ("answers", self.collection, prefix.rstrip("."))))
        if name not in self.groups:
            inner = self.mapping(prefix)
            self.groups[name] = inner if self.collection else any_of(inner, UNKNOWN_ANSWER)
        return reference(name)

    def _collection(self, name: str) -> Iterator[tuple[str, Schema]]:
        """A collection as a list or, where it is not listed whole, as a mapping; and dotted."""
        collection = self.ruleset.vocabulary.collections[name]
        level = _Level(self.ruleset, self.ruleset.vocabulary.facts.values(), name)
        each = level.mapping("")
        self.groups |= level.groups
        each["properties"] = {"name": any_of(TEXT, BLANK), **each["properties"]}
        member = any_of(each, TEXT, BLANK)
        members: Schema = {"type": "array", "items": member}
        parts = {
            "count": reference("answer-count", f"How many {collection.many} there are."),
            "each": described(
                any_of(each, UNKNOWN_ANSWER),
                f"What holds of every {collection.one} that does not say otherwise in the list.",
            ),
            "list": described(
                any_of(members, UNKNOWN_ANSWER), f"One entry for each {collection.one}."
            ),
        }
        whole = any_of(members, mapping(parts), UNKNOWN_ANSWER)
        yield name, described(whole, f"{collection.ask} A list is the whole list.")
        for part, schema in parts.items():
            yield f"{name}.{part}", schema
