"""An index of a wanted size for the assistant, and a store of the same passages for the rival.

Only the passages of the current index were ever embedded; the made-up ones have random vectors,
since embedding 100,000 passages would take hours and change nothing about how long a search takes.
"""

import datetime as dt
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from corpus.embeddings import DEFAULT_MODEL, find_model
from corpus.errors import PlansError
from corpus.generation import (
    SCHEMA,
    Content,
    DocumentRecord,
    Generation,
    Manifest,
    catalogue_json,
    read_generation,
    text_digest,
    write_generation,
)
from corpus.index import Vectors
from corpus.index_folder import IndexFolder
from corpus.layouts import layout_digest
from corpus.lexical import vocabulary_of
from corpus.pages import Layout
from corpus.reader import onnx_path
from evals.bench.figures import Writing
from evals.bench.filler import SPANS, Filler, make_filler, random_vectors
from evals.bench.processes import peak_memory
from evals.index import stored_texts
from evals.plain import COLLECTION

__all__ = ["build_stores", "copy_model"]

_BATCH = 2000


def build_stores(data: Path, source: Path, store: Path, passages: int, seed: int) -> Writing:
    """Write an index into `data` and the rival's store into `store`, both of the same passages.

    Returns:
        How long each took; the vectors were there before.

    Raises:
        PlansError: The current index is not whole, is larger than that, or a write fails.
    """
    real = read_generation(source)
    if passages < len(real.passages):
        raise PlansError(
            f"the index holds {len(real.passages):,} passages; a size of {passages:,} is too small"
        )
    filler = make_filler(real, passages - len(real.passages), seed)
    content = _content(real, filler, seed)
    laps = [time.perf_counter()]
    try:
        _write_index(data, real.manifest, content, filler)
        laps.append(time.perf_counter())
        memory = peak_memory()
        _write_rival(store, content)
        laps.append(time.perf_counter())
    except Exception as error:  # Chroma raises its own kinds where a disk is full
        raise PlansError(
            f"the index of {passages:,} passages cannot be written ({error}); "
            "see that the folder for temporary files has room, or set TMPDIR to another"
        ) from error
    return Writing(
        assistant_seconds=laps[1] - laps[0],
        plain_seconds=laps[2] - laps[1],
        assistant_mb=memory,
    )


def _content(real: Generation, filler: Filler, seed: int) -> Content:
    """Put the real passages first, with their own vectors, then the made-up ones."""
    passages = [*real.passages, *filler.passages]
    known = dict(zip(vocabulary_of(real.passages), real.words, strict=True))
    dimension, count = real.vectors.shape[1], len(filler.passages)
    spans = random_vectors(count * SPANS, dimension, seed + 1, half=True)
    return Content(
        catalogue=replace(real.catalogue, documents=(*real.catalogue.documents, *filler.documents)),
        texts=stored_texts(real) | filler.texts,
        layouts={n: held for n in real.manifest.documents if (held := real.layout(n)).pages},
        passages=passages,
        vectors=np.concatenate([real.vectors, random_vectors(count, dimension, seed)]),
        spans=np.concatenate([real.spans, spans]),
        words=_rows([known[word] for word in vocabulary_of(passages)], dimension),
    )


def _rows(vectors: list[Vectors], dimension: int) -> Vectors:
    return np.array(vectors).reshape(len(vectors), dimension)


def _write_index(data: Path, like: Manifest, content: Content, filler: Filler) -> None:
    manifest = Manifest(
        schema=SCHEMA,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        model=like.model,
        model_sha256=like.model_sha256,
        catalogue_sha256=hashlib.sha256(catalogue_json(content.catalogue)).hexdigest(),
        documents=like.documents | dict(_records(filler)),
        passages=len(content.passages),
    )
    folder = IndexFolder(data / "index")
    with (
        folder.writing(),
        tqdm(total=manifest.passages, desc="The assistant's index", unit=" passages") as bar,
    ):
        unfinished = folder.start_generation()
        write_generation(unfinished, manifest, content, on_stored=bar.update)
        folder.publish(unfinished)


def _records(filler: Filler) -> Iterator[tuple[str, DocumentRecord]]:
    counts = dict.fromkeys(filler.texts, 0)
    for passage in filler.passages:
        counts[passage.document] += 1
    for document, text in filler.texts.items():
        yield (
            document,
            DocumentRecord(
                source="digest",
                file=f"{document}.md",
                file_sha256=text_digest(text),
                text_sha256=text_digest(text),
                layout_sha256=layout_digest(Layout()),
                entry_sha256="",
                passages=counts[document],
            ),
        )


def _write_rival(store: Path, content: Content) -> None:
    """Write what `Chroma.from_texts` would, had it embedded the passages itself."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb

    client: Any = chromadb.PersistentClient(path=str(store))
    collection = client.create_collection(COLLECTION, embedding_function=None)
    with tqdm(total=len(content.passages), desc="The rival's store", unit=" passages") as bar:
        for first in range(0, len(content.passages), _BATCH):
            chosen = content.passages[first : first + _BATCH]
            collection.add(
                ids=[passage.id for passage in chosen],
                embeddings=content.vectors[first : first + _BATCH],
                documents=[passage.text for passage in chosen],
                metadatas=[{"document": p.document, "start_index": p.start} for p in chosen],
            )
            bar.update(len(chosen))
    client.close()


def copy_model(source: Path, data: Path, model: str = DEFAULT_MODEL) -> None:
    """Take the exported model along, so that it is not exported again while time is taken."""
    found = find_model(model)
    exact, target = onnx_path(source, found), onnx_path(data, found)
    target.parent.mkdir(parents=True)
    for name in (found.onnx_name, found.words_name, found.ingest_onnx_name):
        if (held := exact.with_name(name)).exists():
            shutil.copyfile(held, target.with_name(name))
