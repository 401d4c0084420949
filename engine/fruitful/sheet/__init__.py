"""Sheets from bytes: CSV, XLSX and ODS, hostile until they are plain rows of text."""

from __future__ import annotations

from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.sheet.grid import LARGEST_SHEET_FILE, Sheet, Unread
from fruitful.sheet.package import holds
from fruitful.sheet.separated import read_separated


class Sheets(NamedTuple):
    """What a file of sheets holds."""

    read: tuple[Sheet, ...]
    unread: tuple[Unread, ...]
    """Sheets that are too large, with what is to be said of each."""
    notes: tuple[Diagnostic, ...]
    names: frozenset[str] = frozenset()
    """The names that a workbook defines."""


_KINDS = (
    (b"%pdf", "a PDF", "give the spreadsheet that it was made from, as .xlsx or .csv"),
    (b"<!doctype html", "a web page", "open it in Excel or LibreOffice and save it as .xlsx"),
    (b"<html", "a web page", "open it in Excel or LibreOffice and save it as .xlsx"),
    (b"<table", "a web page", "open it in Excel or LibreOffice and save it as .xlsx"),
    (b"<?xml", "XML", "open it in Excel or LibreOffice and save it as .xlsx"),
    (b"{\\rtf", "a text document", "give the spreadsheet, as .xlsx or .csv"),
)


def read_sheets(data: bytes, file: str) -> Sheets:
    """Read the sheets of a file. What it is is told by its content, and not by its name.

    Raises Refused where it cannot be read, or is larger than ``grid`` says.
    """
    notes: list[Diagnostic] = []
    _refuse_other(data, file)
    ending = file.lower().rpartition(".")[2]
    if data.startswith(b"PK"):
        if holds(data, "content.xml"):
            from fruitful.sheet.opendocument import read_opendocument

            if ending not in ("ods", "ots"):
                notes.append(_misnamed(file, ending, "an OpenDocument spreadsheet"))
            read, unread, names = read_opendocument(data, file, notes)
            return Sheets(read, unread, tuple(notes), names)
        from fruitful.sheet.workbook import read_workbook

        if ending in ("csv", "tsv", "txt", "ods"):
            notes.append(_misnamed(file, ending, "an Excel workbook"))
        read, unread, names = read_workbook(data, file, notes)
        return Sheets(read, unread, tuple(notes), names)
    if ending in ("xlsx", "xlsm", "xls", "xlsb", "ods"):
        notes.append(_misnamed(file, ending, "text with separated values (CSV)"))
    return Sheets((read_separated(data, file, notes),), (), tuple(notes))


def _misnamed(file: str, ending: str, kind: str) -> Diagnostic:
    message = f"the file is called .{ending}, and is {kind}; it was read as that"
    return Diagnostic(Place(file), "misnamed", message, "give it the ending that it should have")


def _refuse_other(data: bytes, file: str) -> None:
    """Refuse what is no sheet that can be read. Raises Refused."""
    place = Place(file)
    if len(data) > LARGEST_SHEET_FILE:
        message = f"the file has more than {LARGEST_SHEET_FILE:,} bytes, the most that is read"
        help = "check that it is the file you mean; take pictures and other sheets out of it"
        raise Refused([Diagnostic(place, "file-too-large", message, help)])
    if not data.strip(b"\xef\xbb\xbf \r\n\t,;"):
        help = "give a sheet with the names of its columns and a row a partnership"
        raise Refused([Diagnostic(place, "empty-file", "the file is empty", help)])
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "the workbook is protected with a password, and cannot be opened"
            help = "open it, take the password off, and save it as .xlsx"
        else:
            message = "the workbook is in the format of Excel before 2007 (.xls)"
            help = "open it in Excel or LibreOffice and save it as .xlsx"
        raise Refused([Diagnostic(place, "old-or-encrypted", message, help)])
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, kind, help in _KINDS:
        if start.startswith(beginning):
            message = f"the file is {kind}, and not a sheet"
            raise Refused([Diagnostic(place, "not-a-sheet", message, help)])
