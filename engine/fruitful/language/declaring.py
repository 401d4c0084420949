"""Reading the declarations of facts and collections from the sections of a pack."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar
from fruitful.document.fields import choice_of, fault, flag_of, keys_of, named, text_of, texts_of
from fruitful.language.taken import check_taken, is_taken, read_taken
from fruitful.language.value import KINDS, folded_word, is_unknown
from fruitful.language.vocabulary import (
    JUDGEMENT,
    RESERVED,
    UNKNOWN,
    YES_NO,
    Collection,
    Fact,
    TakenFrom,
    Vocabulary,
)

_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


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
        lists = ("columns", "columns_with_some")
        fields = keys_of(value, what, (*names, *lists), names, faults)
        one, many, ask = (text_of(fields.get(name), f"`{name}`", faults) for name in names)
        into[key.text] = Collection(
            key.text, one, many, ask, *(_columns(fields.get(name), name, faults) for name in lists)
        )
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
            columns=(f"number of {many}", f"no. of {many}", f"{one} count"),
        )


def _columns(node: Node | None, what: str, faults: list[Diagnostic]) -> tuple[str, ...]:
    return tuple(" ".join(one.text.split()) for one in texts_of(node, f"`{what}`", faults))


_FACT_KEYS = [
    "ask",
    "type",
    "choices",
    "unit",
    "cites",
    "basis",
    "help",
    "relevant",
    "not_before",
    "fixed",
    "concluded",
    "columns",
    "words",
]


def read_facts(
    node: Node | None,
    pack: str,
    collections: MappingABC[str, Collection],
    stages: MappingABC[str, str],
    takeable: MappingABC[TakenFrom, Fact],
    into: dict[str, Fact],
    faults: list[Diagnostic],
) -> None:
    """Read a ``facts`` section; each fact is checked by itself.

    ``takeable`` is what a portfolio's facts may be taken from; nothing in any other ruleset.
    """
    for key, value in named(node, "`facts`", faults):
        if not _good_path(key, into, faults):
            continue
        if is_taken(value) and takeable:
            into[key.text] = read_taken(key, value, pack, collections, takeable, faults)
        else:
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
    fields = keys_of(node, what, _FACT_KEYS, ("type",), faults)
    kind = choice_of(fields.get("type"), "`type`", KINDS, faults) or "text"
    concluded = flag_of(fields.get("concluded"), "`concluded`", faults)
    ask = text_of(fields.get("ask"), "`ask`", faults)
    if not concluded and not ask.endswith("?"):
        faults.append(fault(key, "no-question", f"{what} needs an `ask` that ends with a ?"))
    if concluded and kind != "yes_no":
        faults.append(fault(key, "type-mismatch", f"{what} is concluded, so it must be a yes_no"))
    if concluded and "ask" in fields:
        faults.append(fault(key, "never-asked", f"{what} is concluded: nobody is asked for it"))
    if ("cites" in fields) == ("basis" in fields):
        message = f"{what} needs `cites`, its places in the paper, or else a `basis` in words"
        faults.append(fault(key, "no-source", message, "write one of the two"))
    head = key.text.partition(".")[0]
    if "columns" in fields and (concluded or head in collections):
        message = f"{what} cannot have `columns`: a row of a register answers for the partnership"
        faults.append(fault(key, "no-columns", message, "leave them out"))
    choices = _choices(fields.get("choices"), kind, key, stages, faults)
    return Fact(
        key.text,
        kind,
        ask,
        choices,
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
        text_of(fields.get("basis"), "`basis`", faults),
        _columns(fields.get("columns"), "columns", faults),
        _words(fields.get("words"), choices, faults),
    )


def _words(
    node: Node | None, choices: MappingABC[str, str], faults: list[Diagnostic]
) -> MappingABC[str, str]:
    """What registers write for each choice, and what leaves the answer open."""
    found: dict[str, str] = {}
    for key, value in named(node, "`words`", faults):
        if key.text not in choices and key.text != UNKNOWN:
            message = f"`words` has no choice `{shorten(key.text)}`"
            help = did_you_mean(key.text, [*choices, UNKNOWN])
            faults.append(fault(key, "bad-choice", message, help))
        for word in texts_of(value, f"`{key.text}`", faults):
            folded = folded_word(word.text)
            if folded in found:
                message = f"`{shorten(word.text)}` stands in `words` already"
                faults.append(fault(word, "duplicate-name", message, "keep one of the two"))
            found[folded] = "" if key.text == UNKNOWN else key.text
    return found


ABOUT_COLUMNS = ("id", "name", "assessed_on", "profile")
"""What columns of a register may hold besides answers; `profile` names a profile's file."""


def read_columns(
    node: Node | None, into: dict[str, tuple[str, ...]], faults: list[Diagnostic]
) -> None:
    """Read a ``columns`` section: names of columns that hold no answer."""
    for name, value in keys_of(node, "`columns`", ABOUT_COLUMNS, (), faults).items():
        into[name] = (*into.get(name, ()), *_columns(value, name, faults))


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
    facts: dict[str, Fact],
    collections: dict[str, Collection],
    columns: dict[str, tuple[str, ...]],
    faults: list[Diagnostic],
) -> Vocabulary:
    """The vocabulary of all packs; what concerns several facts is checked here."""
    groups = frozenset(
        path[:at] for path in facts for at, letter in enumerate(path) if letter == "."
    )
    check_taken(facts, faults)
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
    return Vocabulary(facts, collections, groups, columns)
