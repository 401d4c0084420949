"""Strict YAML with places: bytes in, a tree of nodes or diagnostics out.

A small, safe part of YAML: mappings, lists and text. No anchors, aliases, tags or merge keys;
no duplicate keys; scalars stay text until the vocabulary gives them a type.
"""

from __future__ import annotations

from fruitful.diagnostic import Diagnostic
from fruitful.document.building import DEEPEST, MOST_FAULTS, MOST_NODES, Reader
from fruitful.document.characters import LARGEST_FILE, ascii_hint, decode, refuse_characters
from fruitful.document.node import Mapping, Node, Scalar, Sequence, Source
from fruitful.document.syntax import LookedAhead

__all__ = [
    "DEEPEST",
    "LARGEST_FILE",
    "MOST_FAULTS",
    "MOST_NODES",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "ascii_hint",
    "parse",
    "parse_mapping",
]


def parse(data: bytes, file: str, faults: list[Diagnostic]) -> Node | None:
    """Read one YAML document; what is wrong is added to ``faults``, all of it.

    Returns None where there is no usable tree. With faults added, a returned tree is what could
    still be read, so that its other faults can be reported in the same run.
    """
    text = decode(data, file, faults)
    if text is None:
        return None
    source = Source(file, tuple(text.split("\n")))
    found: list[Diagnostic] = []
    text = refuse_characters(text, source, MOST_FAULTS, found)
    if text.rpartition("\n")[2].isspace():
        text += "\n"  # the parsers take such a last line for text
    characters = len(found)
    try:
        root = Reader(text, source, found).document()
    except LookedAhead as ahead:
        # What the brackets stand in is too deep, or wrong in another way, long before there.
        del found[characters:]
        root = Reader(text[: ahead.index], source, found).document()
    faults += sorted(found)
    return root


def parse_mapping(data: bytes, file: str, faults: list[Diagnostic]) -> Mapping | None:
    """Read one YAML document, as ``parse`` does, that must be a mapping of keys to values."""
    root = parse(data, file, faults)
    if root is None or isinstance(root, Mapping):
        return root
    kind = "a list" if isinstance(root, Sequence) else "a single text"
    message = f"the file holds {kind}, where keys with their values are needed"
    help = "write each as `key: value`, on a line of its own"
    faults.append(Diagnostic(root.place, "not-a-mapping", message, help))
    return None
