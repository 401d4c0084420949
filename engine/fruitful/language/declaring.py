"""Reading the declarations of facts and collections from the sections of a pack."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar, Sequence
from fruitful.document.fields import choice_of, fault, flag_of, keys_of, named, text_of, texts_of
from fruitful.language.asked import check_question
from fruitful.language.choices import NAME, read_choices, read_words
from fruitful.language.taken import check_taken, is_taken, read_taken
from fruitful.language.value import KINDS
from fruitful.language.vocabulary import RESERVED, Collection, Fact, TakenFrom, Vocabulary

_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


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
        if not NAME.fullmatch(key.text) or key.text in RESERVED:
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
    "form",
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
    kind = choice_of(fields.get("type"), "`type`", KINDS, faults)
    concluded = flag_of(fields.get("concluded"), "`concluded`", faults)
    ask = text_of(fields.get("ask"), "`ask`", faults)
    if not concluded:
        check_question(key, ask, faults)
    if concluded and kind not in ("", "yes_no"):
        faults.append(
            fault(
                key,
                "type-mismatch",
                f"{what} is concluded, so it must be a yes_no",
                "write `type: yes_no`, or take `concluded` out",
            )
        )
    if concluded and "ask" in fields:
        faults.append(
            fault(
                key,
                "never-asked",
                f"{what} is concluded: nobody is asked for it",
                "take `ask` out, or `concluded`",
            )
        )
    if ("cites" in fields) == ("basis" in fields):
        message = f"{what} needs `cites`, its places in the paper, or else a `basis` in words"
        faults.append(fault(key, "no-source", message, "write one of the two"))
    head = key.text.partition(".")[0]
    if "columns" in fields and (concluded or head in collections):
        message = f"{what} cannot have `columns`: a row of a register answers for the partnership"
        faults.append(fault(key, "no-columns", message, "leave them out"))
    choices = read_choices(fields.get("choices"), kind, key, stages, faults)
    whole, once = _fixed(fields.get("fixed"), choices, faults)
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
        whole,
        concluded,
        fields.get("relevant"),
        pack,
        key.place,
        text_of(fields.get("basis"), "`basis`", faults),
        _columns(fields.get("columns"), "columns", faults),
        read_words(fields.get("words"), choices, faults),
        fixed_once=once,
        form=flag_of(fields.get("form"), "`form`", faults),
    )


def _fixed(
    node: Node | None, choices: MappingABC[str, str], faults: list[Diagnostic]
) -> tuple[bool, tuple[str, ...]]:
    """Whether no action can change an answer; or which answers no action can take back."""
    if not isinstance(node, Sequence):
        return flag_of(node, "`fixed`", faults), ()
    once = texts_of(node, "`fixed`", faults)
    for one in once:
        if one.text not in choices:
            message = f"`fixed` names `{shorten(one.text)}`, which is no answer"
            faults.append(fault(one, "bad-choice", message, did_you_mean(one.text, choices)))
    return False, tuple(one.text for one in once)


ABOUT_COLUMNS = ("id", "name", "assessed_on", "profile")
"""What columns of a register may hold besides answers; `profile` names a profile's file."""


def read_columns(
    node: Node | None, into: dict[str, tuple[str, ...]], faults: list[Diagnostic]
) -> None:
    """Read a ``columns`` section: names of columns that hold no answer."""
    for name, value in keys_of(node, "`columns`", ABOUT_COLUMNS, (), faults).items():
        into[name] = (*into.get(name, ()), *_columns(value, name, faults))


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
            faults.append(
                Diagnostic(fact.place, "fact-is-group", message, "give one of the two another name")
            )
        before = facts.get(fact.not_before)
        if not fact.not_before:
            continue
        if before is None:
            message = (
                f"`not_before` of `{path}` names `{shorten(fact.not_before)}`, which is no fact"
            )
            help = did_you_mean(fact.not_before, facts)
            faults.append(Diagnostic(fact.place, "unknown-fact", message, help))
        elif before.kind != "date" or fact.kind != "date":
            message = f"`not_before` of `{path}` must name a date, and `{path}` be one"
            help = "name a date, or take `not_before` out"
            faults.append(Diagnostic(fact.place, "type-mismatch", message, help))
        elif before.collection not in ("", fact.collection):
            message = f"`{fact.not_before}` is not about what `{path}` is about"
            help = "name a date of the partnership, or of the same collection"
            faults.append(Diagnostic(fact.place, "type-mismatch", message, help))
    return Vocabulary(facts, collections, groups, columns)
