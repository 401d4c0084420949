"""What an editor makes of a YAML file: its scalars typed as YAML 1.2 types them."""

from __future__ import annotations

import re
from typing import Any

from fruitful.document import Mapping, Node, Scalar

_TRUTHS = dict.fromkeys(("true", "True", "TRUE"), True)
_TRUTHS |= dict.fromkeys(("false", "False", "FALSE"), False)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def typed(node: Node) -> Any:
    """The node as JSON has it."""
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.entries}
    if not isinstance(node, Scalar):
        return [typed(item) for item in node.items]
    text = node.text
    if not node.plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _INTEGER.fullmatch(text) and len(text) < 1_000:
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
