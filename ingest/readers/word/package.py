"""Opening a Word file of a stranger. The only file that knows python-docx."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from corpus.errors import ReadingError
from ingest.readers.word.marks import Element

__all__ = ["WordFile", "open_word"]

_MOST_BYTES = 200 * 2**20
_MOST_XML = 80 * 2**20
"""Unpacked; a tree takes about ten times as much memory."""
_MOST_PARTS = 10_000
_MOST_RATIO = 120
"""Text packs to a fifteenth; only a file made to burst packs to less than a hundredth."""
_SMALL = 10 * 2**20
_AGAIN = "open it in Word and save it again as .docx, or get it again"


class WordFile:
    """The parts of a Word file that hold words, parsed."""

    def __init__(self, path: Path, document: Any) -> None:
        self._path = path
        self._part = document.part
        self.body: Element = document.element.body
        if self.body is None:
            raise ValueError("it has no body")
        self.styles = self._first("styles")
        self.numbering = self._first("numbering")
        self.footnotes = self._first("footnotes")
        self.endnotes = self._first("endnotes")
        self.headers = list(self._parsed("header"))
        for root in (document.element, *self.stories()):
            self._refuse_entities(root)

    def stories(self) -> Iterator[Element]:
        """Body, footnotes and endnotes, as far as there are any."""
        yield from (root for root in (self.body, self.footnotes, self.endnotes) if root is not None)

    def _first(self, kind: str) -> Element | None:
        return next(self._parsed(kind), None)

    def _parsed(self, kind: str) -> Iterator[Element]:
        """Parts that the document refers to by the last word of their kind."""
        for relation in self._part.rels.values():
            if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
                part = relation.target_part
                yield part.element if isinstance(part, XmlPart) else parse_xml(part.blob)

    def _refuse_entities(self, root: Element) -> None:
        # Entities are never resolved, so their words would be lost without a word about it.
        if root.getroottree().docinfo.doctype:
            raise ReadingError(
                f"{self._path}: defines entities, which no Word file does, so it was not read; {_AGAIN}"
            )


def open_word(path: Path) -> WordFile:
    """Open a Word file after looking at how large it would unpack.

    Raises:
        ReadingError: It is damaged, too large, encrypted, or no Word file.
    """
    _look_before_unpacking(path)
    try:
        return WordFile(path, docx.Document(str(path)))
    except ReadingError:
        raise
    except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, OSError) as error:
        raise ReadingError(f"{path}: is damaged ({_in_words(error)}); {_AGAIN}") from None
    except (OpcError, KeyError, ValueError, AttributeError, AssertionError, TypeError) as error:
        # What python-docx raises where a part or a relation that it counts on is missing.
        raise ReadingError(
            f"{path}: is not a Word document as Word writes it ({_in_words(error)}); {_AGAIN}"
        ) from None


def _in_words(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _look_before_unpacking(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise ReadingError(f"{path}: is damaged ({_in_words(error)}); {_AGAIN}") from None
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror or error}") from None
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(f"{path}: is encrypted; save it without a password")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise ReadingError(
            f"{path}: holds no word/document.xml, so it is not a Word file; {_AGAIN}"
        )
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    bursts = unpacked > _SMALL and unpacked > _MOST_RATIO * max(packed, 1)
    if unpacked > _MOST_BYTES or xml > _MOST_XML or len(parts) > _MOST_PARTS or bursts:
        raise ReadingError(
            f"{path}: would unpack to {unpacked / 2**20:,.0f} MB in {len(parts):,} parts, which is "
            "too large or packed as no Word file is; divide it, or save it as PDF"
        )
