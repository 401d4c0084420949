"""The declared facts: what can be asked of a partnership, of what type, on whose authority."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.document import Node, Scalar
from fruitful.document.fields import choice_of, fault, flag_of, keys_of, named, text_of, texts_of
from fruitful.language.value import KINDS, is_unknown

YES_NO = {"yes": "yes", "no": "no"}
JUDGEMENT = {"yes": "yes", "partly": "partly", "no": "no"}
STAGE = "stage"
"""The fact that tells how far the partnership's life has gone; the engine itself reads it."""

_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = frozenset(("all", "any", "not", "some", "every", "none", "count", "finding", "met"))
"""Words of the condition language, which no fact may bear."""


class Collection(NamedTuple):
    """Something of which there may be several: partners, objectives, indicators…"""

    name: str
    one: str
    many: str
    ask: str


class Fact(NamedTuple):
    """One declared fact."""

    path: str
    kind: str
    ask: str
    choices: MappingABC[str, str]
    unit: str
    cites: tuple[str, ...]
    help: str
    collection: str
    """The collection whose members it is about; "" where it is about the partnership."""
    not_before: str
    fixed: bool
    concluded: bool
    relevant: Node | None
    pack: str
    place: Place

    @property
    def item(self) -> str:
        """The fact's path as a member of its collection bears it."""
        return self.path[len(self.collection) + 1 :] if self.collection else self.path


class Vocabulary(NamedTuple):
    """All facts and collections, in the order of their declaration."""

    facts: MappingABC[str, Fact]
    collections: MappingABC[str, Collection]
    groups: frozenset[str]
    """Every proper prefix of a fact's path."""


def question(path: str, vocabulary: Vocabulary) -> str:
    """What to ask; of a fact about members, of which."""
    fact = vocabulary.facts[path]
    if not fact.collection:
        return fact.ask
    return f"Of each {vocabulary.collections[fact.collection].one}: {fact.ask}"


def read_collections(
    node: Node | None,
    pack: str,
    into: dict[str, Collection],
    facts: dict[str, Fact],
    faults: list[Diagnostic],
) -> None:
    """Read a ``collections`` section. Each has, of itself, a fact for how many members it has."""
    for key, value in named(node, "`collections`", faults):
        what = f"the collection `{shorten(key.text)}`"
        if not _NAME.fullmatch(key.text) or key.text in RESERVED:
            message = f"{what} needs a name in small letters and _"
            faults.append(fault(key, "bad-name", message, "no word of the rule language either"))
            continue
        if key.text in into:
            message = f"{what} is declared already"
            faults.append(fault(key, "duplicate-name", message, "give it a name of its own"))
            continue
        names = ("one", "many", "ask")
        fields = keys_of(value, what, names, names, faults)
        one, many, ask = (text_of(fields.get(name), f"`{name}`", faults) for name in names)
        into[key.text] = Collection(key.text, one, many, ask)
        path = f"{key.text}.count"
        facts[path] = Fact(
            path,
            "count",
            f"How many {many} are there?",
            {},
            "",
            (),
            "",
            "",
            "",
            False,
            False,
            None,
            pack,
            key.place,
        )


_FACT_KEYS = [
    "ask",
    "type",
    "choices",
    "unit",
    "cites",
    "help",
    "relevant",
    "not_before",
    "fixed",
    "concluded",
]


def read_facts(
    node: Node | None,
    pack: str,
    collections: MappingABC[str, Collection],
    stages: MappingABC[str, str],
    into: dict[str, Fact],
    faults: list[Diagnostic],
) -> None:
    """Read a ``facts`` section; each fact is checked by itself."""
    for key, value in named(node, "`facts`", faults):
        if _good_path(key, into, faults):
            into[key.text] = _read_fact(key, value, pack, collections, stages, faults)


def _good_path(key: Scalar, known: MappingABC[str, Fact], faults: list[Diagnostic]) -> bool:
    what = f"the fact `{shorten(key.text)}`"
    if not _PATH.fullmatch(key.text) or key.text.partition(".")[0] in RESERVED:
        help = "small letters, digits and _, with dots between the parts; no word of the language"
        faults.append(fault(key, "bad-name", f"{what} has a name that cannot be used", help))
        return False
    if key.text in known:
        message = f"{what} is declared already, in {known[key.text].place.file}"
        faults.append(fault(key, "duplicate-name", message, "give it a name of its own"))
        return False
    return True


def _read_fact(
    key: Scalar,
    node: Node,
    pack: str,
    collections: MappingABC[str, Collection],
    stages: MappingABC[str, str],
    faults: list[Diagnostic],
) -> Fact:
    what = f"the fact `{key.text}`"
    fields = keys_of(node, what, _FACT_KEYS, ("type", "cites"), faults)
    kind = choice_of(fields.get("type"), "`type`", KINDS, faults) or "text"
    concluded = flag_of(fields.get("concluded"), "`concluded`", faults)
    ask = text_of(fields.get("ask"), "`ask`", faults)
    if not concluded and not ask.endswith("?"):
        faults.append(fault(key, "no-question", f"{what} needs an `ask` that ends with a ?"))
    if concluded and kind != "yes_no":
        faults.append(fault(key, "type-mismatch", f"{what} is concluded, so it must be a yes_no"))
    if concluded and "ask" in fields:
        faults.append(fault(key, "never-asked", f"{what} is concluded: nobody is asked for it"))
    head = key.text.partition(".")[0]
    return Fact(
        key.text,
        kind,
        ask,
        _choices(fields.get("choices"), kind, key, stages, faults),
        text_of(fields.get("unit"), "`unit`", faults),
        tuple(cite.text for cite in texts_of(fields.get("cites"), "`cites`", faults)),
        text_of(fields.get("help"), "`help`", faults),
        head if head in collections else "",
        text_of(fields.get("not_before"), "`not_before`", faults),
        flag_of(fields.get("fixed"), "`fixed`", faults),
        concluded,
        fields.get("relevant"),
        pack,
        key.place,
    )


def _choices(
    node: Node | None,
    kind: str,
    key: Scalar,
    stages: MappingABC[str, str],
    faults: list[Diagnostic],
) -> MappingABC[str, str]:
    if kind in ("judgement", "yes_no"):
        return JUDGEMENT if kind == "judgement" else YES_NO
    if kind not in ("choice", "set"):
        if node is not None:
            faults.append(fault(node, "no-choices", f"a {kind} has no `choices`"))
        return {}
    if isinstance(node, Scalar) and node.text == "stages":
        return stages
    choices = {
        name.text: text_of(label, f"the choice `{name.text}`", faults)
        for name, label in named(node, "`choices`", faults)
    }
    if len(choices) < 2:
        faults.append(fault(key, "no-choices", f"`{key.text}` needs at least two `choices`"))
    for name in choices:
        if not _NAME.fullmatch(name):
            message = f"the choice `{shorten(name)}` needs a name in small letters and _"
            faults.append(fault(key, "bad-name", message))
        if is_unknown(name.replace("_", " ")):
            message = f"`{name}` means that the answer is not known, so it can be no choice"
            faults.append(fault(key, "bad-name", message, "leave it out"))
    return choices


def build(
    facts: dict[str, Fact], collections: dict[str, Collection], faults: list[Diagnostic]
) -> Vocabulary:
    """The vocabulary of all packs; what concerns several facts is checked here."""
    groups = frozenset(
        path[:at] for path in facts for at, letter in enumerate(path) if letter == "."
    )
    for path, fact in facts.items():
        if path in groups:
            message = f"`{path}` is a fact and, in another fact's path, a group"
            faults.append(Diagnostic(fact.place, "fact-is-group", message))
        before = facts.get(fact.not_before)
        if not fact.not_before:
            continue
        if before is None or before.kind != "date" or fact.kind != "date":
            message = f"`not_before` of `{path}` must name a date, and `{path}` be one"
            faults.append(Diagnostic(fact.place, "type-mismatch", message))
        elif before.collection not in ("", fact.collection):
            message = f"`{fact.not_before}` is not about what `{path}` is about"
            faults.append(Diagnostic(fact.place, "type-mismatch", message))
    return Vocabulary(facts, collections, groups)
