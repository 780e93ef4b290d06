"""Time and memory of answering, beside the plain LangChain way, each in a process of its own.

The rival is what tutorials build: the same passages and the same model, loaded through
sentence-transformers into LangChain's Chroma store, and its five nearest passages, unjudged.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.settings import AssistantSettings
from evals.questions import load_samples

__all__ = ["run_bench"]

_ROUNDS = 3


def run_bench(settings: AssistantSettings) -> None:
    """Measure both and print a table; figures of one run compare, those of two machines do not."""
    rows = {name: _in_own_process(name, settings) for name in ("assistant", "rival")}
    print(f"{'':34}{'assistant':>12}{'rival':>12}")
    for key, label in (
        ("start", "start to first answer, s"),
        ("p50", "a question, median, ms"),
        ("p95", "a question, 95th percentile, ms"),
        ("memory", "memory, MB"),
        ("words", "words shown, mean"),
    ):
        print(f"{label:34}" + "".join(f"{rows[name][key]:12.1f}" for name in rows))
    steps = ", ".join(f"{step} {value:.1f}" for step, value in rows["assistant"]["steps"].items())
    print(f"steps of an answer, median, ms: {steps}")
    print(f"{rows['assistant']['questions']} questions of the dev set, {_ROUNDS} rounds")


def _in_own_process(name: str, settings: AssistantSettings) -> dict[str, Any]:
    command = [sys.executable, "-c", f"from evals.bench import measure; measure({name!r})"]
    environment = os.environ | {"PLANS_DATA": str(settings.data), "HF_HUB_OFFLINE": "1"}
    run = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def measure(name: str) -> None:
    """Measure one contestant in this process and print the figures as JSON."""
    began = time.perf_counter()
    ask = {"assistant": _assistant, "rival": _rival}[name](AssistantSettings())
    questions = [sample.question for sample in load_samples("dev") if not sample.history]
    ask(questions[0])
    start = time.perf_counter() - began
    times, words, steps = [], [], []
    for question in questions * _ROUNDS:
        at = time.perf_counter()
        shown, parts = ask(question)
        times.append((time.perf_counter() - at) * 1000)
        words.append(len(shown.split()))
        steps.append(parts)
    names = dict.fromkeys(step for parts in steps for step in parts)
    figures = {
        "start": start,
        "p50": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "memory": _memory(),
        "words": statistics.mean([count for count in words if count]),
        "steps": {s: statistics.median([p[s] for p in steps if s in p]) for s in names},
        "questions": len(questions),
    }
    print(json.dumps(figures))


_Ask = Callable[[str], tuple[str, dict[str, float]]]


def _assistant(settings: AssistantSettings) -> _Ask:
    from assistant.pipeline import Assistant

    assistant = Assistant(settings)

    def ask(question: str) -> tuple[str, dict[str, float]]:
        answer = assistant.answer(question)
        return " ".join(citation.shown for citation in answer.citations), dict(answer.timings)

    return ask


def _rival(settings: AssistantSettings) -> _Ask:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    from corpus.embeddings import find_model
    from corpus.generation import read_generation
    from corpus.index_folder import IndexFolder

    model = SentenceTransformer(str(find_model(settings.embedding_model).folder), device="cpu")

    class Plain(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in model.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    passages = read_generation(IndexFolder(settings.data / "index").current()).passages
    folder = tempfile.mkdtemp()
    store = Chroma(persist_directory=folder, embedding_function=Plain())
    store.add_texts(_texts(passages))

    def ask(question: str) -> tuple[str, dict[str, float]]:
        return " ".join(d.page_content for d in store.similarity_search(question, k=5)), {}

    return ask


def _texts(passages: Sequence[Any]) -> list[str]:
    return [passage.embedding_text for passage in passages]


def _memory() -> float:
    """Resident memory of this process in MB, as the system counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
