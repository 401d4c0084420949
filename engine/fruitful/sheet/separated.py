"""Reading a sheet from text whose values are separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.document.characters import has_controls, without_controls
from fruitful.sheet.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Sheet

_SEPARATORS = ",;\t|"
_LOOKED_AT = 50
"""Rows by which the separator is told."""
_SAVE_AS = "save it again as .xlsx, or as CSV UTF-8"
_END = "the end of the text"
"""Put behind the text: read as a row of its own, it shows that no cell was left open."""
_GARBLED = ("\ufffd", "Â£", "â€")
"""What comes of a pound sign, an accent or a quotation mark that was read in a wrong encoding."""
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


def read_separated(data: bytes, file: str, notes: list[Diagnostic]) -> Sheet:
    """Read a CSV file. UTF-8, Windows-1252, and UTF-16 as Excel's `Unicode text` are understood.

    Raises Refused.
    """
    text = _decoded(data, file, notes)
    declared = _DECLARED.match(text)
    separator = declared[1] if declared else _separator(text)
    sheet = Sheet(file, "", ())
    rows = []
    lines = csv.reader(_lines(f"{text}\n{_END}"), delimiter=separator, strict=True)
    number, values, width = 0, [""], 0
    try:
        for number, values in enumerate(lines, 1):
            if any(values) and not (number == 1 and declared):
                width = width or len(values)
                _check_swallowed(sheet, number, values, width, separator)
                rows.append(_row(sheet, number, values, notes))
            if number > MOST_ROWS:
                message = f"the file has more than {MOST_ROWS:,} rows"
                raise Refused([_fault(sheet.place(number, 0), "too-many-rows", message)])
    except csv.Error as problem:
        if "expected after" in str(problem):
            message = "in this row, or above it where a cell goes over several lines, text stands "
            message += "behind a closing quotation mark"
            help = 'take out a `"` that stands alone, or write it twice (`""`) within a cell; then '
            help += "check that no rows were lost"
            place = sheet.place(number + 1, 0)
            raise Refused([Diagnostic(place, "stray-quote", message, help)]) from None
        values = []
    if values != [_END]:
        message = "a quotation mark opens a cell in this row or above it, and is never closed"
        raise Refused([_fault(sheet.place(max(number, 1), 0), "unclosed-cell", message)])
    return sheet._replace(rows=tuple(row for row in rows[:-1] if any(row.texts)))


def _check_swallowed(
    sheet: Sheet, number: int, values: list[str], width: int, separator: str
) -> None:
    """Refuse a cell that holds other rows: a quotation mark in it opens, and closes further down.

    Raises Refused.
    """
    for at, text in enumerate(values):
        if "\n" not in text or separator not in text:
            continue
        lines = text.split("\n")[1:]
        parted = [len(re.findall(rf"{re.escape(separator)}(?=\S|$)", line)) for line in lines]
        ends = parted[-1] == at and at > 1 and len(lines) > 0
        if width > 2 and (width - 1 in parted[:-1] or ends):
            place = sheet.place(number, at + 1, text.split("\n")[0])
            message = "this cell goes over several lines, and holds what looks like other rows"
            help = 'close its quotation mark, or take it out; a `"` within a cell is written twice'
            raise Refused([Diagnostic(place, "swallowed-rows", message, help)])


def _lines(text: str) -> io.StringIO:
    """The lines; a carriage return that stands alone ends one too."""
    return io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))


def _fault(place: Place, code: str, message: str) -> Diagnostic:
    return Diagnostic(place, code, message, "check that it is the file you mean")


def _row(sheet: Sheet, number: int, values: list[str], notes: list[Diagnostic]) -> Row:
    if len(values) > MOST_COLUMNS:
        message = f"this row has more than {MOST_COLUMNS} columns"
        raise Refused([_fault(sheet.place(number, 0), "too-many-columns", message)])
    return clean(sheet, Row(number, tuple(map(str.strip, values))), notes)


def clean(sheet: Sheet, row: Row, notes: list[Diagnostic]) -> Row:
    """The row without control characters; each cell with some, or with garbled ones, is noted."""
    joined = "\n".join(row.texts)
    garbled = [sign for sign in _GARBLED if sign in joined]
    if len(joined) <= LONGEST_CELL and not garbled and not has_controls(joined):
        return row
    texts = []
    for column, text in enumerate(row.texts, 1):
        if any(sign in text for sign in garbled):
            place = sheet.place(row.number, column, text)
            message = "letters or signs in this cell came out wrong when the file was saved"
            help = f"correct them, or {_SAVE_AS} from where they are still right"
            notes.append(Diagnostic(place, "garbled", message, help, len(text)))
        better = without_controls(text)
        if better != text:
            place = sheet.place(row.number, column, text)
            message = "this cell has control characters, which are left out"
            help = "delete them; they often come unseen with text that was copied and pasted"
            notes.append(Diagnostic(place, "control-character", message, help, len(text)))
        if len(better) > LONGEST_CELL:
            place = sheet.place(row.number, column)
            message = f"this cell has {len(better):,} characters; {LONGEST_CELL:,} of them are read"
            notes.append(Diagnostic(place, "cell-too-long", message, "look at it"))
        texts.append(better[:LONGEST_CELL].strip())
    return row._replace(texts=tuple(texts))


def _decoded(data: bytes, file: str, notes: list[Diagnostic]) -> str:
    """Raises Refused."""
    place = Place(file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            message = "the file begins as UTF-16 text, and goes on as something else"
            raise Refused([Diagnostic(place, "not-text", message, _SAVE_AS)]) from None
    if b"\0" in data:
        message = "the file is neither a spreadsheet nor text"
        raise Refused([Diagnostic(place, "not-a-sheet", message, "give a CSV or XLSX file")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = Place(file, line, 0, "", f"line {line}")
        message = f"the byte 0x{data[error.start]:02X} is neither UTF-8 nor Windows-1252"
        raise Refused([Diagnostic(place, "not-text", message, _SAVE_AS)]) from None
    message = "the file is not UTF-8; it was read as Windows-1252"
    help = f"where a letter or a £ looks wrong, {_SAVE_AS}"
    notes.append(Diagnostic(place, "windows-1252", message, help))
    return text


def _separator(text: str) -> str:
    """What separates the values: that by which most rows come out with the same number of them."""

    def fit(separator: str) -> tuple[int, int, int]:
        lines = csv.reader(_lines(text[:200_000]), delimiter=separator)
        widths: Counter[int] = Counter()
        try:
            for values in islice(lines, _LOOKED_AT):
                widths[len(values)] += 1
        except csv.Error:
            pass
        most = max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))
        return (*most, -_SEPARATORS.index(separator))

    return max(_SEPARATORS, key=fit)
