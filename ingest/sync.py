"""Bring the index into line with the corpus: a new generation, with the vectors that are known."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.documents import Passage, TextSource
from corpus.embeddings import EmbeddingModel, OnnxEmbeddings, export_onnx, find_model
from corpus.errors import IndexError_, IndexMissing, PlansError
from corpus.generation import (
    SCHEMA,
    Content,
    Generation,
    Manifest,
    catalogue_json,
    read_generation,
    write_generation,
)
from corpus.index_folder import IndexFolder
from corpus.reader import check_store, onnx_path
from ingest.chunking import chunk_document
from ingest.originals import stray_originals
from ingest.reading import read_sections
from ingest.settings import IngestSettings
from ingest.sources import Source, read_sources
from ingest.vectors import embed_passages

__all__ = ["SyncReport", "synchronise"]

_NOTHING = "no document has text, so there is nothing to index; add a digest or an original"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run did, by document id."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    """Known, without text."""
    embedded: int = 0
    """Texts that were embedded: passages and what can be quoted from them."""
    reused: int = 0
    """Texts whose vectors were known."""
    problems: tuple[str, ...] = ()
    """Files that could not be read; the rest went on."""
    notices: tuple[str, ...] = ()
    generation: str = ""


def synchronise(settings: IngestSettings) -> SyncReport:
    """Make the index hold exactly what the corpus folders and the originals hold.

    The index that serves is not touched until the new one is whole. A file that cannot be read
    is reported; its document keeps the text that it had.

    Raises:
        PlansError: The catalogue is not valid, another process writes, or the model is missing.
    """
    loaded = load_corpus(settings.corpus)
    folder = IndexFolder(settings.data / "index")
    with folder.writing():
        model = find_model(settings.embedding_model)
        previous, notices = _previous(folder)
        sources, problems = read_sources(loaded, settings.data / "originals", previous)
        notices += loaded.notices + stray_originals(settings.data / "originals", loaded.catalogue)
        catalogue = _with_sources(loaded.catalogue, sources)
        report = _compare(sources, catalogue, previous)
        report = replace(report, problems=tuple(problems), notices=tuple(notices))
        if previous and _up_to_date(report, catalogue, previous, model):
            _embedder(settings.data, model)
            return replace(report, generation=previous.folder.name)
        return _build(settings, folder, catalogue, sources, previous, model, report)


def _previous(folder: IndexFolder) -> tuple[Generation | None, tuple[str, ...]]:
    """Return the current generation if it is whole, and what is to be said if it is not."""
    try:
        generation = read_generation(folder.current())
        check_store(generation).close()
        generation.check_texts()
        return generation, ()
    except IndexMissing:
        return None, ()
    except IndexError_ as error:
        what = str(error).split("; run ")[0]
        try:
            return read_generation(folder.current()), (f"{what}; the vector store is built again",)
        except IndexError_:
            return None, (f"{what}; the index is built again",)


def _with_sources(catalogue: Catalogue, sources: dict[str, Source]) -> Catalogue:
    documents = tuple(
        sources[d.id].document if d.id in sources else replace(d, text=TextSource.NOT_HELD)
        for d in catalogue.documents
    )
    return replace(catalogue, documents=documents)


def _compare(
    sources: dict[str, Source], catalogue: Catalogue, previous: Generation | None
) -> SyncReport:
    before = previous.manifest.documents if previous else {}
    now = {name: source.record for name, source in sources.items()}
    same = {
        name
        for name, record in now.items()
        if name in before and replace(before[name], passages=0) == record
    }
    return SyncReport(
        added=tuple(name for name in now if name not in before),
        updated=tuple(name for name in now if name in before and name not in same),
        deleted=tuple(name for name in before if name not in now),
        unchanged=tuple(name for name in now if name in same),
        not_held=tuple(d.id for d in catalogue.documents if d.text is TextSource.NOT_HELD),
    )


def _up_to_date(
    report: SyncReport, catalogue: Catalogue, previous: Generation, model: EmbeddingModel
) -> bool:
    manifest = previous.manifest
    changed = report.added or report.updated or report.deleted
    rebuilt = any(notice.endswith("built again") for notice in report.notices)
    same_model = (manifest.model, manifest.model_sha256) == (model.name, model.sha256)
    same_catalogue = manifest.catalogue_sha256 == _catalogue_digest(catalogue)
    return not changed and not rebuilt and same_model and same_catalogue


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
) -> SyncReport:
    if not sources:
        raise PlansError("\n".join([*report.problems, _NOTHING]))
    unfinished = folder.start_generation()
    embedder = _embedder(settings.data, model)
    known = previous if previous and previous.manifest.model_sha256 == model.sha256 else None
    same_catalogue = known and known.manifest.catalogue_sha256 == _catalogue_digest(catalogue)
    kept = _passages_of(known, report.unchanged) if known and same_catalogue else {}
    passages = _chunk(sources, catalogue, kept, embedder, model)
    if not passages:
        raise PlansError("\n".join([*report.problems, _NOTHING]))
    embedded = embed_passages(passages, known, embedder)
    counts = dict.fromkeys(sources, 0)
    for passage in passages:
        counts[passage.document] += 1
    manifest = Manifest(
        schema=SCHEMA,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        model=model.name,
        model_sha256=model.sha256,
        catalogue_sha256=_catalogue_digest(catalogue),
        documents={n: replace(s.record, passages=counts[n]) for n, s in sources.items()},
        passages=len(passages),
    )
    content = Content(
        catalogue=catalogue,
        texts={name: source.text for name, source in sources.items()},
        passages=passages,
        vectors=embedded.vectors,
        spans=embedded.spans,
        words=embedded.words,
    )
    _write(unfinished, manifest, content)
    check_store(read_generation(unfinished)).close()
    generation = folder.publish(unfinished)
    return replace(
        report,
        embedded=embedded.computed,
        reused=embedded.reused,
        generation=generation.name,
    )


def _embedder(data: Path, model: EmbeddingModel) -> OnnxEmbeddings:
    onnx = onnx_path(data, model)
    if not onnx.exists():
        with tqdm(
            total=1, desc="Preparing the embedding model", bar_format="{desc} {elapsed}"
        ) as bar:
            export_onnx(model, onnx)
            bar.update()
    return OnnxEmbeddings(model, onnx)


def _write(unfinished: Path, manifest: Manifest, content: Content) -> None:
    try:
        with tqdm(total=len(content.passages), desc="Storing", unit=" passages") as bar:
            write_generation(unfinished, manifest, content, on_stored=bar.update)
    except Exception as error:  # Chroma raises its own kinds where a disk is full
        raise PlansError(
            f"{unfinished}: the new index cannot be written ({error}); the old one serves on; "
            "see that the disk has room and can be written to"
        ) from error


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
    for name, source in tqdm(sources.items(), desc="Reading", unit=" documents"):
        passages += kept.get(name) or chunk_document(
            source.document,
            source.text,
            read_sections(source.text, plain=source.plain),
            catalogue,
            embedder.count_tokens,
            model.max_tokens,
        )
    return passages
