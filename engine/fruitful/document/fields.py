"""Reading the keys of a mapping that has a fixed form, with a fault for each that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar, Sequence

_LIST = "write one text, or a list with each text after a dash, on a line of its own"
_PAIRS = "write each as `key: value`, on a line of its own, indented below it"


def fault(node: Node, code: str, message: str, help: str) -> Diagnostic:
    """A diagnostic at a node; the carets underline a scalar's text."""
    width = len(node.text) if isinstance(node, Scalar) else 1
    return Diagnostic(node.place, code, message, help, max(1, min(width, 60)))


def keys_of(
    node: Node | None,
    what: str,
    known: Collection[str],
    required: Iterable[str],
    faults: list[Diagnostic],
) -> dict[str, Node]:
    """The values of a mapping by key; unknown and missing keys are faults."""
    if not isinstance(node, Mapping):
        if node is not None:
            faults.append(
                fault(node, "not-a-mapping", f"{what} is a mapping of keys to values", _PAIRS)
            )
        return {}
    found: dict[str, Node] = {}
    for key, value in node.entries:
        if key.text in known:
            found[key.text] = value
        else:
            message = f"{what} has no key `{shorten(key.text)}`"
            faults.append(fault(key, "unknown-key", message, did_you_mean(key.text, known)))
    for name in required:
        if name not in found:
            faults.append(
                fault(
                    node, "missing-key", f"{what} needs the key `{name}`", f"add `{name}: …` to it"
                )
            )
    return found


def named(node: Node | None, what: str, faults: list[Diagnostic]) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping whose keys are names of the author's own."""
    if isinstance(node, Mapping):
        return list(node.entries)
    if node is not None and not is_blank(node):
        faults.append(
            fault(node, "not-a-mapping", f"{what} is a mapping of names to values", _PAIRS)
        )
    return []


def items_of(node: Node | None, what: str, faults: list[Diagnostic]) -> tuple[Node, ...]:
    """The items of a list."""
    if isinstance(node, Sequence):
        return node.items
    if node is not None and not is_blank(node):
        help = "begin each item with a dash, on a line of its own"
        faults.append(fault(node, "not-a-list", f"{what} is a list", help))
    return ()


def text_of(node: Node | None, what: str, faults: list[Diagnostic]) -> str:
    """A piece of text that is not blank; line breaks become spaces."""
    if node is None:
        return ""
    if isinstance(node, Scalar) and node.text.strip() and not is_blank(node):
        return " ".join(node.text.split())
    blank = isinstance(node, Scalar)
    help = "write it, or leave the key out" if blank else "write it as one text, in quotes"
    faults.append(fault(node, "not-text", f"{what} is a text", help))
    return ""


def texts_of(node: Node | None, what: str, faults: list[Diagnostic]) -> tuple[Scalar, ...]:
    """One piece of text, or a list of them."""
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    good = tuple(item for item in items if isinstance(item, Scalar) and item.text.strip())
    if len(good) != len(items) or not items:
        colon = any(isinstance(item, Mapping) for item in items)
        help = "a text with a colon and a space in it needs quotes" if colon else _LIST
        faults.append(fault(node, "not-text", f"{what} is a text or a list of texts", help))
    return good


def choice_of(
    node: Node | None, what: str, choices: Collection[str], faults: list[Diagnostic]
) -> str:
    """One of the choices, or "" with a fault."""
    text = text_of(node, what, faults)
    if node is not None and text and text not in choices:
        message = f"{what} cannot be `{shorten(text)}`"
        faults.append(fault(node, "bad-choice", message, did_you_mean(text, choices)))
        return ""
    return text


def flag_of(node: Node | None, what: str, faults: list[Diagnostic]) -> bool:
    """``yes`` or ``no``; no when it is left out."""
    return node is not None and choice_of(node, what, ("yes", "no"), faults) == "yes"


def is_blank(node: Node) -> bool:
    """Nothing was written, or ``null``."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "null", "~")
