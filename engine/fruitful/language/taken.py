"""Reading the facts of a portfolio that are taken from the partnerships, and asked of nobody."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from fruitful.diagnostic import Diagnostic, did_you_mean
from fruitful.document import Mapping, Node, Scalar
from fruitful.document.fields import fault, keys_of, text_of, texts_of
from fruitful.language.asked import check_question
from fruitful.language.vocabulary import YES_NO, Collection, Fact, TakenFrom

AGREES = "number_agrees_with"
"""How a fact says that it is whether the partnerships are as many as another fact tells."""


def is_taken(node: Node) -> bool:
    """Whether the declaration of a fact says that it is taken."""
    return isinstance(node, Mapping) and node.get("taken_from") is not None


def read_taken(
    key: Scalar,
    node: Node,
    pack: str,
    collections: MappingABC[str, Collection],
    takeable: MappingABC[TakenFrom, Fact],
    faults: list[Diagnostic],
) -> Fact:
    """A fact that is taken from the partnerships screened; its type is that of its source."""
    what = f"the fact `{key.text}`"
    fields = keys_of(node, what, ("ask", "cites", "taken_from"), ("ask", "cites"), faults)
    ask = text_of(fields.get("ask"), "`ask`", faults)
    if "ask" in fields:
        check_question(key, ask, faults)
    head = key.text.partition(".")[0]
    source = _source(fields["taken_from"])
    origin = takeable.get(source)
    if origin is None and source.what != AGREES:
        names = [f"{one.what}: {one.name}" if one.name else one.what for one in takeable]
        forms = "write {fact: …}, {outcome: RULE}, verdict or tier"
        help = did_you_mean(f"{source.what}: {source.name}", names, forms)
        message = f"{what} is taken from nothing that is known"
        faults.append(fault(fields["taken_from"], "bad-source", message, help))
    return Fact(
        key.text,
        origin.kind if origin else "yes_no",
        ask,
        origin.choices if origin else YES_NO,
        origin.unit if origin else "",
        tuple(cite.text for cite in texts_of(fields.get("cites"), "`cites`", faults)),
        "",
        head if head in collections else "",
        "",
        False,
        False,
        None,
        pack,
        key.place,
        taken_from=source,
    )


def _source(node: Node) -> TakenFrom:
    """What ``taken_from`` names: ``{fact: path}``, or one word."""
    if isinstance(node, Scalar):
        return TakenFrom(node.text)
    if isinstance(node, Mapping) and len(node.entries) == 1:
        key, value = node.entries[0]
        if isinstance(value, Scalar):
            return TakenFrom(key.text, value.text)
    return TakenFrom("")


def check_taken(facts: MappingABC[str, Fact], faults: list[Diagnostic]) -> None:
    """A number that the partnerships are set against is one that somebody is asked for."""
    for path, fact in facts.items():
        if fact.taken_from and fact.taken_from.what == AGREES:
            told = facts.get(fact.taken_from.name)
            if told is None or told.kind != "count" or fact.collection:
                message = f"`{path}` is compared with a number that nobody is asked for"
                help = "name a question of the type count that is put to the authority"
                faults.append(Diagnostic(fact.place, "type-mismatch", message, help))
