"""The characters of a file: bytes to text, and the characters that no text may hold."""

from __future__ import annotations

import re
from itertools import islice

from fruitful.diagnostic import Diagnostic, Place, printable, shorten
from fruitful.document.node import Source

LARGEST_FILE = 1_000_000
"""Bytes."""

STAND_IN = "\ufffd"
"""Takes the place of a refused character while reading goes on; left out of the texts read."""

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_BREAK = "\x85\u2028\u2029"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HALF = "\ud800-\udfff"

_RAW = re.compile(rf"([{_CONTROL}{_BREAK}{_DIRECTION}])\1*")
# At the start of a line: what ``(?m)^%`` finds, in a tenth of the time.
_DIRECTIVE = re.compile(r"%(?<![^\n]%)")
_ESCAPED = re.compile(f"[\r{_CONTROL}{_BREAK}{_DIRECTION}{_HALF}]")
# Not compiled here: only a key that is not ASCII needs it.
_UNSEEN = (
    "[\xa0\xad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200d\u202f\u205f-\u206f"
    "\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)

_KINDS = (
    (
        f"[{_BREAK}]",
        "line-separator",
        "breaks the line in some programs and not in others",
        "put an ordinary line break or a space in its place",
    ),
    (
        f"[{_DIRECTION}]",
        "direction-character",
        "can make a text look different from what it says",
        "delete it; it often comes unseen with text that was copied and pasted",
    ),
    (
        f"[{_HALF}]",
        "bad-escape",
        "is half a character",
        "write the character itself in place of its escape",
    ),
    (
        "%",
        "directive",
        "at the start of a line gives orders to YAML itself, which is not allowed",
        "remove the line; if it belongs to a text, indent it",
    ),
    (
        "",
        "control-character",
        "is a control character, which a text cannot hold",
        "delete it; it often comes unseen with text that was copied and pasted",
    ),
)

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

_LOOK_ALIKES = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL")


def decode(data: bytes, file: str, faults: list[Diagnostic]) -> str | None:
    """The text of a UTF-8 file, its line breaks all ``\\n`` and a byte order mark left out."""
    fault = _too_large(data, file) or _other_encoding(data, file)
    data = data.removeprefix(b"\xef\xbb\xbf")
    if fault is None:
        try:
            return _unix_lines(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            fault = _not_utf_8(data, error.start, file)
    faults.append(fault)
    return None


def refuse_characters(text: str, source: Source, most: int, faults: list[Diagnostic]) -> str:
    """The text with stand-ins for the characters it may not hold.

    Each, or each run of the same one, is a fault, up to a number of them.
    """
    for pattern in (_DIRECTIVE, _RAW):
        for found in islice(pattern.finditer(text), most):
            code, message, help = _kind(found[0][0])
            place = source.place_of(text, found.start())
            faults.append(Diagnostic(place, code, message, help, min(len(found[0]), 60)))
        text = pattern.sub(_stand_in, text)
    # A byte order mark within a text (two files joined) upsets the parsers' columns; Unicode's
    # own replacement for it as a character is the word joiner.
    return text.replace("\ufeff", "\u2060")


def has_controls(text: str) -> bool:
    """Whether a text has characters that no text may hold; a line break is none."""
    return _ESCAPED.search(text) is not None


def without_controls(text: str) -> str:
    """The text without the characters that no text may hold; separators become line breaks."""
    return _ESCAPED.sub("", re.sub(f"\r\n?|[{_BREAK}]", "\n", text))


def refuse_escaped(text: str, place: Place, faults: list[Diagnostic]) -> str:
    """The value of a double-quoted text without the characters that no escape may bring in."""
    for character in sorted(set(_ESCAPED.findall(text))):
        code, message, _ = _kind(character)
        message += "; an escape in this text stands for it"
        faults.append(Diagnostic(place, code, message, "take the escape out of the text"))
    return _ESCAPED.sub("", text)


def refuse_unseen(key: str, place: Place, faults: list[Diagnostic]) -> str:
    """A key without the characters that the eye cannot see or tell from a space."""
    found = re.search(_UNSEEN, key)
    if found is None:
        return key
    message = f"the key `{shorten(key)}` has a character that cannot be seen: {_name(found[0])}"
    help = "delete it, or type the key again"
    faults.append(Diagnostic(place, "unseen-character", message, help, max(1, min(len(key), 60))))
    return re.sub(_UNSEEN, lambda one: " " if one[0].isspace() else "", key).strip()


def ascii_hint(name: str) -> str:
    """What is unusual in a name that is not plain ASCII, as help for its reader, or ""."""
    import unicodedata

    for character in name:
        if not character.isascii():
            like = unicodedata.name(character, "").startswith(_LOOK_ALIKES)
            kind = "letter that only looks like Latin" if like else "character that is not ASCII"
            return f"`{shorten(name)}` has a {kind}: {_name(character)}"
    return ""


def _stand_in(found: re.Match[str]) -> str:
    return "#" if found[0] == "%" else STAND_IN * len(found[0])


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _name(character: str) -> str:
    """``U+0430 (CYRILLIC SMALL LETTER A)``"""
    import unicodedata

    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _kind(character: str) -> tuple[str, str, str]:
    """The code, message and help for a character that is refused."""
    name = "`%`" if character == "%" else _name(character)
    return next(
        (code, f"{name} {message}", help)
        for pattern, code, message, help in _KINDS
        if re.match(pattern, character)
    )


def _too_large(data: bytes, file: str) -> Diagnostic | None:
    if len(data) <= LARGEST_FILE:
        return None
    message = f"the file has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
    help = "check that it is the file you mean; if it is, split it into several"
    return Diagnostic(Place(file), "file-too-large", message, help)


def _other_encoding(data: bytes, file: str) -> Diagnostic | None:
    name = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if name is None and max(data[::2].count(0), data[1::2].count(0)) * 3 > len(data) and any(data):
        name = "UTF-16" if data.count(0) * 3 < len(data) * 2 else "UTF-32"
    if name is None:
        return None
    message = f"the file seems to be {name} text; only UTF-8 is read"
    help = "save it as UTF-8: most editors offer this as `Encoding` under `Save as`"
    return Diagnostic(Place(file), name.lower(), message, help)


def _not_utf_8(data: bytes, position: int, file: str) -> Diagnostic:
    help = "save the file as UTF-8: most editors offer this as `Encoding` under `Save as`"
    if 0 in data:
        message = "the file is not text; it may be a spreadsheet, a picture or a program"
        return Diagnostic(Place(file), "not-utf-8", message, "give a YAML text file")
    before = _unix_lines(data[:position].decode("utf-8"))
    lines = _unix_lines(data.decode("utf-8", "replace")).split("\n")
    place = Source(file, tuple(lines)).place_of(before, len(before))
    meant = data[position : position + 1].decode("cp1252", "replace")
    if meant.isprintable() and meant != STAND_IN:
        help += f" (in Windows-1252 the byte is `{printable(meant)}`)"
    return Diagnostic(place, "not-utf-8", f"the byte 0x{data[position]:02X} is not UTF-8", help)
