"""How a briefing looks: an A4 page, headings, a table, the number of the page."""

import datetime as dt
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

__all__ = ["add_table", "new_document"]

_FONT = "Arial"
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_HEADING_SIZES = {"Title": 26, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11}
_UNUSED = ("stylesWithEffects", "customXml", "thumbnail")
_SHADE = "E6ECF2"


def new_document(title: str, prepared: dt.date, office: str) -> Document:
    """Return an empty document in British English on A4, with styles and numbered pages."""
    document = docx.Document()
    _drop_unused(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, office, office
    about.subject, about.comments, about.language = "Commitments and what was done", "", "en-GB"
    about.created = about.modified = dt.datetime.combine(prepared, dt.time())
    _set_language(document)
    _set_styles(document)
    _number_pages(section.footer.paragraphs[0])
    return document


def add_table(
    document: Document,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    total: Sequence[str],
) -> None:
    """Add a table of words and figures, with a heading row that stands on every page."""
    table = document.add_table(rows=0, cols=len(headings), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for place, cells in enumerate((headings, *rows, total)):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if not place:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        strong = place in (0, len(rows) + 1)
        for column, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, words, strong=strong, figure=column > 0)
            if not place:
                shade = parse_xml(
                    f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>'
                )
                cell._tc.get_or_add_tcPr().append(shade)


def _fill(cell: _Cell, words: str, *, strong: bool, figure: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(words).bold = strong
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.space_before = Pt(3)
    if figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _drop_unused(document: Document) -> None:
    """Take out what the library's own template brings and no briefing has."""
    for part in (document.part, document.part.package):
        for name, each in list(part.rels.items()):
            if each.reltype.rpartition("/")[2] in _UNUSED:
                del part.rels[name]


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


def _set_styles(document: Document) -> None:
    styles = document.styles
    for name in ("Normal", "Subtitle", "Quote", "List Bullet", "List Continue", *_HEADING_SIZES):
        style = styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), _FONT)
        style.font.color.rgb = _INK
        style.font.italic = False
    normal = styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in _HEADING_SIZES.items():
        styles[name].font.size = Pt(size)
    styles["Subtitle"].font.size = Pt(12)
    styles["Quote"].paragraph_format.left_indent = Mm(6)
    styles["Quote"].paragraph_format.keep_with_next = True


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
