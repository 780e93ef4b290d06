"""What an answer must say of pages that could not be read: what it missed may stand on them."""

from collections.abc import Iterable

from assistant.text import listed
from corpus.generation import Generation

__all__ = ["coverage_notes"]

_MOST_NAMED = 2


def coverage_notes(documents: Iterable[str], generation: Generation) -> list[str]:
    """Say which of some documents are held only in part.

    Args:
        documents: Ids of those that were asked about, quoted, or searched.
        generation: For how many of their pages were read.
    """
    records = generation.manifest.documents
    thin = [name for name in dict.fromkeys(documents) if name in records and records[name].unread]
    if not thin:
        return []
    if len(thin) > _MOST_NAMED:
        return [
            f"Some pages of {len(thin)} of the documents searched could not be read, so something "
            "may be missing: see the state of the documents."
        ]
    parts = [
        f"{_pages(records[name].unread, records[name].pages)} of "
        f"{generation.catalogue.by_id[name].short_name}"
        for name in thin
    ]
    return [
        f"{listed(parts)} could not be read, so something may be missing: "
        "see the state of the documents."
    ]


def _pages(unread: int, pages: int) -> str:
    return f"{unread} of the {pages} pages" if pages > 1 else "The page"
