"""`python -m evals beir`: measure retrieval and abstention on data in BEIR's layout."""

import datetime as dt
import json
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.beir.abstention import judge_abstention
from evals.beir.figures import mean
from evals.beir.indexing import BeirIndex, open_beir
from evals.beir.plain import PlainStore
from evals.beir.rankings import Ranking, rank_as_asked, rank_by_forms, rank_plain
from evals.beir.reading import BeirQuery, BeirSet, read_beir
from evals.beir.reporting import report_in_markdown, report_in_text
from evals.beir.results import Data, Measured, QueryResult, Results
from evals.measures import measure_rankings
from evals.versions import versions_of

__all__ = ["measure_beir"]

_MEASURED = ("ANSWERABLE", "PARTIAL")
_PACKAGES = ("ir-measures", "langchain-text-splitters", "chromadb")
_RESULTS = TypeAdapter(Results)


def measure_beir(folder: Path, settings: AssistantSettings) -> Path:
    """Measure, print the tables, and keep them beside the index.

    Args:
        folder: Holds `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`.
        settings: Of the assistant that is measured; its data folder holds the cache.

    Returns:
        The file of results in JSON; the same in Markdown lies beside it.

    Raises:
        PlansError: The data cannot be read, or the passages cannot be indexed.
    """
    began = time.perf_counter()
    beir = read_beir(folder)
    measured = _measured(beir, folder)
    opened = open_beir(beir, settings)
    results = _measure(beir, measured, opened, folder.resolve().name, began)
    out = opened.folder / "results" / f"{results.created.replace(':', '')}.json"
    out.parent.mkdir(exist_ok=True)
    plain = _RESULTS.dump_python(results, mode="json")
    out.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", "utf-8")
    out.with_suffix(".md").write_text(report_in_markdown(results), "utf-8")
    print(f"{report_in_text(results)}\n{out}\n{out.with_suffix('.md')}")
    return out


def _measured(beir: BeirSet, folder: Path) -> list[BeirQuery]:
    """The queries whose retrieval is measured: those with marks that can be answered."""
    measured = [
        query
        for query in beir.queries
        if query.id in beir.qrels and (query.answerability or _MEASURED[0]) in _MEASURED
    ]
    if not measured:
        raise PlansError(
            f"{folder / 'queries.jsonl'}: no query with a relevant passage has the "
            f"answerability {' or '.join(_MEASURED)}; mend `metadata.answerability` or leave it out"
        )
    return measured


def _measure(
    beir: BeirSet, measured: Sequence[BeirQuery], opened: BeirIndex, name: str, began: float
) -> Results:
    chosen = {query.id for query in measured}
    asked = [query for query in beir.queries if query.answerability or query.id in chosen]
    manifest = opened.index.generation.manifest
    store = PlainStore(opened.folder, beir.passages, opened.index.embedder, manifest.model_sha256)
    plain, cosines = rank_plain(store, asked)
    as_asked, answers = rank_as_asked(opened, asked)
    rankings = [*rank_by_forms(opened, measured), as_asked, plain]
    qrels = {query.id: beir.qrels[query.id] for query in measured}
    scores = [measure_rankings(ranking.documents, qrels) for ranking in rankings]
    return Results(
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - began, 1),
        data=_data(beir, measured, opened, name),
        versions=versions_of(opened.index.generation) | {p: version(p) for p in _PACKAGES},
        retrieval=tuple(
            Measured(
                form=ranking.form,
                retriever=ranking.retriever,
                figures={of: mean([*values.values()]) for of, values in found.items()},
            )
            for ranking, found in zip(rankings, scores, strict=True)
        ),
        abstention=judge_abstention(asked, answers, cosines),
        queries=tuple(
            QueryResult(
                id=query.id,
                answerability=query.answerability,
                status=answers[query.id].status.value,
                support=answers[query.id].support,
                plain_cosine=round(cosines[query.id], 4),
                nDCG_at_10=_of_query(query.id, rankings, scores),
            )
            for query in asked
        ),
    )


def _of_query(
    query: str, rankings: Sequence[Ranking], scores: Sequence[dict[str, dict[str, float]]]
) -> dict[str, float]:
    """One measure of one query by way of ranking; empty for a query that is not measured."""
    return {
        f"{ranking.form}, {ranking.retriever}": round(found["nDCG@10"][query], 4)
        for ranking, found in zip(rankings, scores, strict=True)
        if query in found["nDCG@10"]
    }


def _data(beir: BeirSet, measured: Sequence[BeirQuery], opened: BeirIndex, name: str) -> Data:
    held = opened.index.generation.manifest.documents
    return Data(
        name=name,
        sha256=beir.sha256,
        passages=len(beir.passages),
        without_words=len(beir.passages) - len(held),
        indexed=len(opened.index.generation.passages),
        queries=len(beir.queries),
        measured=len(measured),
        without_marks=sum(query.id not in beir.qrels for query in beir.queries),
        marks=sum(len(beir.qrels[query.id]) for query in measured),
        qrels=beir.qrels_files,
        ingest=opened.built,
    )
