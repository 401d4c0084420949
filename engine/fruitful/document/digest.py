"""What a part of a document says, whatever its comments and layout, and a short digest of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from fruitful.document import Mapping, Node, Scalar

SHORT = 12
"""Digits of a short digest."""


def plain(node: Node) -> object:
    """The node as plain Python, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return tuple((key.text, plain(value)) for key, value in node.entries)
    return [plain(item) for item in node.items]


def short_digest(node: Node, around: str = "", without: Collection[str] = ()) -> str:
    """``sha256:`` and the first digits of a hash of what the node says, and of what surrounds it.

    The order of keys and the breaks of lines do not count, nor what stands under the keys that are
    left out.
    """
    digest = hashlib.sha256(repr((around, _unordered(node, without))).encode())
    return f"sha256:{digest.hexdigest()[:SHORT]}"


def _unordered(node: Node, without: Collection[str] = ()) -> object:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Mapping):
        kept = ((key.text, value) for key, value in node.entries if key.text not in without)
        return sorted(((key, _unordered(value)) for key, value in kept), key=repr)
    return tuple(_unordered(item) for item in node.items)
