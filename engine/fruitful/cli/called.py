"""What a user calls a rule or a verdict: its id or its title, in any case of letters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

from fruitful.diagnostic import did_you_mean, nearest, shorten


def called(name: str, titles: Mapping[str, str], what: str, otherwise: str) -> str:
    """The id of what is called so, of those with these ids and titles.

    ``otherwise`` is said where nothing is like it. Raises click.UsageError where nothing is called
    so, or several are.
    """
    if name in titles:
        return name
    wanted = _folded(name)
    by_id = [id for id in titles if _folded(id) == wanted]
    found = by_id or [id for id, title in titles.items() if _folded(title) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"several are called “{shorten(name)}”: {', '.join(found)}. Give one of these"
        raise click.UsageError(message)
    hint = _hint(name, titles, otherwise)
    raise click.UsageError(f"there is no {what} `{shorten(name)}`. {hint}".strip())


def _folded(name: str) -> str:
    """A name as it counts: its words, whatever the case of letters and the marks between them."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _hint(name: str, titles: Mapping[str, str], otherwise: str) -> str:
    if nearest(name, titles):
        return did_you_mean(name, titles)
    ids = {title: id for id, title in titles.items()}
    near = nearest(name, ids)
    return f"did you mean “{near}” (`{ids[near]}`)?" if near else otherwise
