"""How fast texts become an index: `python -m ingest`, the rival's way, and the model alone."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from assistant.settings import AssistantSettings
from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.embeddings import find_model
from corpus.generation import Generation
from evals.bench.building import copy_model
from evals.bench.figures import Alone, Ingest, IngestFigures
from evals.bench.filler import Filler, make_filler
from evals.bench.processes import run_job, run_module

__all__ = ["measure_ingest", "measure_unchanged", "write_corpus"]


def measure_ingest(
    folder: Path, settings: AssistantSettings, real: Generation, passages: int, seed: int
) -> IngestFigures:
    """Index made-up documents for real, with ours and with the rival, the same passages.

    Args:
        folder: An empty folder for everything that is written.
        settings: For the model and its export.
        real: The index whose words the documents take.
        passages: How many passages they hold.
        seed: Of the random numbers.

    Raises:
        PlansError: One of the two failed.
    """
    corpus, data = folder / "corpus", folder / "data"
    filler = make_filler(real, passages, seed)
    write_corpus(corpus, filler, real.catalogue)
    copy_model(settings.data, data, settings.embedding_model)
    given: dict[str, str | Path] = {
        "PLANS_CORPUS": corpus,
        "PLANS_DATA": data,
        "PLANS_EMBEDDING_MODEL": settings.embedding_model,
        "PLANS_CHROMA_URL": "",
    }
    ours = run_module("ingest", given)
    again = run_module("ingest", given)
    alone, plain = _embedded(folder, data, settings)
    return IngestFigures(
        documents=len(filler.documents),
        characters=sum(map(len, filler.texts.values())),
        assistant=Ingest(
            seconds=ours.seconds,
            passages=alone["passages"],
            texts=alone["texts"],
            memory_mb=ours.memory_mb,
        ),
        plain=Ingest(texts=plain["passages"], **plain),
        alone=Alone(
            passages=alone["passages"],
            assistant_seconds=alone["seconds"],
            plain_seconds=alone["plain_seconds"],
            assistant_texts_per_second=alone["texts_per_second"],
        ),
        unchanged_seconds=again.seconds,
    )


def _embedded(
    folder: Path, data: Path, settings: AssistantSettings
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Embed the passages of an index with both models alone, and index them as the rival does."""
    # What the assistant's model embeds is written down, so that the rival embeds just that.
    texts = {"texts": str((folder / "texts.json").resolve())}
    ours = {"data": str(data.resolve()), "model_name": settings.embedding_model}
    alone = run_job("embedding", texts | ours)
    rival = texts | {"model": str(find_model(settings.embedding_model).folder)}
    plain_alone = run_job("embedding-plain", rival)
    plain = run_job("ingest-plain", rival | {"store": str(folder / "plain")})
    return alone | {"plain_seconds": plain_alone["seconds"]}, plain


def measure_unchanged(folder: Path, settings: AssistantSettings) -> float:
    """Time `python -m ingest` on the corpus as it is, when its index is up to date.

    Args:
        folder: An empty folder for a copy of the index, which the first of two runs brings up to
            date; originals are read where they are.
        settings: Whose data folder.

    Returns:
        Seconds of the second run, the start of Python included.

    Raises:
        PlansError: A run failed.
    """
    data = folder / "data"
    data.mkdir(parents=True)
    for name in ("index", "models"):
        shutil.copytree(settings.data / name, data / name)
    for name in ("originals", "provenance", "catalogue.yaml"):
        if (held := settings.data.resolve() / name).exists():
            (data / name).symlink_to(held)
    given: dict[str, str | Path] = {
        "PLANS_DATA": data,
        "PLANS_EMBEDDING_MODEL": settings.embedding_model,
        "PLANS_CHROMA_URL": "",
    }
    run_module("ingest", given)
    return run_module("ingest", given).seconds


def write_corpus(folder: Path, filler: Filler, known: Catalogue) -> None:
    """Write documents as a corpus folder: a digest each, and a catalogue that knows the plans too."""
    (folder / "digests").mkdir(parents=True)
    for document, text in filler.texts.items():
        (folder / "digests" / f"{document}.md").write_text(text, "utf-8")
    plans = {plan.id for plan in known.plans}
    entries = [_entry(plan, plans, held=False) for plan in known.plans]
    entries += [_entry(document, plans, held=True) for document in filler.documents]
    (folder / "catalogue.yaml").write_text(yaml.safe_dump(entries, sort_keys=False), "utf-8")


def _entry(document: Document, plans: set[str], *, held: bool) -> dict[str, object]:
    """A document as `catalogue.yaml` writes it; only plans are there to be referred to."""
    entry: dict[str, object] = {
        "id": document.id,
        "title": document.title,
        "kind": document.kind.value,
        "published": str(document.published),
        "about": [other for other in document.about if other in plans],
        "supersedes": list(document.supersedes),
        "publisher": document.publisher,
        "digest": f"digests/{document.id}.md" if held else None,
    }
    if document.period:
        entry["period"] = str(document.period)
    if force := document.in_force:
        until = str(force.until) if force.until else None
        entry["in_force"] = {"start": str(force.start), "until": until, "note": force.note}
    return entry
