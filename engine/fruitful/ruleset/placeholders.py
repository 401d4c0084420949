"""What a text may leave open: settings as ``$name``, and witnesses as ``{collection}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fruitful.document import Node, Scalar, Sequence

PLACEHOLDER = re.compile(r"\$([a-z][a-z0-9_]*)|\{([a-z][a-z0-9_]*)\}")


def fill(text: str, settings: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The text with settings and the names of witnesses put in; all else stays as it stands."""

    def put(found: re.Match[str]) -> str:
        setting, collection = found.groups()
        return settings.get(setting or "", names.get(collection or "", found[0]))

    return PLACEHOLDER.sub(put, text)


def settings_in(node: Node) -> set[str]:
    """The names that stand behind a ``$`` in the conditions and texts of a rule or an override."""
    if isinstance(node, Scalar):
        return {found[1] for found in PLACEHOLDER.finditer(node.text) if found[1]}
    inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
    return set().union(*map(settings_in, inner))
