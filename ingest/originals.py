"""Originals: the documents themselves, put beside the catalogue by whoever runs the assistant."""

import os
import shutil
from difflib import get_close_matches
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import PlansError
from ingest.reading import SUFFIXES, read_text

__all__ = ["add_original", "find_original", "stray_originals"]


def find_original(folder: Path, document: str) -> Path | None:
    """Return the original of a document, or None where there is none."""
    for suffix in SUFFIXES:
        path = folder / f"{document}{suffix}"
        if path.exists() or path.is_symlink():
            return path
    return None


def stray_originals(folder: Path, catalogue: Catalogue) -> tuple[str, ...]:
    """Say which files in the originals folder belong to no document."""
    if not folder.is_dir():
        return ()
    notices = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.stem not in catalogue.by_id:
            notices.append(f"{path}: no document has the id {path.stem!r}, so it is not read")
        elif path.suffix not in SUFFIXES:
            notices.append(f"{path}: is not one of {', '.join(SUFFIXES)}, so it is not read")
    return tuple(notices)


def add_original(file: Path, document: str, catalogue: Catalogue, folder: Path) -> Path:
    """Copy a file to its place as the original of a document; it replaces one that is there.

    Raises:
        PlansError: No document has that id, or the file cannot be read as text.
    """
    if document not in catalogue.by_id:
        near = get_close_matches(document, catalogue.by_id, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise PlansError(f"no document in the catalogue has the id {document!r}{hint}")
    read_text(file)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{document}{file.suffix.lower()}"
    arriving = folder / f".{target.name}.{os.getpid()}"
    shutil.copyfile(file, arriving)
    for suffix in SUFFIXES:
        if (other := folder / f"{document}{suffix}") != target:
            other.unlink(missing_ok=True)
    arriving.replace(target)
    return target
