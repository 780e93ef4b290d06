"""The state of the corpus as anybody may see it: without the paths of files on this machine."""

import re
import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath

from assistant.web.originals import Holdings
from corpus.health import CorpusHealth, DocumentHealth, corpus_health, read_run

__all__ = ["PublicHealth", "without_paths"]

# At the start of a message a path may hold spaces; elsewhere it ends at one.
_LEADING = re.compile(r"^(?:/|\.{1,2}/|~|[A-Za-z]:[\\/]|[\w.-]+/)[^\n]*?: (?=\S)")
_ANYWHERE = re.compile(
    r"(?<![\w:/.])(?:file://)?(?:/|\.{1,2}/|~/|[A-Za-z]:\\)(?:[^\s:;,()/\\]+[/\\])+"
)


def without_paths(message: str, *folders: Path) -> str:
    """Leave out of a message where files lie on this machine; their names may stay.

    Args:
        message: Perhaps with a path at its start, or anywhere.
        folders: Known places of files, which may have spaces in their names.
    """
    for folder in _written(folders):
        message = message.replace(folder, "")
    return _ANYWHERE.sub("", _LEADING.sub("", message))


@lru_cache(maxsize=64)
def _written(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return how messages may write the folders, the longest first; worked out once for each."""
    written = {path for f in folders for path in (f, f.absolute(), f.resolve())}
    deep = (f"{path}/" for path in written if len(path.parts) > 1)
    return tuple(sorted(deep, key=len, reverse=True))


class PublicHealth:
    """The health of the index that answers now; worked out once for each index and run."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._known: tuple[tuple[object, ...], CorpusHealth] | None = None
        self._lock = threading.Lock()

    def now(self) -> CorpusHealth:
        """Return the state of the corpus.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        generation = self._holdings.generation()
        index = self._holdings.data / "index"
        state = (generation.folder, generation.manifest.created, _changed(index / "last-run.json"))
        with self._lock:
            if self._known is None or self._known[0] != state:
                health = corpus_health(generation, read_run(index))
                self._known = (state, self._public(health))
            return self._known[1]

    def _public(self, health: CorpusHealth) -> CorpusHealth:
        folders = (self._holdings.data / "originals", self._holdings.data, Path.cwd(), Path.home())
        cleaned = (self._without_paths(document, folders) for document in health.documents)
        return replace(health, documents=tuple(cleaned))

    def _without_paths(self, document: DocumentHealth, folders: tuple[Path, ...]) -> DocumentHealth:
        def cleaned(message: str) -> str:
            return without_paths(message, *folders)

        came = document.provenance
        return replace(
            document,
            file=document.file and PurePath(document.file).name,
            problem=document.problem and cleaned(document.problem),
            notes=tuple(map(cleaned, document.notes)),
            unread=tuple(replace(page, problem=cleaned(page.problem)) for page in document.unread),
            provenance=came and replace(came, file=came.file and re.split(r"[/\\]", came.file)[-1]),
        )


def _changed(file: Path) -> int | None:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None
