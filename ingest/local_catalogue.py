"""The catalogue of documents that were added on this machine: `PLANS_DATA/catalogue.yaml`."""

import fcntl
import os
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import yaml

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.errors import CatalogueError, PlansError
from ingest.settings import IngestSettings

__all__ = ["LocalCatalogue", "id_for"]

_HEADER = (
    "# Documents that were added with `python -m ingest add`. Edit or remove entries freely.\n"
)


class LocalCatalogue:
    """Entries of this machine; they are read after those of the corpus folders."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self.path = settings.data / "catalogue.yaml"

    def add(self, entry: dict[str, Any]) -> Catalogue:
        """Add an entry and return the whole catalogue with it.

        Raises:
            CatalogueError: The entry is not valid beside the others; the file is as it was.
        """
        return self._replace(lambda text: text + _written(entry))

    def holds(self, document: str) -> bool:
        """Whether an entry is one of this machine's."""
        return any(entry.get("id") == document for entry in self._entries())

    def remove(self, document: str) -> None:
        """Remove an entry.

        Raises:
            CatalogueError: Other entries speak of it; the file is as it was.
        """
        self._replace(
            lambda _: _HEADER + "".join(_written(e) for e in self._entries() if e["id"] != document)
        )

    def _entries(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        read = yaml.safe_load(self.path.read_text("utf-8"))
        return [entry for entry in read or [] if isinstance(entry, dict)]

    def _replace(self, change: Callable[[str], str]) -> Catalogue:
        """Write the file anew if what comes out is valid; one process at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(".catalogue.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return self._replace_locked(change)

    def _replace_locked(self, change: Callable[[str], str]) -> Catalogue:
        before = self.path.read_text("utf-8") if self.path.exists() else None
        text = _HEADER if before is None else before
        self._write(change(text if text.endswith("\n") else f"{text}\n"))
        if not self._entries():
            self.path.unlink()
        try:
            return load_corpus(self._settings.folders).catalogue
        except CatalogueError as error:
            if before is None:
                self.path.unlink()
            else:
                self._write(before)
            raise CatalogueError([_for_people(problem) for problem in error.problems]) from None

    def _write(self, text: str) -> None:
        arriving = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        arriving.write_text(text, "utf-8")
        arriving.replace(self.path)


def _for_people(problem: str) -> str:
    """The problem of an entry that was not added has no line in the file."""
    return re.sub(r"^.*?catalogue\.yaml:\d+: ", "", problem)


def _written(entry: dict[str, Any]) -> str:
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100)


def id_for(title: str, taken: Catalogue) -> str:
    """Make an id of a title that no document has yet.

    Raises:
        PlansError: The title has no letters that an id can have.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    if not words:
        raise PlansError(f"the title {title!r} gives no id; give one with --as")
    name, number = words, 2
    while name in taken.by_id:
        name, number = f"{words}-{number}", number + 1
    return name
