"""What a ruleset is known by: a hash of what its packs say, whatever their comments and layout."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from fruitful.document.digest import plain
from fruitful.ruleset.pack import Pack


def fingerprint(packs: Sequence[Pack]) -> str:
    """``sha256:`` and the hash of the packs' ids, versions and content, in their order."""
    digest = hashlib.sha256()
    for pack in packs:
        digest.update(repr((pack.id, pack.version)).encode())
        for sections in pack.files:
            said = [(name, plain(node)) for name, node in sections.items() if name != "earlier"]
            if said or not sections:
                digest.update(repr(said).encode())
    return f"sha256:{digest.hexdigest()}"
