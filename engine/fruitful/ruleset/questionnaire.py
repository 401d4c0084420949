"""Questions that rules answer: the checklist, the key ingredients, the circles of accountability.

Also the paper's index, which says of every place in it whether it asks for something.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document import Node
from fruitful.document.fields import choice_of, fault, items_of, keys_of, named, text_of, texts_of
from fruitful.language.condition import Condition
from fruitful.language.reading import Scope, read_condition
from fruitful.ruleset.citation import CITATION
from fruitful.ruleset.verdict import known_rules

KINDS = ("normative", "evidence", "navigation")
CIRCLES = ("partners", "stakeholders", "users", "public")
ABOUT = ("organisation", "partnership")
CONDITIONS = ("yes", "partly")


class Asked(NamedTuple):
    """A question, and the rules whose outcomes answer it."""

    id: str
    text: str
    rules: tuple[str, ...]
    about: str = ""
    """Of a question of the checklist: the ``organisation`` or the ``partnership``."""
    yes: Condition | None = None
    """When the answer is yes although its rules do not apply or cannot tell."""
    partly: Condition | None = None
    """When a yes or a no by its rules is only partly so."""


class Source(NamedTuple):
    """A place in the paper: its kind, and what it is about."""

    kind: str
    about: str


class _Form(NamedTuple):
    """The keys of a section's entries: what identifies one, and what it asks."""

    id: str
    text: str
    about: bool = False


FORMS = {
    "checklist": _Form("question", "ask", about=True),
    "ingredients": _Form("id", "title"),
    "accountability": _Form("to", "title"),
}


def read_asked(
    node: Node | None,
    section: str,
    scope: Scope,
    rules: Collection[str],
    into: dict[str, Asked],
    faults: list[Diagnostic],
) -> None:
    """Read a ``checklist``, ``ingredients`` or ``accountability`` section."""
    form = FORMS[section]
    required = [form.id, form.text, "rules", *(["about"] if form.about else [])]
    for item in items_of(node, f"`{section}`", faults):
        known = (*required, *CONDITIONS)
        fields = keys_of(item, f"an entry of `{section}`", known, required, faults)
        yes, partly = (
            read_condition(fields[key], scope, faults) if key in fields else None
            for key in CONDITIONS
        )
        id = text_of(fields.get(form.id), f"`{form.id}`", faults)
        if section == "accountability":
            choice_of(fields.get(form.id), f"`{form.id}`", CIRCLES, faults)
        elif section == "checklist" and not id.isdigit():
            faults.append(
                fault(
                    item,
                    "bad-name",
                    f"`{id}` is not the number of a question",
                    "write a number alone, such as 7",
                )
            )
        if id in into:
            faults.append(
                fault(
                    item,
                    "duplicate-name",
                    f"`{id}` stands in `{section}` already",
                    "give one of the two another id",
                )
            )
        into[id] = Asked(
            id,
            text_of(fields.get(form.text), f"`{form.text}`", faults),
            known_rules(texts_of(fields.get("rules"), "`rules`", faults), rules, faults),
            choice_of(fields.get("about"), "`about`", ABOUT, faults),
            yes,
            partly,
        )


def read_index(node: Node | None, into: dict[str, Source], faults: list[Diagnostic]) -> None:
    """Read an ``index`` section."""
    for key, value in named(node, "`index`", faults):
        if not CITATION.fullmatch(key.text):
            message = f"`{key.text}` is not a place in the paper"
            help = "write P108, BoxB.Q4, CS10, Exh2 or Q28"
            faults.append(fault(key, "bad-citation", message, help))
        fields = keys_of(value, f"`{key.text}`", ("kind", "about"), ("kind", "about"), faults)
        into[key.text] = Source(
            choice_of(fields.get("kind"), "`kind`", KINDS, faults),
            text_of(fields.get("about"), "`about`", faults),
        )
