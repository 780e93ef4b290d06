"""Generations in a folder beside the reader, each with its own Chroma store."""

import logging
import threading
from collections.abc import Hashable
from pathlib import Path

from corpus.chroma import ChromaIndex
from corpus.dense import EXACT
from corpus.errors import IndexDamaged, PlansError
from corpus.generation import LARGE, Generation
from corpus.index_folder import IndexFolder
from corpus.store_check import check_in_child, check_sizes, check_store, store_there

__all__ = ["LocalSource"]

_LOG = logging.getLogger(__name__)


class LocalSource:
    """Follows `PLANS_DATA/index`; what takes long to check is checked after the start.

    Up to `exact` passages our own vectors are compared and Chroma is not opened in this process.
    """

    def __init__(self, data: Path, *, exact: int = EXACT) -> None:
        self._folder = IndexFolder(data / "index")
        self._exact = exact
        self._checks: dict[Path, _Check] = {}

    @property
    def with_vectors(self) -> bool:
        """Always: the folder holds everything."""
        return True

    def stamp(self) -> Hashable | None:
        """Return what changes when another generation becomes current; None if there is none."""
        return self._folder.stamp()

    def current(self) -> Path:
        """Return the folder of the current generation.

        Raises:
            IndexMissing: Nothing has been built yet, or the index is gone.
            IndexDamaged: The file that names it cannot be read, or it is gone.
        """
        return self._folder.current()

    def store(self, generation: Generation) -> ChromaIndex | None:
        """Return the store beyond `exact` passages, and begin to check what was not read yet.

        Raises:
            IndexDamaged: A file of the store is missing or cut; where the store is opened, also
                whatever else is wrong with it.
        """
        check_sizes(generation)
        opened = check_store(generation) if len(generation.passages) > self._exact else None
        # Of the one before, which may still be answering, the check goes on to count.
        kept = list(self._checks.items())[-1:]
        check = _Check(generation, with_store=opened is None)
        self._checks = dict(kept) | {generation.folder: check}
        return opened

    def check(self, generation: Generation) -> None:
        """See that the store is there, and that the checks after the start found nothing.

        Raises:
            IndexDamaged: It is lost, or something was found.
        """
        store_there(generation)
        check = self._checks.get(generation.folder)
        if check is not None and check.problem is not None:
            raise IndexDamaged(str(check.problem)) from check.problem

    def settle(self) -> None:
        """Wait until the checks that have begun have ended."""
        for check in self._checks.values():
            check.thread.join()


class _Check:
    """The checks of a generation that take too long to be waited for."""

    def __init__(self, generation: Generation, *, with_store: bool) -> None:
        self.problem: IndexDamaged | None = None
        self._generation = generation
        self._with_store = with_store
        self.thread = threading.Thread(target=self._run, name="index-check", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self._generation.check_files(larger_than=LARGE)
            if self._with_store:
                check_in_child(self._generation)
        except IndexDamaged as error:
            self._found(error)
        except PlansError as error:
            _LOG.warning("the vector store was not checked: %s", error)
        except Exception:
            _LOG.exception("the index was not checked")

    def _found(self, error: IndexDamaged) -> None:
        if self._generation.folder.is_dir():
            self.problem = error
            _LOG.error("%s", error)
        # A generation that is gone was replaced while it was read: nothing is wrong with it.
