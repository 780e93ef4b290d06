"""Where generations come from: a folder beside the reader, or a Chroma server for many replicas."""

from collections.abc import Hashable
from pathlib import Path
from typing import Protocol

from corpus.generation import Generation
from corpus.index import PassageIndex

__all__ = ["IndexSource"]


class IndexSource(Protocol):
    """What a reader follows; asked from several threads, though never at the same time."""

    @property
    def with_vectors(self) -> bool:
        """Whether the folders of generations hold the vectors of passages; else the store does."""
        ...

    def stamp(self) -> Hashable | None:
        """Return what changes when another generation becomes current; None if there is none.

        Asked before every question, so it takes no time: no request leaves the process here.
        """
        ...

    def current(self) -> Path:
        """Return the folder that holds the files of the current generation; may take seconds.

        Raises:
            IndexError_: There is none, or it is damaged or cannot be had.
        """
        ...

    def check(self, generation: Generation) -> None:
        """See that what answers from a generation is still there; asked before every question.

        Raises:
            IndexDamaged: It is not; nothing may be answered then.
        """
        ...

    def store(self, generation: Generation) -> PassageIndex | None:
        """Return the store that has to be asked for the nearest passages.

        None where vectors in the generation's folder are compared one by one instead.

        Raises:
            IndexDamaged: The store does not hold this generation.
        """
        ...
