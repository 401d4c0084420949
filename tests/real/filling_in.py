"""Fill in a register in LibreOffice itself, as somebody would, and save it.

    /usr/bin/python3 filling_in.py TEMPLATE ANSWERS.json PROFILE_FOLDER SAVED.xlsx SAVED.ods

Run by the Python that Debian's python3-uno is made for, which need not be the one of the tests.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop(pipe):
    """LibreOffice's desktop, once it is there."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def fill(document, rows):
    """Type answers below the header; what begins with = is typed as a number or a date."""
    sheet = document.Sheets.getByIndex(0)
    names = {}
    while sheet.getCellByPosition(len(names), 0).String:
        names[sheet.getCellByPosition(len(names), 0).String] = len(names)
    for at, row in enumerate(rows, 1):
        for name, text in row.items():
            cell = sheet.getCellByPosition(names[name], at)
            if text.startswith("="):
                cell.Formula = text[1:]
            else:
                cell.String = text


def main(template, answers, folder, *saved):
    pipe = f"fruitful{time.monotonic_ns()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(folder).resolve().as_uri()}", "--headless",
         "--norestore", f"--accept=pipe,name={pipe};urp;"]
    )  # fmt: skip
    try:
        top = desktop(pipe)
        hidden = (setting("Hidden", True),)
        document = top.loadComponentFromURL(Path(template).resolve().as_uri(), "_blank", 0, hidden)
        fill(document, json.loads(Path(answers).read_text(encoding="utf-8")))
        for path in map(Path, saved):
            kind = (setting("FilterName", FILTERS[path.suffix]),)
            document.storeToURL(path.resolve().as_uri(), kind)
        document.close(False)
        top.terminate()
    finally:
        try:
            office.wait(30)
        except subprocess.TimeoutExpired:
            office.kill()


main(*sys.argv[1:])
