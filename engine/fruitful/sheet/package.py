"""The package of an XLSX workbook: a zip archive, checked before and while it is unpacked.

What is handed on is a package packed anew from the parts that were checked, so that nobody reads
the archive in another way than it was looked at here.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from fruitful.diagnostic import Diagnostic, Place, Refused

MOST_PARTS = 1_000
MOST_UNPACKED = 64_000_000
"""Bytes of all parts together."""
GREATEST_RATIO = 250
"""Times that a part may be larger than it was packed, where it is larger than a megabyte."""

WORKBOOK = "xl/workbook.xml"
_READ = ("xl/", "_rels/", "[content_types]")
_NOT_READ = ("xl/media/", "xl/drawings/", "xl/theme/", "xl/charts/", "xl/printersettings/")


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """The XML parts of a workbook's package, by name. Raises Refused."""
    entries, parts = _unpacked(data, file, ())
    if WORKBOOK not in parts:
        message = f"the file is {_kind(entries)}, and not an Excel workbook (.xlsx)"
        help = "open it in Excel or LibreOffice and save it as .xlsx"
        raise Refused([Diagnostic(Place(file), "not-a-workbook", message, help)])
    return parts


def unpack_all(data: bytes, file: str, names: tuple[str, ...]) -> dict[str, bytes]:
    """The parts of these names of another package. Raises Refused."""
    return _unpacked(data, file, names)[1]


def holds(data: bytes, name: str) -> bool:
    """Whether an archive lists a part of this name, as far as can be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return name in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError, EOFError):
        return False


def _unpacked(
    data: bytes, file: str, names: tuple[str, ...]
) -> tuple[list[zipfile.ZipInfo], dict[str, bytes]]:
    """What an archive lists, and its parts of these names, or those of a workbook."""
    place = Place(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, place)
            parts = {
                one.filename: _read(archive, one)
                for one in entries
                if (one.filename in names if names else _is_read(one.filename))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as problem:
        # RuntimeError: encrypted, or packed by a method that is not supported
        raise Refused([damaged(place, str(problem))]) from None
    except (NotImplementedError, IndexError, OverflowError):
        raise Refused([damaged(place, "it is packed in an unusual way")]) from None
    return entries, parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, unpacked no further than the archive declares; where it lies, its checksum tells."""
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def _kind(entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    return "a binary workbook (.xlsb)" if "xl/workbook.bin" in names else "a zip archive"


def damaged(place: Place, reason: str) -> Diagnostic:
    message = f"the workbook is damaged and cannot be read ({reason})"
    help = "open it in Excel or LibreOffice and save it again as .xlsx"
    return Diagnostic(place, "damaged-workbook", message, help)


def pack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a package again, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream


def _is_read(name: str) -> bool:
    folded = name.lower()
    wanted = folded.startswith(_READ) and not folded.startswith(_NOT_READ)
    return wanted and folded.endswith((".xml", ".rels"))


def _check_sizes(entries: list[zipfile.ZipInfo], place: Place) -> None:
    """By what the archive itself declares, before anything is unpacked. Raises Refused."""
    problem = ""
    names = {entry.filename.lower() for entry in entries}
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS:
        problem = f"holds {len(entries):,} parts; at most {MOST_PARTS:,} are read"
    elif len(names) < len(entries):
        problem = "holds two parts of the same name"
    elif total > MOST_UNPACKED:
        problem = f"would unpack to {total:,} bytes; at most {MOST_UNPACKED:,} are read"
    elif any(_is_bomb(entry) for entry in entries):
        problem = f"would unpack to more than {GREATEST_RATIO} times its size"
    if problem:
        help = "save only the sheet with the register as a workbook of its own"
        raise Refused([Diagnostic(place, "too-large-unpacked", f"the workbook {problem}", help)])


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1_000_000 and entry.file_size > GREATEST_RATIO * entry.compress_size
