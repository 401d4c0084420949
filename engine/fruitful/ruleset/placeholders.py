"""What a text may leave open: settings as ``$name``, and witnesses as ``{collection}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\$([a-z][a-z0-9_]*)|\{([a-z][a-z0-9_]*)\}")


def fill(text: str, settings: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The text with settings and the names of witnesses put in; all else stays as it stands."""

    def put(found: re.Match[str]) -> str:
        setting, collection = found.groups()
        return settings.get(setting or "", names.get(collection or "", found[0]))

    return PLACEHOLDER.sub(put, text)
