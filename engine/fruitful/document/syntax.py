"""PyYAML's stream of events, and what its parsers cannot read in plain English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import yaml

from fruitful.diagnostic import Diagnostic, Place, printable, shorten
from fruitful.document.node import Source


class Stopped(Exception):
    """Reading cannot, or may not, go on; ``fault`` says why."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


class LookedAhead(Exception):
    """libyaml 0.2.6 and newer gives up at 1,000 open brackets, before it tells of the first.

    ``index`` counts the characters before the last of them: what stands there can be read.
    """

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class EventParser(Protocol):
    """What is used of PyYAML."""

    def get_event(self) -> Any: ...

    def dispose(self) -> None: ...


class PythonParser(yaml.SafeLoader):
    """PyYAML's own parser, for where it was built without libyaml; some fifteen times slower."""

    def get_event(self) -> Any:
        try:
            return super().get_event()  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            # ``"\\U00110000"`` is no character, and the scanner does not check that.
            words = "quoted scalar: invalid escape"
            raise yaml.MarkedYAMLError(problem=words, problem_mark=self.get_mark()) from error


new_parser: Callable[[str], EventParser] = (
    yaml.CSafeLoader if yaml.__with_libyaml__ else PythonParser
)


class Events:
    """The events of a text, one by one."""

    def __init__(self, text: str, source: Source) -> None:
        self.source = source
        self.parser = new_parser(text)
        self.get = self.parser.get_event

    def next(self) -> Any:
        """The next event; raises Stopped where the text is not YAML, or LookedAhead."""
        try:
            return self.get()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            if mark and "maximum nesting depth" in str(getattr(error, "problem", "")):
                raise LookedAhead(mark.index) from None
            raise Stopped(explain(error, self.source)) from None

    def dispose(self) -> None:
        """Break the parser's circles of references."""
        self.parser.dispose()


class _Rule(NamedTuple):
    """How one kind of error reads; ``{here}`` is the character at its place."""

    problem: str
    """A regular expression for the parsers' own words: libyaml's and the pure Python ones."""
    code: str
    message: str
    help: str
    at_context: bool = False
    """The place to show is where the broken thing began, not where the parser gave up."""
    in_first_word: bool | None = None
    """The parser gave up in the first word of a line, or later in it; None: either."""
    only: str = ""
    """The character at which the parser gave up; "": any."""


_QUOTE_ALL = "put the whole text in quotes"

_RULES = (
    _Rule(
        "quoted scalar.* (end of stream|document)",
        "unclosed-quote",
        "the quote that opens here is never closed",
        "close it with {here}; a quote within a text in single quotes is written twice",
        at_context=True,
    ),
    _Rule(
        "flow (sequence|mapping)",
        "unclosed-bracket",
        "the `{here}` is not closed, or a comma is missing after it",
        "close it, with commas between the items; " + _QUOTE_ALL + " if it has brackets or commas",
        at_context=True,
    ),
    _Rule(
        "((anchor|alias).* alphabetic|cannot start any token|keys are not allowed)",
        "special-character",
        "a text cannot begin with `{here}` unless it is in quotes",
        _QUOTE_ALL,
        at_context=True,
    ),
    _Rule(
        r"\btag\b",
        "tag",
        "tags, which begin with `!`, are not allowed",
        "remove the tag; if it is text, " + _QUOTE_ALL,
        at_context=True,
    ),
    _Rule(
        "block scalar",
        "bad-block-text",
        "after `{here}` a text begins on the next line",
        "begin the text on the next line, indented; if the `{here}` is text, " + _QUOTE_ALL,
        at_context=True,
    ),
    _Rule(
        "expected ':'",
        "missing-colon",
        "this line has no colon after its key",
        "write `key: value`; if the line belongs to the text above it, indent it more",
        at_context=True,
    ),
    _Rule(
        "values are not allowed",
        "indentation",
        "this key is not in line with the keys above it, or the line above has no colon",
        "begin every key of one mapping in the same column, and end each with a colon",
        in_first_word=True,
    ),
    _Rule(
        "values are not allowed",
        "stray-colon",
        "a text that is not in quotes has a colon and a space in it",
        _QUOTE_ALL + "; if this is a new key, begin it in the column of the other keys",
    ),
    _Rule(
        "sequence entries are not allowed",
        "stray-dash",
        "a list cannot begin on the line of its key",
        "begin the list on the next line; if the `-` is text, " + _QUOTE_ALL,
    ),
    _Rule(
        "node content",
        "stray-character",
        "`{here}` cannot stand here",
        "remove it; if it is text, " + _QUOTE_ALL,
    ),
    _Rule(
        "(expected key|block end)",
        "empty-key",
        "no key stands before this colon",
        "write the key before it; if the colon is text, " + _QUOTE_ALL,
        only=":",
    ),
    _Rule(
        "(expected key|'-' indicator|block end)",
        "indentation",
        "this line is not in line with those above it",
        "begin every key of one mapping, and every `-` of one list, in the same column",
        in_first_word=True,
    ),
    _Rule(
        "(expected key|'-' indicator|block end)",
        "text-after-value",
        "the value had ended before this",
        "put the whole value in one pair of quotes, and see that those above are closed",
    ),
    _Rule(
        "document start",
        "text-after-end",
        "the file goes on after its one value has ended",
        "remove what follows, or make it part of the value above",
    ),
)


def explain(error: yaml.YAMLError, source: Source) -> Diagnostic:
    """The fault that ended the reading."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unknown(str(error), Place(source.file))
    words = f"{error.context or ''} {error.problem}".strip()
    place = _place(error.problem_mark, source)
    if "quoted" in words and re.search("escape|hexa?dec", words):
        return _bad_escape(place)
    if not re.search("quoted|flow", words) and (tab := _tab(place)):
        return tab
    in_first_word = not re.search(r"\S\s", place.text[: place.column - 1])
    for rule in _RULES:
        if (
            re.search(rule.problem, words)
            and rule.in_first_word in (None, in_first_word)
            and rule.only in ("", _character(place))
        ):
            began = error.context_mark if rule.at_context else None
            return _apply(rule, _place(began, source) if began else place)
    return _unknown(words, place)


def _place(mark: Any, source: Source) -> Place:
    return source.place(mark.line + 1, mark.column + 1)


def _character(place: Place) -> str:
    return place.text[place.column - 1 : place.column]


def _apply(rule: _Rule, place: Place) -> Diagnostic:
    here = printable(_character(place)) or "…"
    message, help = (text.replace("{here}", here) for text in (rule.message, rule.help))
    return Diagnostic(place, rule.code, message, help)


def _unknown(words: str, place: Place) -> Diagnostic:
    message = f"this cannot be read as YAML ({shorten(words, 100)})"
    help = "look for a quote, a bracket or an indentation that is wrong here or on the line above"
    return Diagnostic(place, "not-yaml", message, help)


def _bad_escape(place: Place) -> Diagnostic:
    """The parsers give up at the backslash or after it."""
    start = max(0, place.text.rfind("\\", 0, place.column))
    found = re.match(r"\\(?:x.{0,2}|u.{0,4}|U.{0,8}|.?)", place.text[start:])
    escape = found[0] if found else "\\"
    message = f"`{shorten(escape)}` is not an escape sequence that stands for a character"
    help = "put the text in single quotes; in double quotes, a backslash is written twice"
    if re.match(r"\\u[dD][89a-fA-F]", escape):
        message = f"`{shorten(escape)}` stands for half a character only"
        help = "write the character itself in place of its escape"
    return Diagnostic(place._replace(column=start + 1), "bad-escape", message, help, len(escape))


def _tab(place: Place) -> Diagnostic | None:
    """A tab in the indentation of a line, or where the parser gave up."""
    indentation = place.text[: len(place.text) - len(place.text.lstrip(" \t"))]
    column = indentation.find("\t") + 1
    if not column and place.text[place.column - 1 : place.column] == "\t":
        column = place.column
    if not column:
        return None
    message = "a tab stands where only spaces may"
    help = "indent with spaces, so that every key of one mapping begins in the same column"
    return Diagnostic(place._replace(column=column), "tab", message, help)
