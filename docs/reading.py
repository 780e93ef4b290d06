"""Write docs/reading.md: how well the readers read documents of which every word is known.

`python -m docs.reading` makes the documents anew in a temporary folder, reads them and writes the
page. They are the ones that the tests use: `tests/documents/`.
"""

import importlib
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import SpanKind
from corpus.errors import ReadingError
from corpus.text import normalise, row_in_words
from ingest.readers.formats import read_file
from ingest.readers.ocr import can_recognise
from tests.documents.checking import ReadText
from tests.documents.made import MadeDocument, MadeRow

ROOT = Path(__file__).resolve().parent.parent
MADE_BY = {
    "PDF": "tests.documents.pdf_files",
    "Word": "tests.documents.word_files",
    "Web pages": "tests.documents.web_pages",
}
"""Modules with a `write_all(folder)`, by the title of their part."""

HEAD = """# How well documents are read

Written by `.venv/bin/python -m docs.reading`; do not edit.

These documents are made by the tests, in invented words, so that every sentence is known together \
with its page, headings and place; the same words are held to the readers by `tests/ingest/readers/`. \
They show which layouts are read, not how often a document of the world is read without a mistake.

A sentence is **right** if the stored text holds it as one run, after the declared normalisation \
alone, and if it can be quoted; its **page** is right if a citation leads to the page on which it \
begins. Rows are right with their column headings, items of lists with the words that introduce \
them. **Left out** counts words that must not be in the text, such as running headers and words \
that nobody can see, and are not. Text recognition: {recognition}. Seconds: on {cores} shared cores.
"""


@dataclass(frozen=True, kw_only=True)
class Score:
    """How much of a document was read right."""

    name: str
    about: str
    pages: int = 0
    sentences: tuple[int, int] = (0, 0)
    """How many are right, and how many there are; so for the others."""
    on_page: tuple[int, int] = (0, 0)
    rows: tuple[int, int] = (0, 0)
    items: tuple[int, int] = (0, 0)
    left_out: tuple[int, int] = (0, 0)
    seconds: float = 0
    problem: str = ""
    """Why it could not be read at all."""


def main() -> int:
    """Write the page; returns the exit status."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as where documents are added: corpus/child.py
    recognition = "Tesseract" if can_recognise() else "not installed"
    parts = [HEAD.format(recognition=recognition, cores=os.cpu_count())]
    with tempfile.TemporaryDirectory() as folder:
        for title, module in MADE_BY.items():
            write_all = _write_all(module)
            if write_all:
                inner = Path(folder) / title
                inner.mkdir()
                scores = [score_of(made) for made in write_all(inner)]
                parts.append(f"## {title}\n\n{table_of(scores)}\n{contents_of(scores)}")
    (ROOT / "docs" / "reading.md").write_text("\n".join(parts), "utf-8")
    return 0


def _write_all(module: str) -> Callable[[Path], list[MadeDocument]] | None:
    if importlib.util.find_spec(module) is None:
        return None
    found: Callable[[Path], list[MadeDocument]] = importlib.import_module(module).write_all
    return found


def score_of(made: MadeDocument) -> Score:
    """Read a document and hold it to what is known of it."""
    name, start = made.path.name, time.perf_counter()
    try:
        reading = read_file(made.path, lambda _page, _pages: None)
    except ReadingError as error:
        problem = str(error).removeprefix(f"{made.path}: ")
        return Score(name=name, about=made.about, problem=problem)
    seconds = time.perf_counter() - start
    text = ReadText(reading)
    right = [sentence for sentence in made.sentences if text.is_right(sentence)]
    paged = [sentence for sentence in made.sentences if sentence.page]
    rows, items = _rows_and_items(text)
    return Score(
        name=name,
        about=made.about,
        pages=len(reading.layout.pages),
        sentences=(len(right), len(made.sentences)),
        on_page=(sum(s in right and text.on_right_page(s) for s in paged), len(paged)),
        rows=(sum(_in_words(row) in rows for row in made.rows), len(made.rows)),
        items=(
            sum((normalise(i.text), normalise(i.lead)) in items for i in made.items),
            len(made.items),
        ),
        left_out=(sum(words not in reading.text for words in made.never), len(made.never)),
        seconds=seconds,
    )


def _in_words(row: MadeRow) -> str:
    header, cells = (f"| {' | '.join(part)} |" for part in (row.header, row.cells))
    return normalise(row_in_words(header, cells))


def _rows_and_items(text: ReadText) -> tuple[set[str], set[tuple[str, str]]]:
    """The rows of a text in words, and its items with what introduces them."""
    rows, items = set(), set()
    for section in text.reading.sections:
        for span in section.spans:
            words = text.reading.text[span.start : span.end]
            if span.kind is SpanKind.ROW:
                rows.add(normalise(row_in_words(span.lead, words)))
            elif span.kind is SpanKind.ITEM:
                items.add((normalise(words), normalise(span.lead)))
    return rows, items


def table_of(scores: Sequence[Score]) -> str:
    """Return the figures of documents as a Markdown table."""
    lines = [
        "| document | pages | sentences right | pages right | rows right | items right "
        "| left out | seconds per page |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [_line(score) for score in scores]
    return "\n".join(lines) + "\n"


def _line(score: Score) -> str:
    if score.problem:
        return f"| {score.name} | not read: {score.problem} | | | | | | |"
    pairs = (score.sentences, score.on_page, score.rows, score.items, score.left_out)
    counts = [_of(pair) for pair in pairs]
    pace = f"{score.seconds / max(score.pages, 1):.3f}"
    cells = [score.name, str(score.pages or ""), *counts, pace]
    return f"| {' | '.join(cells)} |"


def _of(pair: tuple[int, int]) -> str:
    right, of = pair
    return f"{right:,} of {of:,}" if of else ""


def contents_of(scores: Sequence[Score]) -> str:
    """Return what the documents hold as a list, where that is known."""
    return "".join(f"- {score.name}: {score.about}\n" for score in scores if score.about)


if __name__ == "__main__":
    sys.exit(main())
