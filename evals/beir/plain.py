"""The rival `plain` over the set's own texts, title before text as BEIR has it.

It is read deep enough to rank ten documents, and kept, so that a second run embeds nothing.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from tqdm import tqdm

from corpus.embeddings import OnnxEmbeddings
from corpus.langchain_embeddings import LangChainEmbeddings
from evals.beir.reading import BeirPassage
from evals.plain import nearest, open_store, splitter

__all__ = ["PlainStore"]

_BATCH = 200
"""Often enough for the progress bar; Chroma refuses more than 5,461 at a time."""
_CURRENT = "plain.json"


class PlainStore:
    """Chunks in Chroma; built where `plain.json` does not name a whole store for this model."""

    def __init__(
        self,
        folder: Path,
        passages: Sequence[BeirPassage],
        embedder: OnnxEmbeddings,
        model_sha256: str,
    ) -> None:
        place = _whole_store(folder, model_sha256)
        langchain = LangChainEmbeddings(embedder)
        if place:
            self._store = open_store(place, langchain)
            return
        for left in folder.glob("plain-*"):
            shutil.rmtree(left)
        place = Path(tempfile.mkdtemp(prefix="plain-", dir=folder))
        self._store = open_store(place, langchain)
        _fill(self._store, passages)
        made = {"store": place.name, "model": model_sha256}
        (folder / _CURRENT).write_text(json.dumps(made) + "\n", "utf-8")

    def search(self, query: str, *, top_k: int) -> list[tuple[str, float]]:
        """Return the nearest chunks: the ids of their passages, and cosines, best first."""
        found = nearest(self._store, query, top_k=top_k)
        return [(str(chunk.metadata["document"]), cosine) for chunk, cosine in found]


def _whole_store(folder: Path, model_sha256: str) -> Path | None:
    try:
        made = json.loads((folder / _CURRENT).read_text("utf-8"))
        place = folder / str(made["store"])
        whole = made["model"] == model_sha256 and (place / "chroma.sqlite3").is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return place if whole else None


def _fill(store: Chroma, passages: Sequence[BeirPassage]) -> None:
    chunks = splitter().create_documents(
        [f"{passage.title}\n{passage.text}".strip().replace("\0", " ") for passage in passages],
        [{"document": passage.id} for passage in passages],
    )
    with tqdm(total=len(chunks), desc="Storing for plain", unit=" chunks") as bar:
        for first in range(0, len(chunks), _BATCH):
            batch = chunks[first : first + _BATCH]
            store.add_documents(batch)
            bar.update(len(batch))
