"""`python -m evals.bench.measuring JOB`: one measurement, in a process that does nothing else.

What a job needs comes as a line of JSON on the standard input, what it finds goes as one to the
standard output. Whatever a job does not need it must not import: imports are part of a start.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from corpus.errors import PlansError
from evals.bench.contestants import Ask, open_contestant, sentence_embeddings
from evals.plain import splitter

__all__ = ["JOBS", "main", "peak_memory"]

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

    build_stores(
        Path(job["data"]), Path(job["source"]), Path(job["store"]), job["passages"], job["seed"]
    )
    yield {}


def _answering(job: _Job) -> _Findings:
    """Open a contestant and answer the first question; then do what each further line asks.

    `{"users": 8}` asks for a rate, anything else for a round of questions one at a time.
    """
    ask = open_contestant(job["contestant"], job)
    questions: list[str] = job["questions"]
    ask(questions[0])
    yield {"seconds": time.monotonic() - job["began"]}
    for line in sys.stdin:
        users = json.loads(line).get("users")
        found = {"per_second": _rate(ask, questions, users)} if users else _round(ask, questions)
        yield found | {"memory_mb": peak_memory()}


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


def _rate(ask: Ask, questions: list[str], users: int) -> float:
    """Questions answered a second while each user asks the next when the last is answered."""
    began = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        for _ in pool.map(ask, questions):
            pass
    return len(questions) / (time.perf_counter() - began)


def _ingest_plain(job: _Job) -> _Findings:
    """The rival's ingest: split, embed and add the texts of a folder, imports included."""
    from langchain_chroma import Chroma

    texts = [path.read_text("utf-8") for path in sorted(Path(job["texts"]).iterdir())]
    chunks = splitter().create_documents(texts)
    Chroma.from_documents(
        chunks, sentence_embeddings(Path(job["model"])), persist_directory=job["store"]
    )
    yield {"seconds": time.monotonic() - job["began"], "passages": len(chunks)}


def _embedding(job: _Job) -> _Findings:
    """How fast the model alone embeds the passages of an index, and all that an ingest embeds."""
    from corpus.embeddings import OnnxEmbeddings, find_model
    from corpus.generation import read_generation
    from corpus.index_folder import IndexFolder
    from corpus.lexical import vocabulary_of
    from corpus.reader import onnx_path

    data, model = Path(job["data"]), find_model(job["model_name"])
    passages = read_generation(IndexFolder(data / "index").current()).passages
    embedder = OnnxEmbeddings(model, onnx_path(data, model))
    own = [passage.embedding_text for passage in passages]
    spans = [passage.span_text(span) for passage in passages for span in passage.spans]
    every = list(dict.fromkeys([*own, *spans, *vocabulary_of(passages)]))
    embedder.encode(own[:1])
    some = every[::_SAMPLED]
    laps = [time.perf_counter()]
    for texts in (own, some):
        embedder.encode(texts)
        laps.append(time.perf_counter())
    yield {
        "texts": len(every),
        "passages_per_second": len(own) / (laps[1] - laps[0]),
        "texts_per_second": len(some) / (laps[2] - laps[1]),
    }


def peak_memory() -> float:
    """The most memory that this process has had resident, in MB."""
    try:
        lines: Iterator[str] = iter(Path("/proc/self/status").read_text().splitlines())
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6
    except (OSError, StopIteration):
        import resource

        # Not on Linux, where this would count what the parent held before this process began.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


JOBS: dict[str, Callable[[_Job], _Findings]] = {
    "build": _build,
    "answering": _answering,
    "ingest-plain": _ingest_plain,
    "embedding": _embedding,
}


if __name__ == "__main__":
    sys.exit(main())
