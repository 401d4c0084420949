"""Filling in the shipped templates. Everything is escaped; nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fruitful.diagnostic import printable
from fruitful.language.dates import period_in_words
from fruitful.language.setting import Setting
from fruitful.language.value import say
from fruitful.language.vocabulary import question
from fruitful.render.layout import in_words

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_ADDRESS = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]+)?(?:[/?#][a-z0-9/?#%&=+,;:.~_@!*()-]*)?",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\t-\r]+")


class Piece(NamedTuple):
    """A piece of a text, and the address that it links to, or ""."""

    text: str
    address: str


def page(template: str, **shown: object) -> str:
    """A shipped template filled in, as a whole HTML document with its one style sheet in it."""
    return _environment().get_template(template).render(shown)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment.globals["style"] = style
    environment.globals["style_hash"] = b64encode(sha256(style.encode()).digest()).decode()
    environment.filters.update(
        day=in_words,
        linked=linked,
        money=_money,
        period=period_in_words,
        question=question,
        said=say,
        setting=_setting,
        words=_words,
    )
    return environment


def _shown(value: object) -> object:
    """What a template prints: texts on one line, without invisible or control characters."""
    if value is None:
        raise TypeError("a template prints something that is None")
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(_SPACE.sub(" ", value))
    return value


def linked(text: str) -> Iterator[Piece]:
    """The text in pieces, of which those that are http or https addresses can be followed."""
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        yield Piece(text[at : found.start()], "")
        yield Piece(address, address)
        at = found.start() + len(address)
    yield Piece(text[at:], "")


def _money(pounds: Decimal) -> str:
    return say("money", pounds)


def _setting(one: Setting) -> str:
    return say(one.kind, one.value)


def _words(name: str) -> str:
    """A name as words: ``not_applicable`` as "Not applicable"."""
    return name.replace("_", " ").capitalize()
