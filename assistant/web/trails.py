"""The evidence on commitments, searched when somebody asks for it and kept while the index stays."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assistant.commitments.books import evidence_of
from assistant.commitments.records import Commitment, Trail
from corpus.reader import OpenIndex

__all__ = ["MOST_TRAILS", "Trails"]

MOST_TRAILS = 500
"""Commitments of one export whose evidence is searched: of more, it would take minutes."""
_KEPT = 4_000


class _Finder(Protocol):
    def trail(self, commitment: Commitment) -> Trail: ...


class Trails:
    """Finds evidence; safe to use in threads."""

    def __init__(
        self,
        index: Callable[[], OpenIndex],
        finder: Callable[[OpenIndex], _Finder] = evidence_of,
    ) -> None:
        """Prepare; nothing is searched yet.

        Args:
            index: Returns the index that answers now.
            finder: Makes what finds evidence in an index.
        """
        self._index = index
        self._make = finder
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._finder: _Finder | None = None
        self._kept: OrderedDict[str, Trail] = OrderedDict()

    def of(self, commitment: Commitment) -> Trail:
        """Return what later documents say of a commitment.

        Raises:
            PlansError: The index cannot be used.
        """
        index = self._index()
        with self._lock:
            if self._finder is None or self._folder != index.generation.folder:
                self._finder, self._folder = self._make(index), index.generation.folder
                self._kept = OrderedDict()
            finder, kept = self._finder, self._kept
            known = kept.get(commitment.id)
        if known is not None:
            return known
        found = finder.trail(commitment)  # takes long, so that others are not kept waiting
        with self._lock:
            kept[commitment.id] = found
            if len(kept) > _KEPT:
                kept.popitem(last=False)
        return found
