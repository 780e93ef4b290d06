"""All the PDFs with known words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.documents import pdf_breaks as breaks
from tests.documents import pdf_columns as columns
from tests.documents import pdf_furniture as furniture
from tests.documents import pdf_hidden as hidden
from tests.documents import pdf_letters as letters
from tests.documents import pdf_scans as scans
from tests.documents import pdf_tables as tables
from tests.documents.made import MadeDocument
from tests.documents.pdf_long import write_long

__all__ = ["DOCUMENTS", "SCANS", "write_all"]

_PAGES_OF_LONG = 300

DOCUMENTS: dict[str, Callable[[Path], MadeDocument]] = {
    "two columns": columns.two_columns,
    "interleaved columns": columns.interleaved_columns,
    "three columns": columns.three_columns,
    "pull-quote": columns.pull_quote,
    "side-bar": columns.side_bar,
    "running headers": furniture.running_headers,
    "bare numbers": furniture.bare_numbers,
    "foreword, labels in the file": furniture.foreword_with_labels,
    "foreword, labels printed only": furniture.foreword_without_labels,
    "footnotes": breaks.footnotes,
    "sentences over breaks": breaks.sentences_over_breaks,
    "headings": breaks.headings,
    "letter": breaks.letter,
    "ruled table": tables.ruled_table,
    "unruled table": tables.unruled_table,
    "shaded table": tables.shaded_table,
    "table over pages, headed again": tables.table_over_pages_headed_again,
    "table over pages, headed once": tables.table_over_pages_headed_once,
    "sideways": tables.sideways_table,
    "lists": tables.lists,
    "hyphenation": letters.hyphenation,
    "ligatures and quotes": letters.ligatures_and_quotes,
    "other scripts": letters.other_scripts,
    "typesetter's tricks": letters.typesetters_tricks,
    "recognised scan": scans.scanned_with_words,
    "unusual but visible": hidden.unusual_but_visible,
    "printer's marks": hidden.printers_marks,
    **{f"hidden: {way}": partial(hidden.hidden_words, way=way) for way in hidden.WAYS_TO_HIDE},
    "long": lambda folder: write_long(folder / "long.pdf", _PAGES_OF_LONG),
}
"""What writes each document into a folder, by its name."""

SCANS: dict[str, Callable[[Path], MadeDocument]] = {
    "scanned page": scans.scanned_page,
    "scanned document": scans.scanned_document,
    "scan inside": scans.scan_inside,
    "letters without names": scans.letters_without_names,
}
"""The same for documents that hold pages without text, which must be recognised."""


def write_all(folder: Path) -> list[MadeDocument]:
    """Write all of them."""
    return [write(folder) for write in (*DOCUMENTS.values(), *SCANS.values())]
