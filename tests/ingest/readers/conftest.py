"""Readings of documents that were made for it, each made and read once."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from ingest.readers.formats import read_file
from tests.documents.checking import ReadText
from tests.documents.made import MadeDocument
from tests.documents.pdf_files import DOCUMENTS, SCANS

os.environ["OMP_THREAD_LIMIT"] = "1"  # as where documents are added: corpus/child.py


@dataclass(frozen=True, kw_only=True)
class Read:
    """What is known of a document, and what the reader made of it."""

    made: MadeDocument
    text: ReadText
    told: tuple[tuple[int, int], ...]
    """What the reader said while it read: the page and how many there are."""


@pytest.fixture(scope="session")
def read_made_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Read]:
    """Make and read a document by its name."""
    folder = tmp_path_factory.mktemp("pdf")

    @cache
    def read(name: str) -> Read:
        made = (DOCUMENTS | SCANS)[name](folder)
        told: list[tuple[int, int]] = []
        reading = read_file(made.path, lambda page, pages: told.append((page, pages)))
        return Read(made=made, text=ReadText(reading), told=tuple(told))

    return read
