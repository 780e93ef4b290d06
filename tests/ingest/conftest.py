"""What the tests of the ingest package share: the corpus package's small index."""

from tests.corpus.conftest import built, catalogue, chroma, chroma_process, data, index

__all__ = ["built", "catalogue", "chroma", "chroma_process", "data", "index"]
