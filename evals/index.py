"""The index that is measured."""

from assistant.settings import AssistantSettings
from corpus.generation import Generation
from corpus.reader import OpenIndex
from corpus.sources import index_reader

__all__ = ["open_index", "stored_texts"]


def open_index(settings: AssistantSettings) -> OpenIndex:
    """Open the current index.

    Raises:
        PlansError: The index or the embedding model cannot be used.
    """
    return index_reader(settings).current()


def stored_texts(generation: Generation) -> dict[str, str]:
    """Return all stored texts by document id.

    Raises:
        IndexDamaged: One of them is lost or altered.
    """
    return {document: generation.text(document) for document in generation.manifest.documents}
