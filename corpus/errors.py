"""Everything that can go wrong and what to do about it.

PlansError
├── CatalogueError     the catalogue or the body file is not valid; carries every problem
├── ReadingError       one file cannot be read
├── EmbeddingError     the embedding model is missing, altered or cannot be loaded
└── IndexError_
    ├── IndexMissing   there is no index yet
    ├── IndexDamaged   an index is there but is not whole
    ├── IndexMismatch  the index was built with another model or schema
    └── IndexLocked    another process is writing
"""

from collections.abc import Sequence

__all__ = [
    "CatalogueError",
    "EmbeddingError",
    "IndexDamaged",
    "IndexError_",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "PlansError",
    "ReadingError",
]


class PlansError(Exception):
    """A failure that a person can act on: the message says what happened and what to do.

    Entry points print it as one line, without a traceback.
    """


class CatalogueError(PlansError):
    """The catalogue is not valid; `problems` holds one line for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class ReadingError(PlansError):
    """One file cannot be read as text."""


class EmbeddingError(PlansError):
    """The embedding model is missing, altered or cannot be loaded."""


class IndexError_(PlansError):
    """The index cannot be used as it is."""


class IndexMissing(IndexError_):
    """There is no index at the place that the settings name."""


class IndexDamaged(IndexError_):
    """The index is there but something in it is lost or altered."""


class IndexMismatch(IndexError_):
    """The index was built with another embedding model or another schema."""


class IndexLocked(IndexError_):
    """Another process is writing the index."""
