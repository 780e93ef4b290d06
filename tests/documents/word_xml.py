"""Writes Word files from pieces of their XML, because python-docx cannot make half of what Word does."""

from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

__all__ = ["WORD", "box", "cell", "drawn", "field", "item", "para", "row", "run", "save", "table"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{WORD}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, props: str = "") -> str:
    """A run; `props` are elements such as `<w:b/>`."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*inner: str, style: str = "", props: str = "") -> str:
    """A paragraph of runs; a text that is no XML becomes one."""
    runs = "".join(part if part.startswith("<") else run(part) for part in inner)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{runs}</w:p>"


def item(text: str, level: int = 0, number: int = 71) -> str:
    """An item of the bulleted list 71 or the numbered list 72 or 73."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(text, style="ListParagraph", props=listed)


def cell(*paragraphs: str, props: str = "") -> str:
    """A cell of paragraphs, or of one text."""
    inner = "".join(part if part.startswith("<") else para(part) for part in paragraphs)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A row of cells, each as XML or as its text."""
    inner = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr>"


def table(*rows: str, props: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def field(code: str, shown: str) -> str:
    """A field with its code and what it shows, which may be XML that goes on over paragraphs."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    coded = f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
    return f"{marks[0]}{coded}{marks[1]}{shown}{marks[2]}"


def drawn(inner: str, *, behind: bool = False) -> str:
    """A run with something drawn, as newer programs write it."""
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{int(behind)}"><a:graphic><a:graphicData>{inner}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def box(*paragraphs: str) -> str:
    """A run with a text box, written twice as Word does it: for newer and for older programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = drawn(f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>")[5:-6]
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def save(
    path: Path,
    *blocks: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    styles: str = "",
    header: str = "",
) -> Path:
    """Write a Word file of blocks; the notes' values are paragraphs."""
    document = docx.Document()
    body = document.element.body
    for block in parse_xml(f"<w:body {_NAMES}>{''.join(blocks)}</w:body>"):
        body.insert(len(body) - 1, block)  # before the section's properties
    for style in parse_xml(f"<w:styles {_NAMES}>{styles}</w:styles>"):
        document.styles.element.append(style)
    numbering = document.part.numbering_part.element
    for number, entry in enumerate(parse_xml(f"<w:numbering {_NAMES}>{_LISTS}</w:numbering>")):
        numbering.insert(number, entry) if entry.tag.endswith("abstractNum") else numbering.append(
            entry
        )
    if header:
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = f"{header}, page 1"
    for kind, relation, notes in (
        ("footnote", RELATIONSHIP_TYPE.FOOTNOTES, footnotes),
        ("endnote", RELATIONSHIP_TYPE.ENDNOTES, endnotes),
    ):
        if notes:
            inner = "".join(
                f'<w:{kind} w:id="{number}">{note}</w:{kind}>' for number, note in notes.items()
            )
            blob = f'<w:{kind}s {_NAMES}><w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>{inner}</w:{kind}s>'
            name = PackURI(f"/word/{kind}s.xml")
            part = Part(name, f"{_TYPES}.{kind}s+xml", blob.encode(), document.part.package)
            document.part.relate_to(part, relation)
    document.save(str(path))
    return path


def _list(number: int, form: str, *texts: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(texts)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'


_LISTS = (
    _list(71, "bullet", "\uf0b7", "o", "\uf0a7")
    + _list(72, "decimal", "%1.", "(%2)")
    + _list(73, "decimal", "%1.")
    + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/></w:num>'
        for number, of in ((71, 71), (72, 72), (73, 73), (74, 73))
    )
)
