"""The embedding model as a LangChain `Embeddings`; apart, because LangChain takes long to import."""

from langchain_core.embeddings import Embeddings

from corpus.onnx_embeddings import OnnxEmbeddings

__all__ = ["LangChainEmbeddings"]


class LangChainEmbeddings(Embeddings):
    """The vectors that the index is searched by, for whatever takes LangChain's `Embeddings`."""

    def __init__(self, embedder: OnnxEmbeddings) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts."""
        vectors: list[list[float]] = self._embedder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed one text."""
        return self.embed_documents([text])[0]
