"""What the styles of a Word file say of a paragraph or a run."""

import re
from collections.abc import Iterator

from ingest.readers.word.marks import Element, child, is_on, kind_of, ns, number_in, value

__all__ = ["Styles", "is_coloured"]

_TITLE_LEVEL = 1
_FIRST_ROW = 0x20
_BODY_TEXT = "9"
_WHITE = 0xFA
_SMALLEST = 4
"""Half points: letters of two points and less are not seen."""
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of (?:figures|authorities)")
_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: (\d))?")


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default_id = ""
        self._run_properties: dict[str, dict[str, Element]] = {}
        self._default_run = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in [] if root is None else root.iterchildren(ns("style")):
            self._by_id.setdefault(value(style, "styleId"), style)
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._default_id = value(style, "styleId")

    def heading_level(self, paragraph: Element) -> int | None:
        """The level of a heading, None for other text; a document's title is level 1."""
        own = child(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return _level(value(own))
        for style in self._of_paragraph(paragraph):
            name = _name(style)
            outline = child(style, "pPr", "outlineLvl")
            if name == "title":
                return _TITLE_LEVEL
            if outline is not None:
                return _level(value(outline))
            if match := re.fullmatch(r"heading ([1-9])", name):
                return _TITLE_LEVEL + int(match[1])
        return None

    def is_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of a table of contents, or its heading."""
        return any(_CONTENTS.match(_name(style)) for style in self._of_paragraph(paragraph))

    def goes_on_item(self, paragraph: Element) -> bool:
        """Whether the style is for further paragraphs of an item."""
        return any(_name(s).startswith("list continue") for s in self._of_paragraph(paragraph))

    def list_style_level(self, paragraph: Element) -> int:
        """The level of Word's own list styles, `List Bullet 2`; 0 for other styles."""
        for style in self._of_paragraph(paragraph):
            if match := _LIST_STYLE.fullmatch(_name(style)):
                return int(match[1] or 1)
        return 0

    def numbering(self, paragraph: Element) -> tuple[str, str, list[str]]:
        """Its list and its level there, as the file names them, and the styles that it has."""
        styles = list(self._of_paragraph(paragraph))
        ids = [value(style, "styleId") for style in styles]
        for holder in (paragraph, *styles):
            found = child(holder, "pPr", "numPr")
            if found is not None and child(found, "numId") is not None:
                return value(child(found, "numId")), value(child(found, "ilvl")), ids
        return "", "", ids

    def heads_first_row(self, table: Element) -> bool:
        """Whether the style of a table sets its first row apart."""
        look = child(table, "tblPr", "tblLook")
        bits = value(look)
        by_bits = bool(re.fullmatch(r"[0-9A-Fa-f]{1,4}", bits)) and bool(int(bits, 16) & _FIRST_ROW)
        if value(look, "firstRow") not in ("1", "true", "on") and not by_bits:
            return False
        for style in self._chain(value(child(table, "tblPr", "tblStyle"))):
            if any(value(c, "type") == "firstRow" for c in style.iterchildren(ns("tblStylePr"))):
                return True
        return False

    def is_bold(self, run: Element, paragraph: Element) -> bool:
        """Whether the run is bold, by itself or by its styles."""
        return is_on(self._of_run(run, paragraph, "b"))

    def is_struck(self, run: Element, paragraph: Element) -> bool:
        """Whether the run is struck through."""
        return any(is_on(self._of_run(run, paragraph, name)) for name in ("strike", "dstrike"))

    def is_raised(self, run: Element, paragraph: Element) -> bool:
        """Whether the run is superscript."""
        return value(self._of_run(run, paragraph, "vertAlign")) == "superscript"

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """Whether the run is marked as hidden, or too small to be seen."""
        tiny = number_in(value(self._of_run(run, paragraph, "sz")), _SMALLEST + 1) <= _SMALLEST
        return tiny or is_on(self._of_run(run, paragraph, "vanish"))

    def is_white(self, run: Element, paragraph: Element) -> bool:
        """Whether the run is white and nothing of another colour is set behind it."""
        colour = value(self._of_run(run, paragraph, "color"))
        if not _is_white(colour):
            return False
        if value(self._of_run(run, paragraph, "highlight")) not in ("", "none", "white"):
            return False
        shades = [self._of_run(run, paragraph, "shd")]
        shades += [child(s, "pPr", "shd") for s in (paragraph, *self._of_paragraph(paragraph))]
        return not any(is_coloured(shade) for shade in shades)

    def _of_run(self, run: Element, paragraph: Element, name: str) -> Element | None:
        """The nearest word on a property: the run's own, its style's, its paragraph's."""
        own = child(run, "rPr")
        found = child(own, name)
        if found is not None:
            return found
        named = value(child(paragraph, "pPr", "pStyle"))
        by_paragraph = named if named in self._by_id else self._default_id
        for style_id in (value(child(own, "rStyle")), by_paragraph):
            if name in (inherited := self._inherited(style_id)):
                return inherited[name]
        return child(self._default_run, name)

    def _inherited(self, style_id: str) -> dict[str, Element]:
        """What a style says of runs by itself or by what it is based on."""
        if style_id not in self._run_properties:
            found: dict[str, Element] = {}
            for style in self._chain(style_id):
                own = child(style, "rPr")
                found = {kind_of(part): part for part in ([] if own is None else own)} | found
            self._run_properties[style_id] = found
        return self._run_properties[style_id]

    def _of_paragraph(self, paragraph: Element) -> Iterator[Element]:
        named = value(child(paragraph, "pPr", "pStyle"))
        yield from self._chain(named if named in self._by_id else self._default_id)

    def _chain(self, style_id: str) -> Iterator[Element]:
        """A style and those it is based on."""
        seen = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            style_id = value(child(style, "basedOn"))


def _name(style: Element) -> str:
    return value(child(style, "name")).lower()


def _level(outline: str) -> int | None:
    return (
        None if outline >= _BODY_TEXT or not outline.isdigit() else _TITLE_LEVEL + 1 + int(outline)
    )


def _is_white(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return all(int(colour[at : at + 2], 16) >= _WHITE for at in (0, 2, 4))


def is_coloured(shade: Element | None) -> bool:
    """Whether a shading differs from white paper."""
    if shade is None:
        return False
    fill, pattern = value(shade, "fill"), value(shade)
    if fill.lower() not in ("", "auto") and not _is_white(fill):
        return True
    return bool(value(shade, "themeFill")) or pattern not in ("", "clear", "nil")
