"""`python -m evals.bench.measuring JOB`: one measurement, in a process that does nothing else.

What a job needs comes as a line of JSON on the standard input, what it finds goes as one to the
standard output. Whatever a job does not need it must not import: imports are part of a start.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import PlansError
from evals.bench.contestants import Ask, open_contestant, sentence_embeddings
from evals.bench.processes import peak_memory

__all__ = ["JOBS", "main"]

_SAMPLED = 8
"""One in so many of all texts is embedded to see how fast the model is; all would take minutes."""
_Job = Mapping[str, Any]
_Findings = Iterator[dict[str, Any]]


def main() -> int:
    """Do the job that the command line names; returns the exit status."""
    try:
        for found in JOBS[sys.argv[1]](json.loads(sys.stdin.readline())):
            print(json.dumps(found), flush=True)
    except KeyboardInterrupt:
        return 130
    except PlansError as error:
        _fail(" ".join(str(error).split()))
    except ImportError as error:
        _fail(f"{error}; install the extra `evals`, which the rival needs")
    except OSError as error:
        _fail(f"{error.strerror or error}; see that the disk has room")
    return 0


def _fail(reason: str) -> None:
    print(json.dumps({"error": reason}), flush=True)


def _build(job: _Job) -> _Findings:
    """Write the index and the rival's store."""
    from evals.bench.building import build_stores

    written = build_stores(
        Path(job["data"]), Path(job["source"]), Path(job["store"]), job["passages"], job["seed"]
    )
    yield asdict(written)


def _answering(job: _Job) -> _Findings:
    """Open a contestant and answer the first question; then a round for each further line."""
    ask = open_contestant(job["contestant"], job)
    questions: list[str] = job["questions"]
    ask(questions[0])
    yield {}
    for _ in sys.stdin:
        yield _round(ask, questions) | {"memory_mb": peak_memory()}


def _round(ask: Ask, questions: list[str]) -> dict[str, Any]:
    """Ask one question at a time, from a thread beside the main one, as a server would.

    In the main thread torch waits for a second thread of its own, which on a busy machine makes
    some of the rival's questions take 20 times as long.
    """

    def timed(question: str) -> tuple[float, dict[str, float]]:
        began = time.perf_counter()
        steps = ask(question)
        return round((time.perf_counter() - began) * 1000, 2), steps

    with ThreadPoolExecutor(1) as pool:
        asked = list(pool.map(timed, questions))
    return {"milliseconds": [taken for taken, _ in asked], "steps": [steps for _, steps in asked]}


def _ingest_plain(job: _Job) -> _Findings:
    """The rival's ingest of an index's passages: embed and add them, imports included."""
    from langchain_chroma import Chroma

    texts = json.loads(Path(job["texts"]).read_text("utf-8"))
    Chroma.from_texts(
        texts, sentence_embeddings(Path(job["model"])), persist_directory=job["store"]
    )
    seconds = time.monotonic() - job["began"]
    yield {"seconds": seconds, "passages": len(texts), "memory_mb": peak_memory()}


def _embedding_plain(job: _Job) -> _Findings:
    """How long sentence-transformers alone takes to embed an index's passages, once it is loaded."""
    texts = json.loads(Path(job["texts"]).read_text("utf-8"))
    embedder = sentence_embeddings(Path(job["model"]))
    embedder.embed_documents(texts[:1])
    began = time.perf_counter()
    embedder.embed_documents(texts)
    yield {"seconds": time.perf_counter() - began}


def _embedding(job: _Job) -> _Findings:
    """How long the assistant's model alone takes, and how fast it is on all that an ingest embeds.

    The passages' texts are written to a file, for the rival to embed the same.
    """
    from corpus.embeddings import OnnxEmbeddings, find_model
    from corpus.generation import read_generation
    from corpus.index_folder import IndexFolder
    from corpus.lexical import vocabulary_of
    from corpus.reader import onnx_path

    data, model = Path(job["data"]), find_model(job["model_name"])
    passages = read_generation(IndexFolder(data / "index").current()).passages
    embedder = OnnxEmbeddings(model, onnx_path(data, model).with_name(model.ingest_onnx_name))
    own = [passage.embedding_text for passage in passages]
    Path(job["texts"]).write_text(json.dumps(own), "utf-8")
    spans = [passage.span_text(span) for passage in passages for span in passage.spans]
    every = list(dict.fromkeys([*own, *spans, *vocabulary_of(passages)]))
    embedder.encode(own[:1])
    some = every[::_SAMPLED]
    laps = [time.perf_counter()]
    for texts in (own, some):
        embedder.encode(texts)
        laps.append(time.perf_counter())
    yield {
        "passages": len(own),
        "texts": len(every),
        "seconds": laps[1] - laps[0],
        "texts_per_second": len(some) / (laps[2] - laps[1]),
    }


JOBS: dict[str, Callable[[_Job], _Findings]] = {
    "build": _build,
    "answering": _answering,
    "ingest-plain": _ingest_plain,
    "embedding": _embedding,
    "embedding-plain": _embedding_plain,
}


if __name__ == "__main__":
    sys.exit(main())
