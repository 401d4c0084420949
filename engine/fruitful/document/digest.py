"""What a part of a document says, whatever its comments and layout, and a short digest of it."""

from __future__ import annotations

import hashlib

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


def short_digest(node: Node, around: str = "") -> str:
    """``sha256:`` and the first digits of a hash of what the node says, and of what surrounds it.

    The order of keys and the breaks of lines do not count.
    """
    digest = hashlib.sha256(repr((around, _unordered(node))).encode())
    return f"sha256:{digest.hexdigest()[:SHORT]}"


def _unordered(node: Node) -> object:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Mapping):
        return sorted(((key.text, _unordered(value)) for key, value in node.entries), key=repr)
    return tuple(_unordered(item) for item in node.items)
