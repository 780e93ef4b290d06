"""Opens the index that the settings name, wherever its generations come from."""

from corpus.local_source import LocalSource
from corpus.reader import IndexReader
from corpus.settings import IndexSettings
from corpus.source import IndexSource

__all__ = ["index_reader"]


def index_reader(settings: IndexSettings) -> IndexReader:
    """Return a reader that follows the Chroma server that is set, or else the data folder."""
    return IndexReader(settings.data, settings.embedding_model, _source(settings))


def _source(settings: IndexSettings) -> IndexSource:
    if not settings.chroma_url:
        return LocalSource(settings.data)
    from corpus.chroma_source import ServerSource

    return ServerSource(settings.chroma_url, settings.chroma_key.get_secret_value(), settings.data)
