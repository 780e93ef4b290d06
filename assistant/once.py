"""Work that is done once for each state of the index, whoever asks for it first."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from corpus.reader import OpenIndex

__all__ = ["once_per_index"]

_KEPT = 2
"""States that are remembered: the one that serves, and the one before it."""

T = TypeVar("T")


def once_per_index(work: Callable[[OpenIndex], T]) -> Callable[[OpenIndex], T]:
    """Remember what a function returns for an index, by its folder and what was built there."""
    kept: dict[tuple[str, str, str], T] = {}
    lock = threading.Lock()

    @wraps(work)
    def remembered(index: OpenIndex) -> T:
        generation = index.generation
        name = (str(generation.folder.resolve()), generation.manifest.created, index.corpus_sha256)
        with lock:  # who comes second waits for the first, who does the same work
            if name not in kept:
                value = work(index)
                while len(kept) >= _KEPT:
                    del kept[next(iter(kept))]
                kept[name] = value
            return kept[name]

    return remembered
