"""Bring the index into line with the corpus: a new generation, with the vectors that are known."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.documents import Passage
from corpus.embeddings import EmbeddingModel, OnnxEmbeddings, export_onnx, find_model
from corpus.errors import IndexDamaged, IndexError_, IndexMissing, PlansError
from corpus.generation import (
    LARGE,
    SCHEMA,
    Content,
    DocumentRecord,
    Generation,
    Manifest,
    catalogue_json,
    read_generation,
)
from corpus.health import Change, RunRecord, read_run, write_run
from corpus.index_folder import IndexFolder
from corpus.reader import onnx_path
from corpus.store_check import check_and_remember, is_checked
from ingest.changes import SyncReport, compare, with_sources
from ingest.chunking import chunk_document
from ingest.originals import Originals
from ingest.publishing import chroma_server, write_and_check
from ingest.settings import IngestSettings
from ingest.sources import Source, read_sources
from ingest.vector_cache import VectorCache
from ingest.vectors import Embedded, embed_passages

if TYPE_CHECKING:  # only where a server is named is it imported
    from corpus.chroma_writer import ServerWriter

__all__ = ["compare_with_index", "synchronise"]

_NOTHING = "no document has text, so there is nothing to index; add a digest or an original"


def synchronise(settings: IngestSettings) -> SyncReport:
    """Make the index hold exactly what the corpus folders and the originals hold.

    The index that serves is not touched until the new one is whole. A file that cannot be read
    is reported; its document keeps the text that it had.

    Raises:
        PlansError: The catalogue is not valid, another process writes, or the model is missing.
    """
    loaded = load_corpus(settings.folders)
    folder = IndexFolder(settings.data / "index")
    with folder.writing(), chroma_server(settings, folder) as server:
        model = find_model(settings.embedding_model)
        previous, notices = _previous(folder, server)
        sources = read_sources(loaded, settings, previous)
        notices += loaded.notices + Originals(settings.data).stray(loaded.catalogue)
        catalogue = with_sources(loaded.catalogue, sources.held)
        report = compare(sources.held, catalogue, previous)
        problems = tuple(sources.problems.values())
        report = replace(report, problems=problems, notices=tuple(notices))
        if previous and _up_to_date(report, catalogue, previous, model):
            _exported(settings.data, model)
            report = replace(report, generation=previous.folder.name)
        else:
            report = _build(
                settings, folder, catalogue, sources.held, previous, model, report, server
            )
        _remember(folder, report, sources.problems)
        return report


def compare_with_index(settings: IngestSettings, current: Generation) -> SyncReport:
    """Say what `synchronise` would change, and change nothing.

    Raises:
        CatalogueError: The catalogue is not valid.
    """
    loaded = load_corpus(settings.folders)
    sources = read_sources(loaded, settings, current)
    report = compare(sources.held, with_sources(loaded.catalogue, sources.held), current)
    notices = loaded.notices + Originals(settings.data).stray(loaded.catalogue)
    return replace(report, problems=tuple(sources.problems.values()), notices=notices)


def _remember(folder: IndexFolder, report: SyncReport, problems: dict[str, str]) -> None:
    """Write down what this run changed and could not read, for the health of the corpus."""
    now = _now()
    changes = [
        Change(when=now, document=document, what=what)
        for what in ("added", "updated", "deleted")
        for document in getattr(report, what)
    ]
    before = read_run(folder.path) or RunRecord(when=now, problems={})
    write_run(folder.path, before.followed_by(now, problems, changes))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _previous(
    folder: IndexFolder, server: "ServerWriter | None"
) -> tuple[Generation | None, tuple[str, ...]]:
    """Return the current generation if it is whole, and what is to be said if it is not."""
    try:
        generation = _own_files(folder)
        if server and not server.serves(generation):
            raise IndexDamaged("the Chroma server does not serve the index of this data folder")
        if not server and not is_checked(generation):
            check_and_remember(generation)
        generation.check_texts()
        return generation, ()
    except IndexMissing:
        return None, ()
    except IndexError_ as error:
        what = str(error).split("; run ")[0]
        try:
            return _own_files(folder), (f"{what}; the vector store is built again",)
        except IndexError_:
            return None, (f"{what}; the index is built again",)


def _own_files(folder: IndexFolder) -> Generation:
    """Open the current generation and hash all of it but texts and store."""
    generation = read_generation(folder.current())
    generation.check_files(larger_than=LARGE)
    return generation


def _up_to_date(
    report: SyncReport, catalogue: Catalogue, previous: Generation, model: EmbeddingModel
) -> bool:
    manifest = previous.manifest
    changed = report.added or report.updated or report.deleted
    rebuilt = any(notice.endswith("built again") for notice in report.notices)
    same_model = _embedded_alike(previous, model) and manifest.model == model.name
    same_catalogue = manifest.catalogue_sha256 == _catalogue_digest(catalogue)
    return not changed and not rebuilt and same_model and same_catalogue


def _embedded_alike(previous: Generation, model: EmbeddingModel) -> bool:
    """Whether new vectors would be the same as those that are stored."""
    manifest = previous.manifest
    return (manifest.model_sha256, manifest.embedded_by) == (model.sha256, model.ingest_name)


def _catalogue_digest(catalogue: Catalogue) -> str:
    return hashlib.sha256(catalogue_json(catalogue)).hexdigest()


def _build(
    settings: IngestSettings,
    folder: IndexFolder,
    catalogue: Catalogue,
    sources: dict[str, Source],
    previous: Generation | None,
    model: EmbeddingModel,
    report: SyncReport,
    server: "ServerWriter | None",
) -> SyncReport:
    if not sources:
        raise PlansError("\n".join([*report.problems, _NOTHING]))
    unfinished = folder.start_generation()
    embedder = _embedder(settings.data, model)
    known = previous if previous and _embedded_alike(previous, model) else None
    same_catalogue = known and known.manifest.catalogue_sha256 == _catalogue_digest(catalogue)
    kept = _passages_of(known, report.unchanged) if known and same_catalogue else {}
    passages = _chunk(sources, catalogue, kept, embedder, model)
    if not passages:
        raise PlansError("\n".join([*report.problems, _NOTHING]))
    cache = VectorCache(settings.data / "vectors", model)
    embedded = embed_passages(passages, embedder, cache)
    manifest = Manifest(
        schema=SCHEMA,
        created=_now(),
        model=model.name,
        model_sha256=model.sha256,
        catalogue_sha256=_catalogue_digest(catalogue),
        documents=_records(sources, passages, report, previous),
        passages=len(passages),
        embedded_by=model.ingest_name,
    )
    content = _content(sources, catalogue, passages, embedded)
    write_and_check(unfinished, manifest, content, server)
    generation = folder.publish(unfinished)
    if server:
        with suppress(IndexError_):  # what is left over is dropped the next time
            server.drop_old()
    cache.prune(embedded.texts)
    return replace(
        report,
        embedded=embedded.computed,
        reused=embedded.reused,
        generation=generation.name,
    )


def _content(
    sources: dict[str, Source],
    catalogue: Catalogue,
    passages: Sequence[Passage],
    embedded: Embedded,
) -> Content:
    return Content(
        catalogue=catalogue,
        texts={name: source.reading.text for name, source in sources.items()},
        layouts={n: s.reading.layout for n, s in sources.items() if s.reading.layout.pages},
        passages=passages,
        vectors=embedded.vectors,
        spans=embedded.spans,
        words=embedded.words,
    )


def _records(
    sources: dict[str, Source],
    passages: Sequence[Passage],
    report: SyncReport,
    previous: Generation | None,
) -> dict[str, DocumentRecord]:
    """What the manifest says of each document."""
    counts = Counter(passage.document for passage in passages)
    before = previous.manifest.documents if previous else {}
    now = _now()
    return {
        name: replace(
            source.record,
            passages=counts[name],
            changed=before[name].changed if name in report.unchanged else now,
        )
        for name, source in sources.items()
    }


def _embedder(data: Path, model: EmbeddingModel) -> OnnxEmbeddings:
    return OnnxEmbeddings(model, _exported(data, model))


def _exported(data: Path, model: EmbeddingModel) -> Path:
    """Where the copy of the model lies that embeds documents; made if a copy is not there."""
    exact = onnx_path(data, model)
    ours = exact.with_name(model.ingest_onnx_name)
    if not all(each.exists() for each in (exact, exact.with_name(model.words_name), ours)):
        with tqdm(
            total=1, desc="Preparing the embedding model", bar_format="{desc} {elapsed}"
        ) as bar:
            export_onnx(model, exact)
            bar.update()
    return ours


def _passages_of(known: Generation, documents: Sequence[str]) -> dict[str, list[Passage]]:
    """Return the passages of documents that did not change."""
    kept: dict[str, list[Passage]] = {document: [] for document in documents}
    for passage in known.passages:
        if passage.document in kept:
            kept[passage.document].append(passage)
    return kept


def _chunk(
    sources: dict[str, Source],
    catalogue: Catalogue,
    kept: dict[str, list[Passage]],
    embedder: OnnxEmbeddings,
    model: EmbeddingModel,
) -> Sequence[Passage]:
    passages: list[Passage] = []
    for name, source in tqdm(sources.items(), desc="Dividing", unit=" documents"):
        passages += kept.get(name) or chunk_document(
            source.document,
            source.reading,
            catalogue,
            embedder.count_tokens,
            model.max_tokens,
        )
    return passages
