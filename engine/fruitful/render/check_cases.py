"""Profiles that show a matter, as cases to keep."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from fruitful.checking import Checked


def case_files(checked: Checked) -> Iterator[tuple[str, str]]:
    """The name and the text of a case for each remark that the profile of a partnership shows."""
    names: Counter[str] = Counter()
    for remark in checked.remarks:
        if not remark.expect:
            continue
        name = "_".join((remark.code.replace("-", "_"), *map(str.lower, remark.rules)))
        names[name] += 1
        yield (
            f"{name}.yaml" if names[name] == 1 else f"{name}_{names[name]}.yaml",
            f"# {remark.message}.\n"
            f"# To do: {remark.help}.\n"
            "fruitful: 1\n"
            f"title: {json.dumps(remark.message, ensure_ascii=False)}\n"
            f"assessed_on: {(remark.day or checked.on).isoformat()}\n"
            f"{remark.profile}"
            f"expect: {remark.expect}\n",
        )
