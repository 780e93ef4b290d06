"""The rival `plain`, as tutorials of LangChain and Chroma build it: what is the same everywhere.

Libraries are imported where they are needed, since the benchmark counts imports as part of a start.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

__all__ = ["COLLECTION", "SHOWN", "nearest", "open_store", "splitter"]

COLLECTION = "langchain"
"""What LangChain's Chroma calls a collection unless told otherwise."""
SHOWN = 5
"""How many of the nearest are shown."""
_CHARACTERS, _OVERLAP = 1000, 150


def splitter(*, add_start_index: bool = False) -> "RecursiveCharacterTextSplitter":
    """Make what cuts texts at 1,000 characters with 150 of overlap."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=_CHARACTERS, chunk_overlap=_OVERLAP, add_start_index=add_start_index
    )


def open_store(folder: Path, embedder: "Embeddings") -> "Chroma":
    """Open the store in a folder; a new one if there is none."""
    from langchain_chroma import Chroma

    return Chroma(
        collection_name=COLLECTION, persist_directory=str(folder), embedding_function=embedder
    )


def nearest(store: "Chroma", query: str, *, top_k: int) -> list[tuple["Document", float]]:
    """Return the nearest chunks with their cosines, best first."""
    found = store.similarity_search_with_score(query, k=top_k)
    # Chroma gives the squared distance between unit vectors unless told otherwise.
    return [(chunk, 1 - squared / 2) for chunk, squared in found]
