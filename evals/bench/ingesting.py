"""How fast texts become an index: `python -m ingest`, the rival's way, and the model alone."""

from pathlib import Path

import yaml

from assistant.settings import AssistantSettings
from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.embeddings import find_model
from corpus.generation import Generation, read_generation
from corpus.index_folder import IndexFolder
from evals.bench.building import copy_model
from evals.bench.figures import Ingest, IngestFigures
from evals.bench.filler import Filler, make_filler
from evals.bench.processes import run_job, run_module

__all__ = ["measure_ingest", "write_corpus"]


def measure_ingest(
    folder: Path, settings: AssistantSettings, real: Generation, passages: int, seed: int
) -> IngestFigures:
    """Index made-up documents for real, with ours and with the rival, from the same texts.

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
    seconds = run_module(
        "ingest",
        {
            "PLANS_CORPUS": corpus,
            "PLANS_DATA": data,
            "PLANS_EMBEDDING_MODEL": settings.embedding_model,
        },
    )
    made = read_generation(IndexFolder(data / "index").current())
    alone = run_job(
        "embedding", {"data": str(data.resolve()), "model_name": settings.embedding_model}
    )
    plain = run_job(
        "ingest-plain",
        {
            "texts": str(corpus / "digests"),
            "model": str(find_model(settings.embedding_model).folder),
            "store": str(folder / "plain"),
        },
    )
    return IngestFigures(
        documents=len(filler.documents),
        characters=sum(map(len, filler.texts.values())),
        assistant=Ingest(seconds=seconds, passages=len(made.passages), texts=alone["texts"]),
        plain=Ingest(seconds=plain["seconds"], passages=plain["passages"], texts=plain["passages"]),
        model_passages_per_second=alone["passages_per_second"],
        model_texts_per_second=alone["texts_per_second"],
    )


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
