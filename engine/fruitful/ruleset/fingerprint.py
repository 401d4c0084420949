"""What a ruleset is known by: a hash of what its packs say, whatever their comments and layout."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from fruitful.document import Mapping, Node, Scalar
from fruitful.ruleset.pack import Pack


def fingerprint(packs: Sequence[Pack]) -> str:
    """``sha256:`` and the hash of the packs' ids, versions and content, in their order."""
    digest = hashlib.sha256()
    for pack in packs:
        digest.update(repr((pack.id, pack.version)).encode())
        for sections in pack.files:
            digest.update(repr([(name, plain(node)) for name, node in sections.items()]).encode())
    return f"sha256:{digest.hexdigest()}"


def plain(node: Node) -> object:
    """The node as plain Python, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return tuple((key.text, plain(value)) for key, value in node.entries)
    return [plain(item) for item in node.items]
