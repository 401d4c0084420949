"""The Word document that a report is written into: the council's own styles, or plain ones."""

from __future__ import annotations

import io
from typing import Any

from fruitful.diagnostic import Diagnostic, Place, Refused

_BODY = "word/document.xml"
_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 10.5}
_DARK = "17365D"
_GRID = "Table Grid"


def opened(template: bytes | None, file: str = "the template") -> Any:
    """A document to write into, with nothing in its body. Raises ImportError or Refused."""
    import docx

    if template is None:
        document = docx.Document()
        _plain(document)
    else:
        document = _from(template, file)
    _in_british_english(document)
    return document


def _from(template: bytes, file: str) -> Any:
    import docx

    from fruitful.sheet.package import MOST_UNPACKED, unpack_all

    try:
        unpack_all(template, file, (_BODY,))
        document = docx.Document(io.BytesIO(template))
        body = document.element.body
        for element in list(body):
            if not element.tag.endswith("}sectPr"):
                body.remove(element)
    except Exception:  # whatever a damaged file does to its reader
        message = (
            "this is no Word document (.docx), or it is damaged, or it unpacks to more than "
            f"{MOST_UNPACKED:,} bytes"
        )
        help = "save one with the council's styles, header and footer in Word, as .docx"
        raise Refused([Diagnostic(Place(file), "not-word", message, help)]) from None
    return document


def _plain(document: Any) -> None:
    """A4, a quiet text in one face, and page numbers."""
    from docx.shared import Mm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(20)
        _page_number(section.footer.paragraphs[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor.from_string(_DARK)
        fonts = style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if "Theme" in attribute or "theme" in attribute:
                del fonts.attrib[attribute]
    document.styles["Caption"].font.size = Pt(9)
    document.styles["Caption"].font.bold = False
    document.styles["Caption"].font.color.rgb = RGBColor(0x40, 0x40, 0x40)


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("Page ")
    _field(paragraph, "PAGE")


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _in_british_english(document: Any) -> None:
    """The language that a spelling checker, or a reader aloud, takes the text to be in."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    if defaults is None or defaults.find(f".//{qn('w:lang')}") is None:
        from docx.oxml import OxmlElement

        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        document.styles["Normal"].element.get_or_add_rPr().append(language)


class Styles:
    """The styles of a document; those that its template lacks are made when they are needed."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known = {style.name for style in document.styles}

    def paragraph(self, name: str) -> str | None:
        """The style of a paragraph, or None for the usual one."""
        return self._made(name) if name else None

    def listed(self, *, numbered: bool, depth: int) -> str:
        """The style of an entry of a list."""
        name = "List Number" if numbered else "List Bullet"
        return self._made(f"{name} {min(depth, 3)}" if depth > 1 else name)

    def table(self) -> str | None:
        """The style of tables; None where the template has none with lines."""
        return _GRID if _GRID in self._known else None

    def _made(self, name: str) -> str:
        if name not in self._known:
            from docx.enum.style import WD_STYLE_TYPE
            from docx.shared import Mm, Pt

            style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            style.base_style = self._document.styles["Normal"]
            if name in _SIZES:
                style.font.bold, style.font.size = True, Pt(_SIZES[name])
                style.paragraph_format.keep_with_next = True
            elif name.startswith("List"):
                style.paragraph_format.left_indent = Mm(6)
            self._known.add(name)
        return name

    def numbering(self, start: int) -> int | None:
        """A numbering of its own, which begins there; None where the template has no lists."""
        from docx.oxml.ns import qn

        style = self._document.styles[self._made("List Number")]
        properties = style.element.pPr
        known = properties.numPr if properties is not None else None
        if known is None or known.numId is None:
            return None
        numbering = self._document.part.numbering_part.numbering_definitions._numbering
        kind = numbering.num_having_numId(known.numId.val).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        number: int = made.get(qn("w:numId")) and int(made.get(qn("w:numId")))
        return number

    def number(self, paragraph: Any, numbering: int) -> None:
        """Let a paragraph have the next number of a numbering."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbering

    def repeat(self, row: Any) -> None:
        """Let a table's first row stand on each page that the table goes on to."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        header = OxmlElement("w:tblHeader")
        header.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(header)

    def keep_whole(self, row: Any) -> None:
        """Let a row stand on one page."""
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def describe(self, table: Any, text: str) -> None:
        """What is read aloud in a table's place."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for name in ("w:tblCaption", "w:tblDescription"):
            said = OxmlElement(name)
            said.set(qn("w:val"), text)
            table._tbl.tblPr.append(said)

    def widths(self, table: Any, weights: list[int]) -> None:
        """Share the width of the page among the columns."""
        section = self._document.sections[-1]
        whole = section.page_width - section.left_margin - section.right_margin
        table.autofit = False
        for column, weight in zip(table.columns, weights, strict=True):
            width = int(whole * weight / sum(weights))
            column.width = width
            for cell in column.cells:
                cell.width = width

    def to_the_right(self, paragraph: Any) -> None:
        """Numbers stand below one another."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
