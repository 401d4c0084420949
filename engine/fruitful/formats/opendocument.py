"""A report as an OpenDocument text: the Word document, converted by LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from fruitful.formats import FormatMissing, Look
from fruitful.formats.package import repacked
from fruitful.formats.word import write as write_word
from fruitful.report.blocks import Report

_PROGRAMS = ("soffice", "libreoffice")
_MOST_SECONDS = 120
_MISSING = (
    "an OpenDocument text is made by LibreOffice, which is not found here: install it, or write a"
    " Word document, which LibreOffice opens: name a file that ends with .docx"
)
_FAILED = "LibreOffice could not make an OpenDocument text; write a Word document (.docx) instead"
_WHEN = re.compile(
    rb"<(meta:creation-date|dc:date|meta:editing-duration|meta:generator|meta:editing-cycles)>"
    rb"[^<]*</\1>"
)

_SESSION = re.compile(rb'(<config:config-item config:name="Rsid(?:Root)?"[^>]*>)[0-9]+')
_LIST = re.compile(rb'"list([0-9]+)"')


class _Numbered(dict[bytes, int]):
    """The numbers of names, in the order in which they come."""

    def __missing__(self, name: bytes) -> int:
        self[name] = len(self) + 1
        return self[name]

    def __call__(self, found: re.Match[bytes]) -> bytes:
        return b'"list%d"' % self[found[1]]


def write(report: Report, look: Look) -> bytes:
    """The bytes of the document. Raises FormatMissing where there is no LibreOffice."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FormatMissing(_MISSING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        path.write_bytes(write_word(report, look))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "odt", "--outdir", folder]
        environment = {**os.environ, "HOME": folder}
        try:
            subprocess.run(  # noqa: S603  (LibreOffice, and names that are ours)
                [*command, str(path)],
                check=True,
                capture_output=True,
                timeout=_MOST_SECONDS,
                env=environment,
            )
            return repacked(path.with_suffix(".odt").read_bytes(), _timeless)
        except (OSError, subprocess.SubprocessError):
            raise FormatMissing(_FAILED) from None


def _timeless(name: str, part: bytes) -> bytes:
    """A part without what differs from one conversion to the next.

    That is the time, the program, the session, and the names that it draws for lists.
    """
    if not name.endswith(".xml"):
        return part
    return _LIST.sub(_Numbered(), _SESSION.sub(rb"\g<1>0", _WHEN.sub(b"", part)))
