"""The main text of a web page as pieces, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.readers.characters import raised
from ingest.readers.html.lists import marks_of
from ingest.readers.html.source import Element, tag_of
from ingest.readers.html.summaries import heads_what_it_opens
from ingest.readers.pieces import AGAIN, BULLET, Cell, Kind, Piece, Row, pieces_of

__all__ = ["Blocks"]

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main",
        "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol", "menu", "dir")
_BOLD = ("b", "strong")
_LONGEST_HEADING = 30
"""Words: a longer one only looks like a heading, and must be quotable."""
_DEEPEST = 9
_BACK = re.compile(r"back-?ref|reversefootnote|footnote-?back|data-footnote-backref|doc-backlink")
_MARK = re.compile(r"\s*[\[(]?(?:footnote |note )?[\d*†‡]{1,3}[\])]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What words are at a place of the page."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    mark: str = BULLET
    lists: int = 0
    """How many lists are around it."""


class Blocks:
    """Walks through an element, block by block."""

    def __init__(self, top: Element) -> None:
        self._top = top
        self._made: list[Piece] = []
        self._words: list[str] = []
        self._plain = False
        """Whether any word since the last block is not bold."""
        self._bold = 0
        self._kept_lines = 0
        self._level = 0
        """Of the last heading."""

    def pieces(self) -> list[Piece]:
        """Return what the element holds."""
        if tag_of(self._top) in _HEADINGS:
            self._block(self._top, tag_of(self._top), _Place())
        else:
            self._flush(self._inside(self._top, _Place()))
        return self._made

    def _inside(self, element: Element, place: _Place) -> _Place:
        """Read what is in an element; returns what words after it would be."""
        self._add(element.text)
        for part in element:
            place = self._element(part, place)
            self._add(part.tail)
        return place

    def _element(self, part: Element, place: _Place) -> _Place:
        tag = tag_of(part)
        if tag == "br":
            self._words.append("\n")
        elif any(map(_is_block, part.iter())):
            place = self._flush(place)
            place = self._block(part, tag, place)
        elif tag in ("sup", "a") and _refers_to_note(part, tag):
            pass
        elif tag == "sup":
            self._add(raised("".join(part.itertext())))
        elif tag == "q":
            # Browsers show the marks though the page does not hold them.
            self._add("“")
            self._inside(part, place)
            self._add("”")
        else:
            self._bold += tag in _BOLD
            place = self._inside(part, place)
            self._bold -= tag in _BOLD
        return place

    def _block(self, part: Element, tag: str, place: _Place) -> _Place:
        """Read a block; returns what words right after it are."""
        if tag in _HEADINGS:
            self._heading(part, _HEADINGS[tag])
        elif tag == "summary" and heads_what_it_opens(part, self._top):
            level = self._level
            self._heading(part, min(level + 1, 7))
            self._level = level
        elif tag in _LISTS or tag == "dl":
            self._list(part, place)
        elif tag == "table":
            self._table(part)
        elif tag == "hr":
            pass
        else:
            self._kept_lines += tag == "pre"
            place = self._flush(self._inside(part, place))
            self._kept_lines -= tag == "pre"
        return place

    def _heading(self, part: Element, level: int) -> None:
        words = len(" ".join(part.itertext()).split())
        kind = Kind.HEADING if words <= _LONGEST_HEADING else Kind.PARAGRAPH
        before = len(self._made)
        self._flush(self._inside(part, _Place(kind=kind, level=level)))
        if len(self._made) > before:
            self._level = level

    def _list(self, part: Element, place: _Place) -> None:
        around = place.lists + 1
        marks = iter(marks_of(part))
        for entry in part:
            tag = tag_of(entry)
            if tag in ("li", "dt", "dd"):
                level = min(around + (tag == "dd"), _DEEPEST)
                mark = AGAIN if tag == "dd" else next(marks, BULLET)
                item = _Place(kind=Kind.ITEM, level=level, mark=mark, lists=around)
                if any(tag_of(inner) in _HEADINGS for inner in entry.iterdescendants()):
                    item = _Place(lists=place.lists)  # A list of cards, each a text of its own.
                self._flush(self._inside(entry, item))
            else:
                # Terms of a list may stand in groups; lists stand in lists without an item.
                inner = replace(place, lists=around if tag in _LISTS else place.lists)
                if tag == "div" and tag_of(part) == "dl":
                    self._list(entry, place)
                else:
                    self._flush(self._element(entry, inner))
            self._add(entry.tail)
            self._flush(_Place())

    def _table(self, part: Element) -> None:
        for caption in part.iterchildren("caption"):
            self._flush(self._inside(caption, _Place()))
        rows = tuple(_rows_of(part))
        if part.get("role") in ("presentation", "none"):
            for row in rows:
                for cell in row.cells:
                    self._made += cell.pieces
        else:
            self._made.append(Piece(kind=Kind.TABLE, rows=rows))

    def _add(self, text: str | None) -> None:
        if text:
            self._plain |= not self._bold and not text.isspace()
            self._words.append(text if self._kept_lines else " ".join(_split(text)))

    def _flush(self, place: _Place) -> _Place:
        """Make pieces of the words so far; returns what more words at the place would be."""
        raw, bold = "".join(self._words), not self._plain
        self._words, self._plain = [], False
        made = list(
            pieces_of(raw, place.kind, level=place.level, mark=place.mark, bold=bold)
            if place.kind is not Kind.PARAGRAPH
            else pieces_of(raw, Kind.PARAGRAPH, bold=bold)
        )
        self._made += made
        return replace(place, mark=AGAIN) if made and place.kind is Kind.ITEM else place


def _is_block(element: Element) -> bool:
    """Whether it stands on lines of its own, as far as the page itself says so."""
    set_so = re.search(r"display:\s*(?:block|flex|grid|table|list)", element.get("style") or "")
    return (
        tag_of(element) in _BLOCKS
        or bool(set_so)
        or "block" in (element.get("class") or "").split()
    )


def _split(text: str) -> list[str]:
    """Divide at white space; what is empty at an end keeps a space there."""
    return re.split(r"\s+", text)


def _refers_to_note(part: Element, tag: str) -> bool:
    """Whether it is the mark of a footnote, or the way back from one."""
    words = "".join(part.itertext())
    links = [part] if tag == "a" else list(part.iter("a"))
    local = [link for link in links if (link.get("href") or "").startswith("#")]
    named = " ".join(f"{e.get('class')} {e.get('role')} {e.get('rel')}" for e in (part, *links))
    if any(link.get("role") == "doc-noteref" for link in links) or _BACK.search(named):
        return True
    if local and words.strip() in ("↩", "↩︎", "↑", "^", "⇑", "⤴"):
        return True
    inside_sup = tag == "sup" or any(tag_of(above) == "sup" for above in part.iterancestors())
    return bool(local) and inside_sup and bool(_MARK.fullmatch(words))


def _rows_of(table: Element) -> Iterator[Row]:
    """The rows of a table, without those of tables in it, its foot last."""
    parts = [part for part in table if tag_of(part) in ("thead", "tbody", "tfoot", "tr")]
    parts.sort(key=lambda part: (tag_of(part) == "tfoot", tag_of(part) != "thead"))
    for part in parts:
        for row in [part] if tag_of(part) == "tr" else part.iterchildren("tr"):
            cells = list(row.iterchildren("td", "th"))
            named = all(tag_of(cell) == "th" for cell in cells)
            yield Row(
                cells=tuple(_cell(cell) for cell in cells),
                header=bool(cells) and (named or tag_of(part) == "thead"),
            )


def _cell(cell: Element) -> Cell:
    made = tuple(Blocks(cell).pieces())
    bold = bool(made) and all(piece.bold or piece.kind is Kind.HEADING for piece in made)
    return Cell(
        pieces=made,
        columns=_count(cell.get("colspan")),
        rows=_count(cell.get("rowspan")),
        strong=bold or tag_of(cell) == "th",
    )


def _count(number: str | None) -> int:
    return max(1, int(number)) if number and re.fullmatch(r"[0-9]{1,3}", number) else 1
