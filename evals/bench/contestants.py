"""The two that are measured, each opened as its users would in a fresh process.

`plain` is what a tutorial builds: sentence-transformers, LangChain's Chroma on a store that is
there already, the five nearest. Nothing of the assistant is imported for it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import PlansError
from evals.plain import SHOWN, open_store

__all__ = ["CONTESTANTS", "Ask", "open_contestant", "sentence_embeddings"]

CONTESTANTS = ("assistant", "plain")
Ask = Callable[[str], dict[str, float]]
"""Answers a question; returns how long each step took, in milliseconds, where that is known."""


def open_contestant(name: str, job: Mapping[str, Any]) -> Ask:
    """Open one of `CONTESTANTS`.

    Args:
        name: Which.
        job: Where its index and its model are.

    Raises:
        PlansError: The index or the model cannot be used.
    """
    return _assistant(job["settings"]) if name == "assistant" else _plain(job["plain"])


def _assistant(settings: Mapping[str, Any]) -> Ask:
    from assistant.answers import Status
    from assistant.pipeline import Assistant
    from assistant.settings import AssistantSettings

    assistant = Assistant(AssistantSettings(**settings))

    def ask(question: str) -> dict[str, float]:
        answer = assistant.answer(question)
        if answer.status is Status.ERROR:
            raise PlansError(f"the assistant could not answer {question!r}: {answer.text}")
        return dict(answer.timings)

    return ask


def _plain(job: Mapping[str, str]) -> Ask:
    store = open_store(Path(job["store"]), sentence_embeddings(Path(job["model"])))

    def ask(question: str) -> dict[str, float]:
        if len(store.similarity_search(question, k=SHOWN)) < SHOWN:
            raise PlansError(f"the rival's store did not find {SHOWN} passages")
        return {}

    return ask


def sentence_embeddings(model: Path) -> Any:
    """Load a model through sentence-transformers, as a LangChain `Embeddings`."""
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(model), device="cpu", local_files_only=True)

    class SentenceEmbeddings(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = loaded.encode(texts, show_progress_bar=False).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return SentenceEmbeddings()
