"""Layouts of documents as files: one NumPy archive with the pages as JSON and the places as rows."""

import hashlib
import zipfile
import zlib
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.pages import WORD_PLACE, Layout, Page

__all__ = ["layout_digest", "read_layout", "write_layout"]

_PAGES = TypeAdapter(tuple[Page, ...])


def write_layout(path: Path, layout: Layout) -> None:
    """Write a layout to a new file."""
    pages = np.frombuffer(_PAGES.dump_json(layout.pages), dtype=np.uint8)
    np.savez_compressed(path, pages=pages, places=layout.places)


def read_layout(path: Path) -> Layout:
    """Read what `write_layout` wrote.

    Raises:
        OSError: There is no such file, or it cannot be read.
        ValueError: It is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            pages, places = stored["pages"].tobytes(), stored["places"]
    except (KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path}: is damaged ({error})") from None
    if places.dtype != WORD_PLACE:
        raise ValueError(f"{path}: the places of words have another form")
    return Layout(pages=_PAGES.validate_json(pages), places=places)


def layout_digest(layout: Layout) -> str:
    """SHA-256 of everything in a layout."""
    digest = hashlib.sha256(_PAGES.dump_json(layout.pages))
    digest.update(np.ascontiguousarray(layout.places).tobytes())
    return digest.hexdigest()
