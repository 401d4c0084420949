"""A page as a browser understands it, without a browser: parsed by the rules of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from fruitful.diagnostic import printable

SCRIPT = "<script>alert(1)</script>"
ATTACKS = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %} {# no #} ${7*7}",
    "</style></title></svg><!--",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "a\x00b\x1b[31m\u202egnp.exe\u200b",
    "two\nlines\tand a tab",
]
NOT_SHOWN = ("head", "style", "title", "desc")


def parsed(page: str) -> Element:
    """The document; an error of syntax fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Any = parser.parse(page)
    return document


def named(element: Element) -> str:
    """The name of an element, without its namespace."""
    return str(element.tag).rpartition("}")[2]


def outline(document: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Every element but links, with the names of its attributes, in order."""
    return [(named(one), tuple(sorted(one.attrib))) for one in document.iter() if named(one) != "a"]


def attributes(document: Element) -> Iterator[tuple[str, str, str]]:
    """Every attribute, with its element's name."""
    for one in document.iter():
        for name, value in one.attrib.items():
            yield named(one), name.rpartition("}")[2], value


def text_of(element: Element) -> str:
    """What is to be read, on one line."""
    return re.sub(r"\s+", " ", "".join(_texts(element))).strip()


def _texts(element: Element) -> Iterator[str]:
    if named(element) not in NOT_SHOWN:
        yield element.text or ""
        for inner in element:
            yield from _texts(inner)
            yield inner.tail or ""


def as_shown(text: str) -> str:
    """A text as a page has it: on one line, with what cannot be seen made visible."""
    return re.sub(r"\s+", " ", printable(re.sub(r"[\t-\r]+", " ", text))).strip()
