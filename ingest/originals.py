"""Originals: the documents themselves, put beside the catalogue by whoever runs the assistant."""

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from corpus.catalogue import Catalogue
from corpus.provenance import Provenance
from ingest.readers.formats import SUFFIXES, Format

__all__ = ["Originals"]

_PROVENANCE = TypeAdapter(Provenance)


class Originals:
    """`PLANS_DATA/originals`: one file for each document, named by its id.

    `PLANS_DATA/provenance` says where each came from.
    """

    def __init__(self, data: Path) -> None:
        self.folder = data / "originals"
        self._records = data / "provenance"
        self.replaced = data / "replaced"

    def find(self, document: str) -> Path | None:
        """Return the original of a document, or None where there is none."""
        for suffix in SUFFIXES:
            path = self.folder / f"{document}{suffix}"
            if path.exists() or path.is_symlink():
                return path
        return None

    def stray(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Say which files in the folder belong to no document, or are not read."""
        if not self.folder.is_dir():
            return ()
        notices = []
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith("."):
                continue
            if path.stem not in catalogue.by_id:
                notices.append(f"{path}: no document has the id {path.stem!r}, so it is not read")
            elif path.suffix not in SUFFIXES:
                notices.append(f"{path}: is not one of {', '.join(SUFFIXES)}, so it is not read")
            elif path != self.find(path.stem):
                notices.append(f"{path}: {self.find(path.stem)} is read in its place")
        return tuple(notices)

    def put(self, file: Path, document: str, format_: Format, provenance: Provenance) -> Path:
        """Copy a file to its place as the original of a document.

        One that is there already, of other bytes, is moved to `PLANS_DATA/replaced`.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._records.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{document}{format_.value}"
        arriving = self.folder / f".{target.name}.{os.getpid()}"
        shutil.copyfile(file, arriving)
        self._set_aside(document, file)
        record = self._records / f"{document}.json.{os.getpid()}"
        record.write_text(json.dumps(asdict(provenance)) + "\n", "utf-8")
        record.replace(self._records / f"{document}.json")
        arriving.replace(target)
        self._remove_but(document, target)
        return target

    def _set_aside(self, document: str, new: Path) -> None:
        """Keep a copy of what is about to be replaced."""
        held = self.find(document)
        if held is None or not held.is_file() or held.read_bytes() == new.read_bytes():
            return
        self.replaced.mkdir(parents=True, exist_ok=True)
        with held.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()[:12]
        shutil.copyfile(held, self.replaced / f"{document}-{digest}{held.suffix}")

    def remove(self, document: str) -> bool:
        """Remove the original of a document; says whether there was one."""
        found = self.find(document) is not None
        self._remove_but(document, None)
        (self._records / f"{document}.json").unlink(missing_ok=True)
        return found

    def provenance(self, document: str, file_sha256: str) -> Provenance | None:
        """Return where an original came from, where that is known of this very file."""
        try:
            record = _PROVENANCE.validate_json((self._records / f"{document}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return record if record.sha256 == file_sha256 else None

    def _remove_but(self, document: str, kept: Path | None) -> None:
        for suffix in SUFFIXES:
            path = self.folder / f"{document}{suffix}"
            if path != kept:
                path.unlink(missing_ok=True)
