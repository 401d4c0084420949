"""The forms a partnership may take as a pack states them: the points for and against each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fruitful.diagnostic import Diagnostic, did_you_mean
from fruitful.document import Mapping as MappingNode
from fruitful.document import Node
from fruitful.document.fields import fault, flag_of, items_of, keys_of, text_of
from fruitful.language.condition import ALWAYS, Condition
from fruitful.language.reading import Scope, read_condition
from fruitful.ruleset.citation import read_cites
from fruitful.ruleset.text import Text, read_text

MODEL = "model"
"""The fact that tells which form is in use; its choices are the formal models."""
FOR, AGAINST, NEEDS = "for", "against", "needs"


@dataclass(frozen=True, slots=True)
class Argument:
    """One reason for or against a form, or one thing that it needs, and when it counts."""

    text: str
    """In general, or as it is said of one partnership."""
    said: Text
    when: Condition
    cites: tuple[str, ...]
    rules_out: bool
    """With this against it, the form does not fit."""
    deciding: bool
    """Whether it decides which form fits; the others only tell apart what these leave equal."""
    ideal_when: Condition | None
    """When the paper calls the form ideal for this; None where it does not."""
    pack: str


@dataclass(frozen=True, slots=True)
class Model:
    """One of the formal models (P40-P46), or a lighter way of working (P31)."""

    id: str
    title: str
    text: str
    cites: tuple[str, ...]
    speaks_for: tuple[Argument, ...]
    against: tuple[Argument, ...]
    needs: tuple[Argument, ...]
    pack: str

    def arguments(self) -> Iterator[tuple[str, str, Argument]]:
        """Each argument with its side and its name: ``for.0``, ``for.1``, ``against.0``…"""
        sides = ((FOR, self.speaks_for), (AGAINST, self.against), (NEEDS, self.needs))
        for side, arguments in sides:
            for at, argument in enumerate(arguments):
                yield side, f"{side}.{at}", argument


_SIDES = (FOR, AGAINST, NEEDS)
_MARKS = {FOR: ("deciding", "ideal_when"), AGAINST: ("deciding", "rules_out"), NEEDS: ()}
_KEYS = ("id", "title", "text", "cites", *_SIDES)


def read_models(
    node: Node | None,
    scope: Scope,
    pack: str,
    into: dict[str, Model],
    faults: list[Diagnostic],
) -> None:
    """Read a ``models`` section: models of its own, and arguments for those of packs below it."""
    for item in items_of(node, "`models`", faults):
        fields = keys_of(item, "a model", _KEYS, ("id",), faults)
        id = text_of(fields.get("id"), "`id`", faults)
        below = into.get(id)
        if below is not None and below.pack == pack:
            faults.append(
                fault(
                    item,
                    "duplicate-name",
                    f"the model `{id}` stands twice",
                    "put its arguments into one, or give one another id",
                )
            )
            continue
        speaks_for, against, needs = (
            tuple(
                _argument(one, side, id, scope, pack, faults)
                for one in items_of(fields.get(side), f"`{side}` of `{id}`", faults)
            )
            for side in _SIDES
        )
        if below is not None:
            _refuse_other_words(item, id, fields, faults)
            into[id] = replace(
                below,
                speaks_for=below.speaks_for + speaks_for,
                against=below.against + against,
                needs=below.needs + needs,
            )
            continue
        for key in _KEYS[1:4]:
            if key not in fields and isinstance(item, MappingNode):
                message = f"a model needs the key `{key}`"
                faults.append(fault(item, "missing-key", message, did_you_mean(id, into)))
        title, text = (text_of(fields.get(key), f"`{key}`", faults) for key in ("title", "text"))
        cites = read_cites(fields.get("cites"), f"the model `{id}`", faults)
        into[id] = Model(id, title, text, cites, speaks_for, against, needs, pack)


def _refuse_other_words(
    item: Node, id: str, fields: Mapping[str, Node], faults: list[Diagnostic]
) -> None:
    """A pack adds arguments to a model of a pack below it, and changes nothing in it."""
    known = [f"`{key}`" for key in ("title", "text", "cites") if key in fields]
    if known:
        message = f"the model `{id}` is declared already, and a pack above can only add to it"
        help = f"leave {', '.join(known)} out, and give arguments: {', '.join(_SIDES)}"
        faults.append(fault(item, "duplicate-name", message, help))


def _argument(
    node: Node, side: str, model: str, scope: Scope, pack: str, faults: list[Diagnostic]
) -> Argument:
    what = f"`{side}` of `{model}`"
    known = ("text", "cites", "when", *_MARKS[side])
    required = ("text", "cites") if side == NEEDS else ("text", "cites", "when")
    fields = keys_of(node, what, known, required, faults)
    when = fields.get("when")
    said = read_text(fields.get("text"), f"`text` in {what}", scope, faults)
    rules_out, deciding = (
        flag_of(fields.get(key), f"`{key}`", faults) for key in ("rules_out", "deciding")
    )
    ideal_when = fields.get("ideal_when")
    return Argument(
        said.general,
        said,
        read_condition(when, scope, faults) if when is not None else ALWAYS,
        read_cites(fields.get("cites"), what, faults),
        rules_out,
        deciding or rules_out,
        read_condition(ideal_when, scope, faults) if ideal_when is not None else None,
        pack,
    )
