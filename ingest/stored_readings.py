"""Readings that are kept, so that a file is read once, whatever happens to the run that read it.

A reading is named by the SHA-256 of its file and of the code that read it.
"""

import hashlib
import json
import shutil
from collections.abc import Collection
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from corpus.documents import Section
from corpus.layouts import read_layout, write_layout
from ingest.readers.ocr import can_recognise
from ingest.readers.reading import Reading

__all__ = ["StoredReadings", "read_reading", "write_reading"]

_HERE = Path(__file__).parent
_SECTIONS = TypeAdapter(tuple[Section, ...])
_READ_BY = ("readers/**/*.py", "blocks.py", "sentences.py", "text_builder.py")


def write_reading(folder: Path, reading: Reading) -> None:
    """Write a reading into an existing folder."""
    write_layout(folder / "layout.npz", reading.layout)
    sections = [asdict(section) for section in reading.sections]
    content = {"text": reading.text, "notes": reading.notes, "sections": sections}
    (folder / "reading.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def read_reading(folder: Path) -> Reading:
    """Read what `write_reading` wrote.

    Raises:
        OSError: It is not there.
        ValueError: It is damaged.
    """
    content = json.loads((folder / "reading.json").read_text("utf-8"))
    return Reading(
        text=content["text"],
        sections=_SECTIONS.validate_python(content["sections"]),
        layout=read_layout(folder / "layout.npz"),
        notes=tuple(content["notes"]),
    )


class StoredReadings:
    """A folder of readings; each is written beside its place and then moved there in one step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, file_sha256: str) -> Path:
        """Return where the reading of a file is, or is to be."""
        ability = "ocr" if can_recognise() else "text"
        return self.folder / f"{file_sha256[:32]}-{_reader_digest()[:12]}-{ability}"

    def get(self, file_sha256: str) -> Reading | None:
        """Return the reading of a file, or None where there is none that can be read."""
        try:
            return read_reading(self.place(file_sha256))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep_only(self, files_sha256: Collection[str]) -> None:
        """Remove the readings of all other files, and what interrupted runs left."""
        kept = {self.place(file_sha256).name for file_sha256 in files_sha256}
        for place in self.folder.glob("*"):
            if place.name not in kept:
                shutil.rmtree(place, ignore_errors=True)


@cache
def _reader_digest() -> str:
    """SHA-256 of the code that reads, so that what older code read is read again."""
    digest = hashlib.sha256()
    for pattern in _READ_BY:
        for path in sorted(_HERE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
