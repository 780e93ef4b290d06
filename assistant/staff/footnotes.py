"""Footnotes for a Word document: python-docx has none, so the part is written here."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

__all__ = ["Footnotes"]

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
"""What stands between the text and the notes, with the numbers that Word itself gives them."""
_LINK_COLOUR = RGBColor(0x0B, 0x4F, 0x8A)


class Footnotes:
    """The notes of one document: added in the order in which they are referred to."""

    def __init__(self, document: Document) -> None:
        """Give a document the styles for notes, and what separates them from its text."""
        self._document = document
        self._notes: BaseOxmlElement = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._notes,
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._last = 0
        _add_styles(document)
        listed = OxmlElement("w:footnotePr")
        for kind, number in _SEPARATORS:
            self._notes.append(_separator(kind, number))
            listed.append(OxmlElement("w:footnote", attrs={qn("w:id"): str(number)}))
        settings = document.settings.element
        settings.find(qn("w:compat")).addprevious(listed)

    def add(self, to: Paragraph, before: str, link: tuple[str, str], after: str = "") -> int:
        """Add a note, and its mark at the end of a paragraph.

        Args:
            to: The paragraph.
            before: What the note says before its link.
            link: The words of the link, and where it leads.
            after: What it says after its link.

        Returns:
            The number of the note, from 1.
        """
        self._last += 1
        mark = _run("FootnoteReference")
        mark.append(OxmlElement("w:footnoteReference", attrs={qn("w:id"): str(self._last)}))
        to._p.append(mark)
        paragraph = OxmlElement("w:p")
        paragraph.append(_with_style("w:pPr", "w:pStyle", "FootnoteText"))
        number = _run("FootnoteReference")
        number.append(OxmlElement("w:footnoteRef"))
        paragraph.append(number)
        paragraph.append(_run("", f" {before}"))
        paragraph.append(self._link(*link))
        if after:
            paragraph.append(_run("", after))
        note = OxmlElement("w:footnote", attrs={qn("w:id"): str(self._last)})
        note.append(paragraph)
        self._notes.append(note)
        return self._last

    def _link(self, words: str, address: str) -> BaseOxmlElement:
        name = f"rId{self._last}"
        self._part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
        link = OxmlElement("w:hyperlink", attrs={qn("r:id"): name, qn("w:history"): "1"})
        link.append(_run("Hyperlink", words))
        return link


def _separator(kind: str, number: int) -> BaseOxmlElement:
    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    )


def _with_style(outer: str, inner: str, style: str) -> BaseOxmlElement:
    element = OxmlElement(outer)
    element.append(OxmlElement(inner, attrs={qn("w:val"): style}))
    return element


def _run(style: str, words: str = "") -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if style:
        run.append(_with_style("w:rPr", "w:rStyle", style))
    if words:
        text = OxmlElement("w:t", attrs={qn("xml:space"): "preserve"})
        text.text = words
        run.append(text)
    return run


def _add_styles(document: Document) -> None:
    """Word's own styles for notes and links, under the ids that Word gives them."""
    styles = document.styles
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.element.set(qn("w:styleId"), "FootnoteReference")
    mark.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = _LINK_COLOUR
    link.font.underline = True
